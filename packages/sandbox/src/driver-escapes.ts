/** Attempts to get out of a sandbox, which every driver withstands. `describeDriverEscapes` is called from its test file. */
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { readFileSync, readdirSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SandboxDriver } from "./sandbox-driver.ts";
import { collect, nodeInside, OutputText, runNode, runShell, sandboxSpec, temporaryDirectory, until, type OpenDriver } from "./sandbox-fixture.ts";

/** Registers the suite for one driver. */
export function describeDriverEscapes(name: string, open: OpenDriver): void {
  describe(`a process in a sandbox of ${name}`, () => {
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
    testPrivileges(current);
    testFiles(current);
    testProcessView(current);
    testNetwork(current);
    testLimits(current);
  });
}

/** Host uids of the processes with this word in their command line. */
function hostOwners(marker: string): readonly number[] {
  return readdirSync("/proc").flatMap((pid) => {
    try {
      const isMeant = /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, "latin1").startsWith(`/bin/sh`);
      if (!isMeant || !readFileSync(`/proc/${pid}/cmdline`, "latin1").includes(marker)) return [];
      return [Number(/^Uid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "latin1"))?.[1])];
    } catch {
      return [];
    }
  });
}

function testPrivileges(driver: () => SandboxDriver): void {
  test("has no capability in any set, cannot gain any, and is filtered", async () => {
    const { stdout } = await runShell(driver(), "grep -E '^(Cap|NoNewPrivs|Seccomp:)' /proc/self/status | tr -d '\\t '");
    const none = "0000000000000000";
    const sets = ["Inh", "Prm", "Eff", "Bnd", "Amb"].map((set) => `Cap${set}:${none}`);
    expect(stdout.trim().split("\n")).toEqual([...sets, "NoNewPrivs:1", "Seccomp:2"]);
  });

  test("is no root, neither inside nor on the host", async () => {
    const marker = `marker-${randomUUID()}`;
    const script = "id -u; id -un; read line <&3";
    await using sandbox = await driver().create(sandboxSpec(["/bin/sh", "-c", script, marker]));
    const output = new OutputText(sandbox.stdout);
    await until(() => output.text === "993\nsbx_user1051\n", "the identity inside");
    const owners = hostOwners(marker);
    // pid 1 of some drivers is a shell that names the command too.
    expect(new Set(owners).size).toBe(1);
    expect(owners[0]).toBeGreaterThan(0);
    if (driver().capabilities.mode === "root") expect(owners[0]).not.toBe(process.geteuid?.());
  });

  test.each(["--user", "--mount", "--net", "--pid --fork", "--ipc", "--uts", "--cgroup", "--user --map-root-user"])(
    "cannot create a namespace with unshare %s",
    async (flags) => {
      const { exit, stderr } = await runShell(driver(), `unshare ${flags} true`);
      expect(exit.exitCode).not.toBe(0);
      expect(stderr).toContain("Operation not permitted");
    },
  );

  test("cannot mount, unmount, change the root or the machine's name", async () => {
    const attempts = ["mount -t tmpfs none /tmp", "umount /var/task", "chroot /tmp true", "hostname other"];
    const { stdout } = await runShell(driver(), attempts.map((attempt) => `${attempt} 2>/dev/null; echo $?`).join(";"));
    for (const code of stdout.trim().split("\n")) expect(Number(code)).toBeGreaterThan(0);
  });

  test("cannot write the kernel's settings", async () => {
    const files = ["/proc/sys/kernel/hostname", "/proc/sysrq-trigger", "/proc/sys/vm/drop_caches", "/proc/self/oom_score_adj"];
    const script = files.map((file) => `(echo -1 > ${file}) 2>/dev/null && echo ${file}`).join(";");
    expect((await runShell(driver(), `${script}; true`)).stdout).toBe("");
  });
}

