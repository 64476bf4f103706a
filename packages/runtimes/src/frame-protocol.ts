/**
 * The protocol between the agent and a runtime's bootstrap, over the Unix socket at the sandbox's file descriptor 3.
 *
 * Each frame is `u32 length, u8 type, payload of length bytes`, numbers big-endian. The bootstrap speaks first:
 *
 *     bootstrap                         agent
 *     ready ──────────────────────────▶          booted, no function yet
 *           ◀────────────────────────── init     {variables}: the whole environment of the function
 *     initialized or initError ───────▶          after initError the process exits
 *           ◀────────────────────────── invoke   u32 header length, header JSON, event
 *     response or error ──────────────▶          u8 flags (bit 0: next included), JSON
 *     streamHead, streamChunk*, streamEnd ▶      content type; bytes; empty or an error document
 *     next ───────────────────────────▶          if not included before
 *
 * There is no credit: an agent that stops reading makes the bootstrap wait. The bootstrap runs the function's code in its own
 * process, so the agent trusts nothing that it sends. Sandbox halves: packages/runtimes/bootstraps; host half: services/worker.
 */

/** Bytes before a frame's payload. */
const frameHeaderBytes = 5;

/** Types of frames that the agent sends. */
export const toSandboxFrames = { init: 1, invoke: 2 } as const;

/** Types of frames that a bootstrap sends. */
export const toAgentFrames = {
  ready: 16,
  initialized: 17,
  initError: 18,
  response: 19,
  error: 20,
  streamHead: 21,
  streamChunk: 22,
  streamEnd: 23,
  next: 24,
} as const;

/** Set in the flags of response and error if the runtime takes the next invocation at once. */
export const withNextFlag = 1;

/** Header of an invoke frame; empty members are left out. */
export interface InvokeHeader {
  readonly requestId: string;
  /** Epoch milliseconds. */
  readonly deadlineMs: number;
  readonly invokedFunctionArn: string;
  readonly traceHeader?: string;
  /** JSON text. */
  readonly clientContext?: string;
  /** JSON text with cognitoIdentityId and cognitoIdentityPoolId. */
  readonly cognitoIdentity?: string;
  readonly tenantId?: string;
  /** The answer is wanted as it comes; else whole. */
  readonly responseStream?: true;
}

/** Encodes an init frame. */
export function encodeInitFrame(variables: Readonly<Record<string, string>>): Buffer {
  const payload = JSON.stringify({ variables });
  const length = Buffer.byteLength(payload);
  const frame = Buffer.allocUnsafe(frameHeaderBytes + length);
  frame.writeUInt32BE(length, 0);
  frame.writeUInt8(toSandboxFrames.init, 4);
  frame.write(payload, frameHeaderBytes);
  return frame;
}

/** Encodes all of an invoke frame but the event, which follows as it is: `eventBytes` of it. */
export function encodeInvokePreamble(header: InvokeHeader, eventBytes: number): Buffer {
  const text = JSON.stringify(header);
  const headerBytes = Buffer.byteLength(text);
  const preamble = Buffer.allocUnsafe(frameHeaderBytes + 4 + headerBytes);
  preamble.writeUInt32BE(4 + headerBytes + eventBytes, 0);
  preamble.writeUInt8(toSandboxFrames.invoke, 4);
  preamble.writeUInt32BE(headerBytes, frameHeaderBytes);
  preamble.write(text, frameHeaderBytes + 4);
  return preamble;
}

/** Who takes frames. */
export interface FrameListener {
  onFrame(type: number, payload: Buffer): void;
  /** A frame was larger than the reader's limit; its payload is dropped as it comes. */
  onOversizedFrame(type: number, payloadBytes: number): void;
}

/**
 * Cuts a byte stream into frames. A payload is a view of the received chunk where it is whole in it, so whoever keeps it
 * copies it. Never holds more than `payloadBytesMax` of a frame.
 */
export class FrameReader {
  readonly #payloadBytesMax: number;
  readonly #listener: FrameListener;
  readonly #header = Buffer.alloc(frameHeaderBytes);
  #headerBytes = 0;
  #payload: Buffer | undefined;
  #payloadBytes = 0;
  #skipBytes = 0;

  constructor(payloadBytesMax: number, listener: FrameListener) {
    this.#payloadBytesMax = payloadBytesMax;
    this.#listener = listener;
  }

  /** Takes the next bytes of the stream. */
  push(chunk: Buffer): void {
    let offset = 0;
    while (offset < chunk.length) {
      if (this.#skipBytes > 0) offset += this.#skip(chunk.length - offset);
      else if (this.#payload !== undefined) offset += this.#fillPayload(this.#payload, chunk, offset);
      else offset = this.#begin(chunk, offset);
    }
  }

  #skip(available: number): number {
    const skipped = Math.min(available, this.#skipBytes);
    this.#skipBytes -= skipped;
    return skipped;
  }

  #fillPayload(payload: Buffer, chunk: Buffer, offset: number): number {
    const copied = chunk.copy(payload, this.#payloadBytes, offset);
    this.#payloadBytes += copied;
    if (this.#payloadBytes === payload.length) {
      this.#payload = undefined;
      this.#listener.onFrame(this.#header.readUInt8(4), payload);
    }
    return copied;
  }

  #begin(chunk: Buffer, offset: number): number {
    let position = offset;
    if (this.#headerBytes === 0 && chunk.length - offset >= frameHeaderBytes) {
      chunk.copy(this.#header, 0, offset, offset + frameHeaderBytes);
      position += frameHeaderBytes;
    } else {
      const copied = chunk.copy(this.#header, this.#headerBytes, offset);
      this.#headerBytes += copied;
      position += copied;
      if (this.#headerBytes < frameHeaderBytes) return position;
    }
    this.#headerBytes = 0;
    return this.#beginPayload(chunk, position);
  }

  #beginPayload(chunk: Buffer, position: number): number {
    const length = this.#header.readUInt32BE(0);
    const type = this.#header.readUInt8(4);
    if (length > this.#payloadBytesMax) {
      this.#skipBytes = length;
      this.#listener.onOversizedFrame(type, length);
      return position;
    }
    if (chunk.length - position >= length) {
      this.#listener.onFrame(type, chunk.subarray(position, position + length));
      return position + length;
    }
    this.#payload = Buffer.allocUnsafe(length);
    this.#payloadBytes = 0;
    return position;
  }
}
