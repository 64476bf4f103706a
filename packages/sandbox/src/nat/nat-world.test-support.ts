/** The scenario of nat-network.test.ts. Runs as a program in network and mount namespaces of its own, and writes what it found as JSON. */
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { createBubblewrapDriver, type BubblewrapDriverOptions } from "../bubblewrap/create-bubblewrap-driver.ts";
import { doorAddress } from "../door-address.ts";
import { helperPid } from "../bubblewrap/sandbox-traces.test-support.ts";
import type { SandboxDriver } from "../sandbox-driver.ts";
import { collect, nodeInside, OutputText, sandboxSpec, until } from "../sandbox-fixture.ts";

const foreign = ["203.0.113.2", "169.254.169.254", "10.9.9.9", "192.168.7.7", "172.16.5.5", "100.64.3.3"];

/** Answers HTTP at every address, and names by 203.0.113.2. */
const internet = `require("net").createServer((s) => { s.on("error", () => {}); s.end("internet"); }).listen(80, "0.0.0.0");
const dns = require("dgram").createSocket("udp4").on("message", (query, from) => {
  const end = query.indexOf(0, 12) + 5; const isA = query.readUInt16BE(end - 4) === 1; const answer = Buffer.concat([query.subarray(0, end), isA ? Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 9, 0, 4, 203, 0, 113, 2]) : Buffer.alloc(0)]);
  answer.writeUInt16BE(0x8180, 2); answer.writeUInt16BE(isA ? 1 : 0, 6); answer.writeUInt16BE(0, 10); dns.send(answer, from.port, from.address);
}); dns.bind(53, "0.0.0.0", () => console.log("ready"));`;

const reachAll = `const net = require("net"); const reached = {}; const reach = (name, host, port) => new Promise((resolve) => { let text = "connected"; const done = (word) => { reached[name] = word; s.destroy(); resolve(); };
  const s = net.connect({ host, port, family: 4 }).setTimeout(700, () => done("timeout")).on("data", (d) => done(String(d))).on("error", (e) => done(e.code)).on("end", () => done(text)); });
const [targets, gateway, other] = JSON.parse(process.argv[1]);
Promise.all([...targets.map((t) => reach(t, ...t.split(":"))), reach("internet.test:80", "internet.test", 80), reach("gateway:8080", gateway, 8080), reach("gateway:22", gateway, 22), reach("other sandbox", other, 4321)]).then(() => console.log(JSON.stringify(reached)));`;

function ip(...lines: readonly string[]): void {
  execFileSync("ip", ["-batch", "-"], { input: lines.join("\n"), stdio: ["pipe", "ignore", "inherit"] });
}

async function openWorld(): Promise<ChildProcess> {
  const process_ = spawn("unshare", ["--net", process.execPath, "-e", internet], { stdio: ["ignore", "pipe", "inherit"] });
  await once(process_.stdout, "data");
  const pid = String(process_.pid);
  ip(
    "link set lo up",
    `link add up0 type veth peer name eth0 netns ${pid}`,
    "addr add 203.0.113.1/24 dev up0",
    "link set up0 up",
    "route add default via 203.0.113.2",
  );
  const far = ["link set lo up", "link set eth0 up", ...foreign.map((address) => `addr add ${address}/24 dev eth0`)];
  execFileSync("nsenter", ["--net", "-t", pid, "ip", "-batch", "-"], { input: far.join("\n"), stdio: ["pipe", "ignore", "inherit"] });
  return process_;
}

function look(nft: NonNullable<BubblewrapDriverOptions["nat"]>): string {
  const rules = execFileSync(nft.nftPath, ["list", "tables"], { env: { ...nft.nftEnvironment, PATH: "/usr/sbin:/usr/bin" } }).toString();
  return `${readFileSync("/proc/self/net/dev", "latin1")}${rules}forwarding ${readFileSync("/proc/sys/net/ipv4/ip_forward", "latin1")}`;
}

async function runNode(driver: SandboxDriver, script: string, argument: string): Promise<string> {
  await using sandbox = await driver.create(sandboxSpec([nodeInside, "-e", script, argument]));
  const { stdout, stderr } = await collect(sandbox);
  return stdout + stderr;
}

