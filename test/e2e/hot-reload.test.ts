import { chmod, mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CreateFunctionCommand, GetFunctionCommand, UpdateFunctionCodeCommand } from "@aws-sdk/client-lambda";
import { temporaryDirectory } from "@mayfly/testkit/temporary-directory";
import { zipOf } from "@mayfly/testkit/zip-of";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startClusterSystem } from "./support/cluster-system.ts";
import { createFunction, handlerModule, invoke, waitUntilSettled } from "./support/functions.ts";
import { useSystem } from "./support/shape.ts";
import { startStandaloneSystem } from "./support/standalone-system.ts";

/** A directory with a function's code that sandboxes may read. */
async function project(): Promise<{ readonly path: string; readonly write: (name: string, text: string) => Promise<void> } & AsyncDisposable> {
  const folder = await temporaryDirectory();
  const path = folder.join("project");
  await mkdir(path);
  await chmod(path, 0o755);
  return { path, write: (name, text) => writeFile(join(path, name), text), [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() };
}

const answering = (value: string): string => `exports.handler = async () => ${JSON.stringify(value)};`;

describe("a directory as code, standalone", () => {
  const system = useSystem(() => startStandaloneSystem());
  let folder: Awaited<ReturnType<typeof project>>;
  beforeAll(async () => {
    folder = await project();
  });
  afterAll(() => folder[Symbol.asyncDispose]());

  test("the invocation after a change runs the new code, however soon it comes", async () => {
    await folder.write("index.js", answering("first"));
    await using fn = await createFunction(system(), {}, { Code: { S3Bucket: "hot-reload", S3Key: folder.path } });
    expect(JSON.parse((await invoke(fn)).payload)).toBe("first");
    for (let change = 0; change < 10; change += 1) {
      await folder.write("index.js", answering(`change ${change}`));
      expect(JSON.parse((await invoke(fn)).payload)).toBe(`change ${change}`);
      expect(JSON.parse((await invoke(fn)).payload)).toBe(`change ${change}`);
    }
    // Editors write a new file and put it in the place of the old one; new files and folders count as well.
    await folder.write("other.js", answering("renamed"));
    await rename(join(folder.path, "other.js"), join(folder.path, "index.js"));
    expect(JSON.parse((await invoke(fn)).payload)).toBe("renamed");
    await mkdir(join(folder.path, "lib"));
    await folder.write("lib/part.js", "module.exports = 'part';");
    await folder.write("index.js", "exports.handler = async () => require('./lib/part');");
    expect(JSON.parse((await invoke(fn)).payload)).toBe("part");
    await folder.write("lib/part.js", "module.exports = 'another part';");
    expect(JSON.parse((await invoke(fn)).payload)).toBe("another part");
  });

  test("the sandbox cannot write to the directory, and the function can be given a package instead", async () => {
    await folder.write(
      "index.js",
      "exports.handler = async () => { try { require('fs').writeFileSync('/var/task/x', ''); } catch (error) { return error.code; } };",
    );
    await using fn = await createFunction(system(), {}, { Code: { S3Bucket: "hot-reload", S3Key: folder.path } });
    expect(JSON.parse((await invoke(fn)).payload)).toBe("EROFS");
    const { Code, Configuration } = await fn.client.send(new GetFunctionCommand({ FunctionName: fn.name }));
    expect(Code?.Location).toBe(`file://${folder.path}`);
    expect(Configuration).toMatchObject({ CodeSize: 0, CodeSha256: expect.stringMatching(/^.{43}=$/) });
    await fn.client.send(new UpdateFunctionCodeCommand({ FunctionName: fn.name, ZipFile: await zipOf(handlerModule("async () => 'package'")) }));
    await waitUntilSettled(fn.client, fn.name);
    expect(JSON.parse((await invoke(fn)).payload)).toBe("package");
  });

  test("a directory that is not there is refused by name, and one that has gone is an error until it is back", async () => {
    await folder.write("index.js", answering("here"));
    await using fn = await createFunction(system(), {}, { Code: { S3Bucket: "hot-reload", S3Key: folder.path } });
    const update = (key: string) => fn.client.send(new UpdateFunctionCodeCommand({ FunctionName: fn.name, S3Bucket: "hot-reload", S3Key: key }));
    for (const [key, words] of [
      ["relative/path", "is not an absolute path"],
      ["/no/such/directory", "cannot be read"],
      [join(folder.path, "index.js"), "is not a directory"],
    ] as const)
      await expect(update(key)).rejects.toMatchObject({ name: "InvalidParameterValueException", message: expect.stringContaining(words) });
    expect(JSON.parse((await invoke(fn)).payload)).toBe("here");
    await rename(folder.path, `${folder.path}-away`);
    await expect(invoke(fn)).rejects.toMatchObject({ message: expect.stringContaining(folder.path) });
    await rename(`${folder.path}-away`, folder.path);
    expect(JSON.parse((await invoke(fn)).payload)).toBe("here");
    await rm(join(folder.path, "index.js"));
    expect((await invoke(fn)).functionError).toBe("Unhandled");
  });
});

describe("a directory as code, separate processes", () => {
  const system = useSystem(() => startClusterSystem());

  test("is refused: a directory is on one machine only", async () => {
    await using fn = await createFunction(system(), handlerModule("async () => 1"));
    const created = fn.client.send(
      new CreateFunctionCommand({
        FunctionName: "hot",
        Runtime: "nodejs24.x",
        Handler: "index.handler",
        Role: `arn:aws:iam::${system().account}:role/test`,
        Code: { S3Bucket: "hot-reload", S3Key: "/tmp" },
      }),
    );
    await expect(created).rejects.toMatchObject({ name: "InvalidParameterValueException", message: expect.stringContaining("only in a standalone Mayfly") });
  });
});
