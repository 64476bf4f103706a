/** What an event source mapping reads: AWS's sources and Mayfly's own (DESIGN §4, §10). */
export type EventSourceKind =
  | "sqs"
  | "sqs-fifo"
  | "kinesis"
  | "dynamodb"
  | "kafka"
  | "self-managed-kafka"
  | "mq"
  | "documentdb"
  /** A JetStream stream: `arn:aws:nats:REGION:ACCOUNT:stream/NAME`. */
  | "nats-stream"
  /** Messages that are published on a NATS subject: `arn:aws:nats:REGION:ACCOUNT:subject/SUBJECT`. */
  | "nats-subject";

/** An event source as its ARN names it. */
export interface EventSource {
  readonly kind: EventSourceKind;
  /** Empty where the ARN has none. */
  readonly region: string;
  /** Empty where the ARN has none. */
  readonly account: string;
  /** The resource part without its type, like the name of a queue or a stream. */
  readonly name: string;
}

const forms: readonly (readonly [kind: EventSourceKind, service: string, resource: RegExp])[] = [
  ["sqs-fifo", "sqs", /^([a-zA-Z0-9-_]+\.fifo)$/],
  ["sqs", "sqs", /^([a-zA-Z0-9-_]+)$/],
  ["kinesis", "kinesis", /^stream\/([a-zA-Z0-9_.-]+(?:\/consumer\/[a-zA-Z0-9_.-]+:\d+)?)$/],
  ["dynamodb", "dynamodb", /^table\/([a-zA-Z0-9_.-]+\/stream\/.+)$/],
  ["kafka", "kafka", /^cluster\/(.+)$/],
  ["mq", "mq", /^broker:(.+)$/],
  ["documentdb", "rds", /^cluster:(.+)$/],
  // What NATS allows in names: no white space, dots, wildcards and slashes.
  ["nats-stream", "nats", /^stream\/([^\s.*>/\\]{1,255})$/],
  ["nats-subject", "nats", /^subject\/([^\s.]+(?:\.[^\s.]+)*)$/],
];

/** Reads the ARN of an event source; undefined if nothing of its kind can be one. */
export function parseEventSource(arn: string): EventSource | undefined {
  const [, service, region = "", account = "", resource = ""] = /^arn:aws[a-zA-Z0-9-]*:([a-zA-Z0-9-]+):([^:]*):([^:]*):(.+)$/.exec(arn) ?? [];
  for (const [kind, ofService, pattern] of forms) {
    const name = service === ofService ? pattern.exec(resource)?.[1] : undefined;
    if (name !== undefined) return { kind, region, account, name };
  }
  return undefined;
}
