import type { Socket } from "node:net";
import { limits } from "@mayfly/domain/limits";
import { FrameReader, encodeInitFrame, encodeInvokePreamble, toAgentFrames, withNextFlag, type InvokeHeader } from "@mayfly/runtimes/frame-protocol";
import { answerContentType, contentTypeCharactersMax } from "../core/answer-content-type.ts";
import { noListener, type RuntimeListener, type RuntimeSession } from "../ports/runtime-session.ts";

/** One byte of flags before the answer itself. */
const payloadBytesMax = limits.responsePayloadBytesMax + 1;
/** Frames that mean nothing where they come, like a second "ready", since the last invocation: more is no runtime but an attack. */
const idleFramesMax = 16;
/** An answer that is larger is refused anyway; beyond this not even its bytes are waited for. */
const droppedBytesMax = 64 * 1024 * 1024;
/** As much as is read at a time; the runtime has more to say. */
const fullChunkBytes = 65_536;
/** More frames than this in one chunk are read slower: whoever writes single bytes is not served before others. */
const framesAtOnceMax = 256;
const framesPerMs = 100;

/** The host half of the framed protocol (packages/runtimes/src/frame-protocol.ts) on a sandbox's descriptor 3. */
export class FramedSession implements RuntimeSession {
  readonly booted: Promise<void>;
  listener: RuntimeListener = noListener;
  readonly #channel: Socket;
  readonly #booted = Promise.withResolvers<void>();
  #broken = false;
  #paused = false;
  #idleFrames = 0;
  /** In the chunk that is being read. */
  #frames = 0;
  /** Pieces of a streamed answer that came in one chunk; passed on together, because many may be of one byte. */
  #pieces: Buffer[] = [];

  constructor(channel: Socket) {
    this.#channel = channel;
    this.booted = this.#booted.promise;
    // Whoever does not wait for the boot learns of its failure by the sandbox's exit.
    this.booted.catch(() => undefined);
    const reader = new FrameReader(payloadBytesMax, {
      onFrame: (type, payload) => this.#take(type, payload),
      onOversizedFrame: (type, payloadBytes) => this.#takeOversized(type, payloadBytes),
    });
    channel.on("data", (chunk: Buffer) => {
      if (this.#broken) return;
      this.#frames = 0;
      reader.push(chunk);
      this.#passPieces();
      if (this.#frames > framesAtOnceMax) this.#rest((resume) => setTimeout(resume, this.#frames / framesPerMs));
      // Node reads up to 2 MiB from one that always has more, before it looks at others.
      else if (chunk.length >= fullChunkBytes) this.#rest(setImmediate);
    });
    channel.on("error", () => this.#end("its channel failed"));
    channel.on("close", () => this.#end("its channel was closed"));
  }

  initialize(variables: Readonly<Record<string, string>>): void {
    this.#channel.write(encodeInitFrame(variables));
  }

  invoke(header: InvokeHeader, event: Buffer): void {
    this.#idleFrames = 0;
    const preamble = encodeInvokePreamble(header, event.length);
    // One write for small events: a second system call costs more than the copy.
    if (event.length <= limits.chunkBytesMax) this.#channel.write(Buffer.concat([preamble, event], preamble.length + event.length));
    else {
      this.#channel.write(preamble);
      this.#channel.write(event);
    }
  }

  pause(): void {
    this.#paused = true;
    this.#channel.pause();
  }

  resume(): void {
    if (this.#broken) return;
    this.#paused = false;
    this.#channel.resume();
  }

  [Symbol.dispose](): void {
    this.#end("it was disposed");
    this.listener = noListener;
    this.#channel.destroy();
  }

  /** The channel's end alone is no news: the sandbox's exit says more and follows. */
  #end(reason: string): void {
    this.#booted.reject(new Error(`the runtime did not boot: ${reason}`));
  }

  /** Reads no more before `later` says so. */
  #rest(later: (resume: () => void) => unknown): void {
    if (this.#paused) return;
    this.#channel.pause();
    later(() => !this.#paused && this.#channel.resume());
  }

  #take(type: number, payload: Buffer): void {
    if (this.#broken) return undefined;
    this.#frames += 1;
    if (type === toAgentFrames.streamChunk) return void (payload.length > 0 && this.#pieces.push(payload));
    this.#passPieces();
    switch (type) {
      case toAgentFrames.response:
        return this.listener.onAnswer(payload.subarray(1), (payload[0] ?? 0) === withNextFlag);
      case toAgentFrames.ready:
        this.#booted.resolve();
        return this.#countIdle();
      case toAgentFrames.initialized:
        this.listener.onInitialized();
        return this.#countIdle();
      case toAgentFrames.initError:
        return this.listener.onInitFailed(payload);
      case toAgentFrames.error:
        return this.listener.onFailed(payload.subarray(1), (payload[0] ?? 0) === withNextFlag);
      case toAgentFrames.streamHead:
        return this.listener.onStreamHead(answerContentType(payload.toString("latin1", 0, contentTypeCharactersMax + 1)));
      case toAgentFrames.streamEnd:
        return this.listener.onStreamEnd(payload.length === 0 ? undefined : payload);
      case toAgentFrames.next:
        this.listener.onNext();
        return this.#countIdle();
      default:
        return this.#break(`a frame of unknown type ${type}`);
    }
  }

  #passPieces(): void {
    const [first, ...others] = this.#pieces;
    if (first === undefined) return;
    this.#pieces = [];
    this.listener.onStreamChunk(others.length === 0 ? first : Buffer.concat([first, ...others]));
  }

  #countIdle(): void {
    this.#idleFrames += 1;
    if (this.#idleFrames > idleFramesMax) this.#break("too many frames that say nothing");
  }

  #takeOversized(type: number, payloadBytes: number): void {
    if (this.#broken) return undefined;
    this.#passPieces();
    if (type === toAgentFrames.response) this.listener.onAnswerTooLarge(true);
    if (type !== toAgentFrames.response || payloadBytes > droppedBytesMax) this.#break(`a frame of type ${type} and ${payloadBytes} bytes`);
  }

  #break(reason: string): void {
    this.#broken = true;
    // Read no more: whoever goes on writing waits until it is ended.
    this.pause();
    this.listener.onBroken(`the runtime sent ${reason}`);
  }
}
