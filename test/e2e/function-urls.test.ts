import { once } from "node:events";
import { text } from "node:stream/consumers";
import {
  CreateAliasCommand,
  DeleteAliasCommand,
  DeleteFunctionUrlConfigCommand,
  GetFunctionUrlConfigCommand,
  LambdaClient,
  ListFunctionUrlConfigsCommand,
  PublishVersionCommand,
  UpdateFunctionUrlConfigCommand,
} from "@aws-sdk/client-lambda";
import { waitFor } from "@mayfly/testkit/wait-for";
import { describe, expect, test } from "vitest";
import { callUrl, createUrl, makePublic, openUrl, signedFor } from "./support/function-url.ts";
import { createFunction, handlerModule, type TestFunction } from "./support/functions.ts";
import { shapes, useSystem } from "./support/shape.ts";
import { clientConfig, type System } from "./support/system.ts";

/** Answers its event and context, or what the path says. */
const site = handlerModule(`async (event, context) => {
  switch (event.rawPath) {
    case "/png": return { statusCode: 200, headers: { "content-type": "image/png" }, body: Buffer.from([137, 80, 0, 255]).toString("base64"), isBase64Encoded: true };
    case "/teapot": return { statusCode: "418", headers: { "x-mine": "1" }, cookies: ["a=1; HttpOnly", "b=2"], body: "short" };
    case "/string": return "just text";
    case "/throw": throw new Error("no");
    case "/sleep": return await new Promise((resolve) => setTimeout(resolve, 60_000));
    case "/nonsense": return { statusCode: 200, headers: "none" };
    default: return { event, id: context.awsRequestId, arn: context.invokedFunctionArn, trace: process.env._X_AMZN_TRACE_ID };
  }
}`);

async function createSite(system: System): Promise<TestFunction & { readonly url: string }> {
  const fn = await createFunction(system, site, { Timeout: 3 });
  const url = await createUrl(fn);
  await makePublic(fn);
  return { ...fn, url };
}

const jsonOf = (body: Buffer): Record<string, never> => JSON.parse(body.toString()) as Record<string, never>;

