import type { WatchRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/WatchRequest";
import type { WatchResponse } from "@mayfly/contracts/generated/mayfly/functions/v1/WatchResponse";
import { functionFeedService } from "@mayfly/contracts/services";
import { PlatformError } from "@mayfly/errors/platform-error";
import { FakeClock } from "@mayfly/kernel/fake-clock";
import { createInProcessClient } from "@mayfly/rpc/in-process-client";
import { silentLogger } from "@mayfly/telemetry/logger";
import { waitFor } from "@mayfly/testkit/wait-for";
import { expect, test } from "vitest";
import { createFunctionDirectory } from "./create-function-directory.ts";
import { functionVersion, identityOf } from "./stub-directory.test-support.ts";

/** One Watch stream as metadata sees it. */
class WatchedStream {
  readonly received: WatchRequest__Output[] = [];
  readonly #responses: (WatchResponse | Error)[] = [];
  #wake: (() => void) | undefined;
  #over = false;
  /** True for a metadata that does not end its stream although the watcher has. */
  endless = false;

  send(response: WatchResponse | Error): void {
    this.#responses.push(response);
    this.#wake?.();
  }

  async *serve(requests: AsyncIterable<WatchRequest__Output>, signal: AbortSignal): AsyncGenerator<WatchResponse> {
    void (async () => {
      for await (const request of requests) this.received.push(request);
      this.#over = !this.endless;
      this.#wake?.();
    })().catch(() => undefined);
    signal.addEventListener("abort", () => this.#wake?.());
    while (!signal.aborted && !this.#over) {
      const next = this.#responses.shift();
      if (next instanceof Error) throw next;
      if (next !== undefined) yield next;
      else await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}

function watch(clock: FakeClock) {
  const streams: WatchedStream[] = [];
  const feed = createInProcessClient(functionFeedService, {
    Watch(requests, call) {
      const stream = new WatchedStream();
      streams.push(stream);
      return stream.serve(requests, call.signal);
    },
    ReportMappingResult: async () => ({}),
  });
  const directory = createFunctionDirectory({ feed, watcherId: "gateway-1", logger: silentLogger, clock });
  return { directory, stream: (index: number) => waitFor(() => streams[index], { what: `stream ${index}` }) };
}

const hello = identityOf("hello");
const change = (sequence: number) => ({ sequence, upserted: functionVersion(hello, sequence) });

test("every applied batch is acknowledged at once, and again as a heartbeat twice a second", async () => {
  const clock = new FakeClock();
  const { directory, stream } = watch(clock);
  await using _directory = directory;
  const first = await stream(0);
  await waitFor(() => first.received.length === 1, { what: "the first request" });
  expect(first.received[0]).toMatchObject({ watcher_id: "gateway-1", since: 0, acknowledged: 0 });

  first.send({ changes: [change(1), change(2)], caught_up: true });
  await directory.caughtUp;

  expect(directory.find(hello)?.spec?.generation).toBe(2);
  await waitFor(() => first.received.at(-1)?.acknowledged === 2, { what: "the acknowledgement" });
  const before = first.received.length;
  clock.advance(500);
  await waitFor(() => first.received.length > before, { what: "the heartbeat" });
  expect(first.received.at(-1)).toMatchObject({ acknowledged: 2 });
});

test("while metadata is away everything stays known, and the next stream goes on after the last sequence", async () => {
  const clock = new FakeClock();
  const { directory, stream } = watch(clock);
  await using _directory = directory;
  const first = await stream(0);
  first.send({ changes: [change(5)], caught_up: true });
  await directory.caughtUp;

  first.send(new PlatformError("ServiceUnavailable", "metadata is away"));
  await waitFor(() => !directory.connected, { what: "the loss" });
  expect(directory.find(hello)?.spec?.generation).toBe(5);
  clock.advance(60_000);
  const second = await stream(1);

  await waitFor(() => second.received.length > 0, { what: "the first request of the second stream" });
  expect(second.received[0]).toMatchObject({ watcher_id: "gateway-1", since: 5, acknowledged: 5 });
  second.send({ changes: [change(6)] });
  await waitFor(() => directory.find(hello)?.spec?.generation === 6, { what: "the change" });
});

test("listeners hear of every difference, and one that throws does not keep the others from it", async () => {
  const { directory, stream } = watch(new FakeClock());
  await using _directory = directory;
  const heard: (number | undefined)[] = [];
  directory.onChange(() => {
    throw new Error("a faulty listener");
  });
  directory.onChange((_identity, version) => void heard.push(version?.spec?.generation));
  const first = await stream(0);

  first.send({ changes: [change(1)], caught_up: true });
  first.send({ changes: [{ sequence: 2, deleted: { region: "us-east-1", account: "000000000000", function_name: "hello", version: "$LATEST" } }] });

  await waitFor(() => heard.length === 2, { what: "both changes" });
  expect(heard).toEqual([1, undefined]);
});

test("disposing it ends the stream, and one that does not end is cut off after a second", async () => {
  const clock = new FakeClock();
  const graceful = watch(clock);
  await graceful.stream(0);
  await graceful.directory[Symbol.asyncDispose]();

  const { directory, stream } = watch(clock);
  (await stream(0)).endless = true;
  const disposal = directory[Symbol.asyncDispose]();
  clock.advance(1_000);
  await expect(disposal).resolves.toBeUndefined();
});
