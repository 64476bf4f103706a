import { createHash } from "node:crypto";
import { homedir } from "node:os";
import { join } from "node:path";
import { createRuntimeCatalogue, hostArchitecture } from "@mayfly/runtimes/runtime-catalogue";
import { describe, expect, test } from "vitest";
import { useInstalledDriver } from "./installed-driver.test-support.ts";
import { WorkerHarness } from "./worker-harness.test-support.ts";

const catalogue = createRuntimeCatalogue({
  cacheDirectory: process.env["MAYFLY_CACHE_DIR"] ?? join(homedir(), ".cache", "mayfly"),
  environment: process.env,
  architecture: hostArchitecture(),
});

const installed = useInstalledDriver();

const moduleOf = (text: string): string => `module.exports = ${JSON.stringify(text)};`;
const requiresAll = `exports.handler = async () => ["first", "second", "same"].map((name) => { try { return require(name); } catch (error) { return error.code; } });`;

describe.each([
  ["a prewarmed sandbox", { poolSandboxes: 1 }],
  ["a sandbox of its own", { poolSandboxes: 0 }],
])("in %s", (_name, settings) => {
  test("a function requires modules of its layers, the last layer on top", async () => {
    await using harness = await WorkerHarness.start(installed().driver, settings);
    await harness.worker.refillPool();
    const layers = [
      await harness.store({ "nodejs/node_modules/first/index.js": moduleOf("1"), "nodejs/node_modules/same/index.js": moduleOf("lower") }),
      await harness.store({ "nodejs/node_modules/second/index.js": moduleOf("2"), "nodejs/node_modules/same/index.js": moduleOf("upper") }),
    ];
    const placed = await harness.placed({ "index.js": requiresAll }, { layers });
    expect(placed.reply.prewarmed).toBe(settings.poolSandboxes > 0);
    expect(JSON.parse((await harness.invoke(placed)).payload)).toEqual(["1", "2", "upper"]);
    const turned = await harness.placed({ "index.js": requiresAll }, { layers: layers.toReversed() });
    expect(JSON.parse((await harness.invoke(turned)).payload)).toEqual(["1", "2", "lower"]);
  });

  test("a Python function imports packages of its layers", async () => {
    const [runtime] = catalogue.names.filter((name) => name.startsWith("python") && catalogue.isInstalled(name));
    if (runtime === undefined) throw new Error("there is no Python here: sudo apt-get install python3");
    await using harness = await WorkerHarness.start(installed().driver, { ...settings, poolRuntime: runtime });
    await harness.worker.refillPool();
    const layers = [
      await harness.store({ "python/plain.py": "name = 'plain'", "python/same.py": "name = 'python'" }),
      await harness.store({
        [`python/lib/${runtime}/site-packages/packaged/__init__.py`]: "name = 'packaged'",
        [`python/lib/${runtime}/site-packages/same.py`]: "name = 'site'",
      }),
    ];
    const code = "import plain, packaged, same\ndef handler(event, context):\n    return [plain.name, packaged.name, same.name]";
    const placed = await harness.placed({ "index.py": code }, { runtime, layers });
    expect(placed.reply.prewarmed).toBe(settings.poolSandboxes > 0);
    expect(JSON.parse((await harness.invoke(placed)).payload)).toEqual(["plain", "packaged", "site"]);
  });

  test("a function loads shared libraries and programs of its layers", async () => {
    await using harness = await WorkerHarness.start(installed().driver, settings);
    await harness.worker.refillPool();
    const layer = await harness.store({ "bin/greet": { content: "#!/bin/sh\necho from the layer\n", mode: 0o755 }, "lib/libnone.so": "no library" });
    const code = `exports.handler = async () => {
      const { execFileSync } = require("node:child_process");
      let loaded; try { process.dlopen({ exports: {} }, "libnone.so"); } catch (error) { loaded = error.message; }
      return [execFileSync("greet").toString(), loaded];
    };`;
    const placed = await harness.placed({ "index.js": code }, { layers: [layer] });
    const [greeting, loaded] = JSON.parse((await harness.invoke(placed)).payload);
    expect(greeting).toBe("from the layer\n");
    // glibc has found the file by LD_LIBRARY_PATH, else it would say "cannot open shared object file".
    expect(loaded).toMatch(/libnone\.so: (?:file too short|invalid ELF header)/);
  });
});

test("five layers are merged and nothing in them can be written", async () => {
  await using harness = await WorkerHarness.start(installed().driver);
  const layers = await Promise.all([1, 2, 3, 4, 5].map((number) => harness.store({ [`part-${number}`]: String(number), top: String(number) })));
  const code = `const fs = require("node:fs"); exports.handler = async () => {
    let failure; try { fs.writeFileSync("/opt/new", ""); } catch (error) { failure = error.code; }
    return { names: fs.readdirSync("/opt").sort(), top: fs.readFileSync("/opt/top", "utf8"), failure };
  };`;
  const placed = await harness.placed({ "index.js": code }, { layers });
  expect(JSON.parse((await harness.invoke(placed)).payload)).toEqual({
    names: ["part-1", "part-2", "part-3", "part-4", "part-5", "top"],
    top: "5",
    failure: "EROFS",
  });
});

test("without layers /opt is empty", async () => {
  await using harness = await WorkerHarness.start(installed().driver, { poolSandboxes: 1 });
  await harness.worker.refillPool();
  const placed = await harness.placed({ "index.js": `exports.handler = async () => require("node:fs").readdirSync("/opt");` });
  expect((await harness.invoke(placed)).payload).toBe("[]");
});

test("a custom runtime may come from a layer", async () => {
  await using harness = await WorkerHarness.start(installed().driver);
  const bootstrap = `#!/bin/sh
api=http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation
exec /usr/bin/env python3 - "$api" <<'END'
import sys, urllib.request
while True:
    event = urllib.request.urlopen(sys.argv[1] + "/next")
    answer = ("from " + __import__("os").environ["_HANDLER"]).encode()
    urllib.request.urlopen(sys.argv[1] + "/" + event.headers["Lambda-Runtime-Aws-Request-Id"] + "/response", b'"' + answer + b'"')
END
`;
  const layer = await harness.store({ bootstrap: { content: bootstrap, mode: 0o755 } });
  const placed = await harness.placed({ "function.txt": "x" }, { runtime: "provided.al2023", handler: "any.handler", layers: [layer] });
  expect((await harness.invoke(placed)).payload).toBe('"from any.handler"');
});

test("a layer that is not in the store, or damaged, is a failure that says so", async () => {
  await using harness = await WorkerHarness.start(installed().driver);
  const layer = await harness.store({ a: "a" });
  const spec = await harness.spec({ "index.js": requiresAll }, { layers: [{ ...layer, sha256: createHash("sha256").update("other").digest("hex") }] });
  expect(await harness.prepare(spec)).toMatchObject({ failure_code: "InternalError", failure_reason: "There is no such package." });
});
