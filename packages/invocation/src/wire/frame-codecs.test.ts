import { methodCodec } from "@mayfly/contracts/codec";
import { agentService } from "@mayfly/contracts/services";
import fc from "fast-check";
import { expect, test } from "vitest";
import { agentFrameCodec } from "./agent-frame.ts";
import { invokerFrameCodec } from "./invoker-frame.ts";

/** What proto-loader makes of the same proto file. */
const reference = methodCodec(agentService, "Invoke");

const text = fc.oneof(fc.string({ unit: "grapheme", maxLength: 200 }), fc.constant(""), fc.constant("x".repeat(6000)));
const bytes = fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.constant(new Uint8Array(3000).fill(7))).map((array) => Buffer.from(array));
const whole = fc.oneof(fc.maxSafeNat(), fc.nat(300), fc.constant(0), fc.integer({ min: -1000, max: -1 }));
const int32 = fc.integer();
const double = fc.double({ noNaN: true });

const invokerFrame = fc.record({
  invoke: fc.option(
    fc.record({
      environment_id: text,
      lease_id: text,
      epoch_term: whole,
      epoch_counter: whole,
      request_id: text,
      invoked_function_arn: text,
      trace_header: text,
      client_context: text,
      payload_bytes: whole,
      log_tail: fc.boolean(),
      initial_credit_bytes: whole,
      trace_parent: text,
      channel_id: text,
      response_stream: fc.boolean(),
    }),
  ),
  chunk: bytes,
  credit_bytes: whole,
});

const agentFrame = fc.record({
  accepted: fc.boolean(),
  refused: text,
  head: fc.option(fc.record({ content_type: text, streaming: fc.boolean() })),
  chunk: bytes,
  end: fc.option(fc.record({ function_error: text, stream_error_type: text, stream_error_body: text })),
  done: fc.option(fc.record({ log_tail: bytes, duration_ms: double, billed_ms: whole, memory_max_mib: int32, init_ms: double, reusable: fc.boolean() })),
});

test("frames of an invoker are the protobuf messages of agent.proto, both ways", () => {
  fc.assert(
    fc.property(invokerFrame, (frame) => {
      const encoded = reference.request.encode(frame);
      const meant = reference.request.decode(encoded);
      expect(reference.request.decode(invokerFrameCodec.encode(frame))).toEqual(meant);
      expect(invokerFrameCodec.decode(encoded)).toEqual(meant);
    }),
  );
});

test("frames of an agent are the protobuf messages of agent.proto, both ways", () => {
  fc.assert(
    fc.property(agentFrame, ({ head, end, done, ...rest }) => {
      const frame = { ...rest, ...(head && { head }), ...(end && { end }), ...(done && { done }) };
      const encoded = reference.response.encode(frame);
      const meant = reference.response.decode(encoded);
      expect(reference.response.decode(agentFrameCodec.encode(frame))).toEqual(meant);
      expect(agentFrameCodec.decode(encoded)).toEqual(meant);
    }),
  );
});

test("whatever bytes come, decoding ends with a frame or an error", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (array) => {
      for (const codec of [invokerFrameCodec, agentFrameCodec]) {
        try {
          expect(codec.decode(Buffer.from(array))).toHaveProperty("chunk");
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }
    }),
    { numRuns: 2000 },
  );
});

test("fields that a newer version adds are passed over", () => {
  const added = Buffer.from([0xf8, 0x01, 0x96, 0x01, 0xfa, 0x01, 2, 9, 9, 0xf9, 0x01, 0, 0, 0, 0, 0, 0, 0, 0, 0xfd, 0x01, 0, 0, 0, 0]);

  expect(agentFrameCodec.decode(Buffer.concat([added, agentFrameCodec.encode({ accepted: true })])).accepted).toBe(true);
});

test("a frame that is cut off anywhere is refused or lacks fields, but never reads beyond its end", () => {
  const frame = invokerFrameCodec.encode({ chunk: Buffer.from("event"), credit_bytes: 1000 });
  const padded = Buffer.concat([frame, Buffer.from("secret")]);

  for (let length = 0; length < frame.length; length += 1) {
    try {
      expect("event".startsWith(invokerFrameCodec.decode(padded.subarray(0, length)).chunk.toString())).toBe(true);
    } catch (error) {
      expect(error).toBeInstanceOf(RangeError);
    }
  }
});