describe.each(shapes)("function URLs, $shape", ({ start }) => {
  const system = useSystem(start);

  test("a browser's request becomes the event of payload format 2.0 and comes back", async () => {
    await using fn = await createSite(system());
    const { status, headers, body } = await callUrl(`${fn.url}a%20b/c?q=1&q=2&e=%26`, {
      method: "POST",
      headers: { "content-type": "application/json", cookie: "one=1; two=2", "x-multi": "ä" },
      body: '{"ä":1}',
    });
    expect([status, headers["content-type"]]).toEqual([200, "application/json"]);
    const { host, hostname, port } = new URL(fn.url);
    const id = hostname.split(".")[0];
    expect(jsonOf(body)).toMatchObject({
      id: headers["x-amzn-requestid"],
      arn: `arn:aws:lambda:us-east-1:000000000000:function:${fn.name}`,
      event: {
        version: "2.0",
        routeKey: "$default",
        rawPath: "/a%20b/c",
        rawQueryString: "q=1&q=2&e=%26",
        queryStringParameters: { q: "1,2", e: "&" },
        cookies: ["one=1", "two=2"],
        headers: { host, "x-multi": "ä", "x-forwarded-port": port, "x-forwarded-proto": "http", "x-amzn-trace-id": jsonOf(body)["trace"] },
        requestContext: { accountId: "anonymous", apiId: id, domainPrefix: id, domainName: hostname, requestId: headers["x-amzn-requestid"] },
        body: '{"ä":1}',
        isBase64Encoded: false,
      },
    });
  });

  test("status, headers, cookies and bytes are the function's; what it does wrong is 502", async () => {
    await using fn = await createSite(system());
    expect(await callUrl(`${fn.url}teapot`)).toMatchObject({
      status: 418,
      headers: { "x-mine": "1", "set-cookie": ["a=1; HttpOnly", "b=2"] },
      body: Buffer.from("short"),
    });
    expect(await callUrl(`${fn.url}png`)).toMatchObject({ status: 200, headers: { "content-type": "image/png" }, body: Buffer.from([137, 80, 0, 255]) });
    expect((await callUrl(`${fn.url}string`)).body.toString()).toBe("just text");
    const bytes = Buffer.from([0, 1, 254, 255]);
    const echoed = await callUrl(fn.url, { method: "PUT", headers: { "content-type": "application/octet-stream" }, body: bytes });
    expect(jsonOf(echoed.body)).toMatchObject({ event: { body: bytes.toString("base64"), isBase64Encoded: true } });
    for (const path of ["throw", "sleep", "nonsense"])
      expect(await callUrl(fn.url + path)).toMatchObject({ status: 502, body: Buffer.from("Internal Server Error") });
  });

  test("nobody gets in before the policy says so, and an unknown address is no different from a deleted one", async () => {
    await using fn = await createFunction(system(), site);
    const url = await createUrl(fn);
    const refused = await callUrl(url);
    expect([refused.status, refused.headers["x-amzn-errortype"]]).toEqual([403, "AccessDeniedException"]);
    expect(jsonOf(refused.body)["Message"]).toMatch(/^Forbidden\. For troubleshooting Function URL authorization issues, see: /);
    await makePublic(fn);
    await waitFor(async () => (await callUrl(url)).status === 200, { what: "the policy to reach the gateway" });
    await fn.client.send(new DeleteFunctionUrlConfigCommand({ FunctionName: fn.name }));
    await waitFor(async () => (await callUrl(url)).status === 403, { what: "the URL to be gone" });
    expect(jsonOf((await callUrl(url)).body)).toEqual({ Message: null });
  });

  test("with AWS_IAM a signed request gets in, and says who it is", async () => {
    await using fn = await createFunction(system(), site);
    const url = `${await createUrl(fn, { AuthType: "AWS_IAM" })}path?a=1`;
    const init = { method: "POST", headers: { "content-type": "text/plain" }, body: "signed" };
    expect((await callUrl(url, init)).status).toBe(403);
    const signed = await signedFor(system(), url, init);
    const answer = await callUrl(url, signed);
    expect(answer.status).toBe(200);
    expect(jsonOf(answer.body)).toMatchObject({
      event: { body: "signed", requestContext: { accountId: system().account, authorizer: { iam: { accessKey: system().accessKeyId } } } },
    });
    const tampered = await callUrl(url, { ...signed, body: "forged" });
    expect([tampered.status, tampered.headers["x-amzn-errortype"]]).toEqual([403, "InvalidSignatureException"]);
  });

  test("the settings are created, changed, listed and ended with their alias", async () => {
    await using fn = await createFunction(system(), site);
    const { client, name } = fn;
    await client.send(new PublishVersionCommand({ FunctionName: name }));
    await client.send(new CreateAliasCommand({ FunctionName: name, Name: "live", FunctionVersion: "1" }));
    const Cors = {
      AllowOrigins: ["https://page.example"],
      AllowMethods: ["PUT"],
      AllowHeaders: ["x-a"],
      ExposeHeaders: ["x-b"],
      AllowCredentials: true,
      MaxAge: 5,
    };
    const url = await createUrl(fn, { Qualifier: "live", Cors });
    await makePublic(fn, "live");
    const arn = `arn:aws:lambda:us-east-1:000000000000:function:${name}:live`;
    const { FunctionUrlConfigs = [] } = await client.send(new ListFunctionUrlConfigsCommand({ FunctionName: name }));
    expect(FunctionUrlConfigs).toMatchObject([{ FunctionArn: arn, FunctionUrl: url, AuthType: "NONE", Cors, InvokeMode: "BUFFERED" }]);
    expect(jsonOf((await callUrl(url)).body)).toMatchObject({ arn });

    const origin = "https://page.example";
    const preflight = await callUrl(url, { method: "OPTIONS", headers: { origin, "access-control-request-method": "PUT" } });
    expect(preflight).toMatchObject({ status: 200, body: Buffer.alloc(0) });
    expect(preflight.headers).toMatchObject({
      "access-control-allow-origin": origin,
      "access-control-allow-methods": "PUT",
      "access-control-allow-headers": "x-a",
      "access-control-allow-credentials": "true",
      "access-control-max-age": "5",
    });
    expect((await callUrl(url, { headers: { origin } })).headers).toMatchObject({
      "access-control-allow-origin": origin,
      "access-control-expose-headers": "x-b",
    });

    await client.send(new UpdateFunctionUrlConfigCommand({ FunctionName: name, Qualifier: "live", AuthType: "AWS_IAM" }));
    expect((await callUrl(url)).status).toBe(403);
    await client.send(new DeleteAliasCommand({ FunctionName: name, Name: "live" }));
    const read = client.send(new GetFunctionUrlConfigCommand({ FunctionName: name, Qualifier: "live" }));
    await expect(read).rejects.toMatchObject({ name: "ResourceNotFoundException", message: "The resource you requested does not exist." });
    await expect(client.send(new GetFunctionUrlConfigCommand({ FunctionName: name, Qualifier: "1" }))).rejects.toMatchObject({ name: "ValidationException" });
  });

  test("every gateway serves the URL", async () => {
    await using fn = await createSite(system());
    for (const gateway of system().httpEndpoints.keys()) {
      const client = new LambdaClient(clientConfig(system(), gateway));
      const { FunctionUrl = "" } = await client.send(new GetFunctionUrlConfigCommand({ FunctionName: fn.name }));
      expect(new URL(FunctionUrl).hostname).toBe(new URL(fn.url).hostname);
      expect((await callUrl(FunctionUrl)).status).toBe(200);
      client.destroy();
    }
  });

  test("a Python function is served alike", async () => {
    const files = {
      "index.py":
        "def handler(event, context):\n    return {'statusCode': 202, 'headers': {'x-method': event['requestContext']['http']['method']}, 'body': 'grün'}\n",
    };
    await using fn = await createFunction(system(), files, { Runtime: "python3.11" });
    const url = await createUrl(fn);
    await makePublic(fn);
    expect(await callUrl(url, { method: "PATCH" })).toMatchObject({ status: 202, headers: { "x-method": "PATCH" }, body: Buffer.from("grün") });
  });
});

