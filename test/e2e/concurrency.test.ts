import { randomUUID } from "node:crypto";
import {
  CreateAliasCommand,
  DeleteFunctionConcurrencyCommand,
  DeleteProvisionedConcurrencyConfigCommand,
  GetAccountSettingsCommand,
  GetFunctionCommand,
  GetFunctionConcurrencyCommand,
  GetFunctionRecursionConfigCommand,
  GetFunctionScalingConfigCommand,
  GetProvisionedConcurrencyConfigCommand,
  GetRuntimeManagementConfigCommand,
  ListFunctionEventInvokeConfigsCommand,
  ListProvisionedConcurrencyConfigsCommand,
  PublishVersionCommand,
  PutFunctionConcurrencyCommand,
  PutFunctionEventInvokeConfigCommand,
  PutProvisionedConcurrencyConfigCommand,
  UpdateAliasCommand,
  UpdateFunctionCodeCommand,
} from "@aws-sdk/client-lambda";
import { waitFor } from "@mayfly/testkit/wait-for";
import { zipOf } from "@mayfly/testkit/zip-of";
import { describe, expect, test } from "vitest";
import { waitForLogLine } from "./support/function-logs.ts";
import { createFunction, handlerModule, invoke, waitUntilSettled, type TestFunction } from "./support/functions.ts";
import { shapes, useSystem } from "./support/shape.ts";

/** Answers how it was initialised, after the milliseconds of its event. */
const telling = handlerModule(`async (event) => {
  await new Promise((resolve) => setTimeout(resolve, event.ms ?? 0));
  return process.env.AWS_LAMBDA_INITIALIZATION_TYPE;
}`);

/** Resolves when the provisioning has ended, one way or the other. */
function provisioned(fn: TestFunction, qualifier: string) {
  return waitFor(
    async () => {
      const config = await fn.client.send(new GetProvisionedConcurrencyConfigCommand({ FunctionName: fn.name, Qualifier: qualifier }));
      return config.Status !== "IN_PROGRESS" && config;
    },
    { what: `${qualifier} to be provisioned`, deadlineMs: 60_000 },
  );
}

