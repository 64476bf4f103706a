import { CreateAliasCommand, GetDurableExecutionCommand, ListCapacityProvidersCommand, PublishVersionCommand } from "@aws-sdk/client-lambda";
import { lambdaOperation, lambdaOperations } from "@mayfly/lambda-api/lambda-operations";
import { beforeAll, describe, expect, test } from "vitest";
import { useSystem } from "../e2e/support/shape.ts";
import { startStandaloneSystem } from "../e2e/support/standalone-system.ts";
import { functionRows } from "./support/function-rows.ts";
import { createSubject, type RefusedRow, type Refusal, type Row, type Subject } from "./support/row.ts";

const rows: readonly Row[] = [...functionRows];
const isRefusal = (row: Row): row is RefusedRow => row.refusal !== undefined;
const good = rows.filter((row) => !isRefusal(row));

describe("every operation through the unmodified SDK", () => {
  const system = useSystem(() => startStandaloneSystem());
  let shared: Subject;

  beforeAll(async () => {
    shared = await createSubject(system());
    await shared.client.send(new PublishVersionCommand({ FunctionName: shared.name }));
    await shared.client.send(new CreateAliasCommand({ FunctionName: shared.name, Name: "live", FunctionVersion: "1" }));
  }, 120_000);

  const subjectOf = async ({ own }: Row): Promise<Subject> => (own === true ? await createSubject(system()) : shared);

  test.each(good)("$operation $when", async (row) => {
    const subject = await subjectOf(row);
    const { $metadata, ...answer } = await row.ask(subject);
    expect(answer).toEqual(row.answer(subject));
    expect($metadata.httpStatusCode).toBe(row.status ?? lambdaOperation(row.operation).status);
  });

  test.each(rows.filter(isRefusal))("$operation $when", async (row) => {
    const subject = await subjectOf(row);
    const refused: unknown = await row.ask(subject).then(
      (answer) => ({ answered: answer }),
      (error: unknown) => error,
    );
    expectRefusal(refused, row.refusal(subject));
  });

  test("every operation that Mayfly has is shown to work", () => {
    const shown = new Set<string>(good.map(({ operation }) => operation));
    expect(lambdaOperations.filter(({ name, model }) => model !== undefined && !shown.has(name)).map(({ name }) => name)).toEqual([]);
  });

  test.each(lambdaOperations.filter(({ model }) => model === undefined))("$name, which Mayfly lacks, is not an operation", async ({ method, path }) => {
    const answer = await fetch(`${system().httpEndpoints[0]}${path.replaceAll(/\{\w+\}/g, "x")}`, { method });
    expect(answer.status).toBe(404);
    expect(answer.headers.get("x-amzn-errortype")).toBe("UnknownOperationException");
  });

  test("the SDK reports operations that Mayfly lacks as unknown", async () => {
    const unknown = { name: "UnknownOperationException", $metadata: expect.objectContaining({ httpStatusCode: 404 }) };
    await expect(shared.client.send(new ListCapacityProvidersCommand({}))).rejects.toMatchObject(unknown);
    const DurableExecutionArn = `${shared.arn("1")}/durable-execution/x/y`;
    await expect(shared.client.send(new GetDurableExecutionCommand({ DurableExecutionArn }))).rejects.toMatchObject(unknown);
  });
});

function expectRefusal(refused: unknown, { name, status, message, type }: Refusal): void {
  expect(refused).toMatchObject({
    name,
    message: typeof message === "string" ? message : expect.stringMatching(message),
    $metadata: expect.objectContaining({ httpStatusCode: status }),
  });
  expect(Reflect.get(Object(refused), "Type")).toBe(type);
}
