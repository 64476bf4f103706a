import { expect, test } from "vitest";
import { lambdaOperations } from "./lambda-operations.ts";
import { createRouter } from "./router.ts";

const router = createRouter(lambdaOperations);
const noQuery = new URLSearchParams();

test("every operation of the API is found by its own method, path and query, and no two are confused", () => {
  expect(lambdaOperations).toHaveLength(91);
  for (const operation of lambdaOperations) {
    const path = operation.path.replace(/\{(\w+)\}/g, "some-$1");
    const query = operation.query === undefined ? noQuery : new URLSearchParams([[...operation.query]]);

    const match = router.match(operation.method, path, query);

    expect(match?.operation.name).toBe(operation.name);
    expect(router.match(operation.method, `${path}/`, query)?.operation.name).toBe(operation.name);
  }
});

test("a path is split before it is decoded, so that ARNs may hold encoded slashes and colons", () => {
  const arn = "arn:aws:lambda:us-east-1:000000000000:function:f:1/durable-execution/name/id";

  const match = router.match("GET", `/2025-12-01/durable-executions/${encodeURIComponent(arn)}/history`, noQuery);

  expect(match?.operation.name).toBe("GetDurableExecutionHistory");
  expect(match?.pathParameters).toEqual({ DurableExecutionArn: arn });
});

test.each([
  ["GET", "/"],
  ["GET", ""],
  ["GET", "/2015-03-31/functions/f/nothing"],
  ["PATCH", "/2015-03-31/functions/f"],
  ["GET", "/2015-03-31/functions//"],
  ["GET", "/2015-03-31/functions/f/configuration//"],
])("%s %s is no operation, or one with an empty name that validation refuses", (method, path) => {
  const match = router.match(method, path, noQuery);

  expect(match === undefined || match.pathParameters["FunctionName"] === "").toBe(true);
});
