import {
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteLogGroupCommand,
  DeleteLogStreamCommand,
  DeleteRetentionPolicyCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
  GetLogEventsCommand,
  ListTagsForResourceCommand,
  PutLogEventsCommand,
  PutRetentionPolicyCommand,
  StartLiveTailCommand,
  TagResourceCommand,
  UntagResourceCommand,
  type CloudWatchLogsClient,
  type FilterLogEventsCommandInput,
} from "@aws-sdk/client-cloudwatch-logs";
import { expect, test } from "vitest";
import { startLogsGateway, type LogsFixture } from "./testing/logs-fixture.test-support.ts";

const logGroupName = "/aws/lambda/hello";
const logStreamName = "2026/01/02/[$LATEST]0123";
const hourMs = 3_600_000;
/** Whole, so that times are told apart from those of the machine. */
const base = Date.now() - hourMs;

async function startWithGroup(): Promise<LogsFixture> {
  const fixture = await startLogsGateway();
  await fixture.client.send(new CreateLogGroupCommand({ logGroupName }));
  await fixture.client.send(new CreateLogStreamCommand({ logGroupName, logStreamName }));
  return fixture;
}

async function put(client: CloudWatchLogsClient, stream: string, events: readonly (readonly [offsetMs: number, message: string])[]) {
  const logEvents = events.map(([offsetMs, message]) => ({ timestamp: base + offsetMs, message }));
  return await client.send(new PutLogEventsCommand({ logGroupName, logStreamName: stream, logEvents }));
}

async function filterAll(client: CloudWatchLogsClient, input: Partial<FilterLogEventsCommandInput> = {}) {
  const messages: string[] = [];
  let pages = 0;
  for (let nextToken: string | undefined; ;) {
    const page = await client.send(new FilterLogEventsCommand({ logGroupName, ...input, nextToken }));
    messages.push(...(page.events ?? []).map(({ message }) => message ?? ""));
    pages += 1;
    nextToken = page.nextToken;
    if (nextToken === undefined) return { messages, pages };
  }
}

test("groups and streams are made, described and deleted with AWS's ARNs and words", async () => {
  await using fixture = await startWithGroup();
  const { client } = fixture;
  await expect(client.send(new CreateLogGroupCommand({ logGroupName }))).rejects.toMatchObject({
    name: "ResourceAlreadyExistsException",
    message: "The specified log group already exists",
  });
  await expect(client.send(new CreateLogStreamCommand({ logGroupName, logStreamName }))).rejects.toMatchObject({ name: "ResourceAlreadyExistsException" });
  const { logGroups } = await client.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: "/aws/lambda/h" }));
  expect(logGroups).toEqual([
    expect.objectContaining({
      logGroupName,
      arn: `arn:aws:logs:us-east-1:000000000000:log-group:${logGroupName}:*`,
      logGroupArn: `arn:aws:logs:us-east-1:000000000000:log-group:${logGroupName}`,
      storedBytes: 0,
    }),
  ]);
  expect(logGroups?.[0]).not.toHaveProperty("retentionInDays");
  await put(client, logStreamName, [
    [0, "a"],
    [5, "b"],
  ]);
  const { logStreams } = await client.send(
    new DescribeLogStreamsCommand({ logGroupIdentifier: logGroups?.[0]?.logGroupArn, orderBy: "LastEventTime", descending: true }),
  );
  expect(logStreams).toMatchObject([
    { logStreamName, firstEventTimestamp: base, lastEventTimestamp: base + 5, arn: `${logGroups?.[0]?.logGroupArn}:log-stream:${logStreamName}` },
  ]);
  await client.send(new DeleteLogStreamCommand({ logGroupName, logStreamName }));
  await expect(client.send(new GetLogEventsCommand({ logGroupName, logStreamName }))).rejects.toMatchObject({
    name: "ResourceNotFoundException",
    message: "The specified log stream does not exist.",
  });
  await client.send(new DeleteLogGroupCommand({ logGroupName }));
  await expect(filterAll(client)).rejects.toMatchObject({ name: "ResourceNotFoundException", message: "The specified log group does not exist." });
});

