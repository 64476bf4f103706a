import type { CallContext } from "@mayfly/contracts/service-contract";
import { PlatformError } from "@mayfly/errors/platform-error";
import { waitFor } from "@mayfly/testkit/wait-for";
import { describe, expect, it } from "vitest";
import {
  aborted,
  collect,
  endless,
  failureOf,
  idle,
  settled,
  type ConformanceHandlers,
  type InvocationHandlers,
  type PackagesHandlers,
  type RpcHarness,
} from "./rpc-harness.test-support.ts";

/** What every transport of `ServiceClient` and `ServiceHandlers` does. */
export function runRpcConformance(transport: string, start: (handlers: ConformanceHandlers) => Promise<RpcHarness>): void {
  const withPackages = (packages: Partial<PackagesHandlers>): Promise<RpcHarness> => start({ ...idle, packages: { ...idle.packages, ...packages } });
  const withInvocation = (invocation: Partial<InvocationHandlers>): Promise<RpcHarness> =>
    start({ ...idle, invocation: { ...idle.invocation, ...invocation } });

  describe(`a call ${transport}`, () => {
    it("carries request, answer and headers", async () => {
      let seen: unknown;
      await using rpc = await withPackages({
        async DescribePackage(request, call) {
          seen = { request, region: call.headers.get("mayfly-region") };
          return { sha256: request.sha256, size_bytes: 2 ** 40 };
        },
      });
      const answer = await rpc.packages.DescribePackage({ sha256: "abc" }, { headers: new Map([["mayfly-region", "eu-west-1"]]) });
      expect(answer).toEqual({ sha256: "abc", size_bytes: 2 ** 40, unpacked_bytes: 0 });
      expect(seen).toEqual({ request: { region: "", account: "", sha256: "abc" }, region: "eu-west-1" });
    });

    it("shares no memory between the two sides", async () => {
      const kept: Buffer[] = [];
      await using rpc = await withInvocation({
        async Invoke(request) {
          kept.push(request.payload);
          return { payload: request.payload };
        },
      });
      const payload = Buffer.from("sent");
      const answer = await rpc.invocation.Invoke({ payload });
      payload.fill("x");
      kept[0]?.fill("y");
      expect(answer.payload.toString()).toBe("sent");
    });

    it("begins in a later turn of the event loop", async () => {
      let called = false;
      await using rpc = await withPackages({
        async DescribePackage() {
          called = true;
          return {};
        },
      });
      const answer = rpc.packages.DescribePackage({});
      for (let microtask = 0; microtask < 10; microtask += 1) await Promise.resolve();
      expect(called).toBe(false);
      await answer;
      expect(called).toBe(true);
    });

    it("fails with the very error that the handler throws", async () => {
      const thrown = new PlatformError("TooManyRequests", "Rate exceeded: “größer” than allowed.", {
        details: { Reason: "ReservedFunctionConcurrentInvocationLimitExceeded", Größe: "7 ≥ 5" },
        retryAfterSeconds: 1.5,
        omitType: true,
        cause: new Error("a secret of the process"),
      });
      await using rpc = await withPackages({ DescribePackage: () => Promise.reject(thrown) });
      const failure = await failureOf(rpc.packages.DescribePackage({}));
      const { code, publicMessage, details, retryAfterSeconds, omitType } = thrown;
      expect(failure).toMatchObject({ code, publicMessage, details, retryAfterSeconds, omitType });
      expect(String(failure.cause)).not.toContain("secret");
    });

    it("fails with a Service error that tells nothing when the handler has a bug", async () => {
      await using rpc = await withPackages({ DescribePackage: () => Promise.reject(new TypeError("undefined is no function at /srv/secret.ts")) });
      const failure = await failureOf(rpc.packages.DescribePackage({}));
      expect(failure).toMatchObject({ code: "Service", details: {} });
      expect(failure.publicMessage).not.toContain("secret");
    });

    it("shortens a message that no trailer could carry", async () => {
      await using rpc = await withPackages({ DescribePackage: () => Promise.reject(new PlatformError("Validation", "é".repeat(20_000))) });
      const failure = await failureOf(rpc.packages.DescribePackage({}));
      expect(failure.code).toBe("Validation");
      expect(failure.publicMessage).toMatch(/^é{1000,}…$/);
    });

    it("fails with DeadlineExceeded when its time is over, and tells the handler", async () => {
      const told = Promise.withResolvers<void>();
      await using rpc = await withPackages({
        async DescribePackage(_request, call) {
          await aborted(call.signal);
          told.resolve();
          return {};
        },
      });
      expect(await failureOf(rpc.packages.DescribePackage({}, { timeoutMs: 50 }))).toMatchObject({ code: "DeadlineExceeded" });
      await told.promise;
    });

    it("ends when its caller aborts, and tells the handler", async () => {
      const [begun, told] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
      await using rpc = await withPackages({
        async DescribePackage(_request, call) {
          begun.resolve();
          await aborted(call.signal);
          told.resolve();
          return {};
        },
      });
      const caller = new AbortController();
      const failure = failureOf(rpc.packages.DescribePackage({}, { signal: caller.signal }));
      await begun.promise;
      caller.abort();
      expect(await failure).toMatchObject({ code: "ServiceUnavailable" });
      await told.promise;
    });

    it("is not made for a caller that has aborted already", async () => {
      let calls = 0;
      await using rpc = await withPackages({
        async DescribePackage() {
          calls += 1;
          return {};
        },
      });
      expect(await failureOf(rpc.packages.DescribePackage({}, { signal: AbortSignal.abort() }))).toMatchObject({ code: "ServiceUnavailable" });
      await rpc.packages.DescribePackage({});
      expect(calls).toBe(1);
    });
  });

  describe(`a client stream ${transport}`, () => {
    it("carries any number of messages in order, and one answer", async () => {
      await using rpc = await withPackages({
        async PutPackage(requests) {
          let size = 0;
          let text = "";
          for await (const { chunk } of requests) {
            size += chunk.length;
            if (text.length < 30) text += chunk.toString("latin1", 0, 3);
          }
          return { size_bytes: size, sha256: text };
        },
      });
      async function* chunks() {
        for (let number = 0; number < 100; number += 1) yield { chunk: Buffer.alloc(100_000, String(number).padStart(3, "0")) };
      }
      expect(await rpc.packages.PutPackage(chunks())).toMatchObject({ size_bytes: 10_000_000, sha256: "000001002003004005006007008009" });
      expect(await rpc.packages.PutPackage((async function* () {})())).toMatchObject({ size_bytes: 0 });
    });

    it("stops taking messages when the handler has answered or failed early", async () => {
      let released = 0;
      async function* chunks() {
        try {
          for (;;) yield { chunk: Buffer.alloc(100_000) };
        } finally {
          released += 1;
        }
      }
      await using rpc = await withPackages({
        async PutPackage(requests) {
          for await (const { region } of requests) if (region === "") throw new PlatformError("InvalidParameterValue", "no region");
          return {};
        },
      });
      expect(await failureOf(rpc.packages.PutPackage(chunks()))).toMatchObject({ code: "InvalidParameterValue", publicMessage: "no region" });
      await waitFor(() => released === 1, { what: "the source to be released" });
    });

    it("fails with the error of its messages, and tells the handler", async () => {
      const [begun, told] = [Promise.withResolvers<void>(), Promise.withResolvers<unknown>()];
      await using rpc = await withPackages({
        async PutPackage(requests) {
          try {
            for await (const { chunk } of requests) if (chunk.length > 0) begun.resolve();
            told.resolve("no error");
          } catch (error) {
            told.resolve(error);
          }
          return {};
        },
      });
      async function* chunks() {
        yield { chunk: Buffer.from("one") };
        await begun.promise;
        throw new PlatformError("RequestTooLarge", "the upload broke");
      }
      expect(await failureOf(rpc.packages.PutPackage(chunks()))).toMatchObject({ code: "RequestTooLarge", publicMessage: "the upload broke" });
      expect(await told.promise).toMatchObject({ code: "ServiceUnavailable" });
    });

    it("is not read faster than the handler takes it", async () => {
      let sent = 0;
      const gate = Promise.withResolvers<void>();
      await using rpc = await withPackages({
        async PutPackage(requests) {
          let size = 0;
          for await (const { chunk } of requests) {
            await gate.promise;
            size += chunk.length;
          }
          return { size_bytes: size };
        },
      });
      async function* chunks() {
        while (sent < 200) {
          sent += 1;
          yield { chunk: Buffer.alloc(262_144) };
        }
      }
      const answer = rpc.packages.PutPackage(chunks());
      await waitFor(() => sent > 0, { what: "the first message" });
      await settled(() => sent);
      expect(sent).toBeLessThan(150);
      gate.resolve();
      expect(await answer).toMatchObject({ size_bytes: 200 * 262_144 });
    });
  });

  describe(`a server stream ${transport}`, () => {
    it("carries any number of answers in order, then ends", async () => {
      await using rpc = await withPackages({
        async *GetPackage(request) {
          for (let number = 0; number < 100; number += 1) yield { chunk: Buffer.from(`${request.sha256} ${number}`) };
        },
      });
      const chunks = await collect(rpc.packages.GetPackage({ sha256: "a" }));
      expect(chunks.map(({ chunk }) => chunk.toString())).toEqual(Array.from({ length: 100 }, (_, number) => `a ${number}`));
    });

    it("fails with the handler's error after the answers before it", async () => {
      await using rpc = await withPackages({
        async *GetPackage() {
          yield { chunk: Buffer.from("first") };
          throw new PlatformError("ResourceNotFound", "gone", { details: { Type: "User" } });
        },
      });
      const received: string[] = [];
      const reading = (async () => {
        for await (const { chunk } of rpc.packages.GetPackage({})) received.push(chunk.toString());
      })();
      expect(await failureOf(reading)).toMatchObject({ code: "ResourceNotFound", publicMessage: "gone", details: { Type: "User" } });
      expect(received).toEqual(["first"]);
    });

    it("tells the handler when its caller has read enough", async () => {
      const [told, returned] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
      await using rpc = await withPackages({
        async *GetPackage(_request, call: CallContext) {
          void aborted(call.signal).then(() => told.resolve());
          try {
            for (;;) yield { chunk: Buffer.alloc(100_000) };
          } finally {
            returned.resolve();
          }
        },
      });
      for await (const { chunk } of rpc.packages.GetPackage({})) if (chunk.length > 0) break;
      await Promise.all([told.promise, returned.promise]);
    });

    it("ends when its caller aborts while nothing comes", async () => {
      await using rpc = await withPackages({
        async *GetPackage(_request, call) {
          yield { chunk: Buffer.from("only") };
          yield* endless(call.signal);
        },
      });
      const caller = new AbortController();
      const reading = (async () => {
        for await (const { chunk } of rpc.packages.GetPackage({}, { signal: caller.signal })) if (chunk.length > 0) setImmediate(() => caller.abort());
      })();
      expect(await failureOf(reading)).toMatchObject({ code: "ServiceUnavailable" });
    });

    it("fails with DeadlineExceeded when its time is over", async () => {
      await using rpc = await withPackages({ GetPackage: (_request, call) => endless(call.signal) });
      expect(await failureOf(collect(rpc.packages.GetPackage({}, { timeoutMs: 50 })))).toMatchObject({ code: "DeadlineExceeded" });
    });

    it("is not produced faster than its caller reads", async () => {
      let produced = 0;
      await using rpc = await withPackages({
        async *GetPackage() {
          for (; produced < 400; produced += 1) yield { chunk: Buffer.alloc(262_144) };
        },
      });
      let received = 0;
      for await (const { chunk } of rpc.packages.GetPackage({})) {
        if (received === 0) {
          await settled(() => produced);
          expect(produced).toBeLessThan(300);
        }
        received += chunk.length;
      }
      expect(received).toBe(400 * 262_144);
    });
  });

  describe(`a stream in both directions ${transport}`, () => {
    it("answers while it is still asked, in any order", async () => {
      await using rpc = await withInvocation({
        async *InvokeMany(requests) {
          for await (const { correlation_id } of requests) yield { correlation_id, status_code: 200 };
        },
      });
      const answered: string[] = [];
      const next = new EventTarget();
      async function* requests() {
        for (let number = 0; number < 10; number += 1) {
          const answer = new Promise((resolve) => next.addEventListener("answer", resolve, { once: true }));
          yield { correlation_id: String(number) };
          await answer;
        }
      }
      for await (const answer of rpc.invocation.InvokeMany(requests())) {
        answered.push(answer.correlation_id);
        next.dispatchEvent(new Event("answer"));
      }
      expect(answered).toEqual(Array.from({ length: 10 }, (_, number) => String(number)));
    });

    it("carries thousands of messages", async () => {
      await using rpc = await withInvocation({
        async *InvokeMany(requests) {
          for await (const { correlation_id, payload } of requests) yield { correlation_id, payload };
        },
      });
      async function* requests() {
        for (let number = 0; number < 5_000; number += 1) yield { correlation_id: String(number), payload: Buffer.alloc(100) };
      }
      const answers = await collect(rpc.invocation.InvokeMany(requests()));
      expect(answers.map(({ correlation_id }) => Number(correlation_id))).toEqual(Array.from({ length: 5_000 }, (_, number) => number));
    });

    it("is over for both sides when the caller stops reading", async () => {
      const [released, told] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
      await using rpc = await withInvocation({
        async *InvokeMany(requests, call) {
          void aborted(call.signal).then(() => told.resolve());
          for await (const { correlation_id } of requests) yield { correlation_id };
        },
      });
      async function* requests() {
        try {
          for (let number = 0; ; number += 1) yield { correlation_id: String(number) };
        } finally {
          released.resolve();
        }
      }
      for await (const answer of rpc.invocation.InvokeMany(requests())) if (answer.correlation_id === "3") break;
      await Promise.all([released.promise, told.promise]);
    });

    it("fails with the handler's error while requests are under way", async () => {
      await using rpc = await withInvocation({
        async *InvokeMany(requests) {
          for await (const { correlation_id } of requests) {
            if (correlation_id === "5") throw new PlatformError("AccessDenied", "no five");
            yield { correlation_id };
          }
        },
      });
      async function* requests() {
        for (let number = 0; ; number += 1) yield { correlation_id: String(number) };
      }
      expect(await failureOf(collect(rpc.invocation.InvokeMany(requests())))).toMatchObject({ code: "AccessDenied", publicMessage: "no five" });
    });
  });
}
