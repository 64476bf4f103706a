import { GetFunctionCommand, InvokeCommand, ListFunctionsCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import { FakeClock } from "@mayfly/kernel/fake-clock";
import { expect, test } from "vitest";
import { startGateway, startGatewayWithEcho, testCredential } from "./testing/gateway-fixture.test-support.ts";
import { presignRequest, signRequest } from "./testing/sign-request.test-support.ts";

const list = new ListFunctionsCommand({});
const mismatch =
  "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.";

test("a wrong secret is 403 InvalidSignatureException in AWS's words, without a Type", async () => {
  await using gateway = await startGateway();
  const client = gateway.client({ credentials: { accessKeyId: testCredential.accessKeyId, secretAccessKey: "another-secret-0123456789" } });

  const failure: unknown = await client.send(list).catch((error: unknown) => error);

  expect(failure).toMatchObject({ name: "InvalidSignatureException", message: mismatch, $metadata: { httpStatusCode: 403 } });
  expect(failure).not.toHaveProperty("Type");
});

test("an unknown access key and a session token that is not its own are 403 UnrecognizedClientException", async () => {
  await using gateway = await startGateway();
  const { accessKeyId, secretAccessKey } = testCredential;
  const wanted = { name: "UnrecognizedClientException", message: "The security token included in the request is invalid.", $metadata: { httpStatusCode: 403 } };

  await expect(gateway.client({ credentials: { accessKeyId: "AKIAUNKNOWNUNKNOWN00", secretAccessKey } }).send(list)).rejects.toMatchObject(wanted);
  await expect(gateway.client({ credentials: { accessKeyId, secretAccessKey, sessionToken: "someone's token" } }).send(list)).rejects.toMatchObject(wanted);
});

test("temporary credentials work with their session token and not without", async () => {
  const temporary = { ...testCredential, sessionToken: "the-token-of-this-session" };
  await using gateway = await startGateway({ credentials: [temporary] });

  const listed = await gateway.client({ credentials: temporary }).send(list);

  expect(listed.Functions).toEqual([]);
  await expect(gateway.client().send(list)).rejects.toMatchObject({ name: "UnrecognizedClientException" });
});

test("a signature is good for five minutes of clock difference in both directions and no longer", async () => {
  const now = Date.now();
  const minute = 60_000;
  await using gateway = await startGateway({ clock: new FakeClock(now) });
  // The SDK's own clock correction must not mend what this test breaks.
  const at = (offsetMs: number): LambdaClient => gateway.client({ systemClockOffset: offsetMs });

  expect((await at(-4.5 * minute).send(list)).Functions).toEqual([]);
  expect((await at(4.5 * minute).send(list)).Functions).toEqual([]);
  await expect(at(-6 * minute).send(list)).rejects.toMatchObject({
    name: "InvalidSignatureException",
    message: expect.stringMatching(/^Signature expired: \d{8}T\d{6}Z is now earlier than \d{8}T\d{6}Z \(\d{8}T\d{6}Z - 5 min\.\)$/),
  });
  await expect(at(6 * minute).send(list)).rejects.toMatchObject({
    name: "InvalidSignatureException",
    message: expect.stringMatching(/^Signature not yet current: \d{8}T\d{6}Z is still later than \d{8}T\d{6}Z \(\d{8}T\d{6}Z \+ 5 min\.\)$/),
  });
});

test("a request without a signature is 403 MissingAuthenticationTokenException and has a request id", async () => {
  await using gateway = await startGateway();

  const answer = await fetch(`${gateway.app.httpUrl}/2015-03-31/functions`);

  expect(answer.status).toBe(403);
  expect(answer.headers.get("x-amzn-errortype")).toBe("MissingAuthenticationTokenException");
  expect(answer.headers.get("x-amzn-requestid")).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  expect(await answer.json()).toEqual({ message: "Missing Authentication Token" });
});

test("a signature that lacks a part is 403 IncompleteSignatureException", async () => {
  await using gateway = await startGateway();

  const answer = await fetch(`${gateway.app.httpUrl}/2015-03-31/functions`, {
    headers: { authorization: "AWS4-HMAC-SHA256 Credential=AKIA/20260101/us-east-1/lambda/aws4_request" },
  });

  expect(answer.status).toBe(403);
  expect(answer.headers.get("x-amzn-errortype")).toBe("IncompleteSignatureException");
});

test("a body that was changed after signing is refused, whether its hash was sent or not", async () => {
  await using gateway = await startGatewayWithEcho();
  const url = `${gateway.app.httpUrl}/2015-03-31/functions/echo/invocations`;
  const headers = await signRequest({ url, method: "POST", body: '{"a":1}' });
  const { "x-amz-content-sha256": _hash, ...unhashed } = headers;

  for (const sent of [headers, unhashed]) {
    const answer = await fetch(url, { method: "POST", headers: sent, body: '{"a":2}' });
    expect(answer.headers.get("x-amzn-errortype")).toBe("InvalidSignatureException");
  }
  expect(gateway.invoker.requests).toEqual([]);
});

test("an unsigned payload is taken where the signature says so", async () => {
  await using gateway = await startGatewayWithEcho();
  const url = `${gateway.app.httpUrl}/2015-03-31/functions/echo/invocations`;
  const headers = await signRequest({ url, method: "POST", headers: { "x-amz-content-sha256": "UNSIGNED-PAYLOAD" } });

  const answer = await fetch(url, { method: "POST", headers, body: '{"a":1}' });

  expect(await answer.text()).toBe('{"a":1}');
});

test("a presigned URL works without headers, and not with another query", async () => {
  await using gateway = await startGateway();
  const url = await presignRequest({ url: `${gateway.app.httpUrl}/2015-03-31/functions?MaxItems=5`, method: "GET" });

  const answer = await fetch(url);
  const altered = await fetch(url.replace("MaxItems=5", "MaxItems=6"));

  expect(await answer.json()).toEqual({ Functions: [] });
  expect(altered.headers.get("x-amzn-errortype")).toBe("InvalidSignatureException");
});

test("a presigned URL ends with its own time", async () => {
  const startedAt = Date.now();
  const clock = new FakeClock(startedAt);
  await using gateway = await startGateway({ clock });
  const url = await presignRequest({ url: `${gateway.app.httpUrl}/2015-03-31/functions`, method: "GET" });

  // The signer reads the machine's clock.
  clock.advance(Date.now() - startedAt + 61_000);

  const answer = await fetch(url);
  expect(await answer.json()).toEqual({ message: expect.stringContaining("Signature expired: ") });
});

test("paths with percent-encoded parts and a trailing slash verify", async () => {
  await using gateway = await startGatewayWithEcho();
  const arn = "arn:aws:lambda:us-east-1:000000000000:function:echo";
  const url = `${gateway.app.httpUrl}/2015-03-31/functions/`;

  const described = await gateway.client().send(new GetFunctionCommand({ FunctionName: arn, Qualifier: "$LATEST" }));
  const listed = await fetch(url, { headers: await signRequest({ url, method: "GET" }) });

  expect(described.Configuration?.FunctionName).toBe("echo");
  expect(listed.status).toBe(200);
});

test("a request signed for a service that Mayfly lacks is 501 and names the variable that mends it", async () => {
  await using gateway = await startGateway();
  const url = `${gateway.app.httpUrl}/`;

  const answer = await fetch(url, {
    method: "POST",
    headers: await signRequest({ url, method: "POST", body: "Action=ListQueues", service: "sqs" }),
    body: "Action=ListQueues",
  });

  expect(answer.status).toBe(501);
  expect(answer.headers.get("x-amzn-errortype")).toBe("UnknownService");
  expect(await answer.json()).toEqual({ message: expect.stringContaining("AWS_ENDPOINT_URL_SQS") });
});

test.each([
  ["s3", "application/octet-stream", /^<\?xml .*<Error><Code>UnknownService<\/Code><Message>Mayfly has no service 's3'\. Set AWS_ENDPOINT_URL_S3 /],
  ["sns", "application/x-www-form-urlencoded", /^<ErrorResponse><Error><Type>Sender<\/Type><Code>UnknownService<\/Code><Message>.*AWS_ENDPOINT_URL_SNS /],
])("a client of %s gets the sentence in its own protocol", async (service, contentType, body) => {
  await using gateway = await startGateway();
  const url = `${gateway.app.httpUrl}/`;
  const headers = await signRequest({ url, method: "POST", body: "x", service, headers: { "content-type": contentType } });

  const answer = await fetch(url, { method: "POST", headers, body: "x" });

  expect([answer.status, await answer.text()]).toEqual([501, expect.stringMatching(body)]);
});

test("a signature for another region is refused with the region that is served", async () => {
  await using gateway = await startGateway();

  await expect(gateway.client({ region: "eu-west-1" }).send(list)).rejects.toMatchObject({
    name: "InvalidSignatureException",
    message: expect.stringContaining("'us-east-1'"),
  });
});

test("a second invocation with the cached signing key is verified as strictly as the first", async () => {
  await using gateway = await startGatewayWithEcho();
  await gateway.client().send(new InvokeCommand({ FunctionName: "echo" }));

  const forged = gateway
    .client({ credentials: { accessKeyId: testCredential.accessKeyId, secretAccessKey: "another-secret-0123456789" } })
    .send(new InvokeCommand({ FunctionName: "echo" }));

  await expect(forged).rejects.toMatchObject({ name: "InvalidSignatureException" });
});
