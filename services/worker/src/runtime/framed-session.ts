import type { Socket } from "node:net";
import { limits } from "@mayfly/domain/limits";
import { FrameReader, encodeInitFrame, encodeInvokePreamble, toAgentFrames, withNextFlag, type InvokeHeader } from "@mayfly/runtimes/frame-protocol";
import { noListener, type RuntimeListener, type RuntimeSession } from "../ports/runtime-session.ts";

/** One byte of flags before the answer itself. */
const payloadBytesMax = limits.responsePayloadBytesMax + 1;

/** The host half of the framed protocol (packages/runtimes/src/frame-protocol.ts) on a sandbox's descriptor 3. */
export class FramedSession implements RuntimeSession {
  readonly booted: Promise<void>;
  listener: RuntimeListener = noListener;
  readonly #channel: Socket;
  readonly #booted = Promise.withResolvers<void>();
  #broken = false;

  constructor(channel: Socket) {
    this.#channel = channel;
    this.booted = this.#booted.promise;
    // Whoever does not wait for the boot learns of its failure by the sandbox's exit.
    this.booted.catch(() => undefined);
    const reader = new FrameReader(payloadBytesMax, {
      onFrame: (type, payload) => this.#take(type, payload),
      onOversizedFrame: (type) => this.#takeOversized(type),
    });
    channel.on("data", (chunk: Buffer) => {
      if (!this.#broken) reader.push(chunk);
    });
    channel.on("error", () => this.#end("its channel failed"));
    channel.on("close", () => this.#end("its channel was closed"));
  }

  initialize(variables: Readonly<Record<string, string>>): void {
    this.#channel.write(encodeInitFrame(variables));
  }

  invoke(header: InvokeHeader, event: Buffer): void {
    const preamble = encodeInvokePreamble(header, event.length);
    // One write for small events: a second system call costs more than the copy.
    if (event.length <= limits.chunkBytesMax) this.#channel.write(Buffer.concat([preamble, event], preamble.length + event.length));
    else {
      this.#channel.write(preamble);
      this.#channel.write(event);
    }
  }

  pause(): void {
    this.#channel.pause();
  }

  resume(): void {
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

  #take(type: number, payload: Buffer): void {
    switch (type) {
      case toAgentFrames.response:
        return this.listener.onAnswer(payload.subarray(1), (payload[0] ?? 0) === withNextFlag);
      case toAgentFrames.ready:
        return this.#booted.resolve();
      case toAgentFrames.initialized:
        return this.listener.onInitialized();
      case toAgentFrames.initError:
        return this.listener.onInitFailed(payload);
      case toAgentFrames.error:
        return this.listener.onFailed(payload.subarray(1), (payload[0] ?? 0) === withNextFlag);
      case toAgentFrames.streamHead:
        return this.listener.onStreamHead(payload.toString("latin1"));
      case toAgentFrames.streamChunk:
        return this.listener.onStreamChunk(payload);
      case toAgentFrames.streamEnd:
        return this.listener.onStreamEnd(payload.length === 0 ? undefined : payload);
      case toAgentFrames.next:
        return this.listener.onNext();
      default:
        return this.#break(`a frame of unknown type ${type}`);
    }
  }

  #takeOversized(type: number): void {
    if (type === toAgentFrames.response) this.listener.onAnswerTooLarge(true);
    else this.#break(`a frame of type ${type} that is too large`);
  }

  #break(reason: string): void {
    this.#broken = true;
    this.listener.onBroken(`the runtime sent ${reason}`);
  }
}
