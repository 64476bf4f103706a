import fc from "fast-check";
import { expect, test } from "vitest";
import { FrameReader, encodeInitFrame, encodeInvokePreamble, toSandboxFrames } from "./frame-protocol.ts";

function frame(type: number, payload: Buffer): Buffer {
  const header = Buffer.alloc(5);
  header.writeUInt32BE(payload.length, 0);
  header.writeUInt8(type, 4);
  return Buffer.concat([header, payload]);
}

function readAll(chunks: readonly Buffer[], payloadBytesMax: number): unknown[] {
  const taken: unknown[] = [];
  const reader = new FrameReader(payloadBytesMax, {
    onFrame: (type, payload) => taken.push([type, payload.toString("hex")]),
    onOversizedFrame: (type, bytes) => taken.push([type, bytes]),
  });
  for (const chunk of chunks) reader.push(chunk);
  return taken;
}

test("however a stream is cut, the same frames come out, oversized ones without their payload", () => {
  const frames = fc.array(fc.tuple(fc.integer({ min: 0, max: 255 }), fc.uint8Array({ maxLength: 40 })), { maxLength: 8 });
  fc.assert(
    fc.property(frames, fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 20 }), (sent, cuts) => {
      const stream = Buffer.concat(sent.map(([type, payload]) => frame(type, Buffer.from(payload))));
      const chunks: Buffer[] = [];
      for (let at = 0, cut = 0; at < stream.length; cut += 1) {
        const length = cuts[cut % cuts.length] ?? 1;
        chunks.push(stream.subarray(at, at + length));
        at += length;
      }
      expect(readAll(chunks, 25)).toEqual(
        sent.map(([type, payload]) => (payload.length > 25 ? [type, payload.length] : [type, Buffer.from(payload).toString("hex")])),
      );
    }),
  );
});

test("init and invoke frames are what the bootstrap reads", () => {
  const [init] = readAll([encodeInitFrame({ A: "ü" })], 1000);
  expect(init).toEqual([toSandboxFrames.init, Buffer.from('{"variables":{"A":"ü"}}').toString("hex")]);
  const header = { requestId: "id", deadlineMs: 1, invokedFunctionArn: "arn" };
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  expect(readAll([encodeInvokePreamble(header, 2), Buffer.from("{}")], 1000)).toEqual([
    [toSandboxFrames.invoke, Buffer.concat([length, text, Buffer.from("{}")]).toString("hex")],
  ]);
});
