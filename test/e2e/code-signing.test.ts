import {
  CreateCodeSigningConfigCommand,
  DeleteCodeSigningConfigCommand,
  DeleteFunctionCodeSigningConfigCommand,
  GetCodeSigningConfigCommand,
  GetFunctionCodeSigningConfigCommand,
  LambdaClient,
  ListFunctionsByCodeSigningConfigCommand,
  UpdateCodeSigningConfigCommand,
  UpdateFunctionCodeCommand,
} from "@aws-sdk/client-lambda";
import { zipOf } from "@mayfly/testkit/zip-of";
import { describe, expect, test } from "vitest";
import { createFunction, handlerModule, invoke, waitUntilSettled } from "./support/functions.ts";
import { shapes, useSystem } from "./support/shape.ts";
import { clientConfig } from "./support/system.ts";

const AllowedPublishers = { SigningProfileVersionArns: ["arn:aws:signer:us-east-1:000000000000:/signing-profiles/test"] };

describe.each(shapes)("code signing configurations, $shape", ({ start }) => {
  const system = useSystem(start);

  test("a function under Warn is deployed; under Enforce its code is refused and what runs keeps running", async () => {
    const client = new LambdaClient(clientConfig(system()));
    const { CodeSigningConfig: config } = await client.send(new CreateCodeSigningConfigCommand({ AllowedPublishers, Description: "d" }));
    expect(config).toEqual({
      CodeSigningConfigId: expect.stringMatching(/^csc-[a-z0-9]{17}$/),
      CodeSigningConfigArn: `arn:aws:lambda:us-east-1:${system().account}:code-signing-config:${config?.CodeSigningConfigId}`,
      Description: "d",
      AllowedPublishers,
      CodeSigningPolicies: { UntrustedArtifactOnDeployment: "Warn" },
      LastModified: expect.stringMatching(/\+0000$/),
    });
    const CodeSigningConfigArn = config?.CodeSigningConfigArn;
    {
      await using fn = await createFunction(system(), handlerModule("async () => 1"), { CodeSigningConfigArn });
      const FunctionName = fn.name;
      expect(await client.send(new GetFunctionCodeSigningConfigCommand({ FunctionName }))).toMatchObject({ CodeSigningConfigArn, FunctionName });
      const { FunctionArns } = await client.send(new ListFunctionsByCodeSigningConfigCommand({ CodeSigningConfigArn }));
      expect(FunctionArns).toEqual([`arn:aws:lambda:us-east-1:${system().account}:function:${FunctionName}`]);
      await client.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile: await zipOf(handlerModule("async () => 2")) }));
      await waitUntilSettled(client, FunctionName);

      await client.send(new UpdateCodeSigningConfigCommand({ CodeSigningConfigArn, CodeSigningPolicies: { UntrustedArtifactOnDeployment: "Enforce" } }));
      const ZipFile = await zipOf(handlerModule("async () => 3"));
      const refused = await client.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile })).catch((error: unknown) => error);
      expect(refused).toMatchObject({
        name: "CodeVerificationFailedException",
        message: `Lambda cannot deploy the function. The function or layer might be signed using a signature that the client is not configured to accept. Check the provided signature for ${FunctionName}.`,
        $metadata: { httpStatusCode: 400 },
      });
      expect((await invoke(fn)).payload).toBe("2");

      const inUse = await client.send(new DeleteCodeSigningConfigCommand({ CodeSigningConfigArn })).catch((error: unknown) => error);
      expect(inUse).toMatchObject({ name: "ResourceConflictException", $metadata: { httpStatusCode: 409 } });
      await client.send(new DeleteFunctionCodeSigningConfigCommand({ FunctionName }));
      const { $metadata: _metadata, ...none } = await client.send(new GetFunctionCodeSigningConfigCommand({ FunctionName }));
      expect(none).toEqual({});
    }
    const deleted = await client.send(new DeleteCodeSigningConfigCommand({ CodeSigningConfigArn }));
    expect(deleted.$metadata.httpStatusCode).toBe(204);
    const gone = await client.send(new GetCodeSigningConfigCommand({ CodeSigningConfigArn })).catch((error: unknown) => error);
    expect(gone).toMatchObject({
      name: "ResourceNotFoundException",
      message: `The Lambda code signing configuration ${CodeSigningConfigArn} can not be found.`,
      $metadata: { httpStatusCode: 404 },
    });
    expect(Reflect.get(Object(gone), "Type")).toBeUndefined();
    client.destroy();
  });
});
