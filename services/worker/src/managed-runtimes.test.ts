import { execFile } from "node:child_process";
import { copyFile, mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import type { FunctionSpec__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/FunctionSpec";
import { createRuntimeCatalogue, hostArchitecture } from "@mayfly/runtimes/runtime-catalogue";
import { temporaryDirectory } from "@mayfly/testkit/temporary-directory";
import { waitFor } from "@mayfly/testkit/wait-for";
import { describe, expect, test } from "vitest";
import { functionVariables } from "./core/function-variables.ts";
import { useInstalledDriver } from "./installed-driver.test-support.ts";
import { roleCredentials } from "./role-credentials.test-support.ts";
import { WorkerHarness } from "./worker-harness.test-support.ts";

const installed = useInstalledDriver();

const catalogue = createRuntimeCatalogue({
  cacheDirectory: process.env["MAYFLY_CACHE_DIR"] ?? join(homedir(), ".cache", "mayfly"),
  environment: process.env,
  architecture: hostArchitecture(),
});
const pythons = catalogue.names.filter((name) => name.startsWith("python") && catalogue.isInstalled(name));

test("this machine has a Python to test with", () => {
  expect(pythons).not.toEqual([]);
});

describe.each(pythons)("%s in a sandbox", (runtime) => {
  test("answers from its own interpreter, in the environment that AWS gives", async () => {
    await using harness = await WorkerHarness.start(installed().driver);
    const placed = await harness.placed(
      {
        "index.py": [
          "import os, sys",
          "def handler(event, context):",
          "    return dict(hello=event['name'], version='python%d.%d' % sys.version_info[:2], path=sys.path, prefix=sys.prefix, env=dict(os.environ),",
          "        cwd=os.getcwd(), id=context.aws_request_id)",
        ].join("\n"),
      },
      { runtime },
    );
    const answer = await harness.invoke(placed, { event: '{"name":"Ada"}' });
    const value: unknown = JSON.parse(answer.payload);
    expect(value).toMatchObject({
      hello: "Ada",
      version: runtime,
      prefix: "/var/lang",
      cwd: "/var/task",
      id: answer.requestId,
      env: { AWS_EXECUTION_ENV: `AWS_Lambda_${runtime}`, PYTHONPATH: "/var/runtime", _HANDLER: "index.handler" },
      path: [
        "/var/task",
        `/opt/python/lib/${runtime}/site-packages`,
        "/opt/python",
        "/var/runtime",
        expect.stringMatching(/^\/var\/lang/),
        `/var/lang/lib/${runtime}`,
        `/var/lang/lib/${runtime}/lib-dynload`,
      ],
    });
    expect(value).not.toHaveProperty("env.LC_CTYPE");
  });

  test("is bound from the pool", async () => {
    await using harness = await WorkerHarness.start(installed().driver, { poolSandboxes: 1, poolRuntime: "" });
    const spec = await harness.spec({ "index.py": "def handler(event, context):\n    return open(__file__).read()[:3]" }, { runtime });
    await harness.prepare(spec);
    await waitFor(() => harness.worker.prewarmed >= 1, { what: "a prewarmed sandbox" });
    const placed = await harness.place(spec);
    expect(placed.reply).toMatchObject({ failure_code: "", prewarmed: true });
    expect((await harness.invoke(placed)).payload).toBe('"def"');
  });
});

describe.each(["from the pool", "booted for it"])("a function %s", (how) => {
  const poolSandboxes = how === "from the pool" ? 1 : 0;
  const [python = ""] = pythons;

  test.each([
    ["nodejs24.x", { "index.js": "exports.handler = async () => process.env" }],
    [python, { "index.py": "import os\ndef handler(event, context): return dict(os.environ)" }],
  ])("on %s has exactly AWS's variables and its own", async (runtime, files) => {
    await using harness = await WorkerHarness.start(installed().driver, { poolSandboxes, poolRuntime: "" });
    const spec = await harness.spec(files, { runtime, variables: { STAGE: "dev" } });
    await prepared(harness, spec, poolSandboxes);
    const placed = await harness.place(spec);
    expect(placed.reply.prewarmed).toBe(poolSandboxes === 1);
    const manifest = catalogue.find(runtime);
    if (manifest === undefined) throw new Error("no such runtime");
    const stream = expect.stringMatching(/^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/);
    const expected = { ...functionVariables(spec, manifest, { logStream: "", credentials: roleCredentials() }), AWS_LAMBDA_LOG_STREAM_NAME: stream };
    expect(JSON.parse((await harness.invoke(placed)).payload)).toEqual(expected);
  });

  test("runs as AWS's user, in the task root, in UTC, within AWS's limits", async () => {
    await using harness = await WorkerHarness.start(installed().driver, { poolSandboxes, poolRuntime: "" });
    const code = [
      "import os, pwd, resource, time",
      "def handler(event, context):",
      "    limit = lambda name: resource.getrlimit(getattr(resource, 'RLIMIT_' + name))",
      "    return dict(user=pwd.getpwuid(os.getuid()).pw_name, cwd=os.getcwd(), zone=time.tzname[0], umask=os.umask(0o22), skew=abs(time.time() - event['now']) < 5,",
      "        files=limit('NOFILE'), locked=limit('MEMLOCK'), processes=limit('NPROC'))",
    ];
    const spec = await harness.spec({ "index.py": code.join("\n") }, { runtime: python });
    await prepared(harness, spec, poolSandboxes);
    const { driver } = installed();
    const { payload } = await harness.invoke(await harness.place(spec), { event: JSON.stringify({ now: Date.now() / 1000 }) });
    expect(JSON.parse(payload)).toEqual({
      ...{ user: "sbx_user1051", cwd: "/var/task", zone: "UTC", umask: 0o22, skew: true, files: [1024, 1024], locked: [65_536, 65_536] },
      // As an ordinary user all sandboxes have one uid, by which the kernel counts: the cgroup limits them there.
      processes: driver.capabilities.mode === "root" ? [742, 742] : expect.anything(),
    });
  });
});

/** Waits until the pool has a sandbox for this function, if there is one to be. */
async function prepared(harness: WorkerHarness, spec: FunctionSpec__Output, sandboxes: number): Promise<void> {
  await harness.prepare(spec);
  await waitFor(() => harness.worker.prewarmed >= sandboxes, { what: "a prewarmed sandbox" });
}

const wrapper = { content: '#!/bin/bash\necho "wrapping $1"\nexport WRAPPED=yes\nexec "$@"\n', mode: 0o755 };

test("an exec wrapper starts Python in its place, with Python's command as its arguments", async () => {
  await using harness = await WorkerHarness.start(installed().driver, { poolSandboxes: 1 });
  const [runtime = ""] = pythons;
  const placed = await harness.placed(
    { "wrap.sh": wrapper, "index.py": "import os\ndef handler(event, context):\n    return os.environ.get('WRAPPED', 'no'), os.environ['STAGE']" },
    { runtime, variables: { AWS_LAMBDA_EXEC_WRAPPER: "/var/task/wrap.sh", STAGE: "dev" } },
  );
  const answer = await harness.invoke(placed, { logTail: true });
  expect(JSON.parse(answer.payload)).toEqual(["yes", "dev"]);
  expect(answer.logTail).toContain(`wrapping /var/lang/bin/${runtime}\n`);
});

test("a function's own PYTHON variables are in force when Python starts", async () => {
  await using harness = await WorkerHarness.start(installed().driver, { poolSandboxes: 1 });
  const [runtime = ""] = pythons;
  const placed = await harness.placed(
    { "lib/mine.py": "word = 'mine'", "index.py": "import sys, mine\ndef handler(event, context): return [mine.word, sys.flags.optimize]" },
    { runtime, variables: { PYTHONPATH: "/var/task/lib", PYTHONOPTIMIZE: "1" } },
  );
  expect((await harness.invoke(placed)).payload).toBe('["mine", 1]');
});

test("a user's manifest adds a runtime whose root file system is an unpacked image", async () => {
  await using directory = await temporaryDirectory();
  const [python = ""] = pythons;
  const image = join(directory.path, "image");
  await unpackImage(image, catalogue.list().find(({ name }) => name === python)?.directory ?? "", python);
  const library = join(directory.path, "library");
  await mkdir(library);
  await writeFile(join(library, "shared_words.py"), "word = 'shared'");
  const manifest = {
    ...{ name: "python-in-image", extends: python, rootFileSystem: { kind: "directory", path: image } },
    ...{ mounts: [{ hostPath: library, sandboxPath: "/var/library" }], variables: { PYTHONPATH: "/var/library:/var/runtime" } },
  };
  await mkdir(join(directory.path, "runtimes"));
  await writeFile(join(directory.path, "runtimes/python-in-image.json"), JSON.stringify(manifest));
  await using harness = await WorkerHarness.start(installed().driver, { manifestsDirectory: join(directory.path, "runtimes") });
  const code = [
    "import os, pwd, shared_words",
    "def handler(event, context):",
    "    writable = [path for path in ('/', '/usr', '/etc', '/var', '/var/library', '/opt') if os.access(path, os.W_OK)]",
    "    release = open('/etc/os-release').read()",
    "    return dict(word=shared_words.word, user=pwd.getpwuid(os.getuid()).pw_name, release=release, bin=os.path.exists('/usr/bin'), writable=writable)",
  ];
  const placed = await harness.placed({ "index.py": code.join("\n") }, { runtime: "python-in-image" });
  const { payload } = await harness.invoke(placed);
  expect(JSON.parse(payload)).toEqual({ word: "shared", user: "sbx_user1051", release: "ID=tiny\n", bin: false, writable: [] });
});

test("a user's manifest gives every function of a Node runtime modules, to require and to import", async () => {
  await using directory = await temporaryDirectory();
  const modules = join(directory.path, "node_modules/@vendor/sdk");
  await mkdir(modules, { recursive: true });
  await writeFile(join(modules, "package.json"), '{"name":"@vendor/sdk","main":"index.js"}');
  await writeFile(join(modules, "index.js"), "exports.word = 'shared'");
  const manifest = {
    name: "nodejs24.x",
    extends: "nodejs24.x",
    mounts: [{ hostPath: join(directory.path, "node_modules"), sandboxPath: "/var/node_modules" }],
  };
  await mkdir(join(directory.path, "runtimes"));
  await writeFile(join(directory.path, "runtimes/nodejs24.x.json"), JSON.stringify(manifest));
  await using harness = await WorkerHarness.start(installed().driver, { manifestsDirectory: join(directory.path, "runtimes") });
  const imports = await harness.placed({ "index.mjs": "import { word } from '@vendor/sdk'; export const handler = async () => word" });
  expect((await harness.invoke(imports)).payload).toBe('"shared"');
  const requires = await harness.placed({ "index.js": "const { word } = require('@vendor/sdk'); exports.handler = async () => word" });
  expect((await harness.invoke(requires)).payload).toBe('"shared"');
});

test("an interpreter that has vanished is told of, and the worker goes on with another", async () => {
  await using directory = await temporaryDirectory();
  const [runtime = ""] = pythons;
  const real = catalogue.list().find(({ name }) => name === runtime)?.directory ?? "";
  const place = join(directory.path, "prefix");
  await symlink(real, place);
  await mkdir(join(directory.path, "runtimes"));
  const manifest = { name: "mine", extends: runtime, interpreter: { kind: "directory", path: place, program: `bin/${runtime}` } };
  await writeFile(join(directory.path, "runtimes/mine.json"), JSON.stringify(manifest));
  await using harness = await WorkerHarness.start(installed().driver, { manifestsDirectory: join(directory.path, "runtimes") });
  const spec = await harness.spec({ "index.py": "def handler(event, context): return 'fine'" }, { runtime: "mine" });
  expect((await harness.invoke(await harness.place(spec))).payload).toBe('"fine"');
  await rm(place);
  expect((await harness.place(spec)).reply).toMatchObject({
    failure_code: "InvalidRuntime",
    failure_message: `The runtime mine needs ${place}/bin/${runtime}, which its manifest names and which does not exist on this host.`,
  });
  await symlink(real, place);
  expect((await harness.invoke(await harness.place(spec))).payload).toBe('"fine"');
});

test.each(["nodejs20.x", "nodejs22.x", "nodejs24.x"])("%s shows the original source in traces where NODE_OPTIONS asks for source maps", async (runtime) => {
  await using harness = await WorkerHarness.start(installed().driver);
  const map = { version: 3, sources: ["src/original.ts"], names: [], mappings: "AAAA", sourcesContent: ["throw new Error()"] };
  const inline = `//# sourceMappingURL=data:application/json;base64,${Buffer.from(JSON.stringify(map)).toString("base64")}`;
  const files = { "index.js": `exports.handler = async () => { throw new Error("mapped"); }\n${inline}` };
  const failed = await harness.invoke(await harness.placed(files, { runtime, variables: { NODE_OPTIONS: "--enable-source-maps" } }));
  expect(failed.payload).toContain("/var/task/src/original.ts:1:1");
  const plain = await harness.invoke(await harness.placed(files, { runtime }));
  expect(plain.payload).toContain("/var/task/index.js:1:");
});

/** A directory like an unpacked OCI image, with nothing in it but the libraries that a Python needs. */
async function unpackImage(image: string, python: string, name: string): Promise<void> {
  await mkdir(join(image, "etc"), { recursive: true });
  await mkdir(join(image, "usr"));
  await writeFile(join(image, "etc/os-release"), "ID=tiny\n");
  await writeFile(join(image, "etc/passwd"), "root:x:0:0::/:/bin/sh\n");
  await symlink("usr/lib64", join(image, "lib64"));
  await symlink("usr/lib", join(image, "lib"));
  const { stdout } = await promisify(execFile)("ldd", [join(python, "bin", name)]);
  for (const [path = ""] of stdout.matchAll(/(?<=\s)\/lib\S+/g)) {
    await mkdir(join(image, "usr", dirname(path)), { recursive: true });
    await copyFile(path, join(image, "usr", path));
  }
}

const javas = catalogue.list().filter(({ name, status }) => name.startsWith("java") && status !== "missing");

describe.each(javas)("$name in a sandbox", ({ name: runtime }) => {
  test("runs a handler through AWS's runtime interface client", async () => {
    await using harness = await WorkerHarness.start(installed().driver);
    const classFile = await compileJava("demo/Hello.java", [
      "package demo;",
      "public class Hello {",
      "  public java.util.Map<String, Object> handle(java.util.Map<String, String> event) {",
      '    if (event.containsKey("fail")) throw new IllegalStateException("boom");',
      '    return java.util.Map.of("hello", event.get("name"), "version", Runtime.version().feature(), "env", System.getenv("AWS_EXECUTION_ENV"), "words", System.getenv("WRAPPED") + System.getProperty("mayfly.word"));',
      "  }",
      "}",
    ]);
    const placed = await harness.placed(
      { "demo/Hello.class": classFile, "wrap.sh": wrapper },
      {
        ...{ runtime, handler: "demo.Hello::handle", memory_mib: 512 },
        variables: { AWS_LAMBDA_EXEC_WRAPPER: "/var/task/wrap.sh", JAVA_TOOL_OPTIONS: "-Dmayfly.word=set" },
      },
    );
    const answer = await harness.invoke(placed, { event: '{"name":"Ada"}' });
    expect(JSON.parse(answer.payload)).toEqual({ hello: "Ada", version: Number(runtime.slice("java".length)), env: `AWS_Lambda_${runtime}`, words: "yesset" });
    const failed = await harness.invoke(placed, { event: '{"fail":"yes"}' });
    expect(failed.functionError).toBe("Unhandled");
    expect(JSON.parse(failed.payload)).toMatchObject({ errorType: "java.lang.IllegalStateException", errorMessage: "boom" });
  }, 120_000);
});

/** Compiles one class for Java 17 and later. */
async function compileJava(path: string, lines: readonly string[]): Promise<Buffer> {
  await using directory = await temporaryDirectory();
  const source = join(directory.path, path);
  await mkdir(dirname(source), { recursive: true });
  await writeFile(source, lines.join("\n"));
  await promisify(execFile)("javac", ["--release", "17", "-d", directory.path, source]);
  return await readFile(source.replace(/java$/, "class"));
}

test("an exec wrapper starts the runtime, and what it exports stays", async () => {
  await using harness = await WorkerHarness.start(installed().driver);
  const placed = await harness.placed(
    {
      "index.js": "exports.handler = async () => process.env.WRAPPED ?? 'no'",
      wrap: { content: '#!/bin/sh\nexport WRAPPED=yes\nexec "$@" --extra\n', mode: 0o755 },
    },
    { variables: { AWS_LAMBDA_EXEC_WRAPPER: "/var/task/wrap", WRAPPED: "from-init" } },
  );
  expect((await harness.invoke(placed)).payload).toBe('"yes"');
  const missing = await harness.placed({ "index.js": "" }, { variables: { AWS_LAMBDA_EXEC_WRAPPER: "/var/task/none" } });
  expect((await harness.invoke(missing)).payload).toContain("Error: Runtime exited with error: exit status 127");
});
