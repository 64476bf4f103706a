import { invocationService, functionsService } from "@mayfly/contracts/services";
import { createGrpcClient } from "@mayfly/rpc/grpc-client";
import { describe, expect, test } from "vitest";
import { createFunction, handlerModule } from "./support/functions.ts";
import { shapes, useSystem } from "./support/shape.ts";
import type { System } from "./support/system.ts";

const bearer = (system: System) => new Map([["authorization", `Bearer ${system.token}`]]);

describe.each(shapes)("invoking through gRPC, $shape", ({ start }) => {
  const system = useSystem(start);
  const address = (): string => system().grpcAddresses[0] ?? "";

  test("Invoke answers as HTTP does, with the log tail when asked for", async () => {
    await using fn = await createFunction(system(), handlerModule("async (event) => ({ got: event.x })"));
    await using client = createGrpcClient(invocationService, { address: address() });

    const answer = await client.Invoke({ function_name: fn.name, payload: Buffer.from('{"x":7}'), log_type: "Tail" }, { headers: bearer(system()) });

    expect(answer).toMatchObject({ status_code: 200, function_error: "", executed_version: "$LATEST" });
    expect(JSON.parse(answer.payload.toString())).toEqual({ got: 7 });
    expect(Buffer.from(answer.log_result, "base64").toString()).toContain(`REPORT RequestId: ${answer.request_id}`);
  });

  test("InvokeMany answers every request of the stream under its correlation id, errors among them", async () => {
    await using fn = await createFunction(system(), handlerModule("async (event) => event.n"));
    await using client = createGrpcClient(invocationService, { address: address() });
    async function* requests() {
      for (let n = 0; n < 200; n++)
        yield { function_name: n === 100 ? "unknown-function" : fn.name, payload: Buffer.from(JSON.stringify({ n })), correlation_id: String(n) };
    }

    const answers = new Map<string, string>();
    for await (const answer of client.InvokeMany(requests(), { headers: bearer(system()) })) {
      answers.set(answer.correlation_id, answer.error?.name ? answer.error.name : answer.payload.toString());
    }

    expect(answers.size).toBe(200);
    for (const [id, payload] of answers) expect(payload).toBe(id === "100" ? "ResourceNotFoundException" : id);
  });

  test("an unknown function is NOT_FOUND with AWS's name, a missing token UNAUTHENTICATED", async () => {
    await using client = createGrpcClient(invocationService, { address: address() });

    await expect(client.Invoke({ function_name: "unknown-function" }, { headers: bearer(system()) })).rejects.toMatchObject({ code: "ResourceNotFound" });
    await expect(client.Invoke({ function_name: "unknown-function" })).rejects.toMatchObject({ definition: { grpcStatus: 16 } });
  });

  test("the control plane has the same functions as over HTTP", async () => {
    await using fn = await createFunction(system(), handlerModule("async () => 1"));
    await using client = createGrpcClient(functionsService, { address: address() });

    const answer = await client.GetFunction({ function_name: fn.name }, { headers: bearer(system()) });

    expect(answer.configuration).toMatchObject({ function_name: fn.name, state: "Active", runtime: "nodejs24.x" });
    expect(answer.code?.location).toMatch(/^http:/);
  });
});