test("describing comes in pages, ascending and descending, without one twice or none", async () => {
  await using fixture = await startWithGroup();
  const { client } = fixture;
  const names = Array.from({ length: 7 }, (_, index) => `g${index}`);
  for (const name of names) await client.send(new CreateLogGroupCommand({ logGroupName: name }));
  const seen: (string | undefined)[] = [];
  for (let nextToken: string | undefined; ;) {
    const page = await client.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: "g", limit: 3, nextToken }));
    seen.push(...(page.logGroups ?? []).map((group) => group.logGroupName));
    nextToken = page.nextToken;
    if (nextToken === undefined) break;
  }
  expect(seen).toEqual(names);
  await client.send(new CreateLogStreamCommand({ logGroupName, logStreamName: "zz" }));
  const page = await client.send(new DescribeLogStreamsCommand({ logGroupName, descending: true, limit: 1 }));
  expect(page.logStreams?.map((stream) => stream.logStreamName)).toEqual(["zz"]);
  const next = await client.send(new DescribeLogStreamsCommand({ logGroupName, descending: true, limit: 1, nextToken: page.nextToken }));
  expect(next.logStreams?.map((stream) => stream.logStreamName)).toEqual([logStreamName]);
});

test("GetLogEvents pages both ways, and repeats the token at either end", async () => {
  await using fixture = await startWithGroup();
  const { client } = fixture;
  for (const start of [0, 4, 8])
    await put(
      client,
      logStreamName,
      [0, 1, 2, 3].map((index) => [start + index, `m${start + index}`] as const),
    );
  const get = async (input: object) => {
    const page = await client.send(new GetLogEventsCommand({ logGroupName, logStreamName, limit: 5, ...input }));
    return { ...page, messages: page.events?.map(({ message }) => message) };
  };
  const tail = await get({});
  expect(tail.messages).toEqual(["m7", "m8", "m9", "m10", "m11"]);
  const before = await get({ nextToken: tail.nextBackwardToken });
  expect(before.messages).toEqual(["m2", "m3", "m4", "m5", "m6"]);
  const first = await get({ nextToken: before.nextBackwardToken });
  expect(first.messages).toEqual(["m0", "m1"]);
  const beyond = await get({ nextToken: first.nextBackwardToken });
  expect(beyond).toMatchObject({ messages: [], nextBackwardToken: first.nextBackwardToken });
  expect((await get({ nextToken: first.nextForwardToken })).messages).toEqual(before.messages);
  const end = await get({ nextToken: tail.nextForwardToken });
  expect(end).toMatchObject({ messages: [], nextForwardToken: tail.nextForwardToken });
  await put(client, logStreamName, [[20, "late"]]);
  expect((await get({ nextToken: end.nextForwardToken })).messages).toEqual(["late"]);
  expect((await get({ startFromHead: true, startTime: base + 3, endTime: base + 5 })).messages).toEqual(["m3", "m4"]);
  await expect(get({ nextToken: "f/nonsense" })).rejects.toMatchObject({ name: "InvalidParameterException", message: "The specified nextToken is invalid." });
});

test("FilterLogEvents gives the events of all streams in the order of time, whole over any number of pages", async () => {
  await using fixture = await startWithGroup();
  const { client } = fixture;
  const streams = ["a", "b", "c"];
  for (const stream of streams) await client.send(new CreateLogStreamCommand({ logGroupName, logStreamName: stream }));
  const expected: string[] = [];
  for (let round = 0; round < 5; round += 1) {
    for (const [index, stream] of streams.entries())
      await put(
        client,
        stream,
        [0, 3, 6].map((step) => [round * 9 + step + index, `e${round * 9 + step + index}`] as const),
      );
  }
  for (let index = 0; index < 45; index += 1) expected.push(`e${index}`);
  await expect(filterAll(client)).resolves.toEqual({ messages: expected, pages: 1 });
  const paged = await filterAll(client, { limit: 4 });
  expect(paged.messages).toEqual(expected);
  expect(paged.pages).toBe(12);
  expect((await filterAll(client, { logStreamNames: ["b"], startTime: base + 9, endTime: base + 19 })).messages).toEqual(["e10", "e13", "e16", "e19"]);
  expect((await filterAll(client, { logStreamNamePrefix: "c", limit: 2, endTime: base + 8 })).messages).toEqual(["e2", "e5", "e8"]);
});

