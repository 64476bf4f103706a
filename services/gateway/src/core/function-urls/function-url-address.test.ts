import { expect, test } from "vitest";
import { functionUrlAddress, functionUrlBase, parseFunctionUrlHost } from "./function-url-address.ts";

test.each([
  ["http://localhost:8703", "http://abc.lambda-url.eu-west-1.localhost:8703/", "8703"],
  ["https://functions.example.com", "https://abc.lambda-url.eu-west-1.functions.example.com/", "443"],
  ["http://functions.example.com/", "http://abc.lambda-url.eu-west-1.functions.example.com/", "80"],
])("under %s a URL is %s", (text, address, port) => {
  const base = functionUrlBase(text);
  expect(functionUrlAddress(base, "eu-west-1", "abc")).toBe(address);
  expect(base.port).toBe(port);
  expect(parseFunctionUrlHost(new URL(address).host)).toEqual({ urlId: "abc", region: "eu-west-1" });
});

test("hosts are told apart regardless of case, and others are no function URL's", () => {
  expect(parseFunctionUrlHost("ABC.Lambda-URL.us-east-1.Example")).toEqual({ urlId: "abc", region: "us-east-1" });
  for (const host of ["", "localhost:8703", "127.0.0.1", "abc.lambda-url.us-east-1", "a.abc.lambda-url.us-east-1.localhost", "__proto__.lambda-url.x.y"])
    expect(parseFunctionUrlHost(host)).toBeUndefined();
});
