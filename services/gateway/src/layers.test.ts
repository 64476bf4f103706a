import { createHash } from "node:crypto";
import {
  CreateFunctionCommand,
  DeleteLayerVersionCommand,
  GetLayerVersionByArnCommand,
  GetLayerVersionCommand,
  ListLayerVersionsCommand,
  PublishLayerVersionCommand,
} from "@aws-sdk/client-lambda";
import { functionsService } from "@mayfly/contracts/services";
import { createGrpcClient } from "@mayfly/rpc/grpc-client";
import { expect, test } from "vitest";
import { startGateway, testCredential } from "./testing/gateway-fixture.test-support.ts";

const zip = Buffer.from("an archive");
const arn = "arn:aws:lambda:us-east-1:000000000000:layer:tools:1";

test("an unmodified SDK publishes a layer version: the package store has its archive, the link gives it", async () => {
  await using gateway = await startGateway();
  const client = gateway.client();

  const published = await client.send(
    new PublishLayerVersionCommand({ LayerName: "tools", Content: { ZipFile: zip }, Description: "d", CompatibleRuntimes: ["nodejs24.x"], LicenseInfo: "MIT" }),
  );

  expect(published).toMatchObject({
    LayerVersionArn: arn,
    Version: 1,
    Description: "d",
    CompatibleRuntimes: ["nodejs24.x"],
    LicenseInfo: "MIT",
    Content: { CodeSize: zip.length, CodeSha256: createHash("sha256").update(zip).digest("base64") },
    $metadata: { httpStatusCode: 201 },
  });
  expect(published).not.toHaveProperty("CompatibleArchitectures");
  const archive = await fetch(published.Content?.Location ?? "");
  expect(Buffer.from(await archive.arrayBuffer())).toEqual(zip);
  expect([...gateway.backend.archives.values()]).toEqual([zip]);
});

test("layer versions are read by name and by ARN, listed without content, and deleted with 204", async () => {
  await using gateway = await startGateway();
  const client = gateway.client();
  await client.send(new PublishLayerVersionCommand({ LayerName: "tools", Content: { ZipFile: zip } }));

  const byArn = await client.send(new GetLayerVersionByArnCommand({ Arn: arn }));
  const byName = await client.send(new GetLayerVersionCommand({ LayerName: "tools", VersionNumber: 1 }));
  const listed = await client.send(new ListLayerVersionsCommand({ LayerName: "tools" }));
  const deleted = await client.send(new DeleteLayerVersionCommand({ LayerName: "tools", VersionNumber: 1 }));

  expect(byArn).toMatchObject({ LayerVersionArn: arn, Description: "" });
  expect(byName.LayerVersionArn).toBe(arn);
  expect(listed.LayerVersions).toEqual([{ LayerVersionArn: arn, Version: 1, Description: "", CreatedDate: "2026-01-01T00:00:00.000+0000" }]);
  expect(listed).not.toHaveProperty("NextMarker");
  expect(deleted.$metadata.httpStatusCode).toBe(204);
});

test("what breaks the model is refused before anything is stored", async () => {
  await using gateway = await startGateway();
  const client = gateway.client();
  const role = "arn:aws:iam::000000000000:role/test";
  const code = { FunctionName: "f", Role: role, Runtime: "nodejs24.x", Handler: "a.b", Code: { ZipFile: zip } } as const;

  const unnamed = client.send(new PublishLayerVersionCommand({ LayerName: "no name!", Content: { ZipFile: zip } }));
  await expect(unnamed).rejects.toMatchObject({
    name: "ValidationException",
    message: expect.stringMatching(/^1 validation error detected: Value 'no name!' at 'layerName'/),
  });
  const noArn = client.send(new CreateFunctionCommand({ ...code, Layers: ["tools"] }));
  await expect(noArn).rejects.toMatchObject({
    name: "ValidationException",
    message: expect.stringMatching(/^1 validation error detected: Value '\[tools\]' at 'layers'/),
  });
  const fromS3 = client.send(new PublishLayerVersionCommand({ LayerName: "tools", Content: { S3Bucket: "bucket", S3Key: "key" } }));
  await expect(fromS3).rejects.toMatchObject({ message: "There is no object store here." });
  const empty = client.send(new PublishLayerVersionCommand({ LayerName: "tools", Content: { ZipFile: Buffer.alloc(0) } }));
  await expect(empty).rejects.toMatchObject({ name: "InvalidParameterValueException", message: "Uploaded file must be a non-empty zip" });
  const zeroth = client.send(new DeleteLayerVersionCommand({ LayerName: "tools", VersionNumber: 0 }));
  await expect(zeroth).rejects.toMatchObject({ name: "InvalidParameterValueException", message: "Layer Version Cannot be less than 1" });
  expect(gateway.backend.archives.size).toBe(0);
});

test("gRPC publishes and reads layer versions too", async () => {
  await using gateway = await startGateway();
  await using client = createGrpcClient(functionsService, { address: gateway.app.grpcAddress ?? "" });
  const authorized = { headers: new Map([["authorization", `Bearer ${testCredential.token}`]]) };

  const published = await client.PublishLayerVersion({ layer_name: "tools", content: { zip_file: zip } }, authorized);
  const found = await client.GetLayerVersionByArn({ arn }, authorized);
  const stored = client.PublishLayerVersion({ layer_name: "tools", content: { stored: { sha256: "0".repeat(64), size_bytes: 1 } } }, authorized);

  expect(published).toMatchObject({ layer_version_arn: arn, version: 1, content: { code_size: zip.length } });
  expect(found.content?.location).toMatch(/^http:.*\/_mayfly\/packages\//);
  await expect(stored).rejects.toMatchObject({ code: "InvalidParameterValue" });
});
