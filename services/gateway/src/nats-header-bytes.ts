import type { MsgHdrs } from "@nats-io/transport-node";

/** `NATS/1.0`, its line end, and the empty line after the last header. */
const frameBytes = 12;

/** Bytes that headers take in a NATS message; they count against the server's max_payload. */
export function headerBytes(headers: MsgHdrs): number {
  let bytes = frameBytes;
  for (const [name, values] of headers) {
    for (const value of values) bytes += Buffer.byteLength(name) + Buffer.byteLength(value) + ": \r\n".length;
  }
  return bytes;
}
