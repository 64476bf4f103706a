import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { InvokeCommand, LambdaClient, ListFunctionsCommand } from "@aws-sdk/client-lambda";
import { functionFeedService, functionsService, identitiesService, packagesService } from "@mayfly/contracts/services";
import { PlatformError } from "@mayfly/errors/platform-error";
import { registration } from "@mayfly/rpc/contract-methods";
import { createGrpcClient } from "@mayfly/rpc/grpc-client";
import { createGrpcServer } from "@mayfly/rpc/grpc-server";
import { temporaryDirectory } from "@mayfly/testkit/temporary-directory";
import { startTestNats } from "@mayfly/testkit/test-servers";
import { waitFor } from "@mayfly/testkit/wait-for";
import { expect, test } from "vitest";
import { serveGateway } from "./main.ts";
import { FakeControlPlane } from "./testing/fake-backends.test-support.ts";
import { testCredential } from "./testing/gateway-fixture.test-support.ts";

/** Metadata and package store on a port, 0 for a free one. */
async function startBackends(backend: FakeControlPlane, port: number): Promise<AsyncDisposable & { readonly port: number }> {
  const server = createGrpcServer({
    services: [
      registration(functionsService, backend.functions),
      registration(packagesService, backend.packages),
      registration(identitiesService, {
        Perform: () => Promise.reject(new PlatformError("InvalidAction", "not asked for here")),
        IssueRoleCredentials: () => Promise.reject(new PlatformError("InvalidAction", "not asked for here")),
        async *WatchIdentities(_request, call) {
          yield { changes: [], caught_up: true, reset: true };
          await new Promise<void>((resolve) => {
            call.signal.addEventListener("abort", () => resolve());
            call.draining?.addEventListener("abort", () => resolve());
          });
        },
      }),
      registration(functionFeedService, {
        async *Watch(_requests, call) {
          yield { changes: [], caught_up: true, reset: true };
          await new Promise<void>((resolve) => {
            call.signal.addEventListener("abort", () => resolve());
            call.draining?.addEventListener("abort", () => resolve());
          });
        },
        ReportMappingResult: async () => ({}),
      }),
    ],
    reflection: false,
  });
  const bound = await server.start({ host: "127.0.0.1", port });
  return { port: bound, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

function environmentOf(natsUrl: string, port: number, credentialsFile: string): Record<string, string> {
  return {
    MAYFLY_HTTP_PORT: "0",
    MAYFLY_GRPC_PORT: "0",
    MAYFLY_METRICS_PORT: "0",
    MAYFLY_URL_PORT: "0",
    MAYFLY_NATS_URL: natsUrl,
    MAYFLY_METADATA_ADDRESS: `127.0.0.1:${port}`,
    MAYFLY_PACKAGE_STORE_ADDRESS: `127.0.0.1:${port}`,
    MAYFLY_CREDENTIALS_FILE: credentialsFile,
    MAYFLY_LOG_LEVEL: "silent",
  };
}

test("while metadata is down, control-plane calls and unknown functions are answered 503 within seconds, over HTTP and gRPC, and again once it is back", async () => {
  await using directory = await temporaryDirectory();
  await using nats = await startTestNats();
  const backend = new FakeControlPlane();
  const backends = await startBackends(backend, 0);
  const credentialsFile = join(directory.path, "credentials.json");
  await writeFile(credentialsFile, JSON.stringify([testCredential]));
  await using gateway = await serveGateway(environmentOf(nats.url, backends.port, credentialsFile));
  const { http = "", grpc = "" } = gateway.addresses;
  const client = new LambdaClient({ endpoint: http, region: "us-east-1", credentials: { ...testCredential }, maxAttempts: 1 });
  await using functions = createGrpcClient(functionsService, { address: grpc });
  const options = { headers: new Map([["authorization", `Bearer ${testCredential.token}`]]) };
  await client.send(new ListFunctionsCommand({}));

  await backends[Symbol.asyncDispose]();

  const startedMs = performance.now();
  const unavailable = { name: "ServiceUnavailableException", $metadata: { httpStatusCode: 503 } };
  await expect(client.send(new ListFunctionsCommand({}))).rejects.toMatchObject(unavailable);
  await expect(client.send(new InvokeCommand({ FunctionName: "echo" }))).rejects.toMatchObject(unavailable);
  await expect(functions.ListFunctions({}, options)).rejects.toMatchObject({ code: "ServiceUnavailable", definition: { grpcStatus: 14 } });
  expect(performance.now() - startedMs).toBeLessThan(5_000);
  await using _again = await startBackends(backend, backends.port);
  await waitFor(async () => (await client.send(new ListFunctionsCommand({}))).Functions, { what: "metadata to be reached again" });
  expect((await functions.ListFunctions({}, options)).functions).toEqual([]);
  client.destroy();
});

test("a gateway on its own talks to metadata over gRPC and to NATS, tells its addresses, and stops", async () => {
  await using directory = await temporaryDirectory();
  await using nats = await startTestNats();
  const backend = new FakeControlPlane();
  await using backends = await startBackends(backend, 0);
  const credentialsFile = join(directory.path, "credentials.json");
  await writeFile(credentialsFile, JSON.stringify([testCredential]));
  await using gateway = await serveGateway(environmentOf(nats.url, backends.port, credentialsFile));
  const { http = "", metrics = "" } = gateway.addresses;
  const client = new LambdaClient({ endpoint: http, region: "us-east-1", credentials: { ...testCredential }, maxAttempts: 1 });

  await waitFor(async () => (await fetch(`${http}/_mayfly/health`)).status === 200, { what: "the gateway to be healthy" });
  const listed = await client.send(new ListFunctionsCommand({}));
  await expect(client.send(new InvokeCommand({ FunctionName: "missing" }))).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  client.destroy();

  expect(listed.Functions).toEqual([]);
  expect(await (await fetch(`${metrics}/metrics`)).text()).toContain('mayfly_gateway_requests_total{door="http",operation="ListFunctions",status="200"} 1');
});

test("a credentials file that is none stops the start with its name and what is wrong", async () => {
  await using directory = await temporaryDirectory();
  const credentialsFile = join(directory.path, "credentials.json");
  await writeFile(credentialsFile, JSON.stringify([{ ...testCredential, account: "12" }]));

  const started = serveGateway({ MAYFLY_NATS_URL: "nats://127.0.0.1:1", MAYFLY_CREDENTIALS_FILE: credentialsFile, MAYFLY_LOG_LEVEL: "silent" });

  await expect(started).rejects.toThrow(/credentials\.json is not a credentials file:[^]*an account has twelve digits/);
});
