import {
  CreateEventSourceMappingCommand,
  DeleteEventSourceMappingCommand,
  GetEventSourceMappingCommand,
  ListEventSourceMappingsCommand,
  UpdateEventSourceMappingCommand,
  type CreateEventSourceMappingCommandInput,
  type GetEventSourceMappingCommandOutput,
} from "@aws-sdk/client-lambda";
import { waitFor } from "@mayfly/testkit/wait-for";
import { expect } from "vitest";
import { uuid } from "./answers.ts";
import { breaksModel, conflict, freshName, invalid, notFound, type Row, type Subject } from "./row.ts";

const missing = "00000000-0000-4000-8000-000000000000";
const arn = expect.stringMatching(/^arn:aws:lambda:us-east-1:\d{12}:event-source-mapping:[0-9a-f-]{36}$/);
const source = expect.stringMatching(/^arn:aws:(sqs|kinesis|dynamodb):us-east-1:\d{12}:/);

const queueOf = ({ account }: Subject): string => `arn:aws:sqs:us-east-1:${account}:${freshName()}`;
const streamOf = ({ account }: Subject): string => `arn:aws:kinesis:us-east-1:${account}:stream/${freshName()}`;
const tableOf = ({ account }: Subject): string => `arn:aws:dynamodb:us-east-1:${account}:table/t/stream/${freshName()}`;

const queueMapping = (subject: Subject, settings: object = {}): object => ({
  UUID: uuid,
  EventSourceMappingArn: arn,
  EventSourceArn: source,
  FunctionArn: subject.arn(),
  BatchSize: 10,
  MaximumBatchingWindowInSeconds: 0,
  FunctionResponseTypes: [],
  LastModified: expect.any(Date),
  // AWS has none here. Mayfly says that nothing polls the queue.
  LastProcessingResult: expect.stringMatching(/^PROBLEM: /),
  State: "Creating",
  StateTransitionReason: "USER_INITIATED",
  ...settings,
});
const streamMapping = (subject: Subject): object => ({
  ...queueMapping(subject),
  BatchSize: 100,
  StartingPosition: "LATEST",
  BisectBatchOnFunctionError: false,
  DestinationConfig: { OnFailure: {} },
  MaximumRecordAgeInSeconds: -1,
  MaximumRetryAttempts: -1,
  ParallelizationFactor: 1,
  TumblingWindowInSeconds: 0,
  StateTransitionReason: "User action",
});

const create = (subject: Subject, settings: Partial<CreateEventSourceMappingCommandInput> = {}) =>
  subject.client.send(
    new CreateEventSourceMappingCommand({
      FunctionName: subject.name,
      ...(settings.SelfManagedEventSource === undefined ? { EventSourceArn: queueOf(subject) } : {}),
      ...settings,
    }),
  );

/** A mapping of the row's own that can be changed. */
async function settled(subject: Subject): Promise<GetEventSourceMappingCommandOutput> {
  const { UUID } = await create(subject);
  return await waitFor(
    async () => {
      const mapping = await subject.client.send(new GetEventSourceMappingCommand({ UUID }));
      return mapping.State === "Enabled" && mapping;
    },
    { what: "the mapping to be enabled", deadlineMs: 15_000 },
  );
}

const refusedCreation = (when: string, settings: (subject: Subject) => Partial<CreateEventSourceMappingCommandInput>, message: string | RegExp): Row => ({
  operation: "CreateEventSourceMapping",
  when,
  ask: (subject) => create(subject, settings(subject)),
  refusal: () => invalid(message),
});

const kafka = { Endpoints: { KAFKA_BOOTSTRAP_SERVERS: ["a:9092", "b:9092"] } };
const access = [{ Type: "BASIC_AUTH" as const, URI: "arn:aws:secretsmanager:us-east-1:000000000000:secret:s" }];

const good: readonly Row[] = [
  { operation: "CreateEventSourceMapping", when: "of a queue answers AWS's defaults", ask: create, answer: queueMapping },
  {
    operation: "CreateEventSourceMapping",
    when: "of a stream answers AWS's defaults",
    ask: (subject) => create(subject, { EventSourceArn: streamOf(subject), StartingPosition: "LATEST" }),
    answer: streamMapping,
  },
  {
    operation: "GetEventSourceMapping",
    when: "answers it",
    ask: settled,
    answer: (subject) => ({ ...queueMapping(subject), State: "Enabled" }),
  },
  {
    operation: "ListEventSourceMappings",
    when: "answers those of a source",
    ask: async (subject) => subject.client.send(new ListEventSourceMappingsCommand({ EventSourceArn: (await settled(subject)).EventSourceArn })),
    answer: (subject) => ({ EventSourceMappings: [{ ...queueMapping(subject), State: "Enabled" }] }),
  },
  {
    operation: "UpdateEventSourceMapping",
    when: "answers what changed and what stayed",
    ask: async (subject) => subject.client.send(new UpdateEventSourceMappingCommand({ UUID: (await settled(subject)).UUID, BatchSize: 5, Enabled: false })),
    answer: (subject) => ({ ...queueMapping(subject), BatchSize: 5, State: "Disabling" }),
  },
  {
    operation: "DeleteEventSourceMapping",
    when: "answers it Deleting",
    ask: async (subject) => subject.client.send(new DeleteEventSourceMappingCommand({ UUID: (await settled(subject)).UUID })),
    answer: (subject) => ({ ...queueMapping(subject), State: "Deleting" }),
  },
];