test("what comes while the pages of FilterLogEvents are read, earlier or later, is given too, and nothing twice", async () => {
  await using fixture = await startWithGroup();
  const { client } = fixture;
  for (const round of [0, 1, 2, 3])
    await put(client, logStreamName, [
      [round * 10, `old-${round}`],
      [round * 10, `same-${round}`],
      [round * 10 + 5, `new-${round}`],
    ]);
  const read = async (nextToken?: string) => await client.send(new FilterLogEventsCommand({ logGroupName, limit: 2, nextToken }));
  const messages: string[] = [];
  let page = await read();
  for (let number = 0; ; number += 1) {
    messages.push(...(page.events ?? []).map(({ message = "" }) => message));
    if (page.nextToken === undefined) break;
    if (number < 3)
      await put(client, logStreamName, [
        [1, `early-${number}`],
        [100 + number, `late-${number}`],
      ]);
    page = await read(page.nextToken);
  }
  const names = [0, 1, 2, 3].flatMap((round) => [`old-${round}`, `same-${round}`, `new-${round}`]);
  const between = [0, 1, 2].flatMap((number) => [`early-${number}`, `late-${number}`]);
  expect(messages.toSorted()).toEqual([...names, ...between].toSorted());
});

test.each([
  ["ERROR", ["ERROR one", "an ERROR two"]],
  ['"ERROR two"', ["an ERROR two"]],
  ["ERROR -one", ["an ERROR two"]],
  ["?one ?three", ["ERROR one", "three"]],
  ['{ $.level = "WARN" }', ['{"level":"WARN","n":5,"in":{"list":[1,"x-ray"]}}']],
  ['{ ($.n >= 5 && $.in.list[1] = "x*") || $.gone IS TRUE }', ['{"level":"WARN","n":5,"in":{"list":[1,"x-ray"]}}']],
  ["{ $.level NOT EXISTS }", ['{"other":null}']],
  ["{ $.n < 5 }", []],
] as const)("the filter pattern %s takes what it says", async (filterPattern, expected) => {
  await using fixture = await startWithGroup();
  const messages = ["ERROR one", "an ERROR two", "three", '{"level":"WARN","n":5,"in":{"list":[1,"x-ray"]}}', '{"other":null}'];
  await put(
    fixture.client,
    logStreamName,
    messages.map((message, index) => [index, message] as const),
  );
  expect((await filterAll(fixture.client, { filterPattern })).messages).toEqual(expected);
});

test("patterns and inputs that cannot be taken are refused in AWS's form", async () => {
  await using fixture = await startWithGroup();
  const { client } = fixture;
  for (const filterPattern of ["[a, b]", "%re%", "{ $.a = %x% }", "{ $.a", '"open']) {
    await expect(filterAll(client, { filterPattern })).rejects.toMatchObject({ name: "InvalidParameterException" });
  }
  await expect(client.send(new DescribeLogGroupsCommand({ limit: 51 }))).rejects.toMatchObject({
    name: "InvalidParameterException",
    message: "1 validation error detected: Value '51' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 50",
  });
  await expect(client.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 2 }))).rejects.toMatchObject({ name: "InvalidParameterException" });
  await expect(
    put(client, logStreamName, [
      [5, "later"],
      [0, "earlier"],
    ]),
  ).rejects.toMatchObject({
    name: "InvalidParameterException",
    message: "Log events in a single PutLogEvents request must be in chronological order.",
  });
});

