import { expect, test } from "vitest";
import { answerHeaders, isCorsConfigured, preflightHeaders } from "./cors-headers.ts";

const page = "https://page.example";

test("a preflight of a listed origin is told all that is configured, and only that", () => {
  const cors = {
    allowOrigins: [page],
    allowMethods: ["GET", "PUT"],
    allowHeaders: ["x-a", "x-b"],
    allowCredentials: true,
    exposeHeaders: ["x-c"],
    maxAgeSeconds: 60,
  };
  expect(preflightHeaders(cors, page)).toEqual([
    ...["Access-Control-Allow-Origin", page, "Access-Control-Allow-Credentials", "true", "Access-Control-Allow-Methods", "GET,PUT"],
    ...["Access-Control-Allow-Headers", "x-a,x-b", "Access-Control-Max-Age", "60", "Vary", "Origin"],
  ]);
  expect(preflightHeaders({ allowOrigins: ["*"] }, page)).toEqual(["Access-Control-Allow-Origin", "*", "Access-Control-Max-Age", "0", "Vary", "Origin"]);
});

test("another answer to a listed origin names origin, credentials and readable headers", () => {
  const cors = { allowOrigins: ["*", page], allowMethods: ["*"], allowCredentials: true, exposeHeaders: ["x-c", "x-d"], maxAgeSeconds: 60 };
  expect(answerHeaders(cors, page)).toEqual([
    ...["Access-Control-Allow-Origin", page, "Access-Control-Allow-Credentials", "true", "Access-Control-Expose-Headers", "x-c,x-d", "Vary", "Origin"],
  ]);
  expect(answerHeaders({ allowOrigins: ["*"] }, page)).toEqual(["Access-Control-Allow-Origin", "*", "Vary", "Origin"]);
});

test("an origin that is not listed, or none, gets nothing but Vary", () => {
  for (const origin of ["https://other.example", "http://page.example", `${page}.evil.example`, ""]) {
    expect(preflightHeaders({ allowOrigins: [page], allowMethods: ["*"] }, origin)).toEqual(["Vary", "Origin"]);
    expect(answerHeaders({ allowOrigins: [page], exposeHeaders: ["*"] }, origin)).toEqual(["Vary", "Origin"]);
  }
  expect(answerHeaders({ allowMethods: ["GET"] }, page)).toEqual(["Vary", "Origin"]);
});

test("settings without a member are none", () => {
  expect(isCorsConfigured(undefined)).toBe(false);
  expect(isCorsConfigured({ allowOrigins: undefined })).toBe(false);
  expect(isCorsConfigured({ maxAgeSeconds: 0 })).toBe(true);
});
