import { assembleBpf, type BpfInstruction } from "./bpf-assembler.ts";
import { aarch64SyscallNumbers } from "./syscall-numbers-aarch64.ts";
import { x8664SyscallNumbers } from "./syscall-numbers-x86-64.ts";
import { allowedSyscalls, forbiddenSyscalls } from "./syscall-policy.ts";

/** What a seccomp program answers; `errno` answers carry the number in their low bits. */
export const seccompActions = { allow: 0x7fff_0000, killProcess: 0x8000_0000, errno: 0x0005_0000 } as const;

/** Error numbers that the program answers with. */
export const errnos = { notPermitted: 1, noSuchCall: 38, familyNotSupported: 97 } as const;

/** An architecture that sandboxes run on. */
export interface SeccompArchitecture {
  /** AUDIT_ARCH_* */
  readonly audit: number;
  readonly numbers: Readonly<Record<string, number>>;
  /** From this number on calls are of another ABI (x32). */
  readonly foreignFrom: number;
}

const noForeignAbi = 0xffff_ffff;

/** Architectures by node's name for them. */
export const seccompArchitectures: ReadonlyMap<string, SeccompArchitecture> = new Map([
  ["x64", { audit: 0xc000_003e, numbers: x8664SyscallNumbers, foreignFrom: 0x4000_0000 }],
  ["arm64", { audit: 0xc000_00b7, numbers: aarch64SyscallNumbers, foreignFrom: noForeignAbi }],
]);

const offsets = { number: 0, architecture: 4, arguments: 16 } as const;

/** CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET. */
const cloneNamespaceFlags = 0x7e02_0000;
/** TIOCSTI and TIOCLINUX put input into a terminal that its owner would run. */
const terminalInputRequests = [0x5412, 0x541c];
/** Unix, IPv4, IPv6 and netlink: AF_VSOCK reaches the hypervisor past the network namespace, the rest is attack surface. */
const socketFamilies = [1, 2, 10];
const netlinkFamily = 16;
const netlinkRoute = 0;
/** The query, the default, and the one that debuggers and sanitizers set. */
const personalities = [0xffff_ffff, 0, 0x0004_0000];

type Verdict = "allow" | "forbid" | "unknown" | `check-${string}`;

/** The program for processes in sandboxes, as an array of `struct sock_filter`. Throws for an architecture without a table. */
export function seccompProgram(nodeArchitecture: string): Uint8Array {
  const architecture = seccompArchitectures.get(nodeArchitecture);
  if (architecture === undefined) throw new Error(`no seccomp table for ${nodeArchitecture}: sandboxes run on x64 and arm64`);
  return assembleBpf([
    { kind: "load", offset: offsets.architecture },
    { kind: "jumpIf", test: "equal", value: architecture.audit, yes: "native" },
    { kind: "return", value: seccompActions.killProcess },
    { kind: "label", name: "native" },
    { kind: "load", offset: offsets.number },
    { kind: "jumpIf", test: "atLeast", value: architecture.foreignFrom, no: "known-abi" },
    // -1 is a call that a tracer has skipped; the kernel answers it ENOSYS.
    { kind: "return", value: seccompActions.killProcess },
    { kind: "label", name: "known-abi" },
    ...decisionTree(verdictRanges(architecture.numbers), "root"),
    ...argumentChecks(),
    ...conclusion("allow", seccompActions.allow),
    ...conclusion("forbid", seccompActions.errno | errnos.notPermitted),
    ...conclusion("unknown", seccompActions.errno | errnos.noSuchCall),
    ...conclusion("no-family", seccompActions.errno | errnos.familyNotSupported),
  ]);
}

interface VerdictRange {
  readonly from: number;
  readonly verdict: Verdict;
}

const argumentChecked = ["clone", "ioctl", "socket", "socketpair", "personality"];

/** Consecutive numbers of one verdict make one range; each reaches to the next one's `from`. */
function verdictRanges(numbers: Readonly<Record<string, number>>): readonly VerdictRange[] {
  const verdicts = new Map<number, Verdict>();
  const add = (names: readonly string[], verdict: (name: string) => Verdict): void => {
    for (const name of names) {
      const number = numbers[name];
      if (number !== undefined) verdicts.set(number, verdict(name));
    }
  };
  add(allowedSyscalls, () => "allow");
  add(forbiddenSyscalls, () => "forbid");
  add(argumentChecked, (name) => `check-${name}`);
  const last = Math.max(...verdicts.keys());
  const ranges: VerdictRange[] = [];
  for (let number = 0; number <= last + 1; number += 1) {
    const verdict = verdicts.get(number) ?? "unknown";
    if (ranges.at(-1)?.verdict !== verdict) ranges.push({ from: number, verdict });
  }
  return ranges;
}

/** A balanced search: about eight comparisons for any call. Long jumps, because short ones reach only 255 instructions. */
function decisionTree(ranges: readonly VerdictRange[], name: string): readonly BpfInstruction[] {
  const [only] = ranges;
  if (only === undefined) throw new Error("no verdicts");
  if (ranges.length === 1) return [{ kind: "jump", to: only.verdict }];
  const middle = Math.floor(ranges.length / 2);
  const right = ranges.slice(middle);
  const [pivot] = right;
  if (pivot === undefined) throw new Error("no pivot");
  return [
    { kind: "jumpIf", test: "atLeast", value: pivot.from, no: `${name}l` },
    { kind: "jump", to: `${name}r` },
    { kind: "label", name: `${name}l` },
    ...decisionTree(ranges.slice(0, middle), `${name}l`),
    { kind: "label", name: `${name}r` },
    ...decisionTree(right, `${name}r`),
  ];
}

function argumentChecks(): readonly BpfInstruction[] {
  return [
    { kind: "label", name: "check-clone" },
    ...loadArgument(0),
    { kind: "and", value: cloneNamespaceFlags },
    { kind: "jumpIf", test: "equal", value: 0, yes: "allow", no: "forbid" },
    { kind: "label", name: "check-ioctl" },
    ...loadArgument(1),
    ...terminalInputRequests.map((value): BpfInstruction => ({ kind: "jumpIf", test: "equal", value, yes: "forbid" })),
    { kind: "jump", to: "allow" },
    { kind: "label", name: "check-socketpair" },
    { kind: "label", name: "check-socket" },
    ...loadArgument(0),
    ...socketFamilies.map((value): BpfInstruction => ({ kind: "jumpIf", test: "equal", value, yes: "allow" })),
    { kind: "jumpIf", test: "equal", value: netlinkFamily, no: "no-family" },
    ...loadArgument(2),
    { kind: "jumpIf", test: "equal", value: netlinkRoute, yes: "allow", no: "no-family" },
    { kind: "label", name: "check-personality" },
    ...loadArgument(0),
    ...personalities.map((value): BpfInstruction => ({ kind: "jumpIf", test: "equal", value, yes: "allow" })),
    { kind: "jump", to: "forbid" },
  ];
}

/** The low half: the kernel takes 32 bits of each argument that is checked here. */
function loadArgument(index: number): readonly BpfInstruction[] {
  return [{ kind: "load", offset: offsets.arguments + index * 8 }];
}

function conclusion(name: string, value: number): readonly BpfInstruction[] {
  return [
    { kind: "label", name },
    { kind: "return", value },
  ];
}
