import { PlatformError } from "@mayfly/errors/platform-error";
import type { BusLimits } from "./bus-limits.ts";

/** Bytes after which the server is asked to confirm what it has. */
const confirmEveryBytes = 1_048_576;
const confirmEveryMessages = 4_096;

/**
 * Bounds what has been sent but not confirmed by the server. The client library writes without looking at the socket's
 * back-pressure, so a stalled server would fill our memory; every mebibyte this asks the server for a confirmation (PING, PONG).
 */
export class OutboundWindow {
  readonly #limits: Pick<BusLimits, "pendingBytesMax" | "pendingMessagesMax">;
  readonly #confirm: () => Promise<void>;
  #bytes = 0;
  #messages = 0;
  #unaskedBytes = 0;
  #unaskedMessages = 0;
  #session = 0;

  /** `confirm` resolves when the server has everything sent before. */
  constructor(limits: Pick<BusLimits, "pendingBytesMax" | "pendingMessagesMax">, confirm: () => Promise<void>) {
    this.#limits = limits;
    this.#confirm = confirm;
  }

  /** Counts one message before it is sent; throws PlatformError ServiceUnavailable if the window is full. */
  add(bytes: number): void {
    if (this.#bytes + bytes > this.#limits.pendingBytesMax || this.#messages >= this.#limits.pendingMessagesMax) {
      this.#ask();
      throw new PlatformError("ServiceUnavailable", "The bus has too many messages that the server has not confirmed.");
    }
    this.#bytes += bytes;
    this.#messages += 1;
    this.#unaskedBytes += bytes;
    this.#unaskedMessages += 1;
    if (this.#unaskedBytes >= confirmEveryBytes || this.#unaskedMessages >= confirmEveryMessages) queueMicrotask(() => this.#ask());
  }

  /** Forgets everything: the connection is gone, and what was under way with it. */
  reset(): void {
    this.#session += 1;
    this.#bytes = 0;
    this.#messages = 0;
    this.#unaskedBytes = 0;
    this.#unaskedMessages = 0;
  }

  #ask(): void {
    if (this.#unaskedMessages === 0) return;
    const session = this.#session;
    const bytes = this.#unaskedBytes;
    const messages = this.#unaskedMessages;
    this.#unaskedBytes = 0;
    this.#unaskedMessages = 0;
    this.#confirm().then(
      () => {
        if (session !== this.#session) return;
        this.#bytes -= bytes;
        this.#messages -= messages;
      },
      // A lost connection: reset() has forgotten it already, or will.
      () => undefined,
    );
  }
}
