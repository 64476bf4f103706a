import { expect, test } from "vitest";
import { decodeClientContext, requireJsonPayload } from "./json-payload.ts";

const source = "\n at [Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: ";

test.each([
  [
    Buffer.from([0x99]),
    `Unexpected character ((CTRL-CHAR, code 153)): expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')${source}1, column: 1]`,
  ],
  [
    Buffer.from("hello"),
    `Unrecognized token 'hello': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')${source}1, column: 6]`,
  ],
  [Buffer.from('{"a":\n'), `Unexpected end-of-input${source}2, column: 1]`],
  [
    Buffer.from('{"a":\n ]}'),
    `Unexpected character (']' (code 93)): expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')${source}2, column: 2]`,
  ],
])("the payload %s is refused with its place", (payload, jackson) => {
  expect(() => requireJsonPayload(payload)).toThrow(`Could not parse request body into json: Could not parse payload into json: ${jackson}`);
});

test.each(["{}", "null", "0", '"text"', "[1, 2]", ' {"a": "ü"}\n'])("the payload %s is passed on as it is", (text) => {
  const payload = Buffer.from(text);

  expect(requireJsonPayload(payload)).toBe(payload);
});

test("a client context is base64 of JSON and at most 3,583 bytes long", () => {
  const long = Buffer.from(JSON.stringify("x".repeat(3000))).toString("base64");

  expect(decodeClientContext(Buffer.from('{"custom":{}}').toString("base64"), 3583)).toBe('{"custom":{}}');
  expect(() => decodeClientContext(Buffer.from("no json").toString("base64"), 3583)).toThrow("Client context must be a valid Base64-encoded JSON object.");
  expect(() => decodeClientContext(long, 3583)).toThrow("Client context must be no more than 3583 bytes when base64-encoded.");
});
