import type { CreateEventSourceMappingRequest } from "@mayfly/contracts/generated/mayfly/functions/v1/CreateEventSourceMappingRequest";
import { startTestRedis } from "@mayfly/testkit/test-servers";
import { waitFor } from "@mayfly/testkit/wait-for";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { FeedProbe } from "./feed-probe.test-support.ts";
import { creation, emptyRedis, failureOf, headersOf, startMetadata, type MetadataFixture } from "./metadata-fixture.test-support.ts";

const queueArn = "arn:aws:sqs:us-east-1:000000000000:orders";
const fnArn = "arn:aws:lambda:us-east-1:000000000000:function:fn";
const missing = { code: "ResourceNotFound", message: "The resource you requested does not exist." };

let redis: Awaited<ReturnType<typeof startTestRedis>>;
let metadata: MetadataFixture;
beforeAll(async () => {
  redis = await startTestRedis();
  metadata = await startMetadata({ redisUrl: redis.url });
});
afterAll(async () => {
  await metadata[Symbol.asyncDispose]();
  await redis[Symbol.asyncDispose]();
});
beforeEach(async () => {
  await emptyRedis(redis.url);
  await metadata.functions.CreateFunction(creation("fn"));
});

const request = (more: CreateEventSourceMappingRequest = {}): CreateEventSourceMappingRequest => ({ function_name: "fn", event_source_arn: queueArn, ...more });
const create = (more: CreateEventSourceMappingRequest = {}) => metadata.functions.CreateEventSourceMapping(request(more));
const refusal = async (more: CreateEventSourceMappingRequest): Promise<string | undefined> => {
  const failure = await failureOf(create(more));
  expect(failure?.code).toBe("InvalidParameterValue");
  return failure?.message;
};
const get = (uuid: string) => metadata.functions.GetEventSourceMapping({ uuid });
const eventually = (what: string, check: () => unknown) =>
  waitFor(
    async () => {
      await check();
      return true;
    },
    { what },
  );
const settled = (uuid: string, state: string) => eventually(`the mapping to be ${state}`, async () => expect(await get(uuid)).toMatchObject({ state }));
const gone = (uuid: string) => eventually("the end of the mapping", async () => expect(await failureOf(get(uuid))).toEqual(missing));

