import { startTestNats } from "@mayfly/testkit/test-servers";
import { waitFor } from "@mayfly/testkit/wait-for";
import { describe, expect, it } from "vitest";
import { runBusConformance } from "./bus-conformance.ts";
import type { BusHarness } from "./bus-harness.test-support.ts";
import { FaultProxy } from "./fault-proxy.ts";
import { connectNatsBus, type NatsStatus } from "./nats-bus.ts";

async function startNats(): Promise<BusHarness> {
  const server = await startTestNats();
  const limits = { pendingMessagesMax: 50_000 };
  return {
    connect: () => connectNatsBus({ servers: server.url, name: "conformance", limits, onHandlerFailure: () => {} }),
    async connectFaulty() {
      const url = new URL(server.url);
      const proxy = await FaultProxy.start({ host: url.hostname, port: Number(url.port) });
      url.port = String(proxy.port);
      const bus = await connectNatsBus({ servers: url.href, name: "faulty", onHandlerFailure: () => {} });
      return {
        bus,
        async cut() {
          proxy.cut();
          await waitFor(() => !bus.connected, { what: "the bus to notice" });
        },
        async mend() {
          proxy.mend();
          await waitFor(() => bus.connected, { what: "the bus to reconnect" });
        },
        slowDown: (delayMs) => proxy.slowDown(delayMs),
        async [Symbol.asyncDispose]() {
          await bus[Symbol.asyncDispose]();
          await proxy[Symbol.asyncDispose]();
        },
      };
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

runBusConformance("on NATS", startNats);

describe("the NATS bus", () => {
  it("fails with ServiceUnavailable if no server answers in time", async () => {
    await using unused = await FaultProxy.start({ host: "127.0.0.1", port: 1 });
    unused.cut();
    const connecting = connectNatsBus({ servers: `nats://127.0.0.1:${unused.port}`, name: "lonely", connectTimeoutMs: 600 });
    await expect(connecting).rejects.toMatchObject({ code: "ServiceUnavailable" });
  });

  it("tells of the connection's loss and return", async () => {
    await using server = await startTestNats();
    const url = new URL(server.url);
    await using proxy = await FaultProxy.start({ host: url.hostname, port: Number(url.port) });
    url.port = String(proxy.port);
    const events: NatsStatus["event"][] = [];
    await using bus = await connectNatsBus({ servers: [url.href], name: "watched", onStatus: (status) => void events.push(status.event) });
    proxy.cut();
    await waitFor(() => !bus.connected, { what: "the loss" });
    proxy.mend();
    await waitFor(() => bus.connected, { what: "the return" });
    expect(events.filter((event) => event !== "error")).toEqual(["disconnected", "reconnected"]);
  });
});
