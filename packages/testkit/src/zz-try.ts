import { startTestNats } from "./test-servers.ts";
import { connect, headers, RequestError } from "@nats-io/transport-node";
import { jetstream, jetstreamManager } from "@nats-io/jetstream";
await using nats = await startTestNats();
const inner = await connect(opts(nats.url));
const outer = await connect(opts(nats.clientUrl));
try { await outer.request("mayfly.invoke.000000000000.f", "x", { timeout: 2000 }); } catch (e) { console.log("no responders?", (e as Error).name, (e as Error).message); }
const jsm = await jetstreamManager(inner);
await jsm.streams.add({ name: "MAYFLY_EVENTS", subjects: ["mayfly.events.>"] });
try { await outer.request("mayfly.invoke.000000000000.f", "x", { timeout: 2000 }); } catch (e) { console.log("no responders?", (e as Error).name, (e as Error).message); }
const h = headers(); h.set("Mayfly-Request-Id", "abc"); h.set("Nats-Msg-Id", "1");
console.log("event ack", (await outer.request("mayfly.events.000000000000.f", "x", { headers: h })).json());
console.log("event dup ack", (await outer.request("mayfly.events.000000000000.f", "x", { headers: h })).json());
outer.publish("mayfly.events.000000000000.g", "y", { headers: h });
await outer.flush();
const m = await jsm.streams.getMessage("MAYFLY_EVENTS", { seq: 1 }); console.log(m?.header.toString(), m?.subject);
console.log("dup unaffected msgs", (await jsm.streams.info("MAYFLY_EVENTS")).state.messages);
inner.subscribe("mayfly.invoke.>", { queue: "q", callback: (_e, msg) => { const r = headers(); r.set("X","1"); msg.respond(Buffer.concat([msg.data, Buffer.from("!" + msg.reply+ [...(msg.headers ?? [])])]), { headers: r }); } });
await inner.flush();
const ans = await outer.request("mayfly.invoke.000000000000.f", "hello", { headers: h, timeout: 1000 }); console.log(ans.string(), ans.headers?.get("X"));
const big = await outer.request("mayfly.invoke.000000000000.f", Buffer.alloc(6*1024*1024), { timeout: 5000 }); console.log("big", big.data.length);
const ojs = jetstream(outer); 
console.log("js publish ack", await ojs.publish("mayfly.events.000000000000.h", "z"));
const ojsm = await jetstreamManager(outer);
console.log("client streams", (await ojsm.streams.list().next()).map(s=>s.config.name));
await ojsm.streams.add({ name: "MINE", subjects: ["mine.>"] });
console.log(await ojs.publish("mine.x", "z"));
try { await ojsm.streams.delete("MAYFLY_EVENTS"); console.log("BAD"); } catch (e) { console.log("delete refused:", (e as Error).message); }
let spied = 0; outer.subscribe(">", { callback: () => { spied++; } }); await outer.flush();
inner.publish("mayfly.internal.v1.x", "secret"); await inner.flush(); await outer.flush();
console.log("spied", spied);
let t = performance.now(); const N = 20000; let done = 0;
await Promise.all(Array.from({ length: 100 }, async () => { while (done++ < N) await outer.request("mayfly.events.000000000000.f", "xxxxxxxxxx", { timeout: 10000 }); }));
console.log("client events/s", N / (performance.now() - t) * 1000);
t = performance.now(); done = 0;
await Promise.all(Array.from({ length: 100 }, async () => { while (done++ < N) await inner.request("mayfly.events.000000000000.f", "xxxxxxxxxx", { timeout: 10000 }); }));
console.log("inner events/s", N / (performance.now() - t) * 1000);
t = performance.now(); done = 0;
await Promise.all(Array.from({ length: 64 }, async () => { while (done++ < N) await outer.request("mayfly.invoke.000000000000.f", "xxxxxxxxxx", { timeout: 10000 }); }));
console.log("client invoke/s", N / (performance.now() - t) * 1000);
t = performance.now(); done = 0;
await Promise.all(Array.from({ length: 64 }, async () => { while (done++ < N) await inner.request("mayfly.invoke.000000000000.f", "xxxxxxxxxx", { timeout: 10000 }); }));
console.log("inner invoke/s", N / (performance.now() - t) * 1000);
await outer.close(); await inner.close();
function opts(u: string) { const x = new URL(u); return { servers: x.host, user: x.username, pass: x.password }; }
