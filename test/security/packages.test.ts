/** Deployment packages that mean to write or read where they are not: refused when they come, with AWS's words, and nothing is left of them. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { CreateFunctionCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { zipOf, type ZipEntry } from "@mayfly/testkit/zip-of";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createFunction, invoke } from "../e2e/support/functions.ts";
import { startStandaloneSystem, type StandaloneSystem } from "../e2e/support/standalone-system.ts";
import { clientConfig } from "../e2e/support/system.ts";

let system: StandaloneSystem;
beforeAll(async () => {
  system = await startStandaloneSystem();
});
afterAll(() => system[Symbol.asyncDispose]());

const handler = "exports.handler = async () => 'x';";

/** An archive whose entries of the first name have the second: writers of archives refuse such names themselves. */
async function renamed(placeholder: string, name: string, entry: ZipEntry): Promise<Buffer> {
  if (placeholder.length !== name.length) throw new Error("names of one length only");
  const archive = await zipOf({ "index.js": handler, [placeholder]: entry });
  for (let at = archive.indexOf(placeholder); at >= 0; at = archive.indexOf(placeholder, at + 1)) archive.write(name, at, "latin1");
  return archive;
}

async function refusalOf(archive: Buffer): Promise<string> {
  const client = new LambdaClient(clientConfig(system));
  const request = {
    FunctionName: "slip",
    Runtime: "nodejs24.x",
    Role: `arn:aws:iam::${system.account}:role/x`,
    Handler: "index.handler",
    Code: { ZipFile: archive },
  } as const;
  const failure: unknown = await client.send(new CreateFunctionCommand(request)).catch((error: unknown) => error);
  client.destroy();
  return failure instanceof Error ? `${failure.name}: ${failure.message}` : "accepted";
}

test.each([
  "../../../../tmp/mayfly-slip",
  "/tmp/mayfly-slip-absolute-",
  "a/../../../../tmp/mayfly-s",
  "C:\\windows\\mayfly-slip-xx",
  "..\\..\\..\\tmp\\mayfly-slip",
])("an entry named %s is refused", async (name) => {
  const archive = await renamed("x".repeat(name.length), name, "slipped");
  expect(await refusalOf(archive)).toMatch(/^InvalidParameterValueException: Could not unzip uploaded file/);
  expect(existsSync("/tmp/mayfly-slip") || existsSync("/tmp/mayfly-slip-absolute-") || existsSync("/tmp/mayfly-s")).toBe(false);
});

const links: Readonly<Record<string, Readonly<Record<string, ZipEntry>>>> = {
  "an absolute path": { out: { symlink: "/etc/passwd" } },
  "a path above the package": { "a/b/out": { symlink: "../../../x" } },
  "a path above the package through another link": { up: { symlink: "a/.." }, "a/x": "", out: { symlink: "up/../../x" } },
  "another function's code": { out: { symlink: "../../000000000000/other/index.js" } },
  "the process's file system": { out: { symlink: "/proc/self/root" } },
};

test.each(Object.keys(links))("a link to %s is refused", async (what) => {
  const archive = await zipOf({ "index.js": handler, ...links[what] });
  expect(await refusalOf(archive)).toMatch(/^InvalidParameterValueException: Could not unzip uploaded file/);
});

test("a file below a link, which would be written through it, is refused or stays in the package", async () => {
  const archive = await zipOf({ "index.js": handler, dir: { symlink: "inside" }, "dir/file": "through", "inside/kept": "kept" });
  const outcome = await refusalOf(archive);
  expect(outcome).toMatch(/^InvalidParameterValueException: Could not unzip uploaded file|^accepted$/);
  expect(readdirSync(join(system.dataDirectory, "packages", "~partial"))).toEqual([]);
});

test("a bomb of zeros is refused by the size that it has, not by the one that it tells", async () => {
  const archive = await zipOf({ "index.js": handler, bomb: Buffer.alloc(300 * 1024 * 1024) });
  expect(archive.length).toBeLessThan(1024 * 1024);
  expect(await refusalOf(archive)).toMatch(/^InvalidParameterValueException: Unzipped size must be smaller than 262144000 bytes/);
});

test("set-id bits, devices and world-writable modes do not come out of a package", async () => {
  const files = {
    "index.js": `exports.handler = async () => { const fs = require("fs"); return ["suid", "open"].map((name) => (fs.statSync("/var/task/" + name).mode & 0o7777).toString(8) + " " + fs.statSync("/var/task/" + name).uid); };`,
    suid: { content: "x", mode: 0o6755 },
    open: { content: "x", mode: 0o666 },
  };
  await using fn = await createFunction(system, files);
  const modes = JSON.parse((await invoke(fn)).payload) as readonly string[];
  expect(modes.map((mode) => mode.split(" ")[0])).toEqual(["755", "644"]);
  for (const mode of modes) expect(mode).not.toMatch(/ (0|993)$/);
});