describe.each(shapes)("streaming function URLs, $shape", ({ start }) => {
  const system = useSystem(start);
  const streamer = handlerModule(`awslambda.streamifyResponse(async (event, stream) => {
    if (event.rawPath !== "/plain") stream = awslambda.HttpResponseStream.from(stream, { statusCode: 201, headers: { "content-type": "text/event-stream" }, cookies: ["a=1"] });
    stream.write("one ");
    if (event.rawPath === "/throw") throw new Error("midway");
    await new Promise((resolve) => setTimeout(resolve, event.rawPath === "/slow" ? 3000 : 0));
    stream.write("two");
    stream.end();
  })`);

  test("a stream has the status, headers and cookies that it begins with, and arrives as it is written", async () => {
    await using fn = await createFunction(system(), streamer, { Timeout: 10 });
    const url = await createUrl(fn, { InvokeMode: "RESPONSE_STREAM" });
    await makePublic(fn);
    const answer = await openUrl(`${url}slow`);
    expect(answer.statusCode).toBe(201);
    expect(answer.headers).toMatchObject({ "content-type": "text/event-stream", "set-cookie": ["a=1"], "transfer-encoding": "chunked" });
    const [first] = (await once(answer, "data")) as [Buffer];
    expect(first.toString()).toBe("one ");
    expect(await text(answer)).toBe("two");
    expect(await callUrl(`${url}plain`)).toMatchObject({ status: 200, headers: { "content-type": "application/octet-stream" }, body: Buffer.from("one two") });
  });

  test("a failure in the middle of a stream breaks it off, and the next request is served", async () => {
    await using fn = await createFunction(system(), streamer, { Timeout: 10 });
    const url = await createUrl(fn, { InvokeMode: "RESPONSE_STREAM" });
    await makePublic(fn);
    const answer = await openUrl(`${url}throw`);
    await expect(text(answer)).rejects.toMatchObject({ code: "ECONNRESET" });
    expect((await callUrl(url)).body.toString()).toBe("one two");
  });

  test("the same function behind a buffered URL answers whole", async () => {
    await using fn = await createFunction(system(), streamer, { Timeout: 10 });
    const url = await createUrl(fn);
    await makePublic(fn);
    const answer = await callUrl(url);
    expect(answer).toMatchObject({ status: 201, headers: { "content-type": "text/event-stream", "content-length": "7" }, body: Buffer.from("one two") });
  });

  test("20 MB stream through, which a buffered answer could not", async () => {
    const big = handlerModule(`awslambda.streamifyResponse(async (_event, stream) => {
      for (let piece = 0; piece < 80; piece += 1) if (!stream.write(Buffer.alloc(256 * 1024, piece))) await new Promise((resolve) => stream.once("drain", resolve));
      stream.end();
    })`);
    await using fn = await createFunction(system(), big, { Timeout: 60 });
    const url = await createUrl(fn, { InvokeMode: "RESPONSE_STREAM" });
    await makePublic(fn);
    const { body } = await callUrl(url);
    expect(body.length).toBe(80 * 256 * 1024);
    expect([body[0], body.at(-1)]).toEqual([0, 79]);
  });
});
