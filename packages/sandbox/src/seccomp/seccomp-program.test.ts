import { describe, expect, test } from "vitest";
import { runSeccompProgram } from "./bpf-interpreter.ts";
import { errnos, seccompActions, seccompArchitectures, seccompProgram } from "./seccomp-program.ts";
import { allowedSyscalls, forbiddenSyscalls } from "./syscall-policy.ts";

const forbidden = seccompActions.errno | errnos.notPermitted;
const unknown = seccompActions.errno | errnos.noSuchCall;
const noFamily = seccompActions.errno | errnos.familyNotSupported;

describe.each([...seccompArchitectures])("the seccomp program of %s", (name, architecture) => {
  const program = seccompProgram(name);
  const ask = (number: number, ...rest: number[]): number => runSeccompProgram(program, { architecture: architecture.audit, number, arguments: rest });
  const askByName = (syscall: string, ...rest: number[]): number => {
    const number = architecture.numbers[syscall];
    if (number === undefined) throw new Error(`no number for ${syscall}`);
    return ask(number, ...rest);
  };

  test("lets every allowed call through and no other number", () => {
    const named = (names: readonly string[]): Set<number> => new Set(names.flatMap((syscall) => architecture.numbers[syscall] ?? []));
    const [allowed, denied] = [named(allowedSyscalls), named(forbiddenSyscalls)];
    const checked = named(["clone", "ioctl", "socket", "socketpair", "personality"]);
    for (let number = 0; number < 1000; number += 1) {
      if (checked.has(number)) continue;
      const expected = allowed.has(number) ? seccompActions.allow : denied.has(number) ? forbidden : unknown;
      expect(ask(number), `system call ${number}`).toBe(expected);
    }
  });

  test("forbids new namespaces in every way there is", () => {
    for (const flag of [0x2_0000, 0x200_0000, 0x400_0000, 0x800_0000, 0x1000_0000, 0x2000_0000, 0x4000_0000]) {
      expect(askByName("clone", flag | 17)).toBe(forbidden);
    }
    expect(askByName("unshare", 0x1000_0000)).toBe(forbidden);
    expect(askByName("setns", 3, 0)).toBe(forbidden);
    expect(ask(435)).toBe(unknown);
  });

  test("lets threads and forks through", () => {
    expect(askByName("clone", 0x3d_0f00)).toBe(seccompActions.allow);
    expect(askByName("clone", 0x120_0011)).toBe(seccompActions.allow);
  });

  test("forbids typing into a terminal, also with rubbish in the upper half of the request", () => {
    expect(askByName("ioctl", 0, 0x5412)).toBe(forbidden);
    expect(askByName("ioctl", 0, 2 ** 32 + 0x5412)).toBe(forbidden);
    expect(askByName("ioctl", 0, 0x5401)).toBe(seccompActions.allow);
  });

  test("knows only the socket families that stay inside the network namespace", () => {
    for (const family of [1, 2, 10]) expect(askByName("socket", family, 1, 0)).toBe(seccompActions.allow);
    for (const family of [17, 38, 40, 44]) expect(askByName("socket", family, 1, 0)).toBe(noFamily);
    expect(askByName("socket", 16, 3, 0)).toBe(seccompActions.allow);
    expect(askByName("socket", 16, 3, 15)).toBe(noFamily);
  });

  test("lets only harmless personalities be set", () => {
    expect(askByName("personality", 0xffff_ffff)).toBe(seccompActions.allow);
    expect(askByName("personality", 0x40_0000)).toBe(forbidden);
  });

  test("kills a process that calls by another architecture's numbers", () => {
    expect(runSeccompProgram(program, { architecture: 0x4000_0003, number: 1 })).toBe(seccompActions.killProcess);
  });
});

test("kills a process that calls by x32's numbers", () => {
  const call = { architecture: 0xc000_003e, number: 0x4000_0001 };
  expect(runSeccompProgram(seccompProgram("x64"), call)).toBe(seccompActions.killProcess);
});

test("refuses an architecture that it has no table for", () => {
  expect(() => seccompProgram("mips")).toThrow("no seccomp table for mips");
});
