import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { temporaryDirectory } from "@mayfly/testkit/temporary-directory";
import { waitFor } from "@mayfly/testkit/wait-for";
import { expect, test } from "vitest";
import { countLogged } from "./support/function-logs.ts";
import { createFunction, handlerModule, invoke } from "./support/functions.ts";
import { expectNothingLeft } from "./support/leftovers.ts";
import { startMayfly } from "./support/mayfly-process.ts";
import { startStandaloneSystem } from "./support/standalone-system.ts";

const freePorts = { MAYFLY_HTTP_PORT: "0", MAYFLY_GRPC_PORT: "0", MAYFLY_METRICS_PORT: "0", MAYFLY_URL_PORT: "0" } as const;

/** Runs a command to its end: its exit code and everything that it wrote. */
async function run(args: readonly string[], environment: Readonly<Record<string, string>>, launcher?: readonly string[]) {
  const mayfly = startMayfly(args, environment, launcher);
  const closed = once(mayfly.child, "close");
  const exit = await mayfly.exited;
  await closed;
  return { exit, output: mayfly.output() };
}

/** One message of Mayfly's own, and no stack of anybody's. */
function expectOneMessage(output: string, sentence: string): void {
  expect(output).toContain(sentence);
  expect(output.match(/^mayfly: /gm)).toHaveLength(1);
  expect(output).not.toMatch(/^\s+at /m);
}

test("a port that is taken is named together with the flag that chooses another, and nothing is left", async () => {
  await using directory = await temporaryDirectory();
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  // A TCP server's address is an object.
  const { port } = other.address() as AddressInfo;

  const { exit, output } = await run(["up"], { ...freePorts, MAYFLY_HTTP_PORT: String(port), MAYFLY_DATA_DIR: directory.path });
  other.close();

  expect(exit).toBe(1);
  expectOneMessage(output, `Port ${port} on 127.0.0.1 is taken by another process. Choose another with --http-port`);
  await expectNothingLeft(directory.path);
});

test("a data directory that cannot be written is named together with the commands that mend it", async () => {
  await using directory = await temporaryDirectory();
  const file = join(directory.path, "file");
  await writeFile(file, "");

  const { exit, output } = await run(["up"], { ...freePorts, MAYFLY_DATA_DIR: join(file, "data") });

  expect(exit).toBe(1);
  expectOneMessage(output, `The data directory ${join(file, "data")} cannot be written (ENOTDIR). Make it yours with: sudo mkdir -p`);
});

test("a full disk is named together with what mends it", async () => {
  await using directory = await temporaryDirectory();
  // A file system of 1 MiB that only this command sees.
  const small = `mount -t tmpfs -o size=1m tmpfs ${directory.path} && exec "$@"`;
  const launcher = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", small, "sh", process.execPath, "packages/cli/src/main.ts"];

  const { exit, output } = await run(["up"], { ...freePorts, MAYFLY_DATA_DIR: directory.path }, launcher);

  expect(exit).toBe(1);
  expectOneMessage(output, `The disk of the data directory ${directory.path} is full: `);
  expect(output).toContain(`df -h ${directory.path}`);
});

test("SIGTERM to npx drains: a 10 s invocation is answered, the exit code is 0 and nothing is left", async () => {
  await using directory = await temporaryDirectory();
  const system = await startStandaloneSystem({ dataDirectory: directory.path, launcher: ["npx", "--no", "mayfly"] });
  const body = "async () => { console.log('began'); await new Promise((resolve) => setTimeout(resolve, 10_000)); return 'done'; }";
  const fn = await createFunction(system, handlerModule(body), { Timeout: 30 });
  const answer = invoke(fn);
  await waitFor(async () => (await countLogged(system, "began")) > 0 || undefined, { deadlineMs: 10_000, what: "the invocation to run" });

  system.process.child.kill("SIGTERM");
  const startedMs = performance.now();
  const exit = await system.process.exited;

  expect(exit).toBe(0);
  expect(performance.now() - startedMs).toBeLessThan(20_000);
  expect((await answer).payload).toBe('"done"');
  fn.client.destroy();
  await expectNothingLeft(directory.path);
}, 60_000);

test("--print-config shows the settings in force without passwords and starts nothing", async () => {
  await using directory = await temporaryDirectory();
  const environment = { ...freePorts, MAYFLY_DATA_DIR: directory.path, MAYFLY_REDIS_URL: "redis://:hidden@127.0.0.1:1" };

  const { exit, output } = await run(["up", "--print-config", "--region", "eu-west-1"], environment);

  expect(exit).toBe(0);
  expect(output).toContain("MAYFLY_REGION=eu-west-1\n");
  expect(output).toContain("MAYFLY_REDIS_URL=redis://(secret)@127.0.0.1:1\n");
  expect(output).not.toContain("hidden");
});

test("--print-config of a service shows its own settings", async () => {
  const { exit, output } = await run(["serve", "worker", "--print-config"], {
    MAYFLY_NATS_URL: "nats://mayfly:hidden@127.0.0.1:1",
    MAYFLY_PACKAGE_STORE_ADDRESS: "127.0.0.1:2",
  });

  expect(exit).toBe(0);
  expect(output).toContain("MAYFLY_NATS_URL=(secret)\n");
  expect(output).toContain("MAYFLY_PACKAGE_STORE_ADDRESS=127.0.0.1:2\n");
});

test.each([
  [["--help"]],
  [["start", "--help"]],
  [["up", "--help"]],
  [["env", "--help"]],
  [["serve", "--help"]],
  [["runtime", "--help"]],
  [["runtime", "add", "--help"]],
])("mayfly %j explains itself and exits with 0", async (args) => {
  const { exit, output } = await run(args, {});
  expect(exit).toBe(0);
  expect(output).toContain("Usage: mayfly");
});

test.each([[["bogus"]], [["start", "--bogus"]], [["serve", "nothing"]], [["runtime", "add", "cobol85"]]])(
  "mayfly %j is an error with exit code 1",
  async (args) => {
    const { exit, output } = await run(args, {});
    expect(exit).toBe(1);
    expect(output).toMatch(/error: |^mayfly: /m);
  },
);

test("runtimes are listed as JSON with their versions", async () => {
  const { exit, output } = await run(["runtime", "list", "--json"], {});
  expect(exit).toBe(0);
  expect(JSON.parse(output)).toContainEqual(
    expect.objectContaining({ name: "nodejs24.x", version: expect.stringMatching(/^24\./), status: "ready", installed: true, explanation: "" }),
  );
});
