import { existsSync } from "node:fs";

interface Explanation {
  readonly text: RegExp;
  readonly cause: string;
  readonly command: string;
  /** Holds only where this file of the host exists. */
  readonly whereFile?: string;
}

/** The failures that were seen or are documented (SANDBOX.md §2), most special first. */
const explanations: readonly Explanation[] = [
  {
    text: /spawn .* ENOENT|ENOENT.*bwrap/,
    cause: "bubblewrap is not installed at the configured path",
    command: "sudo apt-get install bubblewrap",
  },
  {
    text: /setting up uid map: Permission denied|uid_map: (Operation not permitted|Permission denied)|No permissions to create new namespace|No permissions to creating new namespace|loopback: Failed RTM_NEWADDR/,
    cause: "AppArmor restricts user namespaces of ordinary programs",
    command: "sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0",
    whereFile: "/proc/sys/kernel/apparmor_restrict_unprivileged_userns",
  },
  {
    text: /No permissions to creat/,
    cause: "the kernel forbids user namespaces to ordinary users",
    command: "sudo sysctl -w kernel.unprivileged_userns_clone=1",
  },
  {
    text: /unshare failed: Operation not permitted/,
    cause: "the kernel forbids user namespaces to ordinary users",
    command: "sudo sysctl -w kernel.unprivileged_userns_clone=1",
    whereFile: "/proc/sys/kernel/unprivileged_userns_clone",
  },
  {
    text: /unshare: ENOSPC|max_\*_namespaces|(unshare|namespace) failed: No space left on device/,
    cause: "the host allows no more namespaces",
    command: "sudo sysctl -w user.max_user_namespaces=15000 user.max_net_namespaces=15000 user.max_mnt_namespaces=15000",
  },
  {
    text: /ENOSPC|No space left on device/,
    cause: "the disk is full",
    command: "df -h shows which one; free space there, or choose another data directory with --data-dir",
  },
  {
    text: /Creating new namespace failed: (Function not implemented|Operation not permitted)|unshare: E(PERM|NOSYS)|unshare failed: (Operation not permitted|Function not implemented)/,
    cause: "a seccomp filter or missing capability, as of an outer container, forbids namespaces",
    command: "docker run --privileged … (or --security-opt seccomp=unconfined --cap-add SYS_ADMIN)",
  },
  {
    text: /Can't mount proc/,
    cause: "an outer container masks parts of /proc",
    command: "docker run --security-opt systempaths=unconfined …",
  },
  {
    text: /merging layers: .*E(PERM|INVAL|NODEV)/,
    cause: "the kernel does not let an ordinary user merge layers by overlay (Linux 5.11 does)",
    command: "run mayfly as root, or put all layers into one",
  },
  {
    text: /creating new mount|mount .*: E(PERM|ACCES)|Failed to make .* slave/,
    cause: "the agent may not mount",
    command: "docker run --cap-add SYS_ADMIN --security-opt apparmor=unconfined …, or run Mayfly as root: sudo npm start",
  },
  {
    text: /uses .*; stop it/,
    cause: "one state directory serves one agent",
    command: "kill PID",
  },
];

/** One message out of a tool's own words: what failed, why as far as known, and the command that mends it. */
export function explainFailure(what: string, words: string, fileExists: (path: string) => boolean = existsSync): string {
  const found = explanations.find(({ text, whereFile }) => text.test(words) && (whereFile === undefined || fileExists(whereFile)));
  if (found === undefined) return `${what}: ${words}`;
  return `${what}: ${words}. Cause: ${found.cause}. To mend it: ${found.command}`;
}
