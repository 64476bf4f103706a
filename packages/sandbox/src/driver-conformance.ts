/** What every sandbox driver does alike. `describeDriverConformance` is called from each driver's own test file. */
import { once } from "node:events";
import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SandboxDriver, SandboxUsage } from "./sandbox-driver.ts";
import { collect, nodeInside, OutputText, runNode, runShell, sandboxSpec, temporaryDirectory, until, type OpenDriver } from "./sandbox-fixture.ts";

/** Registers the suite for one driver. */
export function describeDriverConformance(name: string, open: OpenDriver): void {
  describe(`sandboxes of ${name}`, () => {
    const directory = temporaryDirectory();
    let driver: SandboxDriver;
    beforeAll(async () => {
      driver = await open(join(directory.path, "state"));
    });
    afterAll(async () => {
      await driver[Symbol.asyncDispose]();
      directory[Symbol.dispose]();
    });
    const current = (): SandboxDriver => driver;
    testProcesses(current);
    testChannels(current);
    testSupervision(current);
    testBinding(current, directory.path);
    testFreezing(current);
    testProcessorLimit(current);
    testUsage(current);
  });
}

function testProcesses(driver: () => SandboxDriver): void {
  test("give their first process exactly the environment asked for, at /var/task", async () => {
    const { stdout } = await runShell(driver(), "env | sort; pwd", { environment: { PATH: "/usr/bin:/bin", A: "x y" } });
    expect(stdout).toBe("A=x y\nPATH=/usr/bin:/bin\nPWD=/var/task\n/var/task\n");
  });

  test("report the exit code of the first process", async () => {
    const { exit } = await runShell(driver(), "exit 7");
    expect(exit).toEqual({ exitCode: 7, signal: undefined, outOfMemory: false });
  });

  test("report the signal that ended the first process", async () => {
    const { exit } = await runShell(driver(), "kill -SEGV $$");
    expect(exit).toMatchObject({ exitCode: undefined, signal: "SIGSEGV" });
  });

  test("deliver all output before they report the end", async () => {
    const { stdout } = await runNode(driver(), `process.stdout.write("x".repeat(300000) + "end")`);
    expect(stdout).toHaveLength(300_003);
    expect(stdout.endsWith("end")).toBe(true);
  });

  test("let processes open /dev/stdout and /dev/stderr", async () => {
    const { stdout, stderr } = await runShell(driver(), "echo out >/dev/stdout; echo err >/dev/stderr; echo self >/proc/self/fd/1");
    expect(stdout).toBe("out\nself\n");
    expect(stderr).toBe("err\n");
  });

  test("end with everything in them when the first process ends", async () => {
    await using sandbox = await driver().create(sandboxSpec(["/bin/sh", "-c", "sleep 1000 & exit 0"]));
    const { exit } = await collect(sandbox);
    expect(exit.exitCode).toBe(0);
  });

  test("are killed at once, also with processes that ignore signals", async () => {
    const script = "trap '' TERM INT HUP; echo ready; while :; do sleep 1; done";
    await using sandbox = await driver().create(sandboxSpec(["/bin/sh", "-c", script]));
    const output = new OutputText(sandbox.stdout);
    await until(() => output.text === "ready\n", "the process to start");
    sandbox.kill();
    expect(await sandbox.exited).toEqual({ exitCode: undefined, signal: "SIGKILL", outOfMemory: false });
  });

  test("give every process AWS's limits of descriptors and locked memory, and no core files", async () => {
    const { stdout } = await runShell(driver(), "ulimit -n; ulimit -H -n; ulimit -l; ulimit -H -l; ulimit -c; umask");
    expect(stdout).toBe("1024\n1024\n64\n64\n0\n0022\n");
  });

  test("refuse a program that does not exist with a message that names it", async () => {
    const { exit, stderr } = await runShell(driver(), "exec /nowhere/program");
    expect(exit.exitCode).toBe(127);
    expect(stderr).toContain("/nowhere/program");
  });
}

