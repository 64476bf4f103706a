import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { connectNatsBus } from "@mayfly/bus/nats-bus";
import { methodCodec } from "@mayfly/contracts/codec";
import { functionFeedService, functionsService, schedulerService } from "@mayfly/contracts/services";
import { internalSubjects } from "@mayfly/contracts/subjects";
import { PlatformError } from "@mayfly/errors/platform-error";
import { createGrpcClient } from "@mayfly/rpc/grpc-client";
import { startTestNats, startTestRedis } from "@mayfly/testkit/test-servers";
import { waitFor } from "@mayfly/testkit/wait-for";
import { expect, test } from "vitest";
import { FeedProbe } from "./feed-probe.test-support.ts";
import { serveMetadata } from "./main.ts";
import { creation, region } from "./metadata-fixture.test-support.ts";

const codec = methodCodec(schedulerService, "PrepareVersion");

async function startServers() {
  await using stack = new AsyncDisposableStack();
  const redis = stack.use(await startTestRedis());
  const nats = stack.use(await startTestNats());
  const bus = stack.use(await connectNatsBus({ servers: nats.url, name: "test" }));
  const environment = { MAYFLY_REDIS_URL: redis.url, MAYFLY_NATS_URL: nats.url, MAYFLY_GRPC_PORT: "0", MAYFLY_METRICS_PORT: "0", MAYFLY_LOG_LEVEL: "silent" };
  const owned = stack.move();
  return { bus, environment, stopRedis: () => redis[Symbol.asyncDispose](), [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

function answerPreparations(bus: Awaited<ReturnType<typeof startServers>>["bus"], reply = {}): AsyncDisposable {
  return bus.subscribe(internalSubjects.prepareVersion(region), (message) => {
    if (message.replyTo !== undefined) bus.publish(message.replyTo, codec.response.encode(reply));
  });
}

/** Runs the service in a process of its own, which a test can kill. */
async function spawnMetadata(environment: Readonly<Record<string, string>>): Promise<{ readonly child: ChildProcess; readonly address: string }> {
  const program = `const { serveMetadata } = await import(${JSON.stringify(new URL("./main.ts", import.meta.url).href)});
    const served = await serveMetadata(process.env);
    console.log(served.addresses.grpc);`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", program], { env: { ...environment }, stdio: ["ignore", "pipe", "inherit"] });
  for await (const address of createInterface(child.stdout)) return { child, address };
  throw new Error("metadata ended before it listened");
}

test("over gRPC and NATS a function becomes Active, watchers are told, and errors keep their names", async () => {
  await using servers = await startServers();
  await using _scheduler = answerPreparations(servers.bus);
  await using served = await serveMetadata(servers.environment);
  await using functions = createGrpcClient(functionsService, { address: served.addresses.grpc });
  await using feed = createGrpcClient(functionFeedService, { address: served.addresses.grpc });
  await using probe = new FeedProbe(feed, { watcherId: "gateway-1", acknowledges: true });
  await waitFor(() => probe.caughtUp, { what: "caught_up" });

  await functions.CreateFunction(creation("remote"));
  await waitFor(async () => (await functions.GetFunctionConfiguration({ function_name: "remote" })).state === "Active", { what: "state Active" });
  const conflict = await functions.CreateFunction(creation("remote")).catch((error: unknown) => PlatformError.from(error));

  expect(probe.changes.map(({ sequence }) => sequence).slice(0, 2)).toEqual([1, 2]);
  expect(conflict).toMatchObject({ code: "ResourceConflict", publicMessage: "Function already exist: remote" });
});

test("the metrics port shows the operations, and health fails while Redis is gone", async () => {
  await using servers = await startServers();
  await using served = await serveMetadata(servers.environment);
  await using functions = createGrpcClient(functionsService, { address: served.addresses.grpc });
  await functions.ListFunctions({});

  const metrics = await (await fetch(`${served.addresses.metrics}/metrics`)).text();
  const healthy = await fetch(`${served.addresses.metrics}/health`);
  await servers.stopRedis();
  const down = await waitFor(
    async () => {
      const answer = await fetch(`${served.addresses.metrics}/health`);
      return answer.status === 503 ? await answer.text() : undefined;
    },
    { what: "health to fail" },
  );

  expect(metrics).toContain('mayfly_metadata_operation_seconds_count{operation="ListFunctions",outcome="ok"} 1');
  expect(healthy.status).toBe(200);
  expect(down).toContain("state store");
});

test("a scheduler's refusal makes the function Failed", async () => {
  await using servers = await startServers();
  await using _scheduler = answerPreparations(servers.bus, { failure_code: "InvalidRuntime", failure_reason: "nodejs1.x cannot be fetched." });
  await using served = await serveMetadata(servers.environment);
  await using functions = createGrpcClient(functionsService, { address: served.addresses.grpc });

  await functions.CreateFunction(creation("refused"));
  const failed = await waitFor(
    async () => {
      const configuration = await functions.GetFunctionConfiguration({ function_name: "refused" });
      return configuration.state === "Failed" ? configuration : undefined;
    },
    { what: "state Failed" },
  );

  expect(failed).toMatchObject({ state_reason: "nodejs1.x cannot be fetched.", state_reason_code: "InvalidRuntime" });
});

test("kill -9 of metadata while functions are Pending leaves nothing stuck once it runs again", async () => {
  await using servers = await startServers();
  const first = await spawnMetadata(servers.environment);
  await using before = createGrpcClient(functionsService, { address: first.address });
  // Nobody prepares yet: all three stay Pending.
  for (const name of ["a", "b", "c"]) await before.CreateFunction(creation(name));

  first.child.kill("SIGKILL");
  await once(first.child, "exit");
  await using _scheduler = answerPreparations(servers.bus);
  await using second = await serveMetadata(servers.environment);
  await using after = createGrpcClient(functionsService, { address: second.addresses.grpc });

  const states = async () => await Promise.all(["a", "b", "c"].map(async (name) => (await after.GetFunctionConfiguration({ function_name: name })).state));
  await waitFor(async () => !(await states()).includes("Pending"), { what: "all three to settle" });
  expect(await states()).toEqual(["Active", "Active", "Active"]);
});

test("settings that cannot work are refused with a sentence", async () => {
  const refusal = async (environment: Readonly<Record<string, string>>) =>
    await serveMetadata(environment).catch((error: unknown) => PlatformError.from(error).publicMessage);

  expect(await refusal({})).toContain("MAYFLY_REDIS_URL is missing");
  expect(await refusal({ MAYFLY_REDIS_URL: "redis://127.0.0.1:1", MAYFLY_NATS_URL: "nats://127.0.0.1:1", MAYFLY_LISTEN_HOST: "0.0.0.0" })).toContain(
    "MAYFLY_ALLOW_INSECURE_LISTEN=true",
  );
});
