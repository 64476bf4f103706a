/**
 * The system call policy in the words of the OCI runtime specification, for runtimes that compile their filter themselves. Weaker than the program of
 * packages/sandbox/src/seccomp in one thing: ioctl is not looked into, because libseccomp cannot exclude single values; a sandbox has no terminal to put
 * input into.
 */
import { allowedSyscalls, forbiddenSyscalls } from "../seccomp/syscall-policy.ts";
import { errnos } from "../seccomp/seccomp-program.ts";

interface ArgumentCondition {
  readonly index: number;
  readonly value: number;
  readonly valueTwo?: number;
  readonly op: "SCMP_CMP_EQ" | "SCMP_CMP_MASKED_EQ";
}

const cloneNamespaceFlags = 0x7e02_0000;
const socketFamilies = [1, 2, 10];
const [netlinkFamily, netlinkRoute] = [16, 0];
const personalities = [0xffff_ffff, 0, 0x0004_0000];

/** `linux.seccomp` of a config.json. */
export function seccompConfig(): object {
  const architecture = process.arch === "arm64" ? "SCMP_ARCH_AARCH64" : "SCMP_ARCH_X86_64";
  return {
    defaultAction: "SCMP_ACT_ERRNO",
    defaultErrnoRet: errnos.noSuchCall,
    architectures: [architecture],
    syscalls: [
      { names: [...allowedSyscalls, "ioctl"], action: "SCMP_ACT_ALLOW" },
      { names: forbiddenSyscalls, action: "SCMP_ACT_ERRNO", errnoRet: errnos.notPermitted },
      allowedIf(["clone"], { index: 0, value: cloneNamespaceFlags, valueTwo: 0, op: "SCMP_CMP_MASKED_EQ" }),
      ...socketFamilies.map((value) => allowedIf(["socket", "socketpair"], { index: 0, value, op: "SCMP_CMP_EQ" })),
      allowedIf(["socket"], { index: 0, value: netlinkFamily, op: "SCMP_CMP_EQ" }, { index: 2, value: netlinkRoute, op: "SCMP_CMP_EQ" }),
      ...personalities.map((value) => allowedIf(["personality"], { index: 0, value, op: "SCMP_CMP_EQ" })),
    ],
  };
}

function allowedIf(names: readonly string[], ...args: readonly ArgumentCondition[]): object {
  return { names, action: "SCMP_ACT_ALLOW", args };
}