function testFiles(driver: () => SandboxDriver): void {
  const closed = ["/", "/var", "/home", "/opt", "/var/task", "/var/lang", "/usr", "/usr/bin", "/etc", "/dev", "/bin", "/root"];
  test.each(closed)("cannot write to %s", async (path) => {
    const { exit } = await runShell(driver(), `touch ${path}/x 2>/dev/null`);
    expect(exit.exitCode).not.toBe(0);
  });

  test("writes to /tmp, also as /var/tmp and under any name, and its own shared memory", async () => {
    const { exit, stderr } = await runShell(driver(), "touch /tmp/x /var/tmp/y /dev/shm/z && test -f /tmp/y && chmod 700 /tmp/x");
    expect({ code: exit.exitCode, stderr }).toEqual({ code: 0, stderr: "" });
  });

  test("sees nothing of the host but its programs", async () => {
    const { stdout } = await runShell(driver(), "ls -A / /home /opt /tmp /var /var/task; ls /etc | tr '\\n' ' '; cat /etc/shadow /etc/machine-id 2>&1");
    for (const name of ["boot", "root", "srv", "sys", "work", "mnt"]) expect(stdout).not.toMatch(new RegExp(`^${name}$`, "m"));
    expect(stdout.match(/No such file/g)).toHaveLength(2);
  });

  test("gets ENOSPC from /tmp at its size, and the space back", async () => {
    const script = `dd if=/dev/zero of=/tmp/big bs=1M count=100 2>&1; stat -c %s /tmp/big; rm /tmp/big; dd if=/dev/zero of=/tmp/b bs=1M count=30 2>/dev/null; echo $?`;
    const { stdout } = await runShell(driver(), script, { ephemeralMib: 64 });
    expect(stdout).toContain("No space left on device");
    const [size, again] = stdout.trim().split("\n").slice(-2).map(Number);
    expect(size).toBeGreaterThanOrEqual(62 * 2 ** 20);
    expect(size).toBeLessThanOrEqual(65 * 2 ** 20);
    expect(again).toBe(0);
  });
}

function testProcessView(driver: () => SandboxDriver): void {
  test("sees only its own processes, none with the agent's environment or paths", async () => {
    const script = `for p in /proc/[0-9]*; do echo "\${p#/proc/} $(tr '\\0' ' ' < $p/cmdline)"; done; cat /proc/[0-9]*/environ | tr '\\0' '\\n'`;
    const { stdout } = await runShell(driver(), script, { environment: { PATH: "/usr/bin:/bin" } });
    // Vitest sets this one for its workers, of which the agent is one here.
    expect(stdout).not.toContain("VITEST");
    expect(stdout).not.toContain("state");
    const pids = stdout.split("\n").filter((line) => /^\d+ /.test(line));
    expect(pids.length).toBeLessThanOrEqual(4);
    expect(stdout).toMatch(/^1 (.*bwrap|\/bin\/sh -c .* init )/m);
  });

  test("has descriptors 0 to 3 and no other", async () => {
    // Without a pipe, whose ends the shell itself would hold for a moment.
    const { stdout } = await runShell(driver(), "ls /proc/$$/fd; true");
    expect(stdout).toBe("0\n1\n2\n3\n");
  });

  test("cannot trace or read another process's memory", async () => {
    const script = "(echo x > /proc/1/mem) 2>&1; ls /proc/1/fd; cat /proc/1/maps";
    const { stdout } = await runShell(driver(), `sleep 5 & ${script}; kill $!`);
    expect(stdout).not.toContain("socket");
  });
}

function connectScript(host: string, port: number): string {
  return `const s = require("net").connect({ host: ${JSON.stringify(host)}, port: ${port}, timeout: 2000 });
s.on("connect", () => { console.log("connected"); process.exit(); }).on("error", (e) => console.log(e.code)).on("timeout", () => { console.log("timeout"); process.exit(); });`;
}

