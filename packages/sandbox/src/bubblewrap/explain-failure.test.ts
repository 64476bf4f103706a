import { expect, test } from "vitest";
import { explainFailure } from "./explain-failure.ts";

test.each([
  ["bwrap: No permissions to create new namespace, likely because …", "kernel.unprivileged_userns_clone=1"],
  ["bwrap: Creating new namespace failed: nesting depth or /proc/sys/user/max_*_namespaces exceeded (ENOSPC)", "user.max_user_namespaces"],
  ["bwrap: Creating new namespace failed: Function not implemented", "--privileged"],
  ["bwrap: Can't mount proc on /newroot/proc: Operation not permitted", "systempaths=unconfined"],
  ["spawn /usr/bin/bwrap ENOENT", "apt-get install bubblewrap"],
])("the words %j are quoted and followed by the command that mends it", (words, command) => {
  const message = explainFailure("A sandbox does not run", words, () => false);
  expect(message).toContain(words);
  expect(message).toContain(command);
});

test("a host where AppArmor restricts user namespaces is told to lift that", () => {
  const message = explainFailure("A sandbox does not run", "bwrap: setting up uid map: Permission denied", () => true);
  expect(message).toContain("kernel.apparmor_restrict_unprivileged_userns=0");
});

test("words that nobody has seen before are passed on as they are", () => {
  expect(explainFailure("A sandbox does not run", "bwrap: strange")).toBe("A sandbox does not run: bwrap: strange");
});