describe.each(shapes)("concurrency, $shape", ({ start }) => {
  const system = useSystem(start);

  test("a reservation is all that a function gets, and 0 throttles it", async () => {
    await using fn = await createFunction(system(), telling, { Timeout: 60 });
    const { client, name: FunctionName } = fn;
    const reserve = (ReservedConcurrentExecutions: number) => client.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions }));

    expect((await client.send(new GetFunctionCommand({ FunctionName }))).Concurrency).toBeUndefined();
    expect((await reserve(2)).ReservedConcurrentExecutions).toBe(2);
    expect((await client.send(new GetFunctionCommand({ FunctionName }))).Concurrency).toEqual({ ReservedConcurrentExecutions: 2 });
    const answers = await Promise.allSettled(Array.from({ length: 6 }, () => invoke(fn, { ms: 3_000 })));

    const throttled = answers.flatMap((answer) => (answer.status === "rejected" ? [answer.reason as Error & { Reason?: string }] : []));
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(2);
    expect(throttled.map((error) => [error.name, error.Reason, error.message])).toEqual(
      Array.from({ length: 4 }, () => ["TooManyRequestsException", "ReservedFunctionConcurrentInvocationLimitExceeded", "Rate Exceeded."]),
    );
    await reserve(0);
    const refused = await waitFor(
      () =>
        invoke(fn).then(
          () => undefined,
          (error: unknown) => error,
        ),
      { what: "the leases to be given back" },
    );
    expect(refused).toMatchObject({ name: "TooManyRequestsException", Reason: "ReservedFunctionConcurrentInvocationLimitExceeded" });
    await client.send(new DeleteFunctionConcurrencyCommand({ FunctionName }));
    expect((await client.send(new GetFunctionConcurrencyCommand({ FunctionName }))).ReservedConcurrentExecutions).toBeUndefined();
    expect((await invoke(fn)).payload).toBe(`"on-demand"`);
  });

  test("reservations show in the account's settings, and leave 100 to all other functions", async () => {
    await using fn = await createFunction(system(), telling, { Timeout: 60 });
    const { client, name: FunctionName } = fn;
    const before = await client.send(new GetAccountSettingsCommand({}));
    expect(before.AccountLimit).toMatchObject({
      TotalCodeSize: 80_530_636_800,
      CodeSizeUnzipped: 262_144_000,
      CodeSizeZipped: 52_428_800,
      ConcurrentExecutions: 1000,
    });
    expect(before.AccountUsage?.FunctionCount).toBeGreaterThanOrEqual(1);
    expect(before.AccountUsage?.TotalCodeSize).toBeGreaterThan(0);

    await client.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 5 }));

    const { AccountLimit } = await client.send(new GetAccountSettingsCommand({}));
    expect(AccountLimit?.UnreservedConcurrentExecutions).toBe((before.AccountLimit?.UnreservedConcurrentExecutions ?? 0) - 5);
    await expect(client.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 901 }))).rejects.toMatchObject({
      name: "InvalidParameterValueException",
      message: "Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [100].",
    });
    await expect(client.send(new PutFunctionConcurrencyCommand({ FunctionName: `${FunctionName}:1`, ReservedConcurrentExecutions: 1 }))).rejects.toMatchObject({
      name: "InvalidParameterValueException",
      message:
        "This operation is permitted on Lambda functions only. Aliases and versions do not support this operation. Please specify either a function name or an unqualified function ARN.",
    });
  });

  test("provisioned environments are there before the first invocation, and follow their alias", async () => {
    await using fn = await createFunction(system(), telling, { Timeout: 60 });
    const { client, name: FunctionName } = fn;
    await client.send(new PublishVersionCommand({ FunctionName }));
    await client.send(new CreateAliasCommand({ FunctionName, Name: "live", FunctionVersion: "1" }));

    const put = await client.send(new PutProvisionedConcurrencyConfigCommand({ FunctionName, Qualifier: "live", ProvisionedConcurrentExecutions: 2 }));
    expect(put).toMatchObject({
      RequestedProvisionedConcurrentExecutions: 2,
      AllocatedProvisionedConcurrentExecutions: 0,
      AvailableProvisionedConcurrentExecutions: 0,
      Status: "IN_PROGRESS",
    });
    expect(await provisioned(fn, "live")).toMatchObject({
      Status: "READY",
      AvailableProvisionedConcurrentExecutions: 2,
      AllocatedProvisionedConcurrentExecutions: 2,
    });
    const answers = await Promise.all(Array.from({ length: 2 }, () => invoke(fn, { ms: 500 }, { Qualifier: "live", LogType: "Tail" })));
    expect(answers.map(({ payload }) => payload)).toEqual([`"provisioned-concurrency"`, `"provisioned-concurrency"`]);
    // A third at the same time is more than was provisioned.
    const spilled = await Promise.all(Array.from({ length: 3 }, () => invoke(fn, { ms: 2_000 }, { Qualifier: "live" })));
    expect(spilled.map(({ payload }) => payload).toSorted()).toEqual([`"on-demand"`, `"provisioned-concurrency"`, `"provisioned-concurrency"`]);

    await client.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile: await zipOf({ ...telling, "more.txt": "2" }) }));
    await waitUntilSettled(client, FunctionName);
    await client.send(new PublishVersionCommand({ FunctionName }));
    await client.send(new UpdateAliasCommand({ FunctionName, Name: "live", FunctionVersion: "2" }));
    await waitFor(async () => (await invoke(fn, {}, { Qualifier: "2" })).payload === `"provisioned-concurrency"`, { what: "version 2 to be provisioned" });
    const { ProvisionedConcurrencyConfigs } = await client.send(new ListProvisionedConcurrencyConfigsCommand({ FunctionName }));
    expect(ProvisionedConcurrencyConfigs?.map((config) => config.FunctionArn?.split(":").at(-1))).toEqual(["live"]);
    await client.send(new DeleteProvisionedConcurrencyConfigCommand({ FunctionName, Qualifier: "live" }));
    await expect(client.send(new GetProvisionedConcurrencyConfigCommand({ FunctionName, Qualifier: "live" }))).rejects.toMatchObject({
      name: "ProvisionedConcurrencyConfigNotFoundException",
      message: "No Provisioned Concurrency Config found for this function",
    });
  });

  test("a version whose init phase fails cannot be provisioned, and says why", async () => {
    await using fn = await createFunction(system(), { "index.mjs": `throw new Error("no");` });
    await fn.client.send(new PublishVersionCommand({ FunctionName: fn.name }));
    await fn.client.send(new PutProvisionedConcurrencyConfigCommand({ FunctionName: fn.name, Qualifier: "1", ProvisionedConcurrentExecutions: 1 }));
    expect(await provisioned(fn, "1")).toMatchObject({ Status: "FAILED", StatusReason: "FUNCTION_ERROR_INIT_FAILURE" });
  });

  test("asynchronous invocations go by their configuration, and their outcome to its destination", async () => {
    const marker = randomUUID();
    await using target = await createFunction(
      system(),
      handlerModule(`async ({ requestContext, requestPayload }) => console.log(requestContext.condition, requestPayload.marker)`),
    );
    await using fn = await createFunction(system(), handlerModule(`async () => { throw new Error("no"); }`));
    const { client, name: FunctionName } = fn;
    const Destination = `arn:aws:lambda:${system().region}:${system().account}:function:${target.name}`;

    const put = await client.send(
      new PutFunctionEventInvokeConfigCommand({ FunctionName, MaximumRetryAttempts: 0, DestinationConfig: { OnFailure: { Destination } } }),
    );
    expect(put.LastModified).toBeInstanceOf(Date);
    expect(put.DestinationConfig).toEqual({ OnSuccess: {}, OnFailure: { Destination } });
    await invoke(fn, { marker }, { InvocationType: "Event" });

    await waitForLogLine(system(), `RetriesExhausted ${marker}`);
    const { FunctionEventInvokeConfigs } = await client.send(new ListFunctionEventInvokeConfigsCommand({ FunctionName }));
    expect(FunctionEventInvokeConfigs?.map((config) => config.MaximumRetryAttempts)).toEqual([0]);
  });

  test("a function has AWS's defaults for loops and runtime updates, and no scaling", async () => {
    await using fn = await createFunction(system(), telling, { Timeout: 60 });
    const { client, name: FunctionName } = fn;
    await client.send(new PublishVersionCommand({ FunctionName }));
    expect((await client.send(new GetFunctionRecursionConfigCommand({ FunctionName }))).RecursiveLoop).toBe("Terminate");
    expect(await client.send(new GetRuntimeManagementConfigCommand({ FunctionName }))).toMatchObject({ UpdateRuntimeOn: "Auto" });
    await expect(client.send(new GetFunctionScalingConfigCommand({ FunctionName, Qualifier: "1" }))).rejects.toMatchObject({
      name: "InvalidParameterValueException",
    });
  });
});