describe("a mapping's life", () => {
  test("a mapping of a queue is Creating with AWS's defaults, then Enabled, and says that nothing polls", async () => {
    const created = await create();
    expect(Object.fromEntries(Object.entries(created).filter(([name, value]) => !name.startsWith("_") && value !== null))).toEqual({
      uuid: expect.stringMatching(/^[0-9a-f-]{36}$/),
      event_source_arn: queueArn,
      event_source_mapping_arn: `arn:aws:lambda:us-east-1:000000000000:event-source-mapping:${created.uuid}`,
      function_arn: fnArn,
      batch_size: 10,
      maximum_batching_window_in_seconds: 0,
      function_response_types: { values: [] },
      last_modified: expect.any(Number),
      last_processing_result: "PROBLEM: Mayfly does not poll this event source. No records are processed.",
      state: "Creating",
      state_transition_reason: "USER_INITIATED",
    });
    expect(Math.abs(created.last_modified - Date.now() / 1000)).toBeLessThan(600);
    await settled(created.uuid, "Enabled");
    const { last_modified: _changed, state: _state, ...kept } = await get(created.uuid);
    expect(created).toMatchObject(kept);
  });

  test("it is disabled, enabled, changed and deleted through the states between", async () => {
    const { uuid } = await create({ enabled: false });
    await settled(uuid, "Disabled");
    expect(await metadata.functions.UpdateEventSourceMapping({ uuid, enabled: true })).toMatchObject({ state: "Enabling" });
    await settled(uuid, "Enabled");
    expect(await metadata.functions.UpdateEventSourceMapping({ uuid, batch_size: 5 })).toMatchObject({ state: "Updating", batch_size: 5 });
    await settled(uuid, "Enabled");
    expect(await metadata.functions.UpdateEventSourceMapping({ uuid, enabled: false })).toMatchObject({ state: "Disabling", batch_size: 5 });
    await settled(uuid, "Disabled");
    expect(await metadata.functions.DeleteEventSourceMapping({ uuid })).toMatchObject({ state: "Deleting", uuid });
    await gone(uuid);
    expect((await metadata.functions.ListEventSourceMappings({})).event_source_mappings).toEqual([]);
  });

  test("it is on its way as long as a watcher has not heard of it, and cannot be changed meanwhile", async () => {
    await using probe = new FeedProbe(metadata.feed, { watcherId: "slow" });
    await eventually("the watcher", () => expect(probe.caughtUp).toBe(true));
    const { uuid } = await create();
    const inUse = (verb: string) => ({ code: "ResourceInUse", message: `Cannot ${verb} the event source mapping because it is in use.` });
    expect(await failureOf(metadata.functions.UpdateEventSourceMapping({ uuid, batch_size: 1 }))).toEqual(inUse("update"));
    expect(await failureOf(metadata.functions.DeleteEventSourceMapping({ uuid }))).toEqual(inUse("delete"));
    expect(await get(uuid)).toMatchObject({ state: "Creating" });
  });

  test("what a lost process left on its way is brought to its end by the next one", async () => {
    await using held = await startMetadata({ redisUrl: redis.url });
    await held.functions.CreateFunction(creation("other"));
    const { uuid } = await held.functions.CreateEventSourceMapping(request());
    await held[Symbol.asyncDispose]();
    await using next = await startMetadata({ redisUrl: redis.url });
    await settled(uuid, "Enabled");
    expect((await next.functions.ListEventSourceMappings({})).event_source_mappings).toMatchObject([{ uuid, state: "Enabled" }]);
  });

  test("watchers are told of every state, in a snapshot too, and of the end", async () => {
    await using early = new FeedProbe(metadata.feed, { watcherId: "early", acknowledges: true });
    const { uuid } = await create({ filter_criteria: { filters: [{ pattern: '{"body":["x"]}' }] } });
    await settled(uuid, "Enabled");
    await using late = new FeedProbe(metadata.feed, { watcherId: "late", acknowledges: true });
    for (const probe of [early, late]) {
      await eventually("the change", () => {
        const mapping = probe.changes.findLast((change) => change.mapping_upserted?.identity?.uuid === uuid);
        expect(JSON.parse(mapping?.mapping_upserted?.record ?? "{}")).toMatchObject({
          schema: 1,
          state: { name: "enabled" },
          settings: { functionName: "fn" },
        });
      });
    }
    await metadata.functions.DeleteEventSourceMapping({ uuid });
    await eventually("the end", () => expect(late.changes.at(-1)?.mapping_deleted).toMatchObject({ uuid, account: "000000000000" }));
  });

  test("it outlives its function", async () => {
    const { uuid } = await create();
    await metadata.functions.DeleteFunction({ function_name: "fn" });
    await settled(uuid, "Enabled");
    expect((await metadata.functions.ListEventSourceMappings({ function_name: "fn" })).event_source_mappings).toHaveLength(1);
    await metadata.functions.DeleteEventSourceMapping({ uuid });
    await gone(uuid);
  });

  test("no operation finds an unknown UUID or another account's", async () => {
    const { uuid } = await create();
    for (const name of ["aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa", "x", "a:b"]) {
      expect(await failureOf(get(name))).toEqual(missing);
      expect(await failureOf(metadata.functions.UpdateEventSourceMapping({ uuid: name }))).toEqual(missing);
      expect(await failureOf(metadata.functions.DeleteEventSourceMapping({ uuid: name }))).toEqual(missing);
    }
    expect(await failureOf(metadata.functions.GetEventSourceMapping({ uuid }, { headers: headersOf("111111111111") }))).toEqual(missing);
  });
});

