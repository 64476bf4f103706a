import { randomUUID } from "node:crypto";
import {
  CreateAliasCommand,
  CreateEventSourceMappingCommand,
  DeleteEventSourceMappingCommand,
  DeleteFunctionCommand,
  GetEventSourceMappingCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
  ListTagsCommand,
  PublishVersionCommand,
  UpdateEventSourceMappingCommand,
} from "@aws-sdk/client-lambda";
import { connectNats } from "@mayfly/testkit/connect-nats";
import { waitFor } from "@mayfly/testkit/wait-for";
import { jetstream, jetstreamManager } from "@nats-io/jetstream";
import { describe, expect, test } from "vitest";
import { createFunction, handlerModule } from "./support/functions.ts";
import { shapes, useSystem } from "./support/shape.ts";
import { clientConfig, type System } from "./support/system.ts";

const unpolled = "PROBLEM: Mayfly does not poll this event source. No records are processed.";
const queueOf = ({ account }: System): string => `arn:aws:sqs:us-east-1:${account}:queue-${randomUUID()}`;

/** Waits as Terraform does: until the mapping is in one of the states where it rests. */
async function waitForState(client: LambdaClient, UUID: string | undefined, state: string): Promise<void> {
  await waitFor(async () => (await client.send(new GetEventSourceMappingCommand({ UUID }))).State === state, {
    what: `the mapping to be ${state}`,
    deadlineMs: 20_000,
  });
}

async function waitForEnd(client: LambdaClient, UUID: string | undefined): Promise<void> {
  const failure = await waitFor(
    () =>
      client.send(new GetEventSourceMappingCommand({ UUID })).then(
        () => undefined,
        (error: unknown) => error,
      ),
    { what: "the mapping to be gone", deadlineMs: 20_000 },
  );
  expect(failure).toMatchObject({
    name: "ResourceNotFoundException",
    message: "The resource you requested does not exist.",
    $metadata: { httpStatusCode: 404 },
  });
}

