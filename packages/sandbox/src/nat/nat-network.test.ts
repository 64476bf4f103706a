/**
 * Sandboxes with a way out, in a network namespace of the test's own: its host has one neighbour, in a second namespace, that plays the internet, a LAN,
 * the metadata service and the name server. The machine's own interfaces, routes and rules are never touched.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { findServer } from "@mayfly/servers/find-server";
import { silentLogger } from "@mayfly/telemetry/logger";
import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { createBubblewrapDriver } from "../bubblewrap/create-bubblewrap-driver.ts";
import { installedBubblewrap } from "../bubblewrap/installed-bubblewrap.test-support.ts";
import { temporaryDirectory } from "../sandbox-fixture.ts";

const outcomeSchema = z.object({
  reached: z.record(z.string(), z.string()),
  door: z.string(),
  afterDeath: z.array(z.string()),
  inside: z.string(),
  leftAfter: z.string(),
  leftWhile: z.string(),
});

const world = new URL("./nat-world.test-support.ts", import.meta.url);

/** Runs the scenario of nat-world in fresh network and mount namespaces. */
async function runWorld(stateDirectory: string): Promise<z.output<typeof outcomeSchema>> {
  const [nft, bubblewrap] = [await findServer("nft"), await installedBubblewrap()];
  const options = { stateDirectory, ...bubblewrap, nat: { nftPath: nft.path, nftEnvironment: nft.environment } };
  const child = spawn("unshare", ["--net", "--mount", process.execPath, world.pathname, JSON.stringify(options)], { stdio: ["ignore", "pipe", "pipe"] });
  const written = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk: Buffer) => (written.stdout += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (written.stderr += chunk.toString()));
  await once(child, "close");
  if (written.stdout === "") throw new Error(written.stderr);
  return outcomeSchema.parse(JSON.parse(written.stdout));
}

describe("sandboxes whose network is nat", () => {
  let outcome: z.output<typeof outcomeSchema>;
  let interfacesBefore: readonly string[];
  beforeAll(async () => {
    interfacesBefore = Object.keys(networkInterfaces());
    using directory = temporaryDirectory();
    outcome = await runWorld(join(directory.path, "state"));
  }, 60_000);

  test("reach the internet by address and by name", () => {
    expect(outcome.reached["203.0.113.2:80"]).toBe("internet");
    expect(outcome.reached["internet.test:80"]).toBe("internet");
  });

  test("reach Mayfly's door as those without a network do", () => {
    expect(outcome.door).toBe("door");
  });

  test.each(["127.0.0.1:8080", "203.0.113.1:8080", "0.0.0.0:8080", "gateway:8080", "gateway:22"])("do not reach the host at %s", (address) => {
    expect(outcome.reached[address]).toMatch(/^(timeout|ECONNREFUSED)$/);
  });

  test.each(["169.254.169.254:80", "10.9.9.9:80", "192.168.7.7:80", "172.16.5.5:80", "100.64.3.3:80"])("do not reach %s beyond the host", (address) => {
    expect(outcome.reached[address]).toBe("timeout");
  });

  test("do not reach each other", () => {
    expect(outcome.reached["other sandbox"]).toBe("timeout");
  });

  test("reach the internet on, by name, when the helper that made them has died", () => {
    expect(outcome.afterDeath).toEqual(["internet", "internet"]);
  });

  test("speak no IPv6 and cannot change their network", () => {
    expect(outcome.inside).toMatch(/^interfaces eth0 lo\nipv6 0\nchanged 0$/m);
  });

  test("leave neither interface, nor rule, nor forwarding behind", () => {
    expect(outcome.leftWhile).toMatch(/mfy[0-9a-f]{8}/);
    expect(outcome.leftAfter).not.toMatch(/mfy|table/);
    expect(outcome.leftAfter).toContain("forwarding 0");
    expect(Object.keys(networkInterfaces())).toEqual(interfacesBefore);
  });
});

test("a host without nft is told how to get it", async () => {
  using directory = temporaryDirectory();
  const nat = { nftPath: "/nowhere/nft", nftEnvironment: {} };
  const starting = createBubblewrapDriver({ stateDirectory: join(directory.path, "state"), ...(await installedBubblewrap()), nat, logger: silentLogger });
  await expect(starting).rejects.toMatchObject({
    code: "ServiceUnavailable",
    publicMessage: expect.stringMatching(/network could not be made.*sudo apt-get install -y iproute2 nftables/),
  });
  expect(Object.keys(networkInterfaces()).filter((name) => name.startsWith("mfy"))).toEqual([]);
});
