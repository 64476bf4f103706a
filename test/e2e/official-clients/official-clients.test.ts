import { mkdir, writeFile } from "node:fs/promises";
import { InvokeWithResponseStreamCommand } from "@aws-sdk/client-lambda";
import { temporaryDirectory, type TemporaryDirectory } from "@mayfly/testkit/temporary-directory";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createFunction, invoke, type TestFunction } from "../support/functions.ts";
import { startStandaloneSystem, type StandaloneSystem } from "../support/standalone-system.ts";
import { officialClients, type OfficialClient, type PreparedClient } from "./clients.ts";
import { cachedPackage } from "./package-cache.ts";
import { MissingTool } from "./tools.ts";

/** AWS's own client for Node in the place of Mayfly's bootstrap: a runtime is data. */
const nodeOnOfficialClient = {
  extends: "nodejs24.x",
  name: "nodejs22.x",
  bootstrap: "",
  channel: "runtime-api",
  command: ["{program}", "/var/task/node_modules/aws-lambda-ric/index.mjs", "{handler}"],
};

/** Certificates that this machine trusts beyond Node's own, for the runtimes that Mayfly fetches; never seen by functions. */
const certificates: Record<string, string> =
  process.env["NODE_EXTRA_CA_CERTS"] === undefined ? {} : { NODE_EXTRA_CA_CERTS: process.env["NODE_EXTRA_CA_CERTS"] };

let system: StandaloneSystem;
let dataDirectory: TemporaryDirectory;

beforeAll(async () => {
  dataDirectory = await temporaryDirectory();
  await mkdir(dataDirectory.join("runtimes"));
  await writeFile(dataDirectory.join("runtimes", "nodejs22.x.json"), JSON.stringify(nodeOnOfficialClient));
  system = await startStandaloneSystem({ dataDirectory: dataDirectory.path, environment: certificates });
}, 60_000);
afterAll(async () => {
  await system[Symbol.asyncDispose]();
  await dataDirectory[Symbol.asyncDispose]();
}, 60_000);

/** Set where every client must be tested, as in CI; elsewhere a client whose compiler is missing is left out, loudly. */
const allRequired = (process.env["MAYFLY_TEST_ALL_CLIENTS"] ?? "") !== "";
const missing: { readonly name: string; readonly sentence: string }[] = [];
const tested: (OfficialClient & { readonly prepared: PreparedClient })[] = [];
for (const client of officialClients) {
  try {
    tested.push({ ...client, prepared: await client.prepare() });
  } catch (error) {
    if (!(error instanceof MissingTool)) throw error;
    missing.push({ name: client.name, sentence: error.message });
  }
}

test.each(missing)("$name is not tested on this machine: $sentence", ({ name, sentence }) => {
  console.warn(`\n!! ${name} WAS NOT TESTED: ${sentence}\n`);
  expect(allRequired, "MAYFLY_TEST_ALL_CLIENTS is set").toBe(false);
});

