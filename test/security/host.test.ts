/** A function looks for the host: its files, processes, services and kernel. Everything is refused, and the function goes on. */
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo, type Server } from "node:net";
import { doorAddress } from "@mayfly/sandbox/door-address";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createFunction, invoke, type TestFunction } from "../e2e/support/functions.ts";
import { openAttackRange, runInside, shellInside, valueInside, type AttackRange } from "./support/attack-range.ts";
import { perlBootstrap } from "./support/perl-bootstrap.ts";
import { rawCallsInside, type RawCall } from "./support/raw-calls.ts";

let range: AttackRange;
let attacker: TestFunction;
beforeAll(async () => {
  range = await openAttackRange();
  attacker = await range.attacker();
});
afterAll(async () => {
  await attacker[Symbol.asyncDispose]();
  await range[Symbol.asyncDispose]();
});

const errnos = { EPERM: 1, ENOENT: 2, EACCES: 13, ENOSYS: 38 } as const;

describe("a function that looks for files", () => {
  test("finds neither Mayfly's data, nor the host's, nor another function's code", async () => {
    const secret = randomUUID();
    const marker = `/var/tmp/${randomUUID()}`;
    writeFileSync(marker, secret, { mode: 0o644 });
    await using other = await createFunction(range.system, { "index.js": `exports.handler = async () => "${secret}";` });
    await invoke(other);
    const { dataDirectory } = range.system;
    // Its own parts of the file system, where all other code would show if it showed.
    const script = `cat ${marker}; cat ${dataDirectory}/aws/credentials; ls ${dataDirectory}; cat /etc/shadow /proc/1/environ
      for top in dev/shm etc home mnt opt run srv tmp var; do grep -rls ${secret} /$top /proc/1/root/$top; done 2>/dev/null
      grep -rls ${secret} /proc/*/cwd/ 2>/dev/null; echo end`;
    const found = await shellInside(attacker, script);
    rmSync(marker);
    expect(found).not.toContain(secret);
    expect(found).not.toContain("aws_secret_access_key");
    expect(found.match(/No such file or directory/g)?.length).toBeGreaterThanOrEqual(4);
    expect(found).toMatch(/^end$/m);
    expect(found.split("\n").filter((line) => line.startsWith("/") && !line.includes("No such file"))).toEqual([]);
  });

  test("cannot climb out by .., by links, by /proc, or by a descriptor that it holds", async () => {
    const { dataDirectory } = range.system;
    const target = `${dataDirectory}/aws/credentials`;
    const script = `ln -s ${target} /tmp/l; cat /tmp/l; cat /var/task/../../../../..${target}; cat /proc/self/root${target} /proc/1/root${target} /proc/self/cwd/../..${target}
      for f in 0 1 2 3; do cat /proc/self/fd/$f/../..${target}; ls -l /proc/self/fd/$f; done
      ln /proc/self/fd/1 /tmp/hard; ln /usr/bin/true /tmp/hard2; ls /tmp/hard /tmp/hard2`;
    const output = await shellInside(attacker, script);
    expect(output).not.toContain("aws_access_key_id");
    expect(output).not.toContain(dataDirectory + "/sandboxes");
    expect(output.match(/cannot access '\/tmp\/hard2?'/g)).toHaveLength(2);
  });

  test("cannot write where it only reads, by any road", async () => {
    const paths = ["/var/task/index.js", "/usr/bin/true", "/etc/passwd", "/bin/sh", "/var/lang/bin/node", "/opt/x", "/proc/sys/kernel/core_pattern", "/dev/x"];
    const written = await valueInside(
      attacker,
      `const fs = require("fs"); const done = [];
       for (const path of event.paths) for (const [how, act] of Object.entries({
         write: () => fs.writeFileSync(path, "x"), append: () => fs.appendFileSync(path, "x"), truncate: () => fs.truncateSync(path), unlink: () => fs.unlinkSync(path),
         rename: () => fs.renameSync(path, path + "2"), chmod: () => fs.chmodSync(path, 0o777), through: () => fs.writeFileSync("/proc/self/root" + path, "x"),
         times: () => fs.utimesSync(path, 1, 1) })) try { act(); done.push(how + " " + path); } catch {}
       return done;`,
      { paths },
    );
    expect(written).toEqual([]);
  });

  test("gains nothing from programs that set uids, from device nodes or from core dumps", async () => {
    const script = `cp /bin/sh /tmp/sh; chmod 6755 /tmp/sh; /tmp/sh -c 'id -u; id -u -r'; find /usr -perm -4000 -name su -exec {} -c id \\; </dev/null 2>&1 | head -1
      for d in "b 7 0" "c 1 1" "c 10 229" "b 254 0"; do mknod /tmp/node $d && echo made $d; done
      ls /dev | tr '\\n' ' '; echo
      ulimit -c unlimited 2>&1; cd /tmp; sh -c 'kill -SEGV $$'; ls /tmp | grep core; grep -c . /proc/sys/kernel/core_pattern; echo`;
    const output = await shellInside(attacker, script);
    expect(output).toMatch(/^993\n993\n/);
    expect(output).not.toMatch(/uid=0|^made/m);
    expect(output).toContain("fd full null random shm stderr stdin stdout tty urandom zero");
    expect(output).not.toMatch(/^core/m);
  });
});

