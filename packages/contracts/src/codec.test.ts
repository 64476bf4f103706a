import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { methodCodec } from "./codec.ts";
import { agentService, functionFeedService, functionsService, invocationService, packagesService, schedulerService } from "./services.ts";
import { serviceMethods } from "./protos.ts";

const frames = methodCodec(agentService, "Invoke");

const safeInteger = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
const payload = fc.uint8Array({ maxLength: 2_000 }).map((bytes) => Buffer.from(bytes));

describe("a codec", () => {
  it("gives back what was encoded, for any start of an invocation", () => {
    const start = fc.record({
      environment_id: fc.uuid(),
      lease_id: fc.uuid(),
      epoch_term: safeInteger,
      epoch_counter: safeInteger,
      request_id: fc.uuid(),
      invoked_function_arn: fc.string({ unit: "grapheme" }),
      trace_header: fc.string(),
      client_context: fc.string({ unit: "grapheme" }),
      payload_bytes: safeInteger,
      log_tail: fc.boolean(),
      initial_credit_bytes: safeInteger,
      trace_parent: fc.string(),
      channel_id: fc.uuid(),
      response_stream: fc.boolean(),
    });
    fc.assert(
      fc.property(start, payload, (invoke, chunk) => {
        expect(frames.request.decode(frames.request.encode({ invoke, chunk }))).toEqual({ invoke, chunk, credit_bytes: 0 });
      }),
    );
  });

  it("gives absent members their defaults and absent messages null", () => {
    expect(frames.response.decode(frames.response.encode({}))).toEqual({
      accepted: false,
      refused: "",
      head: null,
      chunk: Buffer.alloc(0),
      end: null,
      done: null,
    });
  });

  it("names the member of a oneof that is there", () => {
    const { response } = methodCodec(schedulerService, "AcquireLease");
    const refused = response.decode(response.encode({ refusal: { code: "TooManyRequests", message: "Rate Exceeded." } }));
    expect(refused).toMatchObject({ outcome: "refusal", refusal: { code: "TooManyRequests" } });
    expect(response.decode(response.encode({})).outcome).toBeUndefined();
  });

  it("keeps every whole number that JavaScript can hold", () => {
    for (const credit_bytes of [0, 1, 2 ** 31, 2 ** 32 + 1, Number.MAX_SAFE_INTEGER]) {
      expect(frames.request.decode(frames.request.encode({ credit_bytes })).credit_bytes).toBe(credit_bytes);
    }
  });

  it("throws on bytes that are no such message, or reads them, but never hangs or crashes", () => {
    expect(() => frames.request.decode(Buffer.from([0x0a, 0xff]))).toThrow(Error);
    expect(() => frames.request.decode(Buffer.from([0xff, 0xff, 0xff, 0xff]))).toThrow(Error);
    fc.assert(
      fc.property(payload, (bytes) => {
        try {
          expect(frames.response.decode(bytes)).toBeTypeOf("object");
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
        }
      }),
    );
  });

  it("shares no memory with what it is given", () => {
    const chunk = Buffer.from("sent");
    const bytes = frames.request.encode({ chunk });
    chunk.fill("x");
    expect(frames.request.decode(bytes).chunk.toString()).toBe("sent");
  });
});

describe("the contracts of the services", () => {
  it("name services of proto/ and stream as these do", () => {
    for (const { name, streams } of [agentService, functionFeedService, functionsService, invocationService, packagesService, schedulerService]) {
      const streaming = Object.entries(serviceMethods(name)).flatMap(([method, { requestStream, responseStream }]) => {
        if (!requestStream && !responseStream) return [];
        return [[method, requestStream ? (responseStream ? "bidi-stream" : "client-stream") : "server-stream"]];
      });
      expect(streams).toEqual(Object.fromEntries(streaming));
    }
  });

  it("are refused by names that proto/ does not have", () => {
    expect(() => serviceMethods("mayfly.no.v1.Such")).toThrow("no service");
    expect(() => serviceMethods("mayfly.agent.v1.InvokerFrame")).toThrow("no service");
  });
});