describe("what a mapping is of", () => {
  test("a function is named by name, ARN, version or alias, and must be there", async () => {
    await eventually("the function", async () =>
      expect((await metadata.functions.GetFunction({ function_name: "fn" })).configuration).toMatchObject({ state: "Active" }),
    );
    await metadata.functions.PublishVersion({ function_name: "fn" });
    await metadata.functions.CreateAlias({ function_name: "fn", name: "live", function_version: "1" });
    for (const [name, arn] of [
      ["fn", fnArn],
      [`${fnArn}:1`, `${fnArn}:1`],
      ["fn:live", `${fnArn}:live`],
    ] as const) {
      expect(await create({ function_name: name })).toMatchObject({ function_arn: arn });
      expect((await metadata.functions.ListEventSourceMappings({ function_name: name })).event_source_mappings.map((each) => each.function_arn)).toEqual([arn]);
    }
    for (const name of ["none", "fn:7", "fn:none"]) expect(await refusal({ function_name: name })).toBe("Function does not exist");
  });

  test("a second mapping of a source to a function is refused in AWS's words, until the first is gone", async () => {
    const { uuid } = await create();
    const please = `Please update or delete the existing mapping with UUID ${uuid}`;
    expect(await failureOf(create())).toEqual({
      code: "ResourceConflict",
      message: `An event source mapping with SQS arn (" ${queueArn} ") and function (" fn ") already exists. ${please}`,
    });
    await metadata.functions.CreateFunction(creation("other"));
    const { uuid: second } = await create({ function_name: "other" });
    await settled(second, "Enabled");
    expect(await failureOf(metadata.functions.UpdateEventSourceMapping({ uuid: second, function_name: "fn" }))).toMatchObject({ code: "ResourceConflict" });
    await settled(uuid, "Enabled");
    await metadata.functions.DeleteEventSourceMapping({ uuid });
    await gone(uuid);
    expect(await metadata.functions.UpdateEventSourceMapping({ uuid: second, function_name: "fn" })).toMatchObject({ function_arn: fnArn });
    expect(await create({ function_name: "other" })).toMatchObject({ function_arn: fnArn.replace(":fn", ":other") });
  });

  test("a stream and a self-managed Kafka have their own words for a second mapping", async () => {
    const stream = { event_source_arn: "arn:aws:kinesis:us-east-1:000000000000:stream/s", starting_position: "LATEST" };
    const { uuid } = await create(stream);
    expect(await failureOf(create(stream))).toMatchObject({
      message: `The event source arn (" ${stream.event_source_arn} ") and function (" fn ") provided mapping already exists. Please update or delete the existing mapping with UUID ${uuid}`,
    });
    const kafka = {
      function_name: "fn",
      self_managed_event_source: { endpoints: { KAFKA_BOOTSTRAP_SERVERS: { values: ["a.example:9092", "b.example:9092"] } } },
      source_access_configurations: { values: [{ type: "VPC_SUBNET", uri: "subnet:subnet-1" }] },
      topics: { values: ["orders"] },
      starting_position: "TRIM_HORIZON",
    };
    const { uuid: kafkaUuid } = await metadata.functions.CreateEventSourceMapping(kafka);
    expect(await failureOf(metadata.functions.CreateEventSourceMapping(kafka))).toMatchObject({
      message: `An event source mapping with event source ("a.example:9092,b.example:9092"), function ("${fnArn}"), topics ("orders") already exists. Please update or delete the existing mapping with UUID ${kafkaUuid}`,
    });
  });

  test("of many creations at once one wins", async () => {
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => failureOf(create())));
    expect(outcomes.filter((outcome) => outcome === undefined)).toHaveLength(1);
    expect((await metadata.functions.ListEventSourceMappings({})).event_source_mappings).toHaveLength(1);
  });

  test("pages join without gap or repetition, also narrowed by source", async () => {
    const arns = Array.from({ length: 5 }, (_, index) => `${queueArn}-${index}`);
    for (const arn of arns) await create({ event_source_arn: arn });
    const seen: (string | undefined)[] = [];
    let marker: string | undefined;
    do {
      const page = await metadata.functions.ListEventSourceMappings({ max_items: 2, ...(marker === undefined ? {} : { marker }) });
      expect(page.event_source_mappings.length).toBeLessThanOrEqual(2);
      seen.push(...page.event_source_mappings.map((each) => each.event_source_arn));
      marker = page.next_marker;
    } while (marker !== undefined);
    expect(new Set(seen)).toEqual(new Set(arns));
    expect(seen).toHaveLength(arns.length);
    const narrowed = await metadata.functions.ListEventSourceMappings({ event_source_arn: arns[3] ?? "" });
    expect(narrowed.event_source_mappings.map((each) => each.event_source_arn)).toEqual([arns[3]]);
    expect(narrowed.next_marker).toBeUndefined();
  });
});