function testNetwork(driver: () => SandboxDriver): void {
  test("has no network interface but lo", async () => {
    const { stdout } = await runShell(driver(), "tail -n +3 /proc/net/dev | cut -d: -f1 | tr -d ' '");
    expect(stdout).toBe("lo\n");
  });

  test("cannot reach the host, neither its loopback nor its addresses", async () => {
    const server = createServer((socket) => socket.end()).listen(0, "0.0.0.0");
    await once(server, "listening");
    // listen(0, "0.0.0.0") gives an IP address, never a path.
    const { port } = server.address() as AddressInfo;
    const external = Object.values(networkInterfaces())
      .flat()
      .filter((address) => address?.family === "IPv4");
    for (const address of new Set(["127.0.0.1", "169.254.169.254", ...external.map((found) => found?.address ?? "")])) {
      const { stdout } = await runNode(driver(), connectScript(address, port));
      expect(stdout, address).toMatch(/^(ECONNREFUSED|ENETUNREACH)\n$/);
    }
    server.close();
  });

  test("reaches its own loopback", async () => {
    const script = `const n = require("net"); const s = n.createServer((c) => c.end("mine")).listen(0, "127.0.0.1", () => n.connect(s.address().port, "127.0.0.1").on("data", (d) => { process.stdout.write(d); process.exit(); }));`;
    expect((await runNode(driver(), script)).stdout).toBe("mine");
  });

  test("cannot reach another sandbox's listener or abstract socket", async () => {
    const listen = `require("net").createServer().listen("\\0mayfly-test", () => console.log("listening")); require("net").createServer((c) => c.end("other")).listen(4321, "127.0.0.1");`;
    await using other = await driver().create(sandboxSpec([nodeInside, "-e", listen]));
    const output = new OutputText(other.stdout);
    await until(() => output.text === "listening\n", "the other sandbox to listen");
    const abstract = `require("net").connect("\\0mayfly-test").on("connect", () => console.log("connected")).on("error", (e) => console.log(e.code))`;
    expect((await runNode(driver(), abstract)).stdout).toBe("ECONNREFUSED\n");
    expect((await runNode(driver(), connectScript("127.0.0.1", 4321))).stdout).toBe("ECONNREFUSED\n");
  });
}

/** A promise that does not hold on this host is named in the capabilities. */
function expectWarning(driver: SandboxDriver, word: string): void {
  expect(driver.capabilities.warnings.filter((warning) => warning.includes(word))).not.toEqual([]);
}

function testLimits(driver: () => SandboxDriver): void {
  test("may open 1,024 descriptors and cannot raise that", async () => {
    const { stdout } = await runShell(driver(), "ulimit -n; ulimit -Hn; ulimit -c; ulimit -n 2000 2>/dev/null || echo refused");
    expect(stdout).toBe("1024\n1024\n0\nrefused\n");
  });

  test("has no more than 742 processes and threads, or the driver warns that it may", async () => {
    if (driver().capabilities.cgroups === "none") return expectWarning(driver(), "cgroup");
    const bomb = `for (let i = 0; i < 900; i++) try { const c = require("child_process").spawn("/bin/sleep", ["100"], { stdio: "ignore" }); c.on("error", () => {}); if (!c.pid) { console.log("refused " + i); break; } } catch { console.log("refused " + i); break; }`;
    await using sandbox = await driver().create(sandboxSpec([nodeInside, "-e", `${bomb} process.exit();`], { memoryMib: 1024 }));
    const refusedAt = Number(/refused (\d+)/.exec((await collect(sandbox)).stdout)?.[1]);
    expect(refusedAt).toBeGreaterThan(600);
    expect(refusedAt).toBeLessThan(742);
  });

  test("does not pay for /tmp with its memory, or the driver warns that it does", async () => {
    if (!driver().capabilities.ephemeralOutsideMemory) return expectWarning(driver(), "/tmp");
    const { exit } = await runShell(driver(), "dd if=/dev/zero of=/tmp/big bs=1M count=200 2>/dev/null", {
      memoryMib: 128,
      ephemeralMib: 512,
    });
    expect(exit).toEqual({ exitCode: 0, signal: undefined, outOfMemory: false });
  });
}
