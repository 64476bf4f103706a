import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { UpdateFunctionCodeCommand, UpdateFunctionConfigurationCommand } from "@aws-sdk/client-lambda";
import { zipOf } from "@mayfly/testkit/zip-of";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createFunction, invoke, waitUntilSettled, type TestFunction } from "../e2e/support/functions.ts";
import { startStandaloneSystem, type StandaloneSystem } from "../e2e/support/standalone-system.ts";

let system: StandaloneSystem;
beforeAll(async () => {
  system = await startStandaloneSystem();
}, 120_000);
afterAll(async () => {
  await system[Symbol.asyncDispose]();
}, 60_000);

const filesOf = (text: string): Record<string, string> => ({ "index.js": `exports.handler = async () => ${JSON.stringify(text)};` });

/** Files below the data directory whose path matches. */
function find(pattern: RegExp): readonly string[] {
  return readdirSync(system.dataDirectory, { recursive: true, encoding: "utf8" })
    .filter((path) => pattern.test(path))
    .map((path) => join(system.dataDirectory, path));
}

function damageCache(text: string): void {
  const damaged = find(/^cache\/code\/.*\/index\.js$/).filter((path) => readFileSync(path, "utf8").includes(text));
  expect(damaged).toHaveLength(1);
  for (const path of damaged) writeFileSync(path, 'exports.handler = async () => "not what was uploaded";');
}

async function coldAgain(fn: TestFunction): Promise<void> {
  await fn.client.send(new UpdateFunctionConfigurationCommand({ FunctionName: fn.name, Description: `${Math.random()}` }));
}

test("a package that is damaged in the cache is fetched anew: the function answers with the code that was uploaded", async () => {
  await using fn = await createFunction(system, filesOf("whole code"));
  expect((await invoke(fn)).payload).toBe('"whole code"');
  damageCache("whole code");

  await coldAgain(fn);
  await waitUntilSettled(fn.client, fn.name);

  expect((await invoke(fn)).payload).toBe('"whole code"');
});

test("a package that is damaged in the store too is an error that says so, until it is uploaded again", async () => {
  const before = new Set(find(/^packages\//));
  await using fn = await createFunction(system, filesOf("stored code"));
  const stored = find(/^packages\//).filter((path) => !before.has(path) && path.endsWith(".zip"));
  expect(stored).toHaveLength(1);
  for (const path of stored) writeFileSync(path, readFileSync(path).fill(0, 10, 20));
  damageCache("stored code");

  await expect(invoke(fn)).rejects.toMatchObject({
    name: expect.stringMatching(/ServiceException/),
    message: expect.stringContaining("The stored deployment package is damaged: upload it again."),
  });
  await coldAgain(fn);
  await expect(waitUntilSettled(fn.client, fn.name)).rejects.toThrow("The stored deployment package is damaged: upload it again.");

  await fn.client.send(new UpdateFunctionCodeCommand({ FunctionName: fn.name, ZipFile: await zipOf(filesOf("stored code")) }));
  await waitUntilSettled(fn.client, fn.name);
  expect((await invoke(fn)).payload).toBe('"stored code"');
});

test("a cache that somebody empties under a running Mayfly fills again", async () => {
  await using fn = await createFunction(system, filesOf("emptied"));
  for (const path of find(/^cache\/code\/[^/]+\/[^/]+\/[^/]+$/)) rmSync(path, { recursive: true });
  expect((await invoke(fn)).payload).toBe('"emptied"');
});
