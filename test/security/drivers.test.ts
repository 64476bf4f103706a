/** The other drivers, chosen by setting, under a whole Mayfly. */
import { describe, expect, test } from "vitest";
import { createFunction, handlerModule, invoke } from "../e2e/support/functions.ts";
import { startStandaloneSystem } from "../e2e/support/standalone-system.ts";
import { perlBootstrap } from "./support/perl-bootstrap.ts";

const inside = `async () => {
  const { readFileSync, readdirSync } = await import("node:fs");
  const { spawnSync } = await import("node:child_process");
  const status = readFileSync("/proc/self/status", "utf8");
  return {
    uid: process.getuid(), capabilities: /CapBnd:\\s*(\\S+)/.exec(status)[1], filter: /Seccomp:\\s*(\\d)/.exec(status)[1],
    processes: readdirSync("/proc").filter((name) => /^\\d+$/.test(name)).length, variables: Object.keys(process.env).filter((name) => name.startsWith("MAYFLY") || name === "HOME"),
    namespace: spawnSync("unshare", ["--user", "true"]).status === 0, here: process.cwd(),
  };
}`;

describe.each(["crun", "runc"] as const)("functions in sandboxes of %s", (driver) => {
  test("of managed runtimes and with a bootstrap of their own are answered, held as ever, and go with their Mayfly", async () => {
    await using system = await startStandaloneSystem({ environment: { MAYFLY_SANDBOX_DRIVER: driver } });
    await using fn = await createFunction(system, handlerModule(inside));
    for (let round = 0; round < 3; round += 1) {
      const answer = await invoke(fn);
      expect(JSON.parse(answer.payload)).toEqual({
        ...{ uid: 993, capabilities: "0000000000000000", filter: "2", variables: [], namespace: false, here: "/var/task" },
        processes: expect.any(Number),
      });
    }
    await using killed = await createFunction(system, handlerModule(`async () => process.kill(process.pid, "SIGKILL")`));
    expect((await invoke(killed)).payload).toContain("signal: killed");
    await using own = await createFunction(system, perlBootstrap(`"\\"$event\\""`), { Runtime: "provided.al2023", Handler: "x" });
    expect((await invoke(own, 5)).payload).toBe('"5"');
  }, 60_000);
});

test("a driver that is no driver is refused with the names of those that are", async () => {
  await expect(startStandaloneSystem({ environment: { MAYFLY_SANDBOX_DRIVER: "docker" } })).rejects.toThrow(/MAYFLY_SANDBOX_DRIVER.*bubblewrap/s);
});