describe("a function that looks for processes", () => {
  test("sees none but its own, and signals reach none but its own", async () => {
    const mayfly = range.system.process.pid;
    const code = `const fs = require("fs"); const seen = fs.readdirSync("/proc").filter((n) => /^\\d+$/.test(n)).map((pid) => fs.readFileSync("/proc/" + pid + "/cmdline", "latin1").split("\\0")[0]);
      const killed = []; for (let pid = 2; pid < 32768; pid++) { if (pid === process.pid) continue; try { process.kill(pid, 0); killed.push(pid); } catch {} }
      const outcome = {}; for (const pid of [1, event.mayfly]) for (const signal of ["SIGKILL", "SIGSTOP", "SIGTERM"]) try { process.kill(pid, signal); } catch (error) { outcome[pid] = error.code; }
      return { seen, killed: killed.length, outcome: outcome[event.mayfly] };`;
    const { seen, killed, outcome } = (await valueInside(attacker, code, { mayfly })) as { seen: readonly string[]; killed: number; outcome: string };
    expect(seen.length).toBeLessThanOrEqual(3);
    for (const program of seen) expect(program).toMatch(/bwrap|crun|runc|node|^$/);
    // pid 1 is not counted, the runtime itself is left out, and its threads are no processes of others.
    expect(killed).toBeLessThanOrEqual(15);
    expect(outcome).toBe("ESRCH");
    expect(await valueInside(attacker, "return 'alive'")).toBe("alive");
  });

  test("reads neither memory nor environment of Mayfly or of its own sandbox's first process", async () => {
    const script = `cat /proc/1/environ /proc/1/mem /proc/1/maps 2>&1 | head -c 200; ls -l /proc/1/fd /proc/1/exe /proc/1/cwd 2>&1; tr '\\0' ' ' </proc/1/cmdline`;
    const output = await shellInside(attacker, script);
    expect(output).not.toMatch(/MAYFLY|HOME=\/root|->.*(socket|mem)|\[heap\]|credentials/);
  });
});

/** Every service that Mayfly has on this host's loopback, and one of the test's own. */
async function servicesOfTheHost(): Promise<{ readonly ports: readonly number[]; readonly own: Server }> {
  const own = createServer((socket) => socket.end("host")).listen(0, "0.0.0.0");
  await once(own, "listening");
  // listen(0, "0.0.0.0") gives an IP address, never a path.
  const { port } = own.address() as AddressInfo;
  const listening = readFileSync("/proc/net/tcp", "latin1")
    .split("\n")
    .filter((line) => / 0A /.test(line))
    .map((line) => Number.parseInt(/:\s*[0-9A-F]{8}:([0-9A-F]{4})/.exec(line)?.[1] ?? "0", 16));
  return { ports: [...new Set([port, ...listening])].slice(0, 40), own };
}

test("a function reaches no service of the host: not Mayfly's doors, NATS, Redis, nor any other, by TCP, IPv6 or abstract names", async () => {
  const { ports, own } = await servicesOfTheHost();
  const abstract = `mayfly-security-${randomUUID()}`;
  const named = createServer((socket) => socket.end("host")).listen(`\0${abstract}`);
  const code = `const net = require("net"); const reached = [];
    const reach = (options) => new Promise((resolve) => { const s = net.connect({ timeout: 500, ...options }); s.on("connect", () => { reached.push(options); s.destroy(); resolve(); }).on("error", resolve).on("timeout", () => { s.destroy(); resolve(); }); });
    for (const port of event.ports) for (const host of ["127.0.0.1", "127.1.2.3", "0.0.0.0", "::1", "169.254.100.1", "10.0.0.1", "172.17.0.1"]) if (host + port !== event.door) await reach({ host, port });
    await reach({ path: "\\0" + event.abstract }); for (const path of ["/run/docker.sock", "/var/run/dbus/system_bus_socket", "/run/mayfly"]) await reach({ path });
    return reached;`;
  const reached = await valueInside(attacker, code, { ports, abstract, door: `${doorAddress.host}${doorAddress.port}` });
  own.close();
  named.close();
  expect(reached).toEqual([]);
});

