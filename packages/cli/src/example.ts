import { readFile } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import {
  CreateFunctionCommand,
  InvokeCommand,
  LambdaClient,
  ResourceConflictException,
  UpdateFunctionCodeCommand,
  waitUntilFunctionActiveV2,
  waitUntilFunctionUpdatedV2,
} from "@aws-sdk/client-lambda";
import type { Standalone } from "@mayfly/standalone/standalone";
import { ZipFile } from "yazl";

const functionName = "hello";
const exampleUrl = new URL("../../../docs/examples/hello/index.mjs", import.meta.url);

/** What the example answered, and how long the steps took in milliseconds. */
export interface ExampleResult {
  readonly answer: string;
  readonly logTail: string;
  readonly deployMs: number;
  readonly firstInvokeMs: number;
  readonly secondInvokeMs: number;
}

/** Deploys `docs/examples/hello` with the unmodified AWS SDK and invokes it twice. */
export async function runExample(standalone: Standalone): Promise<ExampleResult> {
  const client = new LambdaClient({
    endpoint: standalone.addresses.http,
    region: standalone.region,
    credentials: standalone.credentials,
    maxAttempts: 1,
  });
  try {
    const started = performance.now();
    await deploy(client, standalone.account);
    const deployed = performance.now();
    const answer = await client.send(new InvokeCommand({ FunctionName: functionName, Payload: JSON.stringify({ name: "Mayfly" }), LogType: "Tail" }));
    const invoked = performance.now();
    await client.send(new InvokeCommand({ FunctionName: functionName, Payload: JSON.stringify({ name: "again" }) }));
    const invokedAgain = performance.now();
    if (answer.FunctionError !== undefined) throw new Error(`the example function failed: ${answer.Payload?.transformToString() ?? ""}`);
    return {
      answer: answer.Payload?.transformToString() ?? "",
      logTail: Buffer.from(answer.LogResult ?? "", "base64").toString(),
      deployMs: deployed - started,
      firstInvokeMs: invoked - deployed,
      secondInvokeMs: invokedAgain - invoked,
    };
  } finally {
    client.destroy();
  }
}

/** Prints the answer and the log tail verbatim, then the timings. */
export function printExample(result: ExampleResult): void {
  process.stdout.write(`${result.answer}\n\n${result.logTail}\n`);
  const timing = (name: string, ms: number) => `${name} ${ms.toFixed(1)} ms`;
  process.stdout.write(
    `${[timing("deployed in", result.deployMs), timing("first invoke", result.firstInvokeMs), timing("second invoke", result.secondInvokeMs)].join(", ")}\n`,
  );
}

async function deploy(client: LambdaClient, account: string): Promise<void> {
  const zip = await zipExample();
  const wait = { client, maxWaitTime: 180, minDelay: 1, maxDelay: 1 };
  try {
    await client.send(
      new CreateFunctionCommand({
        FunctionName: functionName,
        Runtime: "nodejs24.x",
        Role: `arn:aws:iam::${account}:role/example`,
        Handler: "index.handler",
        Code: { ZipFile: zip },
      }),
    );
    await waitUntilFunctionActiveV2(wait, { FunctionName: functionName });
  } catch (error) {
    if (!(error instanceof ResourceConflictException)) throw error;
    await client.send(new UpdateFunctionCodeCommand({ FunctionName: functionName, ZipFile: zip }));
    await waitUntilFunctionUpdatedV2(wait, { FunctionName: functionName });
  }
}

async function zipExample(): Promise<Buffer> {
  const zip = new ZipFile();
  // A fixed time: the same example is the same package at every start, stored once.
  zip.addBuffer(await readFile(exampleUrl), "index.mjs", { mtime: new Date(2000, 0, 1) });
  zip.end();
  return buffer(zip.outputStream);
}