test("tags of a creation are listed, changed and taken off under the mapping's ARN, in any state", async () => {
  const { event_source_mapping_arn: resource, uuid } = await create({ tags: { team: "a" } });
  expect((await metadata.functions.ListTags({ resource })).tags).toEqual({ team: "a" });
  await metadata.functions.TagResource({ resource, tags: { team: "b", stage: "dev" } });
  await metadata.functions.UntagResource({ resource, tag_keys: ["team"] });
  expect((await metadata.functions.ListTags({ resource })).tags).toEqual({ stage: "dev" });
  await settled(uuid, "Enabled");
  const unknown = resource.replace(uuid, "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa");
  expect(await failureOf(metadata.functions.ListTags({ resource: unknown }))).toEqual({
    code: "ResourceNotFound",
    message: `Event source mapping not found: ${unknown}`,
  });
  expect(await refusal({ tags: Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`k${index}`, "v"])) })).toBe(
    "Number of tags exceeds resource tag limit.",
  );
});

describe("settings", () => {
  test.each([
    ["arn:aws:kinesis:us-east-1:000000000000:stream/s", "User action"],
    ["arn:aws:dynamodb:us-east-1:000000000000:table/t/stream/2026-01-01T00:00:00.000", "User action"],
  ])("%s has a stream's defaults", async (arn, reason) => {
    expect(await create({ event_source_arn: arn, starting_position: "TRIM_HORIZON" })).toMatchObject({
      batch_size: 100,
      bisect_batch_on_function_error: false,
      destination_config: { on_failure: {} },
      function_response_types: { values: [] },
      maximum_batching_window_in_seconds: 0,
      maximum_record_age_in_seconds: -1,
      maximum_retry_attempts: -1,
      parallelization_factor: 1,
      tumbling_window_in_seconds: 0,
      starting_position: "TRIM_HORIZON",
      state_transition_reason: reason,
    });
  });

  test("MSK, MQ and DocumentDB keep what only they have", async () => {
    const msk = await create({
      event_source_arn: "arn:aws:kafka:us-east-1:000000000000:cluster/c/abc",
      topics: { values: ["t"] },
      starting_position: "LATEST",
    });
    expect(msk).toMatchObject({ batch_size: 100, topics: { values: ["t"] }, amazon_managed_kafka_event_source_config: { consumer_group_id: msk.uuid } });
    expect(msk).not.toHaveProperty("maximum_batching_window_in_seconds");
    const secret = { source_access_configurations: { values: [{ type: "BASIC_AUTH", uri: "arn:aws:secretsmanager:us-east-1:000000000000:secret:s" }] } };
    expect(await create({ event_source_arn: "arn:aws:mq:us-east-1:000000000000:broker:b:b-1", queues: { values: ["q"] }, ...secret })).toMatchObject({
      batch_size: 100,
      queues: { values: ["q"] },
      ...secret,
    });
    expect(
      await create({
        event_source_arn: "arn:aws:rds:us-east-1:000000000000:cluster:c",
        starting_position: "LATEST",
        document_db_event_source_config: { database_name: "db" },
        ...secret,
      }),
    ).toMatchObject({ document_db_event_source_config: { database_name: "db", full_document: "Default" } });
  });

  test("Mayfly's own sources are read like a stream, from the beginning unless told otherwise", async () => {
    expect(await create({ event_source_arn: "arn:aws:nats:us-east-1:000000000000:stream/ORDERS" })).toMatchObject({
      batch_size: 100,
      starting_position: "TRIM_HORIZON",
      maximum_retry_attempts: -1,
      destination_config: { on_failure: {} },
    });
    const subject = await create({ event_source_arn: "arn:aws:nats:us-east-1:000000000000:subject/orders.>" });
    expect(subject).toMatchObject({ batch_size: 100 });
    expect(subject).not.toHaveProperty("starting_position");
    expect(await refusal({ event_source_arn: "arn:aws:nats:us-east-1:111111111111:stream/ORDERS" })).toBe(
      "The event source arn:aws:nats:us-east-1:111111111111:stream/ORDERS must be in region us-east-1 and account 000000000000.",
    );
  });

  test("an update keeps what it does not name, replaces lists, and takes filters and limits away", async () => {
    const filters = { filters: [{ pattern: '{"body":{"a":[1]}}' }] };
    const { uuid } = await create({
      batch_size: 7,
      filter_criteria: filters,
      scaling_config: { maximum_concurrency: 5 },
      function_response_types: { values: ["ReportBatchItemFailures"] },
    });
    await settled(uuid, "Enabled");
    expect(await metadata.functions.UpdateEventSourceMapping({ uuid, maximum_batching_window_in_seconds: 3 })).toMatchObject({
      batch_size: 7,
      maximum_batching_window_in_seconds: 3,
      filter_criteria: filters,
      scaling_config: { maximum_concurrency: 5 },
      function_response_types: { values: ["ReportBatchItemFailures"] },
    });
    await settled(uuid, "Enabled");
    const emptied = await metadata.functions.UpdateEventSourceMapping({
      uuid,
      filter_criteria: {},
      scaling_config: {},
      function_response_types: { values: [] },
    });
    expect(emptied).toMatchObject({ filter_criteria: null, scaling_config: null });
    expect(emptied.function_response_types).toEqual({ values: [] });
  });

  const kinesis = { event_source_arn: "arn:aws:kinesis:us-east-1:000000000000:stream/s" };
  const dynamodb = { event_source_arn: "arn:aws:dynamodb:us-east-1:000000000000:table/t/stream/l" };
  test.each<[CreateEventSourceMappingRequest, string]>([
    [{ event_source_arn: "arn:aws:sns:us-east-1:000000000000:topic" }, "Unrecognized event source."],
    [kinesis, "1 validation error detected: Value null at 'startingPosition' failed to satisfy constraint: Member must not be null."],
    [
      { ...dynamodb, starting_position: "AT_TIMESTAMP", starting_position_timestamp: 1 },
      `Unsupported starting position for arn type: ${dynamodb.event_source_arn}`,
    ],
    [{ ...kinesis, starting_position: "LATEST", starting_position_timestamp: 1 }, "Timestamp only valid with StartingPosition AT_TIMESTAMP"],
    [{ starting_position: "LATEST" }, "StartingPosition is not valid for SQS event sources."],
    [{ batch_size: 11 }, "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10"],
    [{ filter_criteria: { filters: [{ pattern: "{" }] } }, "Invalid filter pattern definition."],
    [
      { destination_config: { on_failure: { destination: "arn:aws:sqs:us-east-1:000000000000:dlq" } } },
      "Unsupported DestinationConfig parameter for given event source mapping type.",
    ],
    [
      { ...kinesis, starting_position: "LATEST", destination_config: { on_success: { destination: "arn:aws:sqs:us-east-1:000000000000:q" } } },
      "Unsupported DestinationConfig parameter for given event source mapping type.",
    ],
    [{ bisect_batch_on_function_error: true }, "Unsupported BisectBatchOnFunctionError parameter for given event source mapping type."],
    [{ event_source_arn: "arn:aws:mq:us-east-1:000000000000:broker:b:b-1" }, "Required 'sourceAccessConfigurations' parameter is missing."],
  ])("%j is refused", async (more, message) => {
    expect(await refusal(more)).toBe(message);
  });

  test("without a source there is nothing to read", async () => {
    expect(await failureOf(metadata.functions.CreateEventSourceMapping({ function_name: "fn" }))).toEqual({
      code: "InvalidParameterValue",
      message: "Unrecognized event source.",
    });
  });
});
