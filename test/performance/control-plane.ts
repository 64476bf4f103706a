import {
  CreateAliasCommand,
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  LambdaClient,
  ListFunctionsCommand,
  ListVersionsByFunctionCommand,
  TagResourceCommand,
  UpdateAliasCommand,
  UpdateFunctionConfigurationCommand,
} from "@aws-sdk/client-lambda";
import { createFunction, handlerModule, waitUntilSettled } from "../e2e/support/functions.ts";
import { startStandaloneSystem } from "../e2e/support/standalone-system.ts";
import { clientConfig } from "../e2e/support/system.ts";
import { quantile } from "./latency.ts";

/** How long one kind of call takes through the unmodified SDK, one at a time. */
export interface ControlPlaneFigures {
  readonly operation: string;
  readonly kind: "read" | "write";
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly calls: number;
}

interface Call {
  readonly operation: string;
  readonly kind: "read" | "write";
  readonly once: (turn: number) => Promise<unknown>;
  /** Not counted: until the next call may follow. */
  readonly after?: () => Promise<unknown>;
}

/** Not counted: JIT compilation. */
const warmUpCalls = 20;

/** Reads and writes of a Mayfly of its own with a few functions. */
export async function measureControlPlane(count: number): Promise<readonly ControlPlaneFigures[]> {
  await using system = await startStandaloneSystem();
  await using fn = await createFunction(system, handlerModule("async (event) => event"), { Publish: true });
  const client = new LambdaClient(clientConfig(system));
  const FunctionName = fn.name;
  const { Configuration } = await client.send(new GetFunctionCommand({ FunctionName }));
  await client.send(new CreateAliasCommand({ FunctionName, Name: "live", FunctionVersion: "1" }));
  const calls: readonly Call[] = [
    { operation: "GetFunctionConfiguration", kind: "read", once: () => client.send(new GetFunctionConfigurationCommand({ FunctionName })) },
    { operation: "GetFunction", kind: "read", once: () => client.send(new GetFunctionCommand({ FunctionName })) },
    { operation: "ListFunctions", kind: "read", once: () => client.send(new ListFunctionsCommand({})) },
    { operation: "ListVersionsByFunction", kind: "read", once: () => client.send(new ListVersionsByFunctionCommand({ FunctionName })) },
    { operation: "UpdateAlias", kind: "write", once: (turn) => client.send(new UpdateAliasCommand({ FunctionName, Name: "live", Description: `${turn}` })) },
    {
      operation: "TagResource",
      kind: "write",
      once: (turn) => client.send(new TagResourceCommand({ Resource: Configuration?.FunctionArn, Tags: { turn: `${turn}` } })),
    },
    {
      operation: "UpdateFunctionConfiguration",
      kind: "write",
      once: (turn) => client.send(new UpdateFunctionConfigurationCommand({ FunctionName, Description: `${turn}` })),
      after: () => waitUntilSettled(client, FunctionName),
    },
  ];
  const figures: ControlPlaneFigures[] = [];
  for (const call of calls) figures.push(await measure(call, count));
  client.destroy();
  return figures;
}

async function measure({ operation, kind, once, after }: Call, count: number): Promise<ControlPlaneFigures> {
  const latencies: number[] = [];
  for (let turn = 0; turn < count + warmUpCalls; turn += 1) {
    const started = performance.now();
    await once(turn);
    if (turn >= warmUpCalls) latencies.push(performance.now() - started);
    await after?.();
  }
  latencies.sort((a, b) => a - b);
  return { operation, kind, p50Ms: quantile(latencies, 0.5), p95Ms: quantile(latencies, 0.95), calls: latencies.length };
}