function testChannels(driver: () => SandboxDriver): void {
  test("connect descriptor 3 of the first process with the agent, in both directions", async () => {
    const script = `const s = new (require("net").Socket)({ fd: 3 }); s.on("data", (d) => s.end("echo " + d));`;
    await using sandbox = await driver().create(sandboxSpec([nodeInside, "-e", script]));
    const received = new OutputText(sandbox.channel);
    sandbox.channel.write("hello");
    await until(() => received.text === "echo hello", "the echo");
    expect((await sandbox.exited).exitCode).toBe(0);
  });

  test("reach the agent at 169.254.100.1:9001, each its own", async () => {
    const script = `fetch("http://169.254.100.1:9001/").then((r) => r.text()).then((t) => process.stdout.write(t))`;
    const answers = await Promise.all(
      ["first", "second"].map(async (greeting) => {
        await using sandbox = await driver().create(sandboxSpec([nodeInside, "-e", script]));
        const http = createServer((_request, response) => response.end(greeting));
        sandbox.runtimeApi.on("connection", (socket) => http.emit("connection", socket));
        return (await collect(sandbox)).stdout;
      }),
    );
    expect(answers).toEqual(["first", "second"]);
  });

  test("reach Mayfly's door at port 80 there, where no process inside can listen", async () => {
    const script = `const listen = (host) => new Promise((resolve) => require("net").createServer().on("error", (e) => resolve(e.code)).listen(80, host, () => resolve("listens")));
      (async () => console.log(await (await fetch("http://169.254.100.1/x")).text(), await listen("169.254.100.1"), await listen("127.0.0.1"), await listen("0.0.0.0")))()`;
    await using sandbox = await driver().create(sandboxSpec([nodeInside, "-e", script]));
    const http = createServer((request, response) => response.end(`${request.headers.host}${request.url}`));
    sandbox.door.on("connection", (socket) => http.emit("connection", socket));
    expect((await collect(sandbox)).stdout).toBe("169.254.100.1/x EACCES EACCES EACCES\n");
  });
}

function testSupervision(driver: () => SandboxDriver): void {
  test("give a first process that supervises others a second channel and a third output, and others neither", async () => {
    const supervisor = ["/bin/sh", "-c", "exec /bin/sh -s <&8"];
    await using sandbox = await driver().create(sandboxSpec(supervisor, { supervised: true }));
    if (sandbox.supervision === undefined) throw new Error("the sandbox is not supervised");
    const { control, output } = sandbox.supervision;
    const [told, companions, own] = [new OutputText(control), new OutputText(output), new OutputText(sandbox.stdout)];
    control.write("echo companion >&9; echo own; echo told >&8\n");
    await until(() => told.text === "told\n", "the supervisor's word");
    sandbox.drainOutput();
    await until(() => companions.text === "companion\n" && own.text === "own\n", "both outputs");
    control.write("exit 5\n");
    expect((await sandbox.exited).exitCode).toBe(5);
    const { stdout } = await runShell(driver(), "ls /proc/self/fd | sort -n | tail -1; [ -e /proc/self/fd/8 ] || echo none");
    expect(stdout).toMatch(/none\n$/);
  });

  test("send SIGTERM to the first process alone", async () => {
    const script = `trap 'echo asked; exit 4' TERM; sh -c 'trap "echo wrong" TERM; echo ready; while :; do sleep 0.01; done' & wait`;
    await using sandbox = await driver().create(sandboxSpec(["/bin/sh", "-c", script]));
    const output = new OutputText(sandbox.stdout);
    await until(() => output.text === "ready\n", "the process to start");
    sandbox.terminate();
    expect((await sandbox.exited).exitCode).toBe(4);
    expect(output.text).toBe("ready\nasked\n");
  });

  test("can be connected to by the agent, under the name that AWS gives", async () => {
    const script = `require("net").createServer((s) => s.end("inside")).listen(4243, "sandbox.localdomain", () => process.stdout.write("ready"))`;
    await using sandbox = await driver().create(sandboxSpec([nodeInside, "-e", script]));
    await expect(sandbox.connect(4242)).rejects.toThrow("ECONNREFUSED");
    const output = new OutputText(sandbox.stdout);
    await until(() => output.text === "ready", "the server to listen");
    const connection = await sandbox.connect(4243);
    const received = new OutputText(connection);
    await until(() => received.text === "inside", "the server's words");
    connection.destroy();
  });
}

