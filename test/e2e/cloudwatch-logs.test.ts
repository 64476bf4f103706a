import { DescribeLogGroupsCommand, DescribeLogStreamsCommand, GetLogEventsCommand, StartLiveTailCommand } from "@aws-sdk/client-cloudwatch-logs";
import { describe, expect, test } from "vitest";
import { createFunction, handlerModule, invoke } from "./support/functions.ts";
import { Follower, logsClient } from "./support/log-follower.ts";
import { shapes, useSystem } from "./support/shape.ts";

const talker = handlerModule("async (event) => { console.log(`said ${event.word}`); return 1; }");

describe.each(shapes)("function logs, $shape", ({ start }) => {
  const system = useSystem(start);

  test("every line of every invocation is read once, while the function runs in several environments", async () => {
    await using fn = await createFunction(system(), talker);
    using client = logsClient(system());
    const follower = new Follower(client, `/aws/lambda/${fn.name}`);
    const words = Array.from({ length: 40 }, (_, index) => `word-${index}.`);
    for (let first = 0; first < words.length; first += 8) {
      await Promise.all(words.slice(first, first + 8).map((word) => invoke(fn, { word })));
      if (first > 0) await follower.poll();
    }
    await follower.until(words.length, "REPORT RequestId: ");

    for (const word of words) expect(follower.messages.filter((message) => message.includes(`said ${word}`))).toHaveLength(1);
    expect(follower.messages.filter((message) => message.startsWith("START RequestId: "))).toHaveLength(words.length);
  });

  test("group and streams are described, and a stream is read from its head", async () => {
    await using fn = await createFunction(system(), talker);
    await invoke(fn, { word: "hello" });
    using client = logsClient(system(), 1);
    const logGroupName = `/aws/lambda/${fn.name}`;
    await new Follower(client, logGroupName).until(1, "REPORT");

    const { logGroups } = await client.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: logGroupName }));
    expect(logGroups).toMatchObject([{ logGroupName, arn: `arn:aws:logs:${system().region}:${system().account}:log-group:${logGroupName}:*` }]);
    const { logStreams } = await client.send(new DescribeLogStreamsCommand({ logGroupName, orderBy: "LastEventTime", descending: true }));
    const [{ logStreamName = "", ...stream } = {}] = logStreams ?? [];
    expect(logStreamName).toMatch(/^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/);
    const page = await client.send(new GetLogEventsCommand({ logGroupName, logStreamName, startFromHead: true }));
    expect(page.events?.map(({ message }) => message?.split(" ", 1)[0])).toMatchObject(["INIT_START", "START", expect.any(String), "END", "REPORT"]);
    expect(page.events?.at(-1)?.timestamp).toBe(stream.lastEventTimestamp);
  });

  test("a live tail shows the lines of running functions", async () => {
    await using fn = await createFunction(system(), talker);
    await invoke(fn, { word: "before" });
    using client = logsClient(system());
    const logGroupName = `/aws/lambda/${fn.name}`;
    await new Follower(client, logGroupName).until(1, "REPORT");
    const abort = new AbortController();
    const { responseStream = [] } = await client.send(new StartLiveTailCommand({ logGroupIdentifiers: [logGroupName], logEventFilterPattern: "said" }), {
      abortSignal: abort.signal,
    });
    const shown: string[] = [];
    for await (const event of responseStream) {
      if ("sessionStart" in event) await invoke(fn, { word: "live" });
      if ("sessionUpdate" in event) shown.push(...(event.sessionUpdate?.sessionResults ?? []).map(({ message = "" }) => message));
      if (shown.length > 0) break;
    }
    abort.abort();
    expect(shown).toEqual([expect.stringContaining("said live")]);
  });
});
