import { Client, credentials } from "@grpc/grpc-js";
import { functionsService } from "@mayfly/contracts/services";
import type { ServiceHandlers } from "@mayfly/contracts/service-contract";
import { describe, expect, it } from "vitest";
import { registration } from "./contract-methods.ts";
import { createGrpcServer } from "./grpc-server.ts";
import { collect } from "./rpc-harness.test-support.ts";

const unused = async (): Promise<never> => {
  throw new Error("not used by this test");
};

// A proxy has every method; none is called.
const handlers = new Proxy({}, { get: () => unused }) as ServiceHandlers<typeof functionsService>;

/** Fields of ServerReflectionRequest. */
const ask = { listServices: 7, fileContainingSymbol: 4 } as const;

/** What reflection answers, as the text that is in its bytes. */
async function reflect(question: keyof typeof ask, argument: string): Promise<string> {
  await using server = createGrpcServer({ services: [registration(functionsService, handlers)], reflection: true, drainTimeoutMs: 200 });
  const client = new Client(`127.0.0.1:${await server.start({ host: "127.0.0.1", port: 0 })}`, credentials.createInsecure());
  const identity = (bytes: Buffer): Buffer => bytes;
  const call = client.makeBidiStreamRequest("/grpc.reflection.v1.ServerReflection/ServerReflectionInfo", identity, identity);
  call.write(Buffer.concat([Buffer.from([(ask[question] << 3) | 2, argument.length]), Buffer.from(argument)]));
  call.end();
  const answers: Buffer[] = await collect(call);
  client.close();
  return Buffer.concat(answers).toString("latin1");
}

describe("reflection", () => {
  it("lists what is served, with health checks, and nothing else", async () => {
    const services = await reflect("listServices", "*");
    for (const served of ["mayfly.functions.v1.Functions", "grpc.health.v1.Health"]) expect(services).toContain(served);
    expect(services).not.toContain("mayfly.agent.v1.Agent");
  });

  it("describes maps as protoc does, which Go insists on", async () => {
    const file = await reflect("fileContainingSymbol", "mayfly.functions.v1.Functions");
    expect(file).toContain("VariablesEntry");
    expect(file).toContain("TagsEntry");
  });

  it("names types of other packages in full and sends their files along", async () => {
    const file = await reflect("fileContainingSymbol", "google.rpc.ErrorInfo");
    expect(file).toContain(".google.protobuf.Any");
    expect(file).toContain("type_url");
    expect(await reflect("fileContainingSymbol", "mayfly.agent.v1.PlaceRequest")).toContain(".mayfly.functions.v1.FunctionSpec");
  });
});
