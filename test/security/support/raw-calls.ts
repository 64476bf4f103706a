import { aarch64SyscallNumbers } from "@mayfly/sandbox/seccomp/syscall-numbers-aarch64";
import { x8664SyscallNumbers } from "@mayfly/sandbox/seccomp/syscall-numbers-x86-64";
import type { TestFunction } from "../../e2e/support/functions.ts";
import { shellInside } from "./attack-range.ts";

/** A system call by number, past every library: arguments are numbers, or Perl expressions for what they point to. */
export interface RawCall {
  readonly name: string;
  readonly arguments: readonly (number | string)[];
}

const numbers: Readonly<Record<string, number>> = process.arch === "arm64" ? aarch64SyscallNumbers : x8664SyscallNumbers;

/** Makes the calls in a function, each in a process of its own, and gives back the error number of each by name; 0 for one that was let through. */
export async function rawCallsInside(fn: TestFunction, calls: readonly RawCall[]): Promise<ReadonlyMap<string, number>> {
  const lines = calls.flatMap(({ name, arguments: given }) => {
    const number = numbers[name];
    // Not there on this architecture.
    if (number === undefined) return [];
    const call = `my $r = syscall(${[number, ...given].join(", ")}); print "${name} ", ($r == -1 ? $!+0 : 0), "\\n"; exit`;
    return [`if (my $p = fork) { waitpid $p, 0; print "${name} 0\\n" if $?; } else { ${call}; }`];
  });
  const script = `perl -e '$| = 1; ${lines.join(" ")}'`;
  const written = await shellInside(fn, script);
  return new Map([...written.matchAll(/^(\w+) (\d+)$/gm)].map(([, name = "", errno]) => [name, Number(errno)]));
}