function testBinding(driver: () => SandboxDriver, directory: string): void {
  test("show code and layers once they are bound, the last layer on top, all read-only", async () => {
    const paths = ["task", "lower", "upper, with:odd"].map((name) => join(directory, name));
    const [task = "", lower = "", upper = ""] = paths;
    for (const path of paths) mkdirSync(path, { recursive: true });
    writeFileSync(join(task, "code.txt"), "code");
    for (const [path, text] of [
      [lower, "lower"],
      [upper, "upper"],
    ] as const) {
      writeFileSync(join(path, "same.txt"), text);
      writeFileSync(join(path, `${text}.txt`), text);
    }
    const script = `cd /var/task; cat code.txt /opt/same.txt /opt/lower.txt /opt/upper.txt; touch x /opt/x; exit 3`;
    await using sandbox = await driver().create(sandboxSpec(["/bin/sh", "-c", `exec <&3; echo >&3; read line; ${script}`]));
    await once(sandbox.channel, "data");
    await sandbox.bind({ taskDirectory: task, layerDirectories: [lower, upper], memoryMib: 200 });
    sandbox.channel.write("go\n");
    const { stdout, stderr, exit } = await collect(sandbox);
    expect(stdout).toBe("codeupperlowerupper");
    expect(stderr.match(/Read-only file system/g)).toHaveLength(2);
    expect(exit.exitCode).toBe(3);
  });

  test("have the directories of their search paths until they are bound, and then only what is bound", async () => {
    const code = join(directory, "searched");
    mkdirSync(code);
    const script = `exec <&3; ls -d /opt/lib /opt/nodejs/node_modules /var/task/lib; echo >&3; read line; ls /opt /var/task; exit 0`;
    const environment = { LD_LIBRARY_PATH: "/var/task/lib:/opt/lib", NODE_PATH: "/opt/nodejs/node_modules" };
    await using sandbox = await driver().create(sandboxSpec(["/bin/sh", "-c", script], { environment }));
    await once(sandbox.channel, "data");
    await sandbox.bind({ taskDirectory: code, layerDirectories: [], memoryMib: 128 });
    sandbox.channel.write("go\n");
    expect((await collect(sandbox)).stdout).toBe("/opt/lib\n/opt/nodejs/node_modules\n/var/task/lib\n/opt:\n\n/var/task:\n");
  });

  test("show code and a single layer as they are on the host, without a copy", async () => {
    const code = join(directory, "large");
    mkdirSync(code);
    writeFileSync(join(code, "data"), "");
    const script = `exec <&3; echo >&3; read line; stat -c %d:%i /var/task/data /opt/data`;
    await using sandbox = await driver().create(sandboxSpec(["/bin/sh", "-c", script]));
    await once(sandbox.channel, "data");
    await sandbox.bind({ taskDirectory: code, layerDirectories: [code], memoryMib: 128 });
    sandbox.channel.write("go\n");
    const { dev, ino } = statSync(join(code, "data"));
    expect((await collect(sandbox)).stdout).toBe(`${dev}:${ino}\n`.repeat(2));
  });

  test("show a single layer, and refuse a second binding", async () => {
    const layer = join(directory, "single");
    mkdirSync(layer);
    writeFileSync(join(layer, "a.txt"), "single");
    await using sandbox = await driver().create(sandboxSpec(["/bin/sh", "-c", "exec <&3; read line; cat /opt/a.txt"]));
    const binding = { taskDirectory: layer, layerDirectories: [layer], memoryMib: 128 };
    await sandbox.bind(binding);
    await expect(sandbox.bind(binding)).rejects.toThrow("bound already");
    sandbox.channel.write("go\n");
    expect((await collect(sandbox)).stdout).toBe("single");
  });
}

/** Parent and child, each writing a dot whenever it runs. */
const dots = `const d = () => setInterval(() => process.stdout.write("."), 2);
if (!process.argv[1]) require("child_process").spawn(process.execPath, ["-e", "setInterval(() => process.stdout.write('+'), 2)"], { stdio: "inherit" }); d();`;

function testFreezing(driver: () => SandboxDriver): void {
  test("refuse to be frozen where the driver warns that they cannot, and go on", async () => {
    if (driver().capabilities.freezes) return expect(driver().capabilities.warnings.join()).not.toContain("freezing");
    await using sandbox = await driver().create(sandboxSpec(["/bin/sh", "-c", "exec <&3; read line; echo on"]));
    await expect(sandbox.freeze()).rejects.toThrow("cannot be frozen");
    expect(driver().capabilities.warnings.join()).toContain("freezing");
    sandbox.channel.write("go\n");
    expect((await collect(sandbox)).stdout).toBe("on\n");
  });

  test("stand still with their children while frozen, and go on afterwards", async () => {
    if (!driver().capabilities.freezes) return;
    await using sandbox = await driver().create(sandboxSpec([nodeInside, "-e", dots]));
    const output = new OutputText(sandbox.stdout);
    await until(() => output.text.includes(".") && output.text.includes("+"), "parent and child to write");
    await sandbox.freeze();
    sandbox.drainOutput();
    const atFreeze = output.text.length;
    const cpuAtFreeze = (await sandbox.usage()).cpuMs;
    await new Promise((resolve) => setTimeout(resolve, 50));
    sandbox.drainOutput();
    expect(output.text).toHaveLength(atFreeze);
    expect((await sandbox.usage()).cpuMs).toBe(cpuAtFreeze);
    await sandbox.thaw();
    await until(() => output.text.length > atFreeze, "output after the thaw");
  });

  test("die while frozen", async () => {
    if (!driver().capabilities.freezes) return;
    await using sandbox = await driver().create(sandboxSpec([nodeInside, "-e", dots]));
    const output = new OutputText(sandbox.stdout);
    await until(() => output.text.includes("+"), "the child to write");
    await sandbox.freeze();
    sandbox.kill();
    expect((await sandbox.exited).signal).toBe("SIGKILL");
  });

  test("are disposed of while they run or stand still", async () => {
    const sandbox = await driver().create(sandboxSpec(["/bin/sleep", "1000"]));
    if (driver().capabilities.freezes) await sandbox.freeze();
    await sandbox[Symbol.asyncDispose]();
    expect((await sandbox.exited).exitCode).toBeUndefined();
  });
}

