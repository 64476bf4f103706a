import { waitFor } from "@mayfly/testkit/wait-for";
import type { Bus, BusMessage } from "./bus.ts";

/** A connection whose network a test owns. */
export interface FaultyLink {
  readonly bus: Bus;
  /** Breaks the network; resolves when the bus has noticed. */
  cut(): Promise<void>;
  /** Repairs it; resolves when the bus is connected again. */
  mend(): Promise<void>;
  /** Makes messages to this connection late by `delayMs` from now on. */
  slowDown(delayMs: number): void;
}

/** One message exchange, server or hub, that connections are made to. */
export interface BusHarness extends AsyncDisposable {
  connect(): Promise<Bus & AsyncDisposable>;
  connectFaulty(): Promise<FaultyLink & AsyncDisposable>;
}

/** Text as bytes. */
export const text = (message: string) => Buffer.from(message);

/** Keeps what it is given. */
export class Inbox {
  readonly messages: BusMessage[] = [];
  readonly receive = (message: BusMessage): void => void this.messages.push(message);

  get texts(): readonly string[] {
    return this.messages.map((message) => message.data.toString());
  }

  async expectCount(count: number): Promise<void> {
    await waitFor(() => this.messages.length >= count, { what: `${count} messages, have ${this.messages.length}` });
  }
}

/** Resolves when everything published by `from` before has been handled at `to`: a marker has travelled behind it. */
export async function settle(from: Bus, to: Bus): Promise<void> {
  const inbox = new Inbox();
  const subject = to.createInbox();
  await using _marker = to.subscribe(subject, inbox.receive);
  await to.flush();
  from.publish(subject, text("marker"));
  await inbox.expectCount(1);
}

/** True if the bus takes a message now. */
export function publishes(bus: Bus): boolean {
  try {
    bus.publish("room", text(""));
    return true;
  } catch {
    return false;
  }
}

/** True if the answer is a failure of this code. */
export async function failsWith(answer: Promise<Buffer>, code: string): Promise<boolean> {
  const outcome = await answer.then(
    () => undefined,
    (error: unknown) => error,
  );
  return typeof outcome === "object" && outcome !== null && "code" in outcome && outcome.code === code;
}
