import { crc32 } from "node:zlib";

/** One chunk of a streamed answer as a frame of `application/vnd.amazon.eventstream` (behaviours.md §10). */
export function encodePayloadChunk(bytes: Buffer): Buffer {
  return encodeFrame(payloadChunkHeaders, bytes);
}

/** How the stream ended: the frame that is always last. Empty members are left out. */
export function encodeInvokeComplete(end: { readonly errorCode: string; readonly errorDetails: string; readonly logResult: string }): Buffer {
  const members = { ErrorCode: end.errorCode, ErrorDetails: end.errorDetails, LogResult: end.logResult };
  const given = Object.fromEntries(Object.entries(members).filter(([, value]) => value !== ""));
  return encodeFrame(invokeCompleteHeaders, Buffer.from(JSON.stringify(given)));
}

/** An event whose payload is a JSON document. */
export function encodeJsonEvent(eventType: string, document: object): Buffer {
  const headers = encodeHeaders({ ":message-type": "event", ":event-type": eventType, ":content-type": "application/json" });
  return encodeFrame(headers, Buffer.from(JSON.stringify(document)));
}

/** An exception of the service's model that ends a stream. */
export function encodeException(exceptionType: string, message: string): Buffer {
  const headers = encodeHeaders({ ":message-type": "exception", ":exception-type": exceptionType, ":content-type": "application/json" });
  return encodeFrame(headers, Buffer.from(JSON.stringify({ message })));
}

const stringHeader = 7;
const payloadChunkHeaders = encodeHeaders({ ":message-type": "event", ":event-type": "PayloadChunk", ":content-type": "application/octet-stream" });
const invokeCompleteHeaders = encodeHeaders({ ":message-type": "event", ":event-type": "InvokeComplete", ":content-type": "application/json" });

function encodeHeaders(headers: Readonly<Record<string, string>>): Buffer {
  return Buffer.concat(
    Object.entries(headers).flatMap(([name, value]) => {
      const valueLength = Buffer.alloc(2);
      valueLength.writeUInt16BE(Buffer.byteLength(value));
      return [Buffer.from([Buffer.byteLength(name)]), Buffer.from(name), Buffer.from([stringHeader]), valueLength, Buffer.from(value)];
    }),
  );
}

/** Lengths, their checksum, headers, payload, checksum of everything before it; big-endian. */
function encodeFrame(headers: Buffer, payload: Buffer): Buffer {
  const total = 12 + headers.length + payload.length + 4;
  const frame = Buffer.allocUnsafe(total);
  frame.writeUInt32BE(total, 0);
  frame.writeUInt32BE(headers.length, 4);
  frame.writeUInt32BE(crc32(frame.subarray(0, 8)), 8);
  headers.copy(frame, 12);
  payload.copy(frame, 12 + headers.length);
  frame.writeUInt32BE(crc32(frame.subarray(0, total - 4)), total - 4);
  return frame;
}
