import { jetstreamManager, RetentionPolicy } from "@nats-io/jetstream";
import { headers, type Msg } from "@nats-io/transport-node";
import { InvokeCommand } from "@aws-sdk/client-lambda";
import { connectNats } from "@mayfly/testkit/connect-nats";
import { startTestNats } from "@mayfly/testkit/test-servers";
import { waitFor } from "@mayfly/testkit/wait-for";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startGatewayWithEcho, type GatewayFixture } from "./testing/gateway-fixture.test-support.ts";

let server: Awaited<ReturnType<typeof startTestNats>>;
beforeAll(async () => {
  server = await startTestNats();
});
afterAll(() => server[Symbol.asyncDispose]());

type Connection = Awaited<ReturnType<typeof connectNats>>;

interface Doors extends AsyncDisposable {
  readonly gateway: GatewayFixture;
  /** Mayfly's own connection. */
  readonly own: Connection;
  /** A client in its own account. */
  readonly client: Connection;
}

async function openDoors(): Promise<Doors> {
  await using stack = new AsyncDisposableStack();
  const own = stack.use(await connectNats(server.url));
  const client = stack.use(await connectNats(server.clientUrl));
  const gateway = stack.use(await startGatewayWithEcho({ nats: own }));
  await own.flush();
  const open = stack.move();
  return { gateway, own, client, [Symbol.asyncDispose]: () => open.disposeAsync() };
}

function errorOf(answer: Msg): readonly (string | undefined)[] {
  return [answer.headers?.get("Mayfly-Error"), answer.headers?.get("Mayfly-Error-Message")];
}

test("a request on mayfly.invoke is answered with the function's answer and headers", async () => {
  await using doors = await openDoors();
  const asked = headers();
  asked.set("Mayfly-Log-Type", "Tail");

  const answer = await doors.client.request("mayfly.invoke.000000000000.echo", '{"a":1}', { timeout: 5000, headers: asked });

  expect(answer.string()).toBe('{"a":1}');
  expect(answer.headers?.get("Mayfly-Executed-Version")).toBe("$LATEST");
  expect(answer.headers?.get("Mayfly-Log-Result")).toBe(Buffer.from("log\n").toString("base64"));
  expect(answer.headers?.get("Mayfly-Request-Id")).toBe(doors.gateway.invoker.requests[0]?.requestId);
  expect(answer.headers?.has("Mayfly-Error")).toBe(false);
});

test("a function that fails is answered with Mayfly-Function-Error and its payload", async () => {
  await using doors = await openDoors();
  doors.gateway.invoker.answer = async () => ({
    payload: Buffer.from('{"errorType":"E"}'),
    functionError: "Unhandled",
    contentType: "",
    logTail: Buffer.alloc(0),
  });

  const answer = await doors.client.request("mayfly.invoke.000000000000.echo.$LATEST", "{}", { timeout: 5000 });

  expect([answer.headers?.get("Mayfly-Function-Error"), answer.string()]).toEqual(["Unhandled", '{"errorType":"E"}']);
});

test.each([
  ["mayfly.invoke.000000000000.missing", "{}", "ResourceNotFoundException", /^Function not found: .*:function:missing:\$LATEST$/],
  ["mayfly.invoke.111111111111.echo", "{}", "AccessDeniedException", /^The account 111111111111 is not served here\.$/],
  ["mayfly.invoke.nobody", "{}", "InvalidParameterValueException", /^The subject mayfly\.invoke\.nobody is not /],
  ["mayfly.invoke.000000000000.echo", "not json", "InvalidRequestContentException", /^Could not parse request body into json/],
])("a request on %s with %s is refused at once as %s is", async (subject, payload, error, message) => {
  await using doors = await openDoors();

  const answer = await doors.client.request(subject, payload, { timeout: 5000 });

  expect(errorOf(answer)).toEqual([error, expect.stringMatching(message)]);
  expect(answer.data).toHaveLength(0);
});

test("payloads of 6 MiB go through, larger ones are refused", async () => {
  await using doors = await openDoors();
  const largest = JSON.stringify("x".repeat(6 * 1024 * 1024 - 2));

  const answer = await doors.client.request("mayfly.invoke.000000000000.echo", largest, { timeout: 10_000 });
  const refused = await doors.client.request("mayfly.invoke.000000000000.echo", `${largest} `, { timeout: 10_000 });

  expect(answer.data).toHaveLength(largest.length);
  expect(errorOf(refused)).toEqual(["RequestEntityTooLargeException", expect.stringContaining("6291456")]);
});

test("an event is in JetStream, with its headers, before 202 is answered", async () => {
  await using doors = await openDoors();
  const manager = await jetstreamManager(doors.own);
  await manager.streams.add({ name: "MAYFLY_EVENTS", subjects: ["mayfly.events.>"], retention: RetentionPolicy.Limits });

  const accepted = await doors.gateway.client().send(new InvokeCommand({ FunctionName: "echo", InvocationType: "Event", Payload: '{"a":1}' }));
  const stored = await manager.streams.getMessage("MAYFLY_EVENTS", { seq: 1 });
  await manager.streams.delete("MAYFLY_EVENTS");

  expect(accepted.StatusCode).toBe(202);
  expect(stored?.subject).toBe("mayfly.events.000000000000.echo");
  expect(stored?.string()).toBe('{"a":1}');
  expect(stored?.header.get("Mayfly-Request-Id")).toBe(accepted.$metadata.requestId);
  expect(stored?.header.get("Nats-Msg-Id")).toBe(accepted.$metadata.requestId);
  expect(stored?.header.get("Mayfly-Principal")).toBe("arn:aws:iam::000000000000:root");
  expect(stored?.header.get("Mayfly-Trace-Header")).toMatch(/^Root=1-/);
});

test("an event that no stream takes is 503, not 202", async () => {
  await using doors = await openDoors();

  const answer = doors.gateway.client().send(new InvokeCommand({ FunctionName: "echo", InvocationType: "Event", Payload: "{}" }));

  await expect(answer).rejects.toMatchObject({ name: "ServiceUnavailableException", $metadata: { httpStatusCode: 503 } });
});

test("disposing the gateway answers the request that is under way", async () => {
  const doors = await openDoors();
  const release = Promise.withResolvers<void>();
  doors.gateway.invoker.answer = async (request) => {
    await release.promise;
    return { payload: request.payload, functionError: "", contentType: "", logTail: Buffer.alloc(0) };
  };
  const answer = doors.client.request("mayfly.invoke.000000000000.echo", '"last"', { timeout: 5000 });
  await waitFor(() => doors.gateway.invoker.requests.length === 1, { what: "the request to arrive" });

  const closed = doors.gateway.app[Symbol.asyncDispose]();
  release.resolve();

  expect((await answer).string()).toBe('"last"');
  await closed;
  await doors[Symbol.asyncDispose]();
});