const kernelCalls: readonly RawCall[] = [
  { name: "mount", arguments: ["my $a = qq(none)", "my $b = qq(/tmp)", "my $c = qq(tmpfs)", 0, 0] },
  { name: "umount2", arguments: ["my $b = qq(/tmp)", 2] },
  { name: "pivot_root", arguments: ["my $a = qq(/tmp)", "my $b = qq(/tmp)"] },
  { name: "chroot", arguments: ["my $b = qq(/tmp)"] },
  { name: "open_tree", arguments: [-100, "my $b = qq(/tmp)", 1] },
  { name: "fsopen", arguments: ["my $c = qq(tmpfs)", 0] },
  { name: "unshare", arguments: [0x1000_0000] },
  { name: "setns", arguments: [0, 0] },
  { name: "clone3", arguments: ["my $a = qq(\\0) x 88", 88] },
  { name: "ptrace", arguments: [16, "getppid", 0, 0] },
  { name: "process_vm_readv", arguments: ["getppid", 0, 0, 0, 0, 0] },
  { name: "pidfd_getfd", arguments: [0, 0, 0] },
  { name: "kcmp", arguments: ["$$", "getppid", 0, 0, 0] },
  { name: "init_module", arguments: [0, 0, "my $a = qq()"] },
  { name: "finit_module", arguments: [0, "my $a = qq()", 0] },
  { name: "delete_module", arguments: ["my $a = qq(loop)", 0] },
  { name: "kexec_load", arguments: [0, 0, 0, 0] },
  { name: "reboot", arguments: [0xfee1_dead, 672274793, 0, 0] },
  { name: "keyctl", arguments: [0, -3, 0] },
  { name: "add_key", arguments: ["my $a = qq(user)", "my $b = qq(x)", "my $c = qq(y)", 1, -3] },
  { name: "bpf", arguments: [0, "my $a = qq(\\0) x 64", 64] },
  { name: "perf_event_open", arguments: ["my $a = qq(\\0) x 112", 0, -1, -1, 0] },
  { name: "userfaultfd", arguments: [0] },
  { name: "io_uring_setup", arguments: [8, "my $a = qq(\\0) x 120"] },
  { name: "clock_settime", arguments: [0, "my $a = pack(q(qq), 1, 0)"] },
  { name: "settimeofday", arguments: ["my $a = pack(q(qq), 1, 0)", 0] },
  { name: "adjtimex", arguments: ["my $a = pack(q(Lx204), 1)"] },
  { name: "sethostname", arguments: ["my $a = qq(x)", 1] },
  { name: "swapon", arguments: ["my $a = qq(/tmp/x)", 0] },
  { name: "acct", arguments: ["my $a = qq(/tmp/x)"] },
  { name: "syslog", arguments: [3, "my $a = qq(\\0) x 64", 64] },
  { name: "iopl", arguments: [3] },
  { name: "name_to_handle_at", arguments: [-100, "my $a = qq(/tmp)", "my $b = qq(\\0) x 136", "my $c = qq(\\0) x 8", 0] },
  { name: "open_by_handle_at", arguments: [0, "my $b = qq(\\0) x 136", 0] },
  { name: "fanotify_init", arguments: [0, 0] },
  { name: "memfd_secret", arguments: [0] },
  { name: "lookup_dcookie", arguments: [0, 0, 0] },
  { name: "mknod", arguments: ["my $a = qq(/tmp/disk)", 0o060600, 0xfe00] },
];

test("a function is refused every call to the kernel that reaches beyond it", async () => {
  const outcomes = await rawCallsInside(attacker, kernelCalls);
  expect(outcomes.size).toBeGreaterThan(30);
  const refusals: readonly number[] = [errnos.EPERM, errnos.ENOSYS, errnos.EACCES];
  expect([...outcomes].filter(([, errno]) => !refusals.includes(errno))).toEqual([]);
});

test("a shell bootstrap of the function's own is held just as much", async () => {
  const body = `my $out = qx{id -u; cat ${range.system.dataDirectory}/aws/credentials 2>&1; unshare --user true 2>&1; mount -t tmpfs none /tmp 2>&1; touch /usr/x /var/task/x 2>&1; ls /proc | grep -c '^[0-9]'};
    $out =~ s/["\\\\\\n]/ /g; "\\"$out\\""`;
  await using fn = await createFunction(range.system, perlBootstrap(body), { Runtime: "provided.al2023", Handler: "x", Timeout: 10 });
  const answer = await invoke(fn);
  expect(answer.functionError).toBeUndefined();
  expect(answer.payload).toMatch(
    /^"993 cat: \S+: No such file or directory unshare: unshare failed: Operation not permitted mount:.*Read-only file system.*Read-only file system [1-7] "$/,
  );
});

test("what one environment leaves in /tmp and in memory, the next of another function does not find", async () => {
  const secret = randomUUID();
  await using first = await range.attacker();
  await valueInside(first, `const fs = require("fs"); fs.writeFileSync("/tmp/left", event.secret); fs.writeFileSync("/dev/shm/left", event.secret); return 1`, {
    secret,
  });
  await using second = await range.attacker();
  const found = await valueInside(second, `const fs = require("fs"); return ["/tmp", "/dev/shm", "/var/tmp"].flatMap((d) => fs.readdirSync(d))`);
  expect(found).toEqual([]);
  expect(JSON.stringify((await runInside(second, "return process.env")).payload)).not.toContain(secret);
});
