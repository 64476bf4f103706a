import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { InvokeCommand, LambdaClient, ListFunctionsCommand } from "@aws-sdk/client-lambda";
import { functionFeedService, functionsService, packagesService } from "@mayfly/contracts/services";
import { registration } from "@mayfly/rpc/contract-methods";
import { createGrpcServer } from "@mayfly/rpc/grpc-server";
import { temporaryDirectory } from "@mayfly/testkit/temporary-directory";
import { startTestNats } from "@mayfly/testkit/test-servers";
import { waitFor } from "@mayfly/testkit/wait-for";
import { expect, test } from "vitest";
import { serveGateway } from "./main.ts";
import { FakeControlPlane } from "./testing/fake-backends.test-support.ts";
import { testCredential } from "./testing/gateway-fixture.test-support.ts";

test("a gateway on its own talks to metadata over gRPC and to NATS, tells its addresses, and stops", async () => {
  await using directory = await temporaryDirectory();
  await using nats = await startTestNats();
  const backend = new FakeControlPlane();
  await using backends = createGrpcServer({
    services: [
      registration(functionsService, backend.functions),
      registration(packagesService, backend.packages),
      registration(functionFeedService, {
        async *Watch(_requests, call) {
          yield { changes: [], caught_up: true, reset: true };
          await new Promise<void>((resolve) => {
            call.signal.addEventListener("abort", () => resolve());
            call.draining?.addEventListener("abort", () => resolve());
          });
        },
      }),
    ],
    reflection: false,
  });
  const port = await backends.start({ host: "127.0.0.1", port: 0 });
  const credentialsFile = join(directory.path, "credentials.json");
  await writeFile(credentialsFile, JSON.stringify([testCredential]));
  await using gateway = await serveGateway({
    MAYFLY_HTTP_PORT: "0",
    MAYFLY_GRPC_PORT: "0",
    MAYFLY_METRICS_PORT: "0",
    MAYFLY_URL_PORT: "0",
    MAYFLY_NATS_URL: nats.url,
    MAYFLY_METADATA_ADDRESS: `127.0.0.1:${port}`,
    MAYFLY_PACKAGE_STORE_ADDRESS: `127.0.0.1:${port}`,
    MAYFLY_CREDENTIALS_FILE: credentialsFile,
    MAYFLY_LOG_LEVEL: "silent",
  });
  const { http = "", metrics = "" } = gateway.addresses;
  const client = new LambdaClient({ endpoint: http, region: "us-east-1", credentials: testCredential, maxAttempts: 1 });

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
