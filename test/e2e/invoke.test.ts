import { InvokeCommand } from "@aws-sdk/client-lambda";
import { describe, expect, test } from "vitest";
import { createFunction, handlerModule, invoke } from "./support/functions.ts";
import { shapes, useSystem } from "./support/shape.ts";

describe.each(shapes)("invoking through HTTP, $shape", ({ start }) => {
  const system = useSystem(start);

  test("a function answers with what its handler returns, its version and its log", async () => {
    await using fn = await createFunction(
      system(),
      handlerModule(`async (event, context) => {
      console.log("seen", event.n);
      return { doubled: event.n * 2, id: context.awsRequestId, arn: context.invokedFunctionArn, memory: context.memoryLimitInMB, group: context.logGroupName };
    }`),
    );

    const answer = await invoke(fn, { n: 21 }, { LogType: "Tail" });

    const id = /START RequestId: (\S+) Version: \$LATEST\n/.exec(answer.log)?.[1];
    expect(answer).toMatchObject({ status: 200, functionError: undefined, executedVersion: "$LATEST" });
    expect(JSON.parse(answer.payload)).toEqual({
      doubled: 42,
      id,
      arn: `arn:aws:lambda:us-east-1:${system().account}:function:${fn.name}`,
      memory: "128",
      group: `/aws/lambda/${fn.name}`,
    });
    expect(answer.log).toMatch(
      new RegExp(
        `^START RequestId: ${id} Version: \\$LATEST\\n\\S+\\t${id}\\tINFO\\tseen 21\\nEND RequestId: ${id}\\nREPORT RequestId: ${id}\\tDuration: \\d+\\.\\d\\d ms\\tBilled Duration: \\d+ ms\\tMemory Size: 128 MB\\tMax Memory Used: \\d+ MB\\tInit Duration: \\d+\\.\\d\\d ms\\t\\n$`,
      ),
    );
  });

  test("payloads of nothing, 1 KB and 6 MB arrive whole and come back whole", async () => {
    await using fn = await createFunction(system(), handlerModule("async (event) => event"), { MemorySize: 512, Timeout: 30 });
    const sized = (bytes: number) => JSON.stringify("x".repeat(bytes - 2));

    const empty = await fn.client.send(new InvokeCommand({ FunctionName: fn.name }));
    expect(empty.Payload?.transformToString()).toBe("{}");
    for (const bytes of [1024, 6 * 1024 * 1024]) {
      const sent = sized(bytes);
      const answer = await fn.client.send(new InvokeCommand({ FunctionName: fn.name, Payload: sent }));
      expect(answer.Payload?.transformToString() === sent, `${bytes} bytes`).toBe(true);
    }
  });

  test("a warm environment is used again and keeps its memory", async () => {
    await using fn = await createFunction(system(), { "index.mjs": "let calls = 0; export const handler = async () => ++calls;" });

    const counts: string[] = [];
    for (let call = 0; call < 5; call++) counts.push((await invoke(fn)).payload);

    expect(counts).toEqual(["1", "2", "3", "4", "5"]);
  });

  test("a dry run answers 204 and does not run the function", async () => {
    await using fn = await createFunction(system(), { "index.mjs": "let calls = 0; export const handler = async () => ++calls;" });

    const dry = await invoke(fn, {}, { InvocationType: "DryRun" });

    expect(dry).toMatchObject({ status: 204, payload: "" });
    expect((await invoke(fn)).payload).toBe("1");
  });

  test("1,000 invocations at concurrency 50 are all answered right, by at most 50 environments", async () => {
    await using fn = await createFunction(
      system(),
      { "index.mjs": "const environment = crypto.randomUUID(); export const handler = async (event) => ({ n: event.n, environment });" },
      { Timeout: 30 },
    );
    const environments = new Set<string>();
    let next = 0;
    const worker = async (): Promise<void> => {
      while (next < 1000) {
        const n = next++;
        const answer = JSON.parse((await invoke(fn, { n })).payload) as { n: number; environment: string };
        expect(answer.n).toBe(n);
        environments.add(answer.environment);
      }
    };

    await Promise.all(Array.from({ length: 50 }, worker));

    expect(environments.size).toBeLessThanOrEqual(50);
    expect(next).toBe(1000);
  }, 120_000);
});
