import { functionUrlKind } from "@mayfly/domain/attachments/function-url";
import { PlatformError } from "@mayfly/errors/platform-error";
import type { BufferedAnswer, InvocationRequest } from "@mayfly/invocation/invoker";
import { expect, test } from "vitest";
import type { Principal } from "./core/identity/principal.ts";
import { callUrl, echoKey, giveUrl, publicStatements, putPolicy, urlHost, urlId } from "./testing/function-url-fixture.test-support.ts";
import { startGatewayWithEcho, testCredential, type GatewayFixture, type GatewayFixtureOptions } from "./testing/gateway-fixture.test-support.ts";
import { presignRequest, signRequest } from "./testing/sign-request.test-support.ts";

const forbidden = {
  Message: "Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html",
};

async function startPublic(options: GatewayFixtureOptions = {}): Promise<GatewayFixture> {
  const gateway = await startGatewayWithEcho(options);
  giveUrl(gateway);
  putPolicy(gateway, publicStatements);
  return gateway;
}

function answering(answer: unknown, more: Partial<BufferedAnswer> = {}): () => Promise<BufferedAnswer> {
  return async () => ({ payload: Buffer.from(JSON.stringify(answer)), functionError: "", contentType: "application/json", logTail: Buffer.alloc(0), ...more });
}

function eventOf(request: InvocationRequest | undefined): Record<string, never> {
  return JSON.parse(request?.payload.toString() ?? "{}") as Record<string, never>;
}