test("retention hides what is older, and PutLogEvents says what it did not take", async () => {
  await using fixture = await startWithGroup();
  const { client } = fixture;
  const dayMs = 24 * hourMs;
  await put(client, logStreamName, [[-3 * dayMs, "old"]]);
  await put(client, logStreamName, [[0, "new"]]);
  expect((await filterAll(client)).messages).toEqual(["old", "new"]);
  await client.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 1 }));
  expect((await filterAll(client)).messages).toEqual(["new"]);
  const { events } = await client.send(new GetLogEventsCommand({ logGroupName, logStreamName, startFromHead: true }));
  expect(events?.map(({ message }) => message)).toEqual(["new"]);
  await expect(client.send(new DescribeLogGroupsCommand({}))).resolves.toMatchObject({ logGroups: [{ retentionInDays: 1 }] });
  await expect(
    put(client, logStreamName, [
      [-dayMs, "too old"],
      [-1, "fine"],
    ]),
  ).resolves.toMatchObject({ rejectedLogEventsInfo: { expiredLogEventEndIndex: 1 } });
  await client.send(new DeleteRetentionPolicyCommand({ logGroupName }));
  expect((await filterAll(client)).messages).toEqual(["old", "fine", "new"]);
});

test("one account sees nothing of another's", async () => {
  await using fixture = await startWithGroup();
  const { client, otherClient } = fixture;
  await put(client, logStreamName, [[0, "secret"]]);
  await expect(otherClient.send(new DescribeLogGroupsCommand({}))).resolves.toMatchObject({ logGroups: [] });
  await expect(filterAll(otherClient)).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  await otherClient.send(new CreateLogGroupCommand({ logGroupName }));
  await otherClient.send(new CreateLogStreamCommand({ logGroupName, logStreamName }));
  expect((await filterAll(otherClient)).messages).toEqual([]);
  const { nextBackwardToken } = await client.send(new GetLogEventsCommand({ logGroupName, logStreamName }));
  const foreign = await otherClient.send(new GetLogEventsCommand({ logGroupName, logStreamName, nextToken: nextBackwardToken }));
  expect(foreign.events).toEqual([]);
  await otherClient.send(new DeleteLogGroupCommand({ logGroupName }));
  expect((await filterAll(client)).messages).toEqual(["secret"]);
});

test("tags hang at a log group", async () => {
  await using fixture = await startWithGroup();
  const { client } = fixture;
  const resourceArn = `arn:aws:logs:us-east-1:000000000000:log-group:${logGroupName}`;
  await client.send(new TagResourceCommand({ resourceArn, tags: { team: "a", stage: "test" } }));
  await client.send(new UntagResourceCommand({ resourceArn, tagKeys: ["stage"] }));
  await expect(client.send(new ListTagsForResourceCommand({ resourceArn }))).resolves.toMatchObject({ tags: { team: "a" } });
});

test("a live tail shows what is written while it runs", async () => {
  await using fixture = await startWithGroup();
  const { client } = fixture;
  const abort = new AbortController();
  const logGroupIdentifiers = [`arn:aws:logs:us-east-1:000000000000:log-group:${logGroupName}`];
  const { responseStream = [] } = await client.send(new StartLiveTailCommand({ logGroupIdentifiers, logEventFilterPattern: "-noise" }), {
    abortSignal: abort.signal,
  });
  for await (const event of responseStream) {
    if ("sessionStart" in event)
      await put(client, logStreamName, [
        [0, "noise"],
        [1, "seen"],
      ]);
    const results = "sessionUpdate" in event ? (event.sessionUpdate?.sessionResults ?? []) : [];
    if (results.length === 0) continue;
    expect(results).toMatchObject([{ message: "seen", logStreamName, logGroupIdentifier: `000000000000:${logGroupName}` }]);
    break;
  }
  abort.abort();
});

test("a live tail ends when the gateway stops", async () => {
  await using fixture = await startWithGroup();
  const { client } = fixture;
  const { responseStream = [] } = await client.send(new StartLiveTailCommand({ logGroupIdentifiers: [logGroupName] }));
  let ending: Promise<void> | undefined;
  const read = async () => {
    for await (const event of responseStream) if ("sessionStart" in event) ending = fixture.stopGateway();
  };
  await expect(read()).rejects.toMatchObject({ name: "SessionStreamingException" });
  await ending;
});