describe.each(shapes)("event source mappings, $shape", ({ start }) => {
  const system = useSystem(start);

  test("a deployment tool creates, waits for, reads, changes and deletes the mapping of a queue, and is told that nothing polls it", async () => {
    await using fn = await createFunction(system(), handlerModule("async () => 1"));
    const queue = queueOf(system());
    const { $metadata, ...created } = await fn.client.send(
      new CreateEventSourceMappingCommand({
        FunctionName: fn.name,
        EventSourceArn: queue,
        BatchSize: 5,
        FilterCriteria: { Filters: [{ Pattern: '{"body":{"a":[1]}}' }] },
        Tags: { team: "a" },
      }),
    );
    expect($metadata.httpStatusCode).toBe(202);
    expect(created).toEqual({
      UUID: expect.stringMatching(/^[0-9a-f-]{36}$/),
      EventSourceMappingArn: `arn:aws:lambda:us-east-1:${system().account}:event-source-mapping:${created.UUID}`,
      EventSourceArn: queue,
      FunctionArn: `arn:aws:lambda:us-east-1:${system().account}:function:${fn.name}`,
      BatchSize: 5,
      MaximumBatchingWindowInSeconds: 0,
      FilterCriteria: { Filters: [{ Pattern: '{"body":{"a":[1]}}' }] },
      FunctionResponseTypes: [],
      LastModified: expect.any(Date),
      LastProcessingResult: unpolled,
      State: "Creating",
      StateTransitionReason: "USER_INITIATED",
    });
    await waitForState(fn.client, created.UUID, "Enabled");
    expect((await fn.client.send(new ListTagsCommand({ Resource: created.EventSourceMappingArn }))).Tags).toEqual({ team: "a" });

    const disabling = await fn.client.send(
      new UpdateEventSourceMappingCommand({ UUID: created.UUID, Enabled: false, FunctionResponseTypes: ["ReportBatchItemFailures"] }),
    );
    expect(disabling).toMatchObject({
      State: "Disabling",
      BatchSize: 5,
      FunctionResponseTypes: ["ReportBatchItemFailures"],
      $metadata: { httpStatusCode: 202 },
    });
    await waitForState(fn.client, created.UUID, "Disabled");

    const deleting = await fn.client.send(new DeleteEventSourceMappingCommand({ UUID: created.UUID }));
    expect(deleting).toMatchObject({ State: "Deleting", UUID: created.UUID, $metadata: { httpStatusCode: 202 } });
    await waitForEnd(fn.client, created.UUID);
  });

  test("a mapping of an alias is listed by its function and by its source, and outlives the function", async () => {
    await using fn = await createFunction(system(), handlerModule("async () => 1"));
    const { Version } = await fn.client.send(new PublishVersionCommand({ FunctionName: fn.name }));
    await fn.client.send(new CreateAliasCommand({ FunctionName: fn.name, Name: "live", FunctionVersion: Version }));
    const EventSourceArn = `arn:aws:kinesis:us-east-1:${system().account}:stream/s-${fn.name}`;
    const { UUID, FunctionArn } = await fn.client.send(
      new CreateEventSourceMappingCommand({
        FunctionName: `${fn.name}:live`,
        EventSourceArn,
        StartingPosition: "AT_TIMESTAMP",
        StartingPositionTimestamp: new Date(1_700_000_000_500),
      }),
    );
    expect(FunctionArn).toMatch(new RegExp(`:function:${fn.name}:live$`));
    for (const filter of [{ FunctionName: FunctionArn }, { EventSourceArn }]) {
      const { EventSourceMappings } = await fn.client.send(new ListEventSourceMappingsCommand(filter));
      expect(EventSourceMappings?.map((each) => [each.UUID, each.StartingPositionTimestamp?.getTime()])).toEqual([[UUID, 1_700_000_000_500]]);
    }
    await waitForState(fn.client, UUID, "Enabled");
    await fn.client.send(new DeleteFunctionCommand({ FunctionName: fn.name }));
    expect(await fn.client.send(new GetEventSourceMappingCommand({ UUID }))).toMatchObject({ State: "Enabled", FunctionArn });
    await fn.client.send(new DeleteEventSourceMappingCommand({ UUID }));
    await waitForEnd(fn.client, UUID);
  });

  test("messages of a JetStream stream reach the function in batches; what it fails on goes to a subject, and the mapping says how it went", async () => {
    await using nats = await connectNats(system().natsUrl);
    const stream = `ORDERS-${randomUUID()}`;
    const manager = await jetstreamManager(nats);
    await manager.streams.add({ name: stream, subjects: [`${stream}.>`] });
    const failures: unknown[] = [];
    nats.subscribe(`failed.${stream}`, { callback: (_error, message) => void failures.push(JSON.parse(message.string())) });
    await nats.flush();
    await using fn = await createFunction(
      system(),
      handlerModule(`async ({ Records }) => {
        const texts = Records.map(({ nats }) => Buffer.from(nats.data, "base64").toString());
        if (texts.includes("bad")) throw new Error(texts.join(","));
        return null;
      }`),
    );
    const nameArn = (resource: string): string => `arn:aws:nats:us-east-1:${system().account}:${resource}`;
    const { UUID } = await fn.client.send(
      new CreateEventSourceMappingCommand({
        FunctionName: fn.name,
        EventSourceArn: nameArn(`stream/${stream}`),
        MaximumRetryAttempts: 1,
        BisectBatchOnFunctionError: true,
        DestinationConfig: { OnFailure: { Destination: nameArn(`subject/failed.${stream}`) } },
      }),
    );
    const client = jetstream(nats);
    const lastResult = async () => (await fn.client.send(new GetEventSourceMappingCommand({ UUID }))).LastProcessingResult;
    expect(await lastResult()).toBe("No records processed");
    await client.publish(`${stream}.new`, "good");
    await waitFor(async () => (await lastResult()) === "OK", { what: "the mapping to say that it went well", deadlineMs: 30_000 });
    for (const text of ["one", "bad", "three"]) await client.publish(`${stream}.new`, text);
    const failure = await waitFor(() => failures[0], { what: "the failure record", deadlineMs: 30_000 });
    expect(failure).toMatchObject({
      requestContext: { condition: "RetryAttemptsExhausted", functionArn: expect.stringContaining(fn.name), approximateInvokeCount: 2 },
      NatsBatchInfo: { stream, startSequenceNumber: "3", endSequenceNumber: "3", batchSize: 1 },
    });
    await waitFor(async () => (await manager.consumers.info(stream, `mayfly-${UUID}`)).ack_floor.stream_seq === 4, {
      what: "every record to be settled",
      deadlineMs: 30_000,
    });
    await waitForState(fn.client, UUID, "Enabled");
    await fn.client.send(new DeleteEventSourceMappingCommand({ UUID }));
    await waitForEnd(fn.client, UUID);
    await waitFor(async () => (await manager.streams.info(stream)).state.consumer_count === 0, { what: "the mapping's consumer to be gone" });
  });

  test("duplicates, unknown functions and bad filters are refused in AWS's words", async () => {
    await using fn = await createFunction(system(), handlerModule("async () => 1"));
    const EventSourceArn = queueOf(system());
    const create = (more: object) =>
      fn.client.send(new CreateEventSourceMappingCommand({ FunctionName: fn.name, EventSourceArn, ...more })).catch((error: unknown) => error);
    const { UUID } = await fn.client.send(new CreateEventSourceMappingCommand({ FunctionName: fn.name, EventSourceArn }));
    expect(await create({})).toMatchObject({
      name: "ResourceConflictException",
      message: `An event source mapping with SQS arn (" ${EventSourceArn} ") and function (" ${fn.name} ") already exists. Please update or delete the existing mapping with UUID ${UUID}`,
      $metadata: { httpStatusCode: 409 },
    });
    expect(await create({ FunctionName: "no-such-function" })).toMatchObject({
      name: "InvalidParameterValueException",
      message: "Function does not exist",
      Type: "User",
    });
    expect(await create({ FilterCriteria: { Filters: [{ Pattern: "no json" }] } })).toMatchObject({ message: "Invalid filter pattern definition." });
    expect(await create({ EventSourceArn: undefined })).toMatchObject({ message: "Unrecognized event source." });
    const client = new LambdaClient(clientConfig(system()));
    await waitForState(client, UUID, "Enabled");
    await client.send(new DeleteEventSourceMappingCommand({ UUID }));
    client.destroy();
  });
});