describe.each(tested)("a function on $name", (client) => {
  const { prepared } = client;
  let archive: Buffer;

  // Compiles on the first run, from the cache afterwards.
  beforeAll(async () => {
    archive = await cachedPackage(prepared.recipe);
  }, 600_000);

  const create = (variables: Readonly<Record<string, string>> = {}, handler = client.handler): Promise<TestFunction> =>
    createFunction(
      system,
      {},
      {
        Runtime: prepared.runtime,
        Handler: handler,
        Code: { ZipFile: archive },
        MemorySize: 512,
        Timeout: 10,
        Environment: { Variables: { ...variables } },
      },
    );

  test("answers, with AWS's context, again in the same environment", async () => {
    await using fn = await create();
    for (const value of [{ nested: ["a", 1, null, "ü"] }, "x".repeat(1_000_000)]) {
      const answer = await invoke(fn, { do: "echo", value });
      expect(answer.functionError).toBeUndefined();
      expect(JSON.parse(answer.payload)).toEqual({
        value,
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        functionArn: `arn:aws:lambda:${system.region}:${system.account}:function:${fn.name}`,
        remainingMs: expect.toSatisfy((ms: number) => ms > 5000 && ms <= 10_000),
      });
    }
  }, 60_000);

  test("fails and exits as on AWS, and the next invocation works", async () => {
    await using fn = await create({}, client.handler);

    const failed = await invoke(fn, { do: "fail" });
    expect(failed).toMatchObject({ status: 200, functionError: "Unhandled" });
    expect(JSON.parse(failed.payload)).toMatchObject({ errorType: client.failureType, errorMessage: "broken on purpose" });
    expect(JSON.parse((await invoke(fn, { value: 1 })).payload)).toMatchObject({ value: 1 });

    const exited = await invoke(fn, { do: "exit" });
    expect(exited.functionError).toBe("Unhandled");
    expect(JSON.parse(exited.payload)).toMatchObject({ errorType: "Runtime.ExitError", errorMessage: expect.stringMatching(/exit status 3$/) });
    expect(JSON.parse((await invoke(fn, { value: 2 })).payload)).toMatchObject({ value: 2 });
  }, 60_000);

  test("times out as on AWS, and the next invocation works", async () => {
    await using fn = await createFunction(
      system,
      {},
      { Runtime: prepared.runtime, Handler: client.handler, Code: { ZipFile: archive }, MemorySize: 512, Timeout: 2 },
    );
    const hung = await invoke(fn, { do: "sleep" });
    expect(hung.functionError).toBe("Unhandled");
    expect(JSON.parse(hung.payload)).toMatchObject({
      errorType: "Sandbox.Timedout",
      errorMessage: expect.stringMatching(/Task timed out after 2\.00 seconds$/),
    });
    expect(JSON.parse((await invoke(fn, { value: 3 })).payload)).toMatchObject({ value: 3 });
  }, 60_000);

  test("tells of an init phase that failed at every invocation", async () => {
    await using fn = await create({ FAIL_INIT: "1" });
    for (let call = 0; call < 2; call++) {
      const failed = await invoke(fn);
      expect(failed).toMatchObject({ status: 200, functionError: "Unhandled" });
      expect(JSON.parse(failed.payload)).toMatchObject({
        errorType: client.initFailure.errorType,
        errorMessage: expect.stringMatching(client.initFailure.errorMessage),
      });
    }
  }, 60_000);
});

describe.each(tested.filter((client) => client.streamingHandler !== undefined))("a streaming function on $name", (client) => {
  test("is heard as it writes, by who streams and by who does not", async () => {
    await using fn = await createStreaming(client);
    expect(await stream(fn, { do: "stream" })).toEqual({ body: expect.stringMatching(/one two three$/), errorCode: undefined, errorDetails: undefined });
    expect((await invoke(fn, { do: "stream" })).payload).toMatch(/one two three$/);
  }, 600_000);
});

describe.each(tested.filter((client) => client.streamFailureType !== undefined))("a streaming function on $name that fails midway", (client) => {
  test("tells so, to who streams and to who does not", async () => {
    await using fn = await createStreaming(client);
    const failed = await stream(fn, { do: "stream-fail" });
    expect(failed).toMatchObject({ body: "one ", errorCode: client.streamFailureType });
    expect(JSON.parse(failed.errorDetails ?? "")).toMatchObject({ errorType: client.streamFailureType, errorMessage: "broken on purpose" });
    const whole = await invoke(fn, { do: "stream-fail" });
    expect(whole.functionError).toBe("Unhandled");
    expect(JSON.parse(whole.payload)).toMatchObject({ errorType: client.streamFailureType, errorMessage: "broken on purpose" });
  }, 600_000);
});

async function createStreaming(client: (typeof tested)[number]): Promise<TestFunction> {
  const { runtime, recipe } = client.prepared;
  const archive = await cachedPackage(recipe);
  return await createFunction(
    system,
    {},
    { Runtime: runtime, Handler: client.streamingHandler ?? client.handler, Code: { ZipFile: archive }, MemorySize: 512, Timeout: 10 },
  );
}

/** What a client that streams gets. */
async function stream(
  fn: TestFunction,
  event: unknown,
): Promise<{ readonly body: string; readonly errorCode: string | undefined; readonly errorDetails: string | undefined }> {
  const answer = await fn.client.send(new InvokeWithResponseStreamCommand({ FunctionName: fn.name, Payload: JSON.stringify(event) }));
  const pieces: Uint8Array[] = [];
  let end: { readonly ErrorCode?: string | undefined; readonly ErrorDetails?: string | undefined } = {};
  for await (const part of answer.EventStream ?? []) {
    if (part.PayloadChunk?.Payload !== undefined) pieces.push(part.PayloadChunk.Payload);
    if (part.InvokeComplete !== undefined) end = part.InvokeComplete;
  }
  return { body: Buffer.concat(pieces).toString(), errorCode: end.ErrorCode, errorDetails: end.ErrorDetails };
}
