import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { LogStore } from "@mayfly/log-store/log-store";
import { connectNats } from "@mayfly/testkit/connect-nats";
import { startTestNats } from "@mayfly/testkit/test-servers";
import { startGateway, testCredential } from "./gateway-fixture.test-support.ts";

/** A second account, for tests that nothing of one is seen by the other. */
const otherCredential = {
  ...testCredential,
  accessKeyId: "AKIAOTHEROTHEROTHERO",
  account: "111111111111",
  principalArn: "arn:aws:iam::111111111111:root",
  token: "mayfly_token_of_the_other",
};

/** A gateway with a log store on a real NATS. */
export interface LogsFixture extends AsyncDisposable {
  readonly store: LogStore;
  /** An unmodified AWS SDK client. */
  readonly client: CloudWatchLogsClient;
  /** The same for another account. */
  readonly otherClient: CloudWatchLogsClient;
  /** Stops the gateway alone. */
  stopGateway(): Promise<void>;
}

/** Starts it. */
export async function startLogsGateway(): Promise<LogsFixture> {
  await using stack = new AsyncDisposableStack();
  const nats = stack.use(await startTestNats());
  const connection = stack.use(await connectNats(nats.url));
  const store = await LogStore.open(connection);
  await store.ensure({ bytesMax: 64 * 1024 * 1024, ageMsMax: 24 * 3_600_000 });
  const gateway = await startGateway({ logStore: store, credentials: [testCredential, otherCredential] });
  let stopping: Promise<void> | undefined;
  const stopGateway = (): Promise<void> => (stopping ??= Promise.resolve(gateway[Symbol.asyncDispose]()));
  stack.defer(stopGateway);
  const clientOf = ({ accessKeyId, secretAccessKey }: typeof otherCredential) => {
    const client = new CloudWatchLogsClient({
      endpoint: gateway.app.httpUrl,
      region: "us-east-1",
      credentials: { accessKeyId, secretAccessKey },
      maxAttempts: 1,
      disableHostPrefix: true,
    });
    stack.defer(() => client.destroy());
    return client;
  };
  const [client, otherClient] = [clientOf({ ...otherCredential, ...testCredential, token: "" }), clientOf(otherCredential)];
  const owned = stack.move();
  return { store, client, otherClient, stopGateway, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}
