import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryDirectory } from "@mayfly/testkit/temporary-directory";
import { expect, test } from "vitest";
import { createRuntimeCatalogue, hostArchitecture, type RuntimeCatalogue } from "./runtime-catalogue.ts";

async function withManifests(
  files: Readonly<Record<string, unknown>>,
): Promise<AsyncDisposable & { readonly path: string; readonly open: () => RuntimeCatalogue }> {
  const directory = await temporaryDirectory();
  mkdirSync(join(directory.path, "runtimes"));
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(directory.path, "runtimes", name), typeof content === "string" ? content : JSON.stringify(content));
  }
  return {
    path: directory.path,
    open: () =>
      createRuntimeCatalogue({
        cacheDirectory: join(directory.path, "cache"),
        manifestsDirectory: join(directory.path, "runtimes"),
        environment: { HOME: directory.path, PATH: "" },
        architecture: hostArchitecture(),
      }),
    [Symbol.asyncDispose]: () => directory[Symbol.asyncDispose](),
  };
}

test("a manifest that extends a runtime serves it from another interpreter", async () => {
  await using user = await withManifests({
    "python3.12.json": {
      name: "python3.12",
      extends: "python3.12",
      interpreter: { kind: "directory", path: "/usr", program: "bin/true" },
      variables: { STAGE: "x" },
    },
  });
  const runtime = await user.open().ensure("python3.12");
  expect(runtime.manifest).toMatchObject({
    command: ["/var/lang/bin/true", "-S", "/var/runtime/bootstrap.py"],
    variables: { AWS_EXECUTION_ENV: "AWS_Lambda_python3.12", PYTHONPATH: "/var/runtime", STAGE: "x" },
  });
  expect(runtime).toMatchObject({ interpreter: "/usr/bin/true", mounts: [{ hostPath: "/usr", sandboxPath: "/var/lang" }, { sandboxPath: "/var/runtime" }] });
});

test("a manifest adds a runtime of a name of its own, in an image of its own", async () => {
  await using user = await withManifests({
    "bash.json": {
      name: "bash5",
      version: "5.2",
      rootFileSystem: { kind: "directory", path: "/" },
      interpreter: { kind: "in-root", program: "/usr/bin/env" },
      bootstrap: "",
      channel: "runtime-api",
      command: ["{program}", "bash", "/var/task/{handler}"],
    },
  });
  const catalogue = user.open();
  expect(catalogue.names).toContain("bash5");
  expect(catalogue.list().find(({ name }) => name === "bash5")).toEqual({
    ...{ name: "bash5", version: "5.2", file: join(user.path, "runtimes/bash.json"), status: "ready", explanation: "", directory: undefined },
  });
  expect(await catalogue.ensure("bash5")).toMatchObject({ rootDirectory: "/", manifest: { command: ["/usr/bin/env", "bash", "/var/task/{handler}"] } });
});

test("a manifest that is wrong is left out with one sentence, and the others are there", async () => {
  await using user = await withManifests({
    "a.json": "{ no json",
    "b.json": { name: "other", extends: "cobol85" },
    "c.json": { name: "Bad Name", extends: "python3.12", colour: "red" },
    "d.json": { name: "python3.13", extends: "python3.13", mounts: [{ hostPath: "/srv", sandboxPath: "/etc" }] },
    "e.json": { name: "extra", extends: "nodejs22.x" },
    "f.json": { name: "extra", extends: "nodejs20.x" },
    "note.txt": "not a manifest",
  });
  const catalogue = user.open();
  const sentence = (file: string, why: string): unknown =>
    expect.stringMatching(new RegExp(`^The runtime manifest ${user.path}/runtimes/${file} is left out: ${why}\\.$`));
  expect(catalogue.problems).toEqual([
    sentence("a.json", "it is not JSON: [^\n]*"),
    sentence("b.json", "it extends cobol85, which is no runtime of Mayfly's own"),
    sentence("c.json", 'name: [^\n]*; the file: Unrecognized key: "colour"'),
    sentence("d.json", "mounts.0.sandboxPath: must be a directory directly below /var, like /var/node_modules"),
    sentence("f.json", ".*/e.json defines extra already"),
  ]);
  expect(catalogue.find("python3.13")?.mounts).toEqual([]);
  expect(catalogue.find("extra")?.variables["AWS_EXECUTION_ENV"]).toBe("AWS_Lambda_extra");
});

