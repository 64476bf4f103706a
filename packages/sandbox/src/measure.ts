import { createBubblewrapDriver } from "./bubblewrap/create-bubblewrap-driver.ts";
import { silentLogger } from "@mayfly/telemetry/logger";
import { sandboxSpec, nodeInside } from "./sandbox-fixture.ts";
import { once } from "node:events";
import { spawn } from "node:child_process";
const driver = await createBubblewrapDriver({ stateDirectory: "/tmp/sandbox-task/state3", bubblewrapPath: "/usr/bin/bwrap", logger: silentLogger });
const all: Record<string, number[]> = {};
const note = (k: string, t: number) => { (all[k] ??= []).push(performance.now() - t); };
const script = `const s=new (require('net').Socket)({fd:3});s.write('r');s.on('data',()=>s.write('a'))`;
for (let i = 0; i < 25; i++) {
  const b = performance.now(); const c = spawn(process.execPath, ["-e", "require('net');process.stdout.write('r')"], { env: {}, stdio: ["ignore", "pipe", "ignore"] }); await once(c.stdout, "data"); note("bare node first byte", b);
  const t = performance.now(); const s = await driver.create(sandboxSpec([nodeInside, "-e", script], { ephemeralMib: 512 })); note("create", t);
  await once(s.channel, "data"); note("create to first byte", t);
  let u = performance.now(); await s.bind({ taskDirectory: "/usr/share/misc", layerDirectories: ["/usr/share/misc", "/usr/share/doc"], memoryMib: 128 }); note("bind", u);
  u = performance.now(); s.channel.write("x"); await once(s.channel, "data"); note("round trip", u);
  u = performance.now(); await s.freeze(); note("freeze", u);
  u = performance.now(); await s.thaw(); note("thaw", u);
  u = performance.now(); await s.usage(); note("usage", u);
  u = performance.now(); await s.resetUsage(); note("resetUsage", u);
  u = performance.now(); await s[Symbol.asyncDispose](); note("dispose", u);
}
for (const [k, v] of Object.entries(all)) { v.sort((a, b) => a - b); console.log(k.padEnd(24), v[12]!.toFixed(2), "p95", v[23]!.toFixed(2)); }
await driver[Symbol.asyncDispose]();
