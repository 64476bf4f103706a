import {
  CreateFunctionCommand,
  LambdaClient,
  type CreateFunctionCommandInput,
  type CreateFunctionCommandOutput,
  type LambdaClientConfig,
} from "@aws-sdk/client-lambda";
import { systemClock, type Clock } from "@mayfly/kernel/clock";
import { silentLogger } from "@mayfly/telemetry/logger";
import { createMetrics, type Metrics } from "@mayfly/telemetry/metrics";
import type { LogStore } from "@mayfly/log-store/log-store";
import type { NatsConnection } from "@nats-io/transport-node";
import { createStaticCredentialSource } from "../adapters/credentials/static-credential-source.ts";
import { JetStreamEventPublisher } from "../adapters/jetstream/jetstream-event-publisher.ts";
import { forbiddenTracing } from "@mayfly/testkit/forbidden-tracing";
import { createGatewayApp, type GatewayApp } from "../app.ts";
import type { Credential } from "../ports/credential-source.ts";
import type { EventPublisher, PublishedEvent } from "../ports/event-publisher.ts";
import { FakeControlPlane, FakeInvoker } from "./fake-backends.test-support.ts";

/** The key that tests sign with. */
export const testCredential: Credential = {
  accessKeyId: "AKIATESTTESTTESTTEST",
  secretAccessKey: "a-secret-of-the-tests-0123456789",
  account: "000000000000",
  principalArn: "arn:aws:iam::000000000000:root",
  token: "mayfly_token_of_the_tests",
};

/** A gateway on a free port with backends that a test holds in its hands. */
export interface GatewayFixture extends AsyncDisposable {
  readonly app: GatewayApp;
  readonly backend: FakeControlPlane;
  readonly invoker: FakeInvoker;
  readonly events: PublishedEvent[];
  readonly metrics: Metrics;
  /** Reasons that its health check gives. */
  readonly unhealthy: string[];
  /** An unmodified AWS SDK client of this gateway. */
  client(config?: LambdaClientConfig): LambdaClient;
}

/** What a test may choose. */
export interface GatewayFixtureOptions {
  readonly clock?: Clock;
  readonly credentials?: readonly Credential[];
  readonly stalledMs?: number;
  readonly functionUrlBase?: string;
  readonly functionUrlProxies?: number;
  /** Chooses among the versions of an alias with weights. */
  readonly random?: () => number;
  /** Opens the NATS door and publishes events to JetStream. */
  readonly nats?: NatsConnection;
  readonly logStore?: LogStore;
}

/** Not looked into by the fake package store. */
export const zip = Buffer.from("PK\x03\x04 not looked into here");

/** Creates the function `echo` through the SDK; it stays Pending. */
export function createEcho(client: LambdaClient, overrides: Partial<CreateFunctionCommandInput> = {}): Promise<CreateFunctionCommandOutput> {
  const input = {
    FunctionName: "echo",
    Runtime: "nodejs24.x",
    Handler: "index.handler",
    Role: "arn:aws:iam::000000000000:role/test",
    Code: { ZipFile: zip },
  } as const;
  return client.send(new CreateFunctionCommand({ ...input, ...overrides }));
}

/** A gateway with the Active function `echo`. */
export async function startGatewayWithEcho(options: GatewayFixtureOptions = {}): Promise<GatewayFixture> {
  const gateway = await startGateway(options);
  await createEcho(gateway.client());
  gateway.backend.setState("echo", "Active");
  return gateway;
}

/** Starts a gateway for a test. */
export async function startGateway(options: GatewayFixtureOptions = {}): Promise<GatewayFixture> {
  const backend = new FakeControlPlane();
  const invoker = new FakeInvoker();
  const metrics = createMetrics();
  const published: PublishedEvent[] = [];
  const unhealthy: string[] = [];
  const memory: EventPublisher = { publish: async (event) => ({ stream: "MAYFLY_EVENTS", sequence: published.push(event) }) };
  const app = await createGatewayApp({
    tracing: forbiddenTracing,
    functions: backend.clientOfFunctions,
    packages: backend.clientOfPackages,
    directory: backend,
    invoker,
    events: options.nats === undefined ? memory : new JetStreamEventPublisher(options.nats),
    credentials: createStaticCredentialSource(options.credentials ?? [testCredential]),
    region: "us-east-1",
    account: "000000000000",
    logger: silentLogger,
    metrics,
    clock: options.clock ?? systemClock,
    health: async () => unhealthy,
    http: { host: "127.0.0.1", port: 0 },
    grpc: { host: "127.0.0.1", port: 0 },
    urls: { host: "127.0.0.1", port: 0 },
    functionUrlBase: options.functionUrlBase,
    functionUrlProxies: options.functionUrlProxies ?? 0,
    logStore: options.logStore,
    ...(options.random === undefined ? {} : { random: options.random }),
    ...(options.stalledMs === undefined ? {} : { stalledMs: options.stalledMs }),
    ...(options.nats === undefined ? {} : { nats: options.nats }),
  });
  const clients: LambdaClient[] = [];
  return {
    app,
    backend,
    invoker,
    events: published,
    metrics,
    unhealthy,
    client(config = {}) {
      const { accessKeyId, secretAccessKey } = testCredential;
      const client = new LambdaClient({ endpoint: app.httpUrl, region: "us-east-1", credentials: { accessKeyId, secretAccessKey }, maxAttempts: 1, ...config });
      clients.push(client);
      return client;
    },
    async [Symbol.asyncDispose]() {
      for (const client of clients) client.destroy();
      await app[Symbol.asyncDispose]();
    },
  };
}
