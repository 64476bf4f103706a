import { setImmediate as nextTurn } from "node:timers/promises";
import { waitFor } from "@mayfly/testkit/wait-for";
import { describe, expect, it } from "vitest";
import { failsWith, Inbox, publishes, settle, text, type BusHarness } from "./bus-harness.test-support.ts";

/** What every adapter of `Bus` does (DESIGN §1, the bus contract). */
export function runBusConformance(adapter: string, start: () => Promise<BusHarness>): void {
  const scenario = (sentence: string, run: (harness: BusHarness) => Promise<void>): void => {
    it(sentence, async () => {
      await using harness = await start();
      await run(harness);
    });
  };

  describe(`the bus ${adapter} delivers`, () => {
    scenario("to every subscriber, in the order of the sender, bytes unchanged", async (harness) => {
      await using sender = await harness.connect();
      await using receiver = await harness.connect();
      const first = new Inbox();
      const second = new Inbox();
      receiver.subscribe("order.test", first.receive);
      receiver.subscribe("order.test", second.receive);
      await receiver.flush();
      const expected = Array.from({ length: 5_000 }, (_, number) => `message ${number}`);
      for (const message of expected) sender.publish("order.test", text(message));
      await first.expectCount(expected.length);
      await second.expectCount(expected.length);
      expect(first.texts).toEqual(expected);
      expect(second.texts).toEqual(expected);
      expect(first.messages[0]).toEqual({ subject: "order.test", data: text("message 0"), replyTo: undefined });
    });

    scenario("every byte value and the empty message", async (harness) => {
      await using bus = await harness.connect();
      const inbox = new Inbox();
      bus.subscribe("bytes", inbox.receive);
      await bus.flush();
      const all = Buffer.from(Array.from({ length: 256 }, (_, value) => value));
      bus.publish("bytes", all);
      bus.publish("bytes", new Uint8Array(0));
      await inbox.expectCount(2);
      expect(inbox.messages.map((message) => message.data)).toEqual([all, Buffer.alloc(0)]);
      expect(inbox.messages[1]?.noResponders ?? false).toBe(false);
    });

    scenario("what was sent, though the sender changes its bytes at once", async (harness) => {
      await using bus = await harness.connect();
      const inbox = new Inbox();
      bus.subscribe("mutation", inbox.receive);
      await bus.flush();
      for (const size of [5, 100_000]) {
        const data = Buffer.alloc(size, "a");
        bus.publish("mutation", data);
        data.fill("b");
      }
      await inbox.expectCount(2);
      expect(inbox.messages.map((message) => message.data.includes("b"))).toEqual([false, false]);
    });

    scenario("to each receiver bytes of its own", async (harness) => {
      await using bus = await harness.connect();
      const inbox = new Inbox();
      bus.subscribe("shared", (message) => void message.data.fill("x"));
      bus.subscribe("shared", inbox.receive);
      await bus.flush();
      bus.publish("shared", text("clean"));
      await inbox.expectCount(1);
      expect(inbox.texts).toEqual(["clean"]);
    });

    scenario("never in the sender's own turn of the event loop", async (harness) => {
      await using bus = await harness.connect();
      const inbox = new Inbox();
      bus.subscribe("later", inbox.receive);
      await bus.flush();
      bus.publish("later", text("one"));
      expect(inbox.messages).toHaveLength(0);
      for (let microtask = 0; microtask < 10; microtask += 1) await Promise.resolve();
      expect(inbox.messages).toHaveLength(0);
      await inbox.expectCount(1);
    });

    scenario("to later subscribers nothing that was sent before", async (harness) => {
      await using bus = await harness.connect();
      bus.publish("too.early", text("lost"));
      await bus.flush();
      const inbox = new Inbox();
      bus.subscribe("too.early", inbox.receive);
      await bus.flush();
      bus.publish("too.early", text("seen"));
      await inbox.expectCount(1);
      expect(inbox.texts).toEqual(["seen"]);
    });

    scenario("nothing once a subscription has been disposed, and everything sent before", async (harness) => {
      await using bus = await harness.connect();
      const inbox = new Inbox();
      const subscription = bus.subscribe("ended", inbox.receive);
      await bus.flush();
      bus.publish("ended", text("before"));
      await subscription[Symbol.asyncDispose]();
      bus.publish("ended", text("after"));
      await settle(bus, bus);
      expect(inbox.texts).toEqual(["before"]);
      await subscription[Symbol.asyncDispose]();
    });

    scenario("on, after a handler that throws", async (harness) => {
      await using bus = await harness.connect();
      const inbox = new Inbox();
      bus.subscribe("thrower", () => {
        throw new Error("a bug of the handler");
      });
      bus.subscribe("thrower", inbox.receive);
      await bus.flush();
      bus.publish("thrower", text("1"));
      bus.publish("thrower", text("2"));
      await inbox.expectCount(2);
    });
  });

  describe(`the bus ${adapter} routes`, () => {
    scenario("by wildcards as NATS does", async (harness) => {
      await using bus = await harness.connect();
      const patterns = ["a.b.c", "a.*.c", "a.>", "*.b.*", ">", "*", "a.b", "a.b.c.>", "*.*.*.>", "a.*"];
      const seen = new Map(patterns.map((pattern) => [pattern, new Inbox()]));
      for (const [pattern, inbox] of seen) bus.subscribe(pattern, inbox.receive);
      await bus.flush();
      for (const subject of ["a.b.c", "a.b", "a", "a.b.c.d", "x.b.z"]) bus.publish(subject, text(subject));
      await settle(bus, bus);
      const texts = (pattern: string) => seen.get(pattern)?.texts.filter((subject) => !subject.startsWith("marker"));
      expect(Object.fromEntries(patterns.map((pattern) => [pattern, texts(pattern)]))).toEqual({
        "a.b.c": ["a.b.c"],
        "a.*.c": ["a.b.c"],
        "a.>": ["a.b.c", "a.b", "a.b.c.d"],
        "*.b.*": ["a.b.c", "x.b.z"],
        ">": ["a.b.c", "a.b", "a", "a.b.c.d", "x.b.z"],
        "*": ["a"],
        "a.b": ["a.b"],
        "a.b.c.>": ["a.b.c.d"],
        "*.*.*.>": ["a.b.c.d"],
        "a.*": ["a.b"],
      });
    });

    scenario("each message to one member of a queue, and to every subscriber outside it", async (harness) => {
      await using sender = await harness.connect();
      await using left = await harness.connect();
      await using right = await harness.connect();
      const [one, two, other, outside] = [new Inbox(), new Inbox(), new Inbox(), new Inbox()];
      left.subscribe("work.item", one.receive, { queue: "workers" });
      right.subscribe("work.*", two.receive, { queue: "workers" });
      right.subscribe("work.item", other.receive, { queue: "auditors" });
      left.subscribe("work.item", outside.receive);
      await left.flush();
      await right.flush();
      const sent = Array.from({ length: 200 }, (_, number) => String(number));
      for (const message of sent) sender.publish("work.item", text(message));
      await other.expectCount(sent.length);
      await outside.expectCount(sent.length);
      await waitFor(() => one.messages.length + two.messages.length >= sent.length, { what: "the queue's messages" });
      expect([...one.texts, ...two.texts].toSorted()).toEqual(sent.toSorted());
      expect(one.messages.length).toBeGreaterThan(0);
      expect(two.messages.length).toBeGreaterThan(0);
    });

    scenario("many conversations through one subscription below an inbox", async (harness) => {
      await using gateway = await harness.connect();
      await using agent = await harness.connect();
      const inbox = gateway.createInbox();
      expect(gateway.createInbox()).not.toBe(inbox);
      expect(agent.createInbox()).not.toBe(inbox);
      const answers = new Inbox();
      gateway.subscribe(`${inbox}.*`, answers.receive);
      agent.subscribe("agent.invoke", (message) => {
        for (const part of ["head", "body", "end"]) if (message.replyTo !== undefined) agent.publish(message.replyTo, text(part));
      });
      await gateway.flush();
      await agent.flush();
      for (const channel of ["c1", "c2"]) gateway.publish("agent.invoke", text("go"), { replyTo: `${inbox}.${channel}` });
      await answers.expectCount(6);
      const of = (channel: string) => answers.messages.filter((message) => message.subject === `${inbox}.${channel}`).map((message) => message.data.toString());
      expect([of("c1"), of("c2")]).toEqual([
        ["head", "body", "end"],
        ["head", "body", "end"],
      ]);
    });

    scenario("no wildcards, white space or empty tokens in subjects", async (harness) => {
      await using bus = await harness.connect();
      for (const subject of ["", "a b", "a..b", ".a", "a.", "a.*", "a.>", "a\r\nPUB b 0", "tab\tbed"]) {
        expect(() => bus.publish(subject, text(""))).toThrow(TypeError);
        await expect(bus.request(subject, text(""), { timeoutMs: 1_000 })).rejects.toThrow(TypeError);
      }
      for (const pattern of ["", "a b", "a..b", "a.>.b", ">.a"]) expect(() => bus.subscribe(pattern, () => {})).toThrow(TypeError);
    });
  });

  describe(`the bus ${adapter} answers requests`, () => {
    scenario("with the first answer, each request its own", async (harness) => {
      await using client = await harness.connect();
      await using server = await harness.connect();
      server.subscribe("echo", (message) => {
        if (message.replyTo === undefined) return;
        server.publish(message.replyTo, Buffer.concat([text("echo "), message.data]));
        server.publish(message.replyTo, text("a second answer that nobody wants"));
      });
      await server.flush();
      const questions = Array.from({ length: 300 }, (_, number) => String(number));
      const answers = await Promise.all(questions.map((question) => client.request("echo", text(question), { timeoutMs: 5_000 })));
      expect(answers.map(String)).toEqual(questions.map((question) => `echo ${question}`));
    });

    scenario("with NoResponders at once if nobody serves the subject", async (harness) => {
      await using bus = await harness.connect();
      const start = performance.now();
      await expect(bus.request("nobody.home", text(""), { timeoutMs: 10_000 })).rejects.toMatchObject({ code: "NoResponders" });
      expect(performance.now() - start).toBeLessThan(2_000);
    });

    scenario("a publication with a replyTo that nobody receives by an empty no-responders message", async (harness) => {
      await using bus = await harness.connect();
      const inbox = new Inbox();
      const replyTo = bus.createInbox();
      bus.subscribe(replyTo, inbox.receive);
      await bus.flush();
      bus.publish("nobody.home", text("hello"), { replyTo });
      await inbox.expectCount(1);
      expect(inbox.messages[0]).toMatchObject({ subject: replyTo, noResponders: true });
      expect(inbox.messages[0]?.data).toHaveLength(0);
    });

    scenario("with NoResponders once the server's connection has gone", async (harness) => {
      await using client = await harness.connect();
      {
        await using server = await harness.connect();
        server.subscribe("leaver", (message) => message.replyTo !== undefined && server.publish(message.replyTo, text("here")));
        await server.flush();
        expect(String(await client.request("leaver", text(""), { timeoutMs: 5_000 }))).toBe("here");
      }
      await expect(client.request("leaver", text(""), { timeoutMs: 5_000 })).rejects.toMatchObject({ code: "NoResponders" });
    });

    scenario("with DeadlineExceeded when no answer comes in time", async (harness) => {
      await using bus = await harness.connect();
      bus.subscribe("silent", () => {});
      await bus.flush();
      await expect(bus.request("silent", text(""), { timeoutMs: 30 })).rejects.toMatchObject({ code: "DeadlineExceeded" });
    });
  });

  describe(`the bus ${adapter} is bounded`, () => {
    scenario("and refuses a message above payloadBytesMax, but takes one of just that size", async (harness) => {
      await using bus = await harness.connect();
      const inbox = new Inbox();
      bus.subscribe("large", inbox.receive);
      await bus.flush();
      const largest = Buffer.alloc(bus.payloadBytesMax, 7);
      bus.publish("large", largest);
      const tooLarge = Buffer.alloc(bus.payloadBytesMax + 1);
      expect(() => bus.publish("large", tooLarge)).toThrow(expect.objectContaining({ code: "RequestTooLarge" }));
      await expect(bus.request("large", tooLarge, { timeoutMs: 1_000 })).rejects.toMatchObject({ code: "RequestTooLarge" });
      await inbox.expectCount(1);
      expect(inbox.messages[0]?.data.equals(largest)).toBe(true);
    });

    scenario("and refuses what its subscribers cannot take in time, but recovers", async (harness) => {
      await using bus = await harness.connect();
      const inbox = new Inbox();
      bus.subscribe("flood", inbox.receive);
      await bus.flush();
      const flood = () => {
        for (let number = 0; number < 200_000; number += 1) bus.publish("flood", text(String(number)));
      };
      expect(flood).toThrow(expect.objectContaining({ code: "ServiceUnavailable" }));
      await inbox.expectCount(10_000);
      await waitFor(
        async () => (await bus.request("nobody", text(""), { timeoutMs: 1_000 }).catch((error: unknown) => error)) !== undefined && publishes(bus),
        { what: "room on the bus" },
      );
      expect(inbox.texts.slice(0, 10_000)).toEqual(Array.from({ length: 10_000 }, (_, number) => String(number)));
    });
  });

  describe(`the bus ${adapter}, when the network fails,`, () => {
    scenario("throws ServiceUnavailable at once, and delivers again once it is back", async (harness) => {
      await using other = await harness.connect();
      await using link = await harness.connectFaulty();
      const inbox = new Inbox();
      link.bus.subscribe("service", inbox.receive);
      await link.bus.flush();
      await link.cut();
      expect(link.bus.connected).toBe(false);
      expect(() => link.bus.publish("service", text("never"))).toThrow(expect.objectContaining({ code: "ServiceUnavailable" }));
      await expect(link.bus.request("service", text(""), { timeoutMs: 5_000 })).rejects.toMatchObject({ code: "ServiceUnavailable" });
      await expect(link.bus.flush()).rejects.toMatchObject({ code: "ServiceUnavailable" });
      await waitFor(async () => failsWith(other.request("service", text("lost"), { timeoutMs: 20 }), "NoResponders"), { what: "the exchange to notice" });
      await link.mend();
      expect(link.bus.connected).toBe(true);
      await link.bus.flush();
      const lost = inbox.messages.length;
      other.publish("service", text("again"));
      await inbox.expectCount(lost + 1);
      expect(inbox.texts.at(-1)).toBe("again");
      expect(inbox.texts).not.toContain("never");
    });

    scenario("fails at once the requests that await an answer", async (harness) => {
      await using other = await harness.connect();
      await using link = await harness.connectFaulty();
      const asked = new Inbox();
      other.subscribe("slow.service", asked.receive);
      await other.flush();
      const answer = link.bus.request("slow.service", text(""), { timeoutMs: 60_000 });
      const failure = expect(answer).rejects.toMatchObject({ code: "ServiceUnavailable" });
      await asked.expectCount(1);
      await link.cut();
      await failure;
    });

    scenario("never repeats or reorders what gets through", async (harness) => {
      await using sender = await harness.connect();
      await using link = await harness.connectFaulty();
      const inbox = new Inbox();
      link.bus.subscribe("counted", inbox.receive);
      await link.bus.flush();
      let number = 0;
      for (let round = 0; round < 3; round += 1) {
        for (let message = 0; message < 500; message += 1) sender.publish("counted", text(String((number += 1))));
        await link.cut();
        for (let message = 0; message < 100; message += 1) sender.publish("counted", text(String((number += 1))));
        await link.mend();
        await link.bus.flush();
      }
      await settle(sender, link.bus);
      sender.publish("counted", text(String((number += 1))));
      await waitFor(() => inbox.texts.at(-1) === String(number), { what: "the last message" });
      const numbers = inbox.texts.map(Number);
      expect(numbers).toEqual([...new Set(numbers)].toSorted((left, right) => left - right));
      expect(numbers.length).toBeLessThan(number);
    });

    scenario("keeps deadlines and order on a slow link", async (harness) => {
      await using sender = await harness.connect();
      await using link = await harness.connectFaulty();
      const inbox = new Inbox();
      link.bus.subscribe("late", inbox.receive);
      link.bus.subscribe("late.echo", (message) => message.replyTo !== undefined && link.bus.publish(message.replyTo, message.data));
      await link.bus.flush();
      link.slowDown(60);
      const start = performance.now();
      sender.publish("late", text("1"));
      await nextTurn();
      sender.publish("late", text("2"));
      await expect(sender.request("late.echo", text("too late"), { timeoutMs: 20 })).rejects.toMatchObject({ code: "DeadlineExceeded" });
      await inbox.expectCount(2);
      expect(performance.now() - start).toBeGreaterThan(50);
      expect(inbox.texts).toEqual(["1", "2"]);
      expect(String(await sender.request("late.echo", text("in time"), { timeoutMs: 5_000 }))).toBe("in time");
    });
  });

  describe(`the bus ${adapter}, when it is disposed,`, () => {
    scenario("lets handlers answer what is under way, and fails what awaits an answer", async (harness) => {
      await using client = await harness.connect();
      const server = await harness.connect();
      server.subscribe("closing", (message) => message.replyTo !== undefined && server.publish(message.replyTo, text("answered")));
      client.subscribe("open.ended", () => {});
      await server.flush();
      await client.flush();
      const unanswered = expect(server.request("open.ended", text(""), { timeoutMs: 60_000 })).rejects.toMatchObject({ code: "ServiceUnavailable" });
      const answered = client.request("closing", text(""), { timeoutMs: 5_000 });
      await client.flush();
      await server[Symbol.asyncDispose]();
      expect(String(await answered)).toBe("answered");
      await unanswered;
      expect(server.connected).toBe(false);
      expect(() => server.publish("closing", text(""))).toThrow(expect.objectContaining({ code: "ServiceUnavailable" }));
      expect(() => server.subscribe("closing", () => {})).toThrow(expect.objectContaining({ code: "ServiceUnavailable" }));
      await server[Symbol.asyncDispose]();
    });
  });
}
