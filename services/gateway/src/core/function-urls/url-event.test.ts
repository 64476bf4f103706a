import fc from "fast-check";
import { expect, test } from "vitest";
import { buildUrlEvent, type UrlRequest, type UrlRequestContext } from "./url-event.ts";

const plainRequest: UrlRequest = {
  method: "GET",
  rawPath: "/",
  rawQuery: "",
  query: new URLSearchParams(),
  headers: ["Host", "abc.lambda-url.us-east-1.localhost:8703"],
  httpVersion: "1.1",
  peer: "192.0.2.7",
  body: Buffer.alloc(0),
};
const context: UrlRequestContext = {
  urlId: "abc",
  requestId: "e1c5f1e0-0000-4000-8000-000000000000",
  now: Date.UTC(2020, 2, 12, 19, 3, 58, 390),
  traceHeader: "Root=1-5e6722a7-cc56xmpl46db7ae02d4da47e;Parent=0123456789abcdef;Sampled=0",
  sourceIp: "198.51.100.4",
  scheme: "http",
  port: "8703",
  signer: undefined,
};

interface UrlEvent {
  readonly rawPath: string;
  readonly rawQueryString: string;
  readonly cookies?: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly queryStringParameters?: Readonly<Record<string, string>>;
  readonly requestContext: Readonly<Record<string, unknown>>;
  readonly body?: string;
  readonly isBase64Encoded: boolean;
}

function eventOf(request: Partial<UrlRequest>, more: Partial<UrlRequestContext> = {}): UrlEvent {
  return JSON.parse(buildUrlEvent({ ...plainRequest, ...request }, { ...context, ...more }).toString()) as UrlEvent;
}

function bodyOf(event: UrlEvent): Buffer {
  return Buffer.from(event.body ?? "", event.isBase64Encoded ? "base64" : "utf8");
}

const withType = (contentType: string): readonly string[] => [...plainRequest.headers, "Content-Type", contentType];

test("a request without a body has exactly the members of payload format 2.0", () => {
  expect(eventOf({ headers: [...plainRequest.headers, "User-Agent", "curl/8"] })).toEqual({
    version: "2.0",
    routeKey: "$default",
    rawPath: "/",
    rawQueryString: "",
    headers: {
      host: "abc.lambda-url.us-east-1.localhost:8703",
      "user-agent": "curl/8",
      "x-forwarded-for": "192.0.2.7",
      "x-forwarded-port": "8703",
      "x-forwarded-proto": "http",
      "x-amzn-trace-id": context.traceHeader,
    },
    requestContext: {
      accountId: "anonymous",
      apiId: "abc",
      domainName: "abc.lambda-url.us-east-1.localhost",
      domainPrefix: "abc",
      http: { method: "GET", path: "/", protocol: "HTTP/1.1", sourceIp: "198.51.100.4", userAgent: "curl/8" },
      requestId: context.requestId,
      routeKey: "$default",
      stage: "$default",
      time: "12/Mar/2020:19:03:58 +0000",
      timeEpoch: context.now,
    },
    isBase64Encoded: false,
  });
});

test("a signed request says who signed it", () => {
  const signer = { accessKeyId: "AKIA1", account: "111122223333", arn: "arn:aws:iam::111122223333:user/ann", principalId: "AIDA1" };
  expect(eventOf({}, { signer }).requestContext).toMatchObject({
    accountId: "111122223333",
    authorizer: {
      iam: {
        accessKey: "AKIA1",
        accountId: "111122223333",
        callerId: "AIDA1",
        cognitoIdentity: null,
        principalOrgId: null,
        userArn: "arn:aws:iam::111122223333:user/ann",
        userId: "AIDA1",
      },
    },
  });
});

test("cookies stand beside the headers, and what repeats is joined by commas", () => {
  const event = eventOf({
    headers: [...plainRequest.headers, "Cookie", "a=1; b=2", "X-Two", "one", "x-two", "two", "cookie", "c=3;"],
    rawQuery: "k=1&k=2&flag&e=%20+%26",
    query: new URLSearchParams("k=1&k=2&flag&e=%20+%26"),
  });
  expect(event.cookies).toEqual(["a=1", "b=2", "c=3"]);
  expect(event.headers).not.toHaveProperty("cookie");
  expect(event.headers["x-two"]).toBe("one,two");
  expect(event.rawQueryString).toBe("k=1&k=2&flag&e=%20+%26");
  expect(event.queryStringParameters).toEqual({ k: "1,2", flag: "", e: "  &" });
});