test("a request becomes an event, its answer an HTTP answer, under one request id", async () => {
  await using gateway = await startPublic();
  gateway.invoker.answer = answering({ statusCode: 201, headers: { "X-Mine": "1" }, cookies: ["a=1", "b=2"], body: "made" });

  const answer = await callUrl(gateway, "/a%2Fb//c?x=1&x=%20&y", {
    method: "POST",
    body: "hello",
    headers: { "x-amzn-trace-id": "Root=1-5e6722a7-cc56xmpl46db7ae02d4da47e" },
  });

  expect(answer.status).toBe(201);
  expect(answer.headers.get("x-mine")).toBe("1");
  expect(answer.headers.get("content-type")).toBe("application/json");
  expect(answer.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
  expect(await answer.text()).toBe("made");
  const [request] = gateway.invoker.requests;
  expect(request).toMatchObject({
    identity: { functionName: "echo", version: "$LATEST" },
    requestId: answer.headers.get("x-amzn-requestid"),
    invokedFunctionArn: "arn:aws:lambda:us-east-1:000000000000:function:echo",
    traceHeader: expect.stringMatching(/^Root=1-5e6722a7-cc56xmpl46db7ae02d4da47e;Lineage=/),
  });
  expect(answer.headers.get("x-amzn-trace-id")).toBe("root=1-5e6722a7-cc56xmpl46db7ae02d4da47e;sampled=0");
  expect(eventOf(request)).toMatchObject({
    rawPath: "/a%2Fb//c",
    rawQueryString: "x=1&x=%20&y",
    body: "hello",
    isBase64Encoded: false,
    headers: { "x-amzn-trace-id": request?.traceHeader },
    requestContext: { apiId: urlId, domainName: urlHost, requestId: request?.requestId, http: { method: "POST", sourceIp: "127.0.0.1" } },
  });
});

test("a function that fails, times out or answers nonsense is 502", async () => {
  await using gateway = await startPublic();
  for (const answer of [
    answering({ errorMessage: "no" }, { functionError: "Unhandled" }),
    answering({ statusCode: "teapot" }),
    answering({ statusCode: 200, headers: 3 }),
  ]) {
    gateway.invoker.answer = answer;
    const response = await callUrl(gateway);
    expect(response.status).toBe(502);
    expect(await response.text()).toBe("Internal Server Error");
  }
});

test("a URL that does not exist, or no longer, is 403 with a null message", async () => {
  await using gateway = await startPublic();
  for (const host of [urlHost.replace("0", "f"), urlHost.replace("us-east-1", "eu-west-1"), "localhost", "127.0.0.1"]) {
    const response = await callUrl(gateway, "/", { host });
    expect(response.status).toBe(403);
    expect(response.headers.get("x-amzn-errortype")).toBe("AccessDeniedException");
    expect(await response.json()).toEqual({ Message: null });
  }
  expect((await callUrl(gateway)).status).toBe(200);
  gateway.backend.attachments.delete(functionUrlKind as never, echoKey);
  expect((await callUrl(gateway)).status).toBe(403);
  expect(gateway.invoker.requests).toHaveLength(1);
});

test("a public URL needs both permissions for everybody, and an explicit deny wins", async () => {
  await using gateway = await startGatewayWithEcho();
  giveUrl(gateway);
  const [forUrl, forFunction] = publicStatements;
  const refused = [
    [],
    [forUrl],
    [forFunction],
    [forUrl, { ...forFunction, Principal: { AWS: "000000000000" } }],
    [{ ...forUrl, Condition: { StringEquals: { "lambda:FunctionUrlAuthType": "AWS_IAM" } } }, forFunction],
    [...publicStatements, { ...forUrl, Effect: "Deny", Condition: { IpAddress: { "aws:SourceIp": "127.0.0.0/8" } } }],
  ];
  expect(await (await callUrl(gateway)).json()).toEqual(forbidden);
  for (const statements of refused) {
    putPolicy(gateway, statements);
    const response = await callUrl(gateway, "/", { method: "POST", body: "x".repeat(100_000) });
    expect(response.status, JSON.stringify(statements)).toBe(403);
    expect(await response.json()).toEqual(forbidden);
  }
  expect(gateway.invoker.requests).toHaveLength(0);
  putPolicy(gateway, [forUrl, { ...forFunction, Condition: {} }]);
  expect((await callUrl(gateway)).status).toBe(200);
});

test("with AWS_IAM only who signs for lambda gets in, in headers or presigned, and the event says who", async () => {
  await using gateway = await startGatewayWithEcho();
  giveUrl(gateway, { authType: "AWS_IAM" });
  const url = `http://${urlHost}/path?a=1`;
  const signed = await signRequest({ url, method: "POST", body: "hello" });

  expect(await (await callUrl(gateway, "/path?a=1", { method: "POST", body: "hello" })).json()).toEqual(forbidden);
  const ok = await callUrl(gateway, "/path?a=1", { method: "POST", body: "hello", headers: signed });
  expect(ok.status).toBe(200);
  expect(eventOf(gateway.invoker.requests[0])).toMatchObject({
    requestContext: { accountId: "000000000000", authorizer: { iam: { userArn: "arn:aws:iam::000000000000:root", accessKey: "AKIATESTTESTTESTTEST" } } },
  });
  const presigned = new URL(await presignRequest({ url, method: "GET" }));
  expect((await callUrl(gateway, `${presigned.pathname}${presigned.search}`)).status).toBe(200);

  const tampered = await callUrl(gateway, "/path?a=1", { method: "POST", body: "hullo", headers: signed });
  expect([tampered.status, tampered.headers.get("x-amzn-errortype")]).toEqual([403, "InvalidSignatureException"]);
  for (const other of [{ service: "s3" }, { region: "eu-west-1" }]) {
    const wrong = await callUrl(gateway, "/path?a=1", { headers: await signRequest({ url, method: "GET", ...other }) });
    expect([wrong.status, wrong.headers.get("x-amzn-errortype")]).toEqual([403, "InvalidSignatureException"]);
  }
  expect(gateway.invoker.requests).toHaveLength(2);
});

test("an alias has a URL of its own, with a policy of its own", async () => {
  await using gateway = await startGatewayWithEcho();
  const alias = { ...echoKey, qualifier: "live" };
  giveUrl(gateway, {}, alias);
  putPolicy(gateway, publicStatements);
  expect((await callUrl(gateway)).status).toBe(403);
  putPolicy(
    gateway,
    publicStatements.map((each) => ({ ...each, Resource: `${each.Resource}:live` })),
    alias,
  );
  // The alias itself does not exist: whoever may call learns no more than of a URL that does not exist.
  expect(await (await callUrl(gateway)).json()).toEqual({ Message: null });
});

test("with CORS settings a preflight is answered without the function, unsigned too, and other answers are told apart by origin", async () => {
  await using gateway = await startPublic();
  const origin = "https://page.example";
  giveUrl(gateway, { authType: "AWS_IAM", cors: { allowOrigins: [origin], allowMethods: ["PUT"], exposeHeaders: ["x-mine"] } });
  const preflight = await callUrl(gateway, "/", { method: "OPTIONS", headers: { origin, "access-control-request-method": "PUT" } });
  expect([preflight.status, await preflight.text(), preflight.headers.get("access-control-allow-methods")]).toEqual([200, "", "PUT"]);
  expect(preflight.headers.get("access-control-allow-origin")).toBe(origin);
  expect(gateway.invoker.requests).toHaveLength(0);

  giveUrl(gateway, { cors: { allowOrigins: [origin], allowMethods: ["PUT"], exposeHeaders: ["x-mine"] } });
  gateway.invoker.answer = answering({ statusCode: 200, headers: { "access-control-allow-origin": "https://own.example" } });
  const answer = await callUrl(gateway, "/", { method: "OPTIONS", headers: { origin } });
  expect(answer.headers.get("access-control-allow-origin")).toBe(`https://own.example, ${origin}`);
  expect(answer.headers.get("access-control-expose-headers")).toBe("x-mine");
  expect(answer.headers.get("vary")).toBe("Origin");
  const stranger = await callUrl(gateway, "/", { headers: { origin: "https://other.example" } });
  expect(stranger.headers.get("access-control-allow-origin")).toBe("https://own.example");
  expect(gateway.invoker.requests).toHaveLength(2);
});

test("without CORS settings the function answers preflights", async () => {
  await using gateway = await startPublic();
  giveUrl(gateway, { cors: {} });
  const answer = await callUrl(gateway, "/", { method: "OPTIONS", headers: { origin: "https://a.example", "access-control-request-method": "PUT" } });
  expect([answer.status, answer.headers.get("vary")]).toEqual([200, null]);
  expect(eventOf(gateway.invoker.requests[0])).toMatchObject({ requestContext: { http: { method: "OPTIONS" } } });
});

test("what the platform answers keeps its status: throttles, too large events, a lost answer", async () => {
  await using gateway = await startPublic();
  gateway.invoker.answer = async () => {
    throw new PlatformError("TooManyRequests", "Rate Exceeded.", { details: { Reason: "ReservedFunctionConcurrentInvocationLimitExceeded" } });
  };
  const throttled = await callUrl(gateway);
  expect([throttled.status, await throttled.json()]).toEqual([
    429,
    { Reason: "ReservedFunctionConcurrentInvocationLimitExceeded", Type: "User", message: "Rate Exceeded." },
  ]);
  gateway.invoker.answer = async () => {
    throw new PlatformError("DeadlineExceeded", "No answer within 5000 ms.");
  };
  expect((await callUrl(gateway)).status).toBe(504);
  const tooLarge = { Message: "Request must be smaller than 6291456 bytes for the InvokeFunction operation" };
  for (const bytes of [6 * 1024 * 1024 + 1, 5 * 1024 * 1024]) {
    const response = await callUrl(gateway, "/", { method: "POST", headers: { "content-type": "image/png" }, body: new Uint8Array(bytes) });
    expect([response.status, await response.json()]).toEqual([413, tooLarge]);
  }
});

test("HEAD has the length of the body that GET would have, and 204 neither body nor length", async () => {
  await using gateway = await startPublic();
  gateway.invoker.answer = answering({ statusCode: 200, body: "12345" });
  const head = await callUrl(gateway, "/", { method: "HEAD" });
  expect([head.headers.get("content-length"), await head.text()]).toEqual(["5", ""]);
  gateway.invoker.answer = answering({ statusCode: 204, body: "12345" });
  const none = await callUrl(gateway);
  expect([none.status, none.headers.get("content-length"), await none.text()]).toEqual([204, null, ""]);
});

test("answers are counted under the door url", async () => {
  await using gateway = await startPublic();
  await (await callUrl(gateway)).text();
  await (await callUrl(gateway, "/", { host: "nobody" })).text();
  const exposition = await gateway.metrics.text();
  expect(exposition).toMatch(/mayfly_gateway_requests_total\{door="url",operation="FunctionUrl",status="200"\} 1/);
  expect(exposition).toMatch(/mayfly_gateway_requests_total\{door="url",operation="FunctionUrl",status="403"\} 1/);
});

test("with AWS_IAM a user without policies needs both permissions from the function's policy", async () => {
  const arn = "arn:aws:iam::000000000000:user/ann";
  const principal: Principal = { access: { kind: "user", arn, account: "000000000000" }, userId: "AIDAANN", userName: "ann", isOperator: false };
  await using gateway = await startGatewayWithEcho({
    credentials: [testCredential, { ...testCredential, accessKeyId: "AKIAANN", principalArn: arn, principal }],
  });
  giveUrl(gateway, { authType: "AWS_IAM" });
  const url = `http://${urlHost}/`;
  const call = async () => callUrl(gateway, "/", { headers: await signRequest({ url, method: "GET", accessKeyId: "AKIAANN" }) });
  const resource = "arn:aws:lambda:us-east-1:000000000000:function:echo";
  const grant = (action: string) => ({ Effect: "Allow", Principal: { AWS: arn }, Action: `lambda:${action}`, Resource: resource });
  for (const statements of [[], [grant("InvokeFunctionUrl")], [grant("InvokeFunction")]]) {
    putPolicy(gateway, statements);
    const refused = await call();
    expect([refused.status, await refused.json()]).toEqual([403, forbidden]);
  }
  putPolicy(gateway, [grant("InvokeFunctionUrl"), grant("InvokeFunction")]);
  expect((await call()).status).toBe(200);
  expect(eventOf(gateway.invoker.requests[0])).toMatchObject({
    requestContext: { authorizer: { iam: { accessKey: "AKIAANN", callerId: "AIDAANN", userArn: arn } } },
  });
});

test("behind a proxy the event tells of its scheme and port, and of the client whom it names", async () => {
  await using gateway = await startPublic({ functionUrlBase: "https://functions.example.com", functionUrlProxies: 1 });
  const host = `${urlId}.lambda-url.us-east-1.functions.example.com`;
  expect((await callUrl(gateway, "/", { host, headers: { "x-forwarded-for": "203.0.113.9", "x-forwarded-proto": "http" } })).status).toBe(200);
  expect(eventOf(gateway.invoker.requests[0])).toMatchObject({
    headers: { "x-forwarded-for": "203.0.113.9, 127.0.0.1", "x-forwarded-port": "443", "x-forwarded-proto": "https" },
    requestContext: { domainName: host, http: { sourceIp: "203.0.113.9" } },
  });
});
