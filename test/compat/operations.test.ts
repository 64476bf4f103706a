import { CreateAliasCommand, GetDurableExecutionCommand, LambdaClient, ListCapacityProvidersCommand, PublishVersionCommand } from "@aws-sdk/client-lambda";
import { lambdaOperation, lambdaOperations } from "@mayfly/lambda-api/lambda-operations";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { useSystem } from "../e2e/support/shape.ts";
import { startStandaloneSystem } from "../e2e/support/standalone-system.ts";
import { clientConfig } from "../e2e/support/system.ts";
import { concurrencyRows } from "./support/concurrency-rows.ts";
import { eventInvokeRows } from "./support/event-invoke-rows.ts";
import { invocationRows } from "./support/invocation-rows.ts";
import { codeSigningRows } from "./support/code-signing-rows.ts";
import { eventSourceRows } from "./support/event-source-rows.ts";
import { functionUrlRows } from "./support/function-url-rows.ts";
import { permissionRows } from "./support/permission-rows.ts";
import { tagRows } from "./support/tag-rows.ts";
import { alwaysRefused, functionPolicyRows } from "./support/function-policy-rows.ts";
import { functionChangeRows } from "./support/function-change-rows.ts";
import { limitRows } from "./support/limit-rows.ts";
import { functionRows } from "./support/function-rows.ts";
import { layerRows } from "./support/layer-rows.ts";
import { versionRows } from "./support/version-rows.ts";
import { createSubject, type RefusedRow, type Refusal, type Row, type Subject } from "./support/row.ts";
import { pagedRows, type PagedRow } from "./support/page-rows.ts";
import { keepRefusalBodies, messageMember } from "./support/refusal-bodies.ts";
import { sendInput } from "./support/signed-request.ts";

const rows: readonly Row[] = [
  ...functionRows,
  ...functionChangeRows,
  ...limitRows,
  ...versionRows,
  ...layerRows,
  ...invocationRows,
  ...concurrencyRows,
  ...eventInvokeRows,
  ...functionPolicyRows,
  ...functionUrlRows,
  ...permissionRows,
  ...tagRows,
  ...codeSigningRows,
  ...eventSourceRows,
];
const isRefusal = (row: Row): row is RefusedRow => row.refusal !== undefined;
const good = rows.filter((row) => !isRefusal(row));

// Some rows send archives of 50 MiB.
describe("every operation through the unmodified SDK", { timeout: 60_000 }, () => {
  const system = useSystem(() => startStandaloneSystem());
  let shared: Subject;
  let refusalBody: () => string;

  beforeAll(async () => {
    const client = new LambdaClient(clientConfig(system()));
    refusalBody = keepRefusalBodies(client);
    shared = await createSubject({ client, account: system().account });
    await shared.client.send(new PublishVersionCommand({ FunctionName: shared.name }));
    await shared.client.send(new CreateAliasCommand({ FunctionName: shared.name, Name: "live", FunctionVersion: "1" }));
  }, 120_000);
  afterAll(() => shared.client.destroy());

  const subjectOf = async ({ own }: Row): Promise<Subject> => (own === true ? await createSubject(shared) : shared);

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
    const refusal = row.refusal(subject);
    expectRefusal(refused, refusal);
    // AccessDenied without a reason has the member, too, with null.
    expect(Object.keys(JSON.parse(refusalBody()) as object)).toContain(messageMember(refusal.name));
  });

  test.each(pagedRows)("$operation gives one item a page to the SDK's paginator, each once, and then ends", async (row) => {
    const { pages, items } = await row.prepare(await createSubject(shared));
    const seen: string[] = [];
    for await (const page of pages) {
      const names = namesOn(page, row);
      // Pages may be empty while others delete what they would hold.
      expect(names.length).toBeLessThanOrEqual(1);
      seen.push(...names);
    }
    expect(row.among === true ? seen.filter((name) => items.includes(name)) : seen).toEqual(items);
  });

  test("every list that has pages is shown to turn them", () => {
    const shown = new Set<string>(pagedRows.map(({ operation }) => operation));
    const paged = lambdaOperations.filter(({ model }) => model?.output !== undefined && Object.hasOwn(model.output.members, "NextMarker"));
    expect(paged.filter(({ name }) => !shown.has(name)).map(({ name }) => name)).toEqual([]);
  });

  test("every operation that Mayfly has is shown to work", () => {
    const shown = new Set<string>([...good.map(({ operation }) => operation), ...alwaysRefused]);
    expect(lambdaOperations.filter(({ name, model }) => model !== undefined && !shown.has(name)).map(({ name }) => name)).toEqual([]);
  });

  test.each(lambdaOperations.filter(({ model }) => model === undefined))("$name, which Mayfly lacks, is not an operation", async (route) => {
    const answer = await sendInput(system(), { ...route, path: route.path.replaceAll(/\{\w+\}/g, "x"), input: {}, bodyBytesMax: 0 }, {});
    expect(answer).toMatchObject({
      status: 404,
      errorType: "UnknownOperationException",
      text: expect.stringContaining(`${route.name} is not implemented yet`),
    });
  });

  test("the SDK reports operations that Mayfly lacks as unknown", async () => {
    const unknown = { name: "UnknownOperationException", $metadata: expect.objectContaining({ httpStatusCode: 404 }) };
    await expect(shared.client.send(new ListCapacityProvidersCommand({}))).rejects.toMatchObject(unknown);
    const DurableExecutionArn = `${shared.arn("1")}/durable-execution/x/y`;
    await expect(shared.client.send(new GetDurableExecutionCommand({ DurableExecutionArn }))).rejects.toMatchObject(unknown);
  });
});

function namesOn(page: object, { member, nameOf }: PagedRow): readonly string[] {
  const items: unknown = Reflect.get(page, member);
  return Array.isArray(items) ? items.map((item: unknown) => (typeof item === "string" ? item : String(Reflect.get(Object(item), nameOf)))) : [];
}

function expectRefusal(refused: unknown, { name, status, message, type }: Refusal): void {
  const told = {
    name: Reflect.get(Object(refused), "name"),
    message: Reflect.get(Object(refused), "message"),
    status: Reflect.get(Object(Reflect.get(Object(refused), "$metadata")), "httpStatusCode"),
    type: Reflect.get(Object(refused), "Type"),
  };
  expect(told).toEqual({ name, message: typeof message === "string" ? message : expect.stringMatching(message), status, type });
}