const spinFor = (ms: number): string =>
  `const end = performance.now() + ${ms}; while (performance.now() < end); process.stdout.write(String(process.cpuUsage().user / 1000));`;

function testProcessorLimit(driver: () => SandboxDriver): void {
  test("do not push others off a processor when they wake", async () => {
    const schedBatch = "3";
    const script = `process.stdout.write(require("fs").readFileSync("/proc/self/stat", "latin1").split(") ")[1].split(" ")[38])`;
    await using sandbox = await driver().create(sandboxSpec([nodeInside, "-e", script]));
    expect((await collect(sandbox)).stdout).toBe(schedBatch);
  });

  test("use no more of a processor than they are limited to", async () => {
    if (!driver().capabilities.limitsMemory) return;
    await using sandbox = await driver().create(sandboxSpec(["/bin/sh", "-c", `exec <&3; read line; exec ${nodeInside} -e '${spinFor(1500)}'`]));
    await sandbox.limitProcessor(0.2);
    sandbox.channel.write("go\n");
    const cpuMs = Number((await collect(sandbox)).stdout);
    expect(cpuMs).toBeGreaterThan(0);
    expect(cpuMs).toBeLessThan(1500 * 0.2 * 1.5);
  });
}

const buffers = `const all = []; process.on("SIGUSR1", () => {}); for (let i = 0; i < Number(process.argv[1]); i++) all.push(Buffer.alloc(1048576, 1));`;

/** Without cgroups there are no figures, and the driver says so. */
function expectNoUsage(driver: SandboxDriver, usage: SandboxUsage): void {
  expect(usage).toEqual({ memoryMaxBytes: 0, cpuMs: 0, oomKills: 0 });
  expect(driver.capabilities.warnings.join()).toContain("Memory");
}

function testUsage(driver: () => SandboxDriver): void {
  test("report memory and processor time since the last reset", async () => {
    const script = `${buffers} require("fs").writeSync(1, "full"); setInterval(() => {}, 1000)`;
    await using sandbox = await driver().create(sandboxSpec([nodeInside, "-e", script, "100"]));
    const output = new OutputText(sandbox.stdout);
    await until(() => output.text === "full", "the memory to be used");
    const usage = await sandbox.usage();
    if (!driver().capabilities.limitsMemory) return expectNoUsage(driver(), usage);
    expect(usage.memoryMaxBytes).toBeGreaterThan(100 * 2 ** 20);
    expect(usage.memoryMaxBytes).toBeLessThan(256 * 2 ** 20);
    expect(usage.cpuMs).toBeGreaterThan(10);
    await sandbox.freeze();
    await sandbox.resetUsage();
    expect((await sandbox.usage()).cpuMs).toBe(0);
  });

  test("die of more memory than they were bound with, and say so", async () => {
    await using sandbox = await driver().create(
      sandboxSpec([nodeInside, "-e", `require("fs").readSync(3, Buffer.alloc(9)); ${buffers}`, "200"], { memoryMib: 512 }),
    );
    using empty = temporaryDirectory();
    await sandbox.bind({ taskDirectory: empty.path, layerDirectories: [], memoryMib: 128 });
    sandbox.channel.write("go");
    const { exit, stderr } = await collect(sandbox);
    expect(stderr).toBe("");
    if (!driver().capabilities.limitsMemory) return expectNoUsage(driver(), await sandbox.usage());
    expect(exit).toEqual({ exitCode: undefined, signal: "SIGKILL", outOfMemory: true });
    expect((await sandbox.usage()).oomKills).toBeGreaterThan(0);
  });

  test("survive the death of a child for memory, which the usage tells", async () => {
    const script = `require("child_process").spawnSync(process.execPath, ["-e", ${JSON.stringify(buffers)}, "400"]); require("fs").writeSync(1, "alive"); setInterval(() => {}, 1000)`;
    await using sandbox = await driver().create(sandboxSpec([nodeInside, "-e", script], { memoryMib: 200 }));
    const output = new OutputText(sandbox.stdout);
    await until(() => output.text === "alive", "the parent to go on");
    if (!driver().capabilities.limitsMemory) return expectNoUsage(driver(), await sandbox.usage());
    expect((await sandbox.usage()).oomKills).toBe(1);
  });
}
