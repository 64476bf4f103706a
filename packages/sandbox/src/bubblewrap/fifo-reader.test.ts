import { closeSync, constants, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { makeFifo } from "../linux/system-calls.ts";
import { temporaryDirectory } from "../sandbox-fixture.ts";
import { FifoReader } from "./fifo-reader.ts";

/** A FIFO whose only writer wrote `words` and went before the agent opened it, as of a process that ends at once. */
function abandonedFifo(path: string, words: string): FifoReader {
  makeFifo(path, 0o600);
  const keeper = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const writer = openSync(path, constants.O_WRONLY);
  if (words !== "") writeSync(writer, words);
  closeSync(writer);
  const reader = new FifoReader(path);
  closeSync(keeper);
  return reader;
}

test.each(["", "last words"])("output that was over before it was opened ends at once, with %j in it", async (words) => {
  using directory = temporaryDirectory();
  const reader = abandonedFifo(join(directory.path, "stdout"), words);
  const startedMs = performance.now();
  const heard = text(reader.stream);

  await reader.finish();

  expect(await heard).toBe(words);
  // Its own time limit is a second: half of it says that nothing was waited for.
  expect(performance.now() - startedMs).toBeLessThan(500);
});
