import { expect, test } from "vitest";
import { explainFailure } from "./explain-failure.ts";

test.each([
  ["bwrap: No permissions to create new namespace, likely because …", "kernel.unprivileged_userns_clone=1"],
  ["bwrap: Creating new namespace failed: nesting depth or /proc/sys/user/max_*_namespaces exceeded (ENOSPC)", "user.max_user_namespaces"],
  ["unshare: unshare failed: No space left on device", "user.max_user_namespaces"],
  ["unshare: unshare failed: Operation not permitted", "seccomp=unconfined"],
  ["ENOSPC: no space left on device, mkdir '/data/sandboxes'", "df -h"],
  ["bwrap: Creating new namespace failed: Function not implemented", "--privileged"],
  ["bwrap: Can't mount proc on /newroot/proc: Operation not permitted", "systempaths=unconfined"],
  ["spawn /usr/bin/bwrap ENOENT", "apt-get install bubblewrap"],
  ["merging layers: mount /state/.slots/x/opt: EPERM", "put all layers into one"],
])("the words %j are quoted and followed by the command that mends it", (words, command) => {
  const message = explainFailure("A sandbox does not run", words, () => false);
  expect(message).toContain(words);
  expect(message).toContain(command);
});

test("a host where AppArmor restricts user namespaces is told to lift that", () => {
  const message = explainFailure("A sandbox does not run", "bwrap: setting up uid map: Permission denied", () => true);
  expect(message).toContain("kernel.apparmor_restrict_unprivileged_userns=0");
});

test("a host that forbids user namespaces by Debian's switch is told to turn it", () => {
  const message = explainFailure("The helper does not start", "unshare: unshare failed: Operation not permitted", () => true);
  expect(message).toContain("kernel.unprivileged_userns_clone=1");
});

test("words that nobody has seen before are passed on as they are", () => {
  expect(explainFailure("A sandbox does not run", "bwrap: strange")).toBe("A sandbox does not run: bwrap: strange");
});