test("a missing interpreter is named with what adds it", async () => {
  await using user = await withManifests({
    "gone.json": { name: "gone", extends: "python3.12", interpreter: { kind: "directory", path: "/nowhere", program: "bin/python3" } },
    "lost.json": { name: "lost", extends: "nodejs24.x", mounts: [{ hostPath: "/nowhere", sandboxPath: "/var/node_modules" }] },
  });
  const catalogue = user.open();
  const message = async (name: string): Promise<string> => catalogue.ensure(name).then(String, (error: { publicMessage: string }) => error.publicMessage);
  expect(await message("python3.14")).toBe(
    `The runtime python3.14 needs Python 3.14, which is not on this host: install it (for example: pyenv install 3.14), or name another interpreter in ${user.path}/runtimes/python3.14.json (docs/how-to/add-a-runtime.md), then update the function.`,
  );
  expect(await message("gone")).toBe("The runtime gone needs /nowhere/bin/python3, which its manifest names and which does not exist on this host.");
  expect(await message("lost")).toBe("The runtime lost needs /nowhere, which its manifest names and which does not exist on this host.");
  expect(catalogue.list().find(({ name }) => name === "lost")?.status).toBe("missing");
});

test("an interpreter that has vanished is looked for again", async () => {
  await using user = await withManifests({});
  const place = join(user.path, "prefix");
  mkdirSync(join(place, "bin"), { recursive: true });
  writeFileSync(join(place, "bin/python3"), "");
  writeFileSync(
    join(user.path, "runtimes/mine.json"),
    JSON.stringify({ name: "mine", extends: "python3.12", interpreter: { kind: "directory", path: place, program: "bin/python3" } }),
  );
  const catalogue = user.open();
  await catalogue.ensure("mine");
  rmSync(join(place, "bin/python3"));
  await expect(catalogue.ensure("mine")).rejects.toMatchObject({ code: "InvalidRuntime" });
  writeFileSync(join(place, "bin/python3"), "");
  expect((await catalogue.ensure("mine")).interpreter).toBe(join(place, "bin/python3"));
});

test("a file that cannot be fetched, or is another, is told of and nothing of it stays", async () => {
  const jar = "https://repo1.maven.org/maven2/software/amazon/awssdk/utils-lite/2.34.0/utils-lite-2.34.0.jar";
  const files = (url: string): object => ({
    ...{ extends: "provided.al2023", downloads: [{ url, sha256: "0".repeat(64), file: "lib/x.jar" }] },
  });
  await using user = await withManifests({
    "closed.json": { name: "closed", ...files("https://127.0.0.1:1/x.jar") },
    "other.json": { name: "other", ...files(jar) },
  });
  const catalogue = user.open();
  expect(catalogue.list().find(({ name }) => name === "other")?.status).toBe("fetchable");
  await expect(catalogue.ensure("closed")).rejects.toMatchObject({
    code: "InvalidRuntime",
    publicMessage: expect.stringMatching(/^The runtime closed could not be fetched \(https:\/\/127\.0\.0\.1:1\/x\.jar\): .*\. Fetch it by hand to see more/),
  });
  await expect(catalogue.ensure("other")).rejects.toMatchObject({
    publicMessage: `The runtime other was not installed: ${jar} has sha256 efaf784f07ae526f0b5c89d71ef21cf16636131c47d44616e3df9bedc3f4f89a, expected ${"0".repeat(64)}.`,
  });
  expect(readdirSync(join(user.path, "cache/runtimes"))).toEqual([]);
});

test("every manifest of the guide is one", async () => {
  const guide = readFileSync(new URL("../../../docs/how-to/add-a-runtime.md", import.meta.url), "utf8");
  const examples = [...guide.matchAll(/```json\n([^`]*)```|`(\{ "name"[^`]*\})`/g)].map(([, block, inline]) => block ?? inline ?? "");
  expect(examples).toHaveLength(5);
  for (const [at, example] of examples.entries()) {
    await using user = await withManifests({ [`${at}.json`]: example });
    expect(user.open().problems).toEqual([]);
  }
});