test("headers of the connection go no further, those that Connection names included", () => {
  const { headers } = eventOf({
    headers: [
      ...plainRequest.headers,
      "Connection",
      "X-Hop, keep-alive",
      "X-Hop",
      "1",
      "Keep-Alive",
      "5",
      "Transfer-Encoding",
      "chunked",
      "TE",
      "trailers",
      "X-Stays",
      "1",
    ],
  });
  expect(Object.keys(headers).toSorted()).toEqual(["host", "x-amzn-trace-id", "x-forwarded-for", "x-forwarded-port", "x-forwarded-proto", "x-stays"]);
});

test("a client cannot say what the service says of the connection, but for whom it speaks", () => {
  const { headers } = eventOf({
    headers: [
      ...plainRequest.headers,
      "X-Forwarded-Proto",
      "gopher",
      "X-Forwarded-Port",
      "1",
      "X-Forwarded-For",
      "203.0.113.9",
      "X-Amzn-Trace-Id",
      "Root=mine",
    ],
  });
  expect(headers).toMatchObject({
    "x-forwarded-proto": "http",
    "x-forwarded-port": "8703",
    "x-forwarded-for": "203.0.113.9, 192.0.2.7",
    "x-amzn-trace-id": context.traceHeader,
  });
});

test.each([
  ["text/plain", "grüße", false],
  ["text/html; charset=utf-8", "<p>", false],
  ["application/json", "{}", false],
  ["application/vnd.api+json", "{}", false],
  ["application/javascript", "1", false],
  ["application/xml", "<a/>", false],
  ["image/svg+xml", "<svg/>", false],
  ["application/x-www-form-urlencoded", "a=1", true],
  ["multipart/form-data; boundary=x", "--x--", true],
  ["application/octet-stream", "abc", true],
  ["image/png", "abc", true],
  ["", "abc", true],
])("a body of type %j is text or base64 as on AWS", (contentType, text, isBase64Encoded) => {
  const event = eventOf({ method: "POST", headers: withType(contentType), body: Buffer.from(text) });
  expect(event.isBase64Encoded).toBe(isBase64Encoded);
  expect(bodyOf(event).toString()).toBe(text);
});

test("text that is not UTF-8, or is compressed, is base64 whatever its type says", () => {
  expect(eventOf({ headers: withType("text/plain"), body: Buffer.from([0xff, 0x41]) })).toMatchObject({ isBase64Encoded: true, body: "/0E=" });
  expect(eventOf({ headers: [...withType("application/json"), "Content-Encoding", "gzip"], body: Buffer.from("{}") })).toMatchObject({ isBase64Encoded: true });
});

test("whatever is in path, query, headers and body arrives", () => {
  const token = fc.stringMatching(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,20}$/);
  const latin1 = fc.stringMatching(/^[\x21-\x7e\x80-\xff]{0,40}$/);
  const types = fc.constantFrom("text/plain", "application/json", "image/png", "application/x-www-form-urlencoded", "", "text/html;charset=latin1");
  const pieces = {
    rawPath: fc.stringMatching(/^\/[\x21-\x22\x24-\x3e\x40-\x7e]{0,40}$/),
    rawQuery: fc.stringMatching(/^[\x21-\x7e]{0,40}$/),
    name: token.map((name) => `x-a-${name}`),
    value: latin1,
    contentType: types,
    body: fc.uint8Array({ maxLength: 300 }),
  };
  fc.assert(
    fc.property(fc.record(pieces), ({ rawPath, rawQuery, name, value, contentType, body }) => {
      const headers = [...withType(contentType), name, value];
      const event = eventOf({ rawPath, rawQuery, query: new URLSearchParams(rawQuery), headers, body: Buffer.from(body) });
      expect(event.rawPath).toBe(rawPath);
      expect(event.requestContext["http"]).toMatchObject({ path: rawPath });
      expect(event.rawQueryString).toBe(rawQuery);
      const arrived = event.headers[name.toLowerCase()] ?? "";
      expect([arrived, Buffer.from(arrived, "utf8").toString("latin1")]).toContain(value);
      expect(bodyOf(event)).toEqual(Buffer.from(body));
      expect(event.body === undefined).toBe(body.length === 0);
      const parameters = Object.entries(event.queryStringParameters ?? {});
      expect(parameters.map(([key]) => key).toSorted()).toEqual([...new Set(new URLSearchParams(rawQuery).keys())].toSorted());
    }),
  );
});

test("names that JavaScript gives a meaning are names like any other", () => {
  const rawQuery = "__proto__=1&constructor=2";
  const event = eventOf({ headers: [...plainRequest.headers, "__proto__", "1", "constructor", "2"], rawQuery, query: new URLSearchParams(rawQuery) });
  expect(Object.entries(event.headers)).toContainEqual(["__proto__", "1"]);
  expect(Object.entries(event.queryStringParameters ?? {})).toEqual([
    ["__proto__", "1"],
    ["constructor", "2"],
  ]);
});
