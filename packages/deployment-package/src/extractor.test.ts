import { readdir, readFile } from "node:fs/promises";
import { FakeClock } from "@mayfly/kernel/fake-clock";
import { temporaryDirectory } from "@mayfly/testkit/temporary-directory";
import { waitFor } from "@mayfly/testkit/wait-for";
import { describe, expect, test } from "vitest";
import { createExtractor } from "./extractor.ts";
import { rawFile, rawZip } from "./testing/raw-zip.ts";

const small = rawZip([rawFile("index.js", "handler")]);
/** Takes the thread about a second: more than any test needs to act. */
const slow = rawZip(Array.from({ length: 24 }, (_, index) => ({ name: `f${index}`, content: Buffer.alloc(10 * 1024 * 1024) })));

describe("an extractor", () => {
  test("inspects and unpacks in its threads", async () => {
    await using folder = await temporaryDirectory();
    await using extractor = createExtractor({ threads: 2 });
    const [summary] = await Promise.all([extractor.inspect(small), extractor.extract(small, folder.join("a")), extractor.extract(small, folder.join("b"))]);
    expect(summary).toEqual({ entries: 1, unpackedBytes: 7 });
    expect(await readFile(folder.join("a", "index.js"), "utf8")).toBe("handler");
    expect((await readdir(folder.path)).toSorted()).toEqual(["a", "b"]);
  });

  test("reads an archive in shared memory", async () => {
    await using extractor = createExtractor();
    const memory = new SharedArrayBuffer(small.length + 10);
    const shared = Buffer.from(memory, 5, small.length);
    small.copy(shared);
    expect(await extractor.inspect(shared)).toEqual({ entries: 1, unpackedBytes: 7 });
  });

  test("passes on the error and its reason, and goes on", async () => {
    await using extractor = createExtractor();
    const failure = extractor.inspect(rawZip([rawFile("../evil")]));
    await expect(failure).rejects.toMatchObject({ code: "InvalidParameterValue", cause: { message: "an entry's path leaves the package: ../evil" } });
    expect(await extractor.inspect(small)).toMatchObject({ entries: 1 });
  });

  test("leaves the event loop free while it works", async () => {
    await using extractor = createExtractor();
    let turns = 0;
    let working = true;
    const work = extractor.inspect(slow).finally(() => (working = false));
    while (working) {
      await new Promise((resolve) => setImmediate(resolve));
      turns += 1;
    }
    await work;
    expect(turns).toBeGreaterThan(100);
  });

  test("ends a job at its deadline, removes what it wrote, and does the next job", async () => {
    await using folder = await temporaryDirectory();
    const clock = new FakeClock();
    await using extractor = createExtractor({ deadlineMs: 1000, clock });
    const job = extractor.extract(slow, folder.join("task"));
    const expired = expect(job).rejects.toMatchObject({ code: "DeadlineExceeded" });
    await waitFor(async () => (await readdir(folder.path)).length > 0, { what: "the job to write" });
    clock.advance(1000);
    await expired;
    expect(await readdir(folder.path)).toEqual([]);
    expect(await extractor.inspect(small)).toMatchObject({ entries: 1 });
  });

  test("counts the time that a job waits", async () => {
    const clock = new FakeClock();
    await using extractor = createExtractor({ deadlineMs: 1000, clock });
    const outcomes = Promise.allSettled([extractor.inspect(slow), extractor.inspect(small)]);
    clock.advance(1000);
    expect(await outcomes).toMatchObject([{ reason: { code: "DeadlineExceeded" } }, { reason: { code: "DeadlineExceeded" } }]);
  });

  test("refuses more waiting jobs than it may hold", async () => {
    await using extractor = createExtractor({ waitingMax: 1 });
    const outcomes = await Promise.allSettled([extractor.inspect(small), extractor.inspect(small), extractor.inspect(small)]);
    expect(outcomes).toMatchObject([{ status: "fulfilled" }, { status: "fulfilled" }, { reason: { code: "ServiceUnavailable" } }]);
  });

  test("ends running, waiting and later jobs when it is disposed", async () => {
    const extractor = createExtractor();
    const outcomes = Promise.allSettled([extractor.inspect(slow), extractor.inspect(small)]);
    await extractor[Symbol.asyncDispose]();
    expect(await outcomes).toMatchObject([{ reason: { code: "ServiceUnavailable" } }, { reason: { code: "ServiceUnavailable" } }]);
    await expect(extractor.inspect(small)).rejects.toMatchObject({ code: "ServiceUnavailable" });
  });
});
