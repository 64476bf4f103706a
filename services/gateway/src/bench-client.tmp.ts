import { connect } from "node:net";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { testCredential } from "./testing/gateway-fixture.ts";
const { gateway, bare } = JSON.parse(process.argv[2] ?? "");
const payload = '{"hello":"world","n":[1,2,3]}';
const client = new LambdaClient({ endpoint: gateway, region: "us-east-1", credentials: testCredential });
let raw = "";
client.middlewareStack.add((_next) => async (args) => {
  const r = args.request as any;
  raw = `${r.method} ${r.path} HTTP/1.1\r\n` + Object.entries(r.headers).map(([k, v]) => `${k}: ${v}\r\n`).join("") + `\r\n${payload}`;
  throw new Error("captured");
}, { step: "finalizeRequest", priority: "low" });
await client.send(new InvokeCommand({ FunctionName: "echo", Payload: payload })).catch(() => {});
if (!raw) throw new Error("no capture");
const bytes = Buffer.from(raw);
function run(url: string, concurrency: number, ms: number): Promise<{ rps: number; p50: number; p99: number }> {
  const port = Number(new URL(url).port);
  const lat: number[] = [];
  const end = performance.now() + ms;
  const one = () => new Promise<void>((resolve) => {
    const s = connect(port, "127.0.0.1"); s.setNoDelay(true);
    let start = 0;
    const send = () => { start = performance.now(); s.write(bytes); };
    s.on("connect", send);
    s.on("data", (d) => {
      if (!d.includes("HTTP/1.1 200")) throw new Error(d.toString());
      lat.push(performance.now() - start);
      if (performance.now() < end) send(); else { s.destroy(); resolve(); }
    });
  });
  const t0 = performance.now();
  return Promise.all(Array.from({ length: concurrency }, one)).then(() => {
    lat.sort((a, b) => a - b);
    return { rps: Math.round(lat.length / (performance.now() - t0) * 1000), p50: +(lat[lat.length >> 1] ?? 0).toFixed(3), p99: +(lat[Math.floor(lat.length * 0.99)] ?? 0).toFixed(3) };
  });
}
for (const c of (process.env["CONC"] ?? "1,8,64").split(",").map(Number)) {
  for (const u of [bare, gateway]) await run(u, c, 1000);
  const b = [], g = [];
  if (process.env['ONLY']) { await run(gateway, c, 6000); continue; }
  for (let i = 0; i < 3; i++) { b.push(await run(bare, c, 1500)); g.push(await run(gateway, c, 1500)); }
  b.sort((x, y) => x.rps - y.rps); g.sort((x, y) => x.rps - y.rps);
  console.log(c, "bare", b[1], "gateway", g[1], "ratio", (g[1]!.rps / b[1]!.rps).toFixed(2));
}
process.exit(0);