const refused: readonly Row[] = [
  refusedCreation("of a missing function is refused", () => ({ FunctionName: "no-such-function" }), "Function does not exist"),
  refusedCreation("without a source is refused", () => ({ EventSourceArn: undefined }), "Unrecognized event source."),
  refusedCreation("of another service is refused", () => ({ EventSourceArn: "arn:aws:sns:us-east-1:000000000000:topic" }), "Unrecognized event source."),
  refusedCreation(
    "of a stream without a position is refused with a Type",
    (subject) => ({ EventSourceArn: streamOf(subject) }),
    "1 validation error detected: Value null at 'startingPosition' failed to satisfy constraint: Member must not be null.",
  ),
  {
    operation: "CreateEventSourceMapping",
    when: "of a table at a timestamp is refused",
    ask: (subject) =>
      create(subject, {
        EventSourceArn: `arn:aws:dynamodb:us-east-1:${subject.account}:table/t/stream/s`,
        StartingPosition: "AT_TIMESTAMP",
        StartingPositionTimestamp: new Date(0),
      }),
    refusal: ({ account }) => invalid(`Unsupported starting position for arn type: arn:aws:dynamodb:us-east-1:${account}:table/t/stream/s`),
  },
  refusedCreation(
    "with a destination that its source does not have is refused",
    () => ({ DestinationConfig: { OnFailure: { Destination: "arn:aws:sqs:us-east-1:000000000000:dead" } } }),
    "Unsupported DestinationConfig parameter for given event source mapping type.",
  ),
  refusedCreation(
    "of Kafka without credentials is refused",
    () => ({ SelfManagedEventSource: kafka, Topics: ["topic"], StartingPosition: "LATEST" }),
    "Required 'sourceAccessConfigurations' parameter is missing.",
  ),
  refusedCreation(
    "of a large batch without a window is refused",
    () => ({ BatchSize: 11 }),
    "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10",
  ),
  refusedCreation(
    "with a filter that is none is refused",
    () => ({ FilterCriteria: { Filters: [{ Pattern: "no json" }] } }),
    "Invalid filter pattern definition.",
  ),
  {
    operation: "CreateEventSourceMapping",
    when: "with another position breaks the model",
    ask: (subject) => create(subject, { EventSourceArn: tableOf(subject), StartingPosition: "MIDDLE" as "LATEST" }),
    refusal: () =>
      breaksModel(
        "1 validation error detected: Value 'MIDDLE' at 'startingPosition' failed to satisfy constraint: Member must satisfy enum value set: [LATEST, AT_TIMESTAMP, TRIM_HORIZON]",
      ),
  },
  {
    operation: "CreateEventSourceMapping",
    when: "of a queue twice is refused",
    ask: async (subject) => {
      const { EventSourceArn } = await create(subject);
      return await create(subject, { EventSourceArn });
    },
    refusal: ({ name }) =>
      conflict(
        new RegExp(
          `^An event source mapping with SQS arn \\(" arn:\\S+ "\\) and function \\(" ${name} "\\) already exists\\. Please update or delete the existing mapping with UUID [0-9a-f-]{36}$`,
        ),
      ),
  },
  {
    operation: "CreateEventSourceMapping",
    when: "of a stream twice is refused",
    ask: async (subject) => {
      const { EventSourceArn } = await create(subject, { EventSourceArn: streamOf(subject), StartingPosition: "LATEST" });
      return await create(subject, { EventSourceArn, StartingPosition: "LATEST" });
    },
    refusal: ({ name }) =>
      conflict(
        new RegExp(
          `^The event source arn \\(" arn:\\S+ "\\) and function \\(" ${name} "\\) provided mapping already exists\\. Please update or delete the existing mapping with UUID [0-9a-f-]{36}$`,
        ),
      ),
  },
  {
    operation: "CreateEventSourceMapping",
    when: "of the same Kafka topic twice is refused",
    own: true,
    ask: async (subject) => {
      const settings: Partial<CreateEventSourceMappingCommandInput> = {
        SelfManagedEventSource: kafka,
        Topics: ["topic"],
        StartingPosition: "LATEST",
        SourceAccessConfigurations: access,
      };
      await create(subject, settings);
      return await create(subject, settings);
    },
    refusal: (subject) =>
      conflict(
        new RegExp(
          `^An event source mapping with event source \\("a:9092,b:9092"\\), function \\("${subject.arn()}"\\), topics \\("topic"\\) already exists\\. Please update or delete the existing mapping with UUID [0-9a-f-]{36}$`,
        ),
      ),
  },
  ...(
    [
      ["GetEventSourceMapping", GetEventSourceMappingCommand],
      ["UpdateEventSourceMapping", UpdateEventSourceMappingCommand],
      ["DeleteEventSourceMapping", DeleteEventSourceMappingCommand],
    ] as const
  ).map(([operation, Command]): Row => ({
    operation,
    when: "of a missing mapping finds nothing",
    ask: ({ client }) => client.send(new Command({ UUID: missing })),
    refusal: () => notFound("The resource you requested does not exist."),
  })),
];

/** Event source mappings. */
export const eventSourceRows: readonly Row[] = [...good, ...refused];
