import { randomUUID } from "node:crypto";
import {
  CreateFunctionCommand,
  DeleteFunctionCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
  LambdaClient,
  type CreateFunctionCommandInput,
  type InvokeCommandInput,
} from "@aws-sdk/client-lambda";
import { waitFor } from "@mayfly/testkit/wait-for";
import { zipOf, type ZipEntry } from "@mayfly/testkit/zip-of";
import { clientConfig, type System } from "./system.ts";

/** A function that lives as long as its scope. */
export interface TestFunction extends AsyncDisposable {
  readonly name: string;
  readonly client: LambdaClient;
}

/** An answer with its payload as text and its log decoded. */
export interface Answer {
  readonly status: number | undefined;
  readonly payload: string;
  readonly functionError: string | undefined;
  readonly log: string;
  readonly executedVersion: string | undefined;
}

/** Files of a function whose only module exports `handler` as written in `body`. */
export function handlerModule(body: string): Record<string, string> {
  return { "index.mjs": `export const handler = ${body};\n` };
}

/** Creates a function from files, waits until it is active, deletes it at the end. The SDK's own waiter, which looks once a second, has a test in control-plane. */
export async function createFunction(
  system: System,
  files: Readonly<Record<string, ZipEntry>>,
  settings: Partial<CreateFunctionCommandInput> = {},
): Promise<TestFunction> {
  const client = new LambdaClient(clientConfig(system));
  const name = settings.FunctionName ?? `fn-${randomUUID().slice(0, 8)}`;
  await client.send(
    new CreateFunctionCommand({
      FunctionName: name,
      Runtime: "nodejs24.x",
      Role: `arn:aws:iam::${system.account}:role/test`,
      Handler: "index.handler",
      Code: { ZipFile: await zipOf(files) },
      ...settings,
    }),
  );
  await waitUntilSettled(client, name);
  return {
    name,
    client,
    async [Symbol.asyncDispose]() {
      await client.send(new DeleteFunctionCommand({ FunctionName: name })).catch(() => undefined);
      client.destroy();
    },
  };
}

/** Resolves when a function is active and its last update is over; fails with the reason if it did not end well. */
export async function waitUntilSettled(client: LambdaClient, name: string): Promise<void> {
  const settled = await waitFor(
    async () => {
      const configuration = await client.send(new GetFunctionConfigurationCommand({ FunctionName: name }));
      return configuration.State !== "Pending" && configuration.LastUpdateStatus !== "InProgress" && configuration;
    },
    { deadlineMs: 120_000, what: `${name} to be settled` },
  );
  if (settled.State === "Active" && settled.LastUpdateStatus === "Successful") return;
  throw new Error(`${name} is ${settled.State}: ${settled.StateReason ?? settled.LastUpdateStatusReason}`);
}

/** Invokes and decodes. */
export async function invoke(fn: Pick<TestFunction, "name" | "client">, event: unknown = {}, settings: Partial<InvokeCommandInput> = {}): Promise<Answer> {
  const response = await fn.client.send(new InvokeCommand({ FunctionName: fn.name, Payload: JSON.stringify(event), ...settings }));
  return {
    status: response.StatusCode,
    payload: response.Payload?.transformToString() ?? "",
    functionError: response.FunctionError,
    log: Buffer.from(response.LogResult ?? "", "base64").toString(),
    executedVersion: response.ExecutedVersion,
  };
}