/** Another sandbox that listens at its own address, and that address. */
async function listenInside(driver: SandboxDriver): Promise<AsyncDisposable & { readonly address: string }> {
  const script = `require("net").createServer((s) => s.end("other")).listen(4321, "0.0.0.0", () => console.log(require("os").networkInterfaces().eth0[0].address))`;
  const sandbox = await driver.create(sandboxSpec([nodeInside, "-e", script]));
  const output = new OutputText(sandbox.stdout);
  await until(() => output.text.includes("\n"), "the other sandbox to listen");
  return { address: output.text.trim(), [Symbol.asyncDispose]: () => sandbox[Symbol.asyncDispose]() };
}

/** What a sandbox gets at Mayfly's door. */
async function useDoor(driver: SandboxDriver): Promise<string> {
  const script = `require("net").connect(${doorAddress.port}, "${doorAddress.host}").on("data", (d) => process.stdout.write(d)).on("error", (e) => console.log(e.code))`;
  await using sandbox = await driver.create(sandboxSpec([nodeInside, "-e", script]));
  sandbox.door.on("connection", (socket: Socket) => socket.end("door"));
  return (await collect(sandbox)).stdout;
}

/** What a sandbox gets from the internet, by name, after the helper that made it has died; and one that the next helper made. */
async function reachAfterDeath(driver: SandboxDriver, stateDirectory: string): Promise<readonly string[]> {
  const reach = `require("net").connect(80, "internet.test").on("data", (d) => { process.stdout.write(d); process.exit(0); }).on("error", (e) => { console.log(e.code); process.exit(1); })`;
  const waiting = `new (require("net").Socket)({ fd: 3 }).once("data", () => ${reach});`;
  await using sandbox = await driver.create(sandboxSpec([nodeInside, "-e", waiting]));
  process.kill(helperPid(stateDirectory), "SIGKILL");
  await until(() => driver.health.replacements === 1, "another helper");
  sandbox.channel.write("go");
  return [(await collect(sandbox)).stdout, await runNode(driver, reach, "")];
}

const lookInside = `const fs = require("fs"), cp = require("child_process"); const names = fs.readdirSync("/proc/sys/net/ipv4/conf").filter((n) => n !== "all" && n !== "default").sort().join(" ");
let changed = 0; for (const line of ["ip addr add 198.18.99.99/16 dev eth0", "ip route add 169.254.0.0/16 dev eth0", "ip link set eth0 address 02:00:00:00:00:01", "echo 1 > /proc/sys/net/ipv4/ip_forward"]) if (cp.spawnSync("/bin/sh", ["-c", line], { stdio: "ignore" }).status === 0) changed++;
console.log("interfaces " + names + "\\nipv6 " + fs.readFileSync("/proc/net/if_inet6", "latin1").split("\\n").filter((l) => l.endsWith("eth0")).length + "\\nchanged " + changed);`;

interface WorldOptions extends Omit<BubblewrapDriverOptions, "logger"> {
  readonly nat: NonNullable<BubblewrapDriverOptions["nat"]>;
}

async function main(options: WorldOptions): Promise<void> {
  const far = await openWorld();
  execFileSync("mount", ["--make-rprivate", "/"]);
  const resolver = `${options.stateDirectory}.resolv.conf`;
  writeFileSync(resolver, "nameserver 203.0.113.2\n");
  execFileSync("mount", ["--bind", resolver, "/etc/resolv.conf"]);
  const host = createServer((socket) => socket.end("host")).listen(8080, "0.0.0.0");
  await once(host, "listening");
  const logger = { debug() {}, info() {}, warn() {}, error() {}, with: () => logger };
  let outcome: object;
  {
    await using driver = await createBubblewrapDriver({ ...options, logger });
    await using other = await listenInside(driver);
    const gateway = other.address.replace(/\d+\.\d+$/, (last) => `${Math.floor(Number(last.split(".")[0]) / 16) * 16}.1`);
    const targets = [...foreign.map((address) => `${address}:80`), "127.0.0.1:8080", "0.0.0.0:8080", "203.0.113.1:8080"];
    const reached: unknown = JSON.parse(await runNode(driver, reachAll, JSON.stringify([targets, gateway, other.address])));
    outcome = {
      reached,
      door: await useDoor(driver),
      inside: (await runNode(driver, lookInside, "")).trim(),
      afterDeath: await reachAfterDeath(driver, options.stateDirectory),
      leftWhile: look(options.nat),
    };
  }
  process.stdout.write(JSON.stringify({ ...outcome, leftAfter: look(options.nat) }));
  host.close();
  far.kill("SIGKILL");
}

// Written by nat-network.test.ts.
await main(JSON.parse(process.argv[2] ?? "{}") as WorldOptions);
