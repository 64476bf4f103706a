import fc from "fast-check";
import { expect, test } from "vitest";
import { readUrlAnswer, type UrlAnswer } from "./url-answer.ts";

const json = "application/json";
const read = (answer: unknown): UrlAnswer | undefined => readUrlAnswer(Buffer.from(JSON.stringify(answer)), json);
const text = (answer: UrlAnswer | undefined): string | undefined => answer?.body.toString();

test.each([
  ["an object", '{"a": [1, "x"]}', '{"a": [1, "x"]}'],
  ["a list", "[1,2]", "[1,2]"],
  ["a number", "42", "42"],
  ["null", "null", "null"],
  ["a string, without its quotes", '"gr\\u00fc\\n\\"e\\""', 'grü\n"e"'],
  ["an object with a statusCode further inside", '{"a":{"statusCode":404}}', '{"a":{"statusCode":404}}'],
])("%s without a statusCode is the body of 200", (_name, payload, body) => {
  const answer = readUrlAnswer(Buffer.from(payload), json);
  expect(answer).toMatchObject({ status: 200, headers: ["Content-Type", json] });
  expect(text(answer)).toBe(body);
});

test("status, headers, cookies and body are what the function says", () => {
  const answer = read({
    statusCode: 201,
    headers: { "X-Number": 7, "X-Flag": true, "X-None": null, "content-type": "text/html" },
    cookies: ["a=1", "b=2; Secure"],
    body: "<p>",
  });
  expect(answer).toMatchObject({
    status: 201,
    headers: ["X-Number", "7", "X-Flag", "true", "content-type", "text/html", "Set-Cookie", "a=1", "Set-Cookie", "b=2; Secure"],
  });
  expect(text(answer)).toBe("<p>");
});

test("the status may be text, also where the key is escaped or white space comes first", () => {
  expect(read({ statusCode: "418" })).toMatchObject({ status: 418, headers: ["Content-Type", json], body: Buffer.alloc(0) });
  expect(readUrlAnswer(Buffer.from(' \n{"\\u0073tatusCode": 204}'), json)).toMatchObject({ status: 204 });
});

test("a body that is no text is sent as JSON, and base64 as what it stands for", () => {
  expect(text(read({ statusCode: 200, body: { a: 1 } }))).toBe('{"a":1}');
  expect(read({ statusCode: 200, body: "AP8=", isBase64Encoded: true })?.body).toEqual(Buffer.from([0, 255]));
  expect(text(read({ statusCode: 200, body: "AP8=", isBase64Encoded: "true" }))).toBe("AP8=");
});

test("what is the connection's or the service's is left out", () => {
  const headers = { Connection: "close", "Transfer-Encoding": "chunked", "Content-Length": "99", "x-amzn-RequestId": "mine", "X-Mine": "1" };
  expect(read({ statusCode: 200, headers })?.headers).toEqual(["Content-Type", json, "X-Mine", "1"]);
});

test.each([
  ["a status out of range", { statusCode: 600 }],
  ["an informational status", { statusCode: 101 }],
  ["a fraction as status", { statusCode: 200.5 }],
  ["a word as status", { statusCode: "ok" }],
  ["null as status", { statusCode: null }],
  ["headers that are a list", { statusCode: 200, headers: ["a"] }],
  ["a header that is a list", { statusCode: 200, headers: { a: ["1"] } }],
  ["a header with a line break", { statusCode: 200, headers: { a: "1\r\nSet-Cookie: b=2" } }],
  ["a header name with a space", { statusCode: 200, headers: { "a b": "1" } }],
  ["cookies that are no list", { statusCode: 200, cookies: "a=1" }],
  ["a cookie with a line break", { statusCode: 200, cookies: ["a=1\nb"] }],
  ["base64 that is none", { statusCode: 200, body: "%%%%", isBase64Encoded: true }],
])("%s cannot be answered", (_name, answer) => {
  expect(read(answer)).toBeUndefined();
});

test("header values beyond ASCII leave as UTF-8", () => {
  const headers = read({ statusCode: 200, headers: { "x-a": "żółw" } })?.headers ?? [];
  expect(Buffer.from(headers.at(-1) ?? "", "latin1").toString("utf8")).toBe("żółw");
});

test("an answer that is no JSON is the body under its own content type", () => {
  expect(readUrlAnswer(Buffer.from("<p>"), "text/html")).toMatchObject({ status: 200, headers: ["Content-Type", "text/html"], body: Buffer.from("<p>") });
  expect(readUrlAnswer(Buffer.from('{"statusCode": 200'), "text/plain")).toMatchObject({ status: 200, headers: ["Content-Type", "text/plain"] });
});

test("a gathered stream says status and headers before eight zero bytes", () => {
  const stream = (prelude: string): Buffer => Buffer.concat([Buffer.from(prelude), Buffer.alloc(8), Buffer.from("body")]);
  const type = "application/vnd.awslambda.http-integration-response";
  const answer = readUrlAnswer(stream('{"statusCode":302,"headers":{"location":"/x"},"cookies":["a=1"]}'), type);
  expect(answer).toMatchObject({ status: 302, headers: ["Content-Type", "application/octet-stream", "location", "/x", "Set-Cookie", "a=1"] });
  expect(text(answer)).toBe("body");
  expect(readUrlAnswer(stream("nonsense"), type)).toBeUndefined();
  expect(readUrlAnswer(Buffer.from('{"statusCode":302}'), type)).toBeUndefined();
});

test("any body survives, and any answer is either read or refused", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(read({ statusCode: 200, body: Buffer.from(bytes).toString("base64"), isBase64Encoded: true })?.body).toEqual(Buffer.from(bytes));
    }),
  );
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (body) => {
      expect(text(read({ statusCode: 200, body }))).toBe(Buffer.from(body).toString());
    }),
  );
  fc.assert(
    fc.property(fc.json(), fc.json(), (headers, cookies) => {
      const status = readUrlAnswer(Buffer.from(`{"statusCode":200,"headers":${headers},"cookies":${cookies}}`), json)?.status;
      expect([200, undefined]).toContain(status);
    }),
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      expect(() => readUrlAnswer(Buffer.from(bytes), json)).not.toThrow();
    }),
  );
});
