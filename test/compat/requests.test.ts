import { lambdaOperation, lambdaOperations, isLambdaOperation } from "@mayfly/lambda-api/lambda-operations";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { useSystem } from "../e2e/support/shape.ts";
import { startStandaloneSystem } from "../e2e/support/standalone-system.ts";
import { brokenMembers, validMembers } from "./support/shape-values.ts";
import { sendInput, type HttpAnswer } from "./support/signed-request.ts";

const operations = lambdaOperations.map(({ name }) => name).filter(isLambdaOperation);
const runs = 8;

describe("random requests, from the model of packages/lambda-api", () => {
  const system = useSystem(() => startStandaloneSystem());

  test.each(operations)("%s answers everything that its model allows, and never with a fault of Mayfly's own", async (name) => {
    const operation = lambdaOperation(name);
    await fc.assert(
      fc.asyncProperty(validMembers(operation.input), async (input) => {
        expectDecent(await sendInput(system(), operation, input));
      }),
      { numRuns: runs },
    );
  });

  test.each(operations)("%s names the member that breaks its model", async (name) => {
    const operation = lambdaOperation(name);
    const [valid = {}] = fc.sample(validMembers(operation.input), { numRuns: 1, seed: 7 });
    for (const { name: member, broken } of brokenMembers(operation.input)) {
      for (const { value, path } of broken) {
        // An empty segment is another path, and a header or query has no other types than text.
        if (operation.input[member]?.location === "header" && typeof value === "string" && !/^[\x20-\x7e]*$/.test(value)) continue;
        const answer = await sendInput(system(), operation, { ...valid, [member]: value });
        expectDecent(answer);
        expect({ member, path, ...answer }).toMatchObject({ status: 400, text: expect.stringContaining(`'${path}`) });
      }
    }
  });

  test.each(operations)("%s names the members that are missing", async (name) => {
    const operation = lambdaOperation(name);
    const missing = Object.entries(operation.input).filter(([, { required, location }]) => required === true && location !== "path" && location !== "payload");
    const path = Object.fromEntries(Object.entries(operation.input).flatMap(([member, { location }]) => (location === "path" ? [[member, "1"]] : [])));
    const answer = await sendInput(system(), operation, path);
    expectDecent(answer);
    for (const [member] of missing) expect(answer.text).toContain(`Value null at '${member.charAt(0).toLowerCase()}${member.slice(1)}'`);
  });
});

/** Whatever was asked: an answer of the API, no fault, nothing of Mayfly's inside. */
function expectDecent(answer: HttpAnswer): void {
  expect(answer.status, answer.text).toBeLessThan(500);
  expect(answer.text).not.toMatch(/\.ts:\d+|\n\s+at |node_modules/);
  if (answer.status >= 400) expect(answer.errorType).toMatch(/^\w+Exception$/);
}
