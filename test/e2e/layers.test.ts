import { createHash, randomUUID } from "node:crypto";
import {
  DeleteLayerVersionCommand,
  GetFunctionConfigurationCommand,
  GetLayerVersionByArnCommand,
  GetLayerVersionCommand,
  LambdaClient,
  ListLayersCommand,
  ListLayerVersionsCommand,
  PublishLayerVersionCommand,
  UpdateFunctionConfigurationCommand,
  paginateListLayerVersions,
  type PublishLayerVersionCommandInput,
} from "@aws-sdk/client-lambda";
import { zipOf, type ZipEntry } from "@mayfly/testkit/zip-of";
import { describe, expect, test } from "vitest";
import { createFunction, handlerModule, invoke, waitUntilSettled } from "./support/functions.ts";
import { shapes, useSystem } from "./support/shape.ts";
import { clientConfig, type System } from "./support/system.ts";

const requiring = (...names: string[]): Record<string, string> => ({
  "index.js": `exports.handler = async () => ${JSON.stringify(names)}.map((name) => { try { return require(name); } catch (error) { return error.code; } });`,
});
const moduleOf = (text: string): string => `module.exports = ${JSON.stringify(text)};`;

/** Publishes a layer version of these files; under a name of its own unless one is given. */
async function publish(
  system: System,
  files: Readonly<Record<string, ZipEntry>>,
  settings: Partial<PublishLayerVersionCommandInput> = {},
): Promise<{ readonly arn: string; readonly version: number; readonly name: string; readonly client: LambdaClient; readonly zip: Buffer }> {
  const client = new LambdaClient(clientConfig(system));
  const name = settings.LayerName ?? `layer-${randomUUID().slice(0, 8)}`;
  const zip = await zipOf(files);
  const answer = await client.send(new PublishLayerVersionCommand({ LayerName: name, Content: { ZipFile: zip }, ...settings }));
  return { arn: answer.LayerVersionArn ?? "", version: answer.Version ?? 0, name, client, zip };
}

const layerOf = (text: string, ...names: string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [`nodejs/node_modules/${name}/index.js`, moduleOf(text)]));

describe.each(shapes)("layers, $shape", ({ start }) => {
  const system = useSystem(start);

  test("a function requires modules of its layers, the last layer on top", async () => {
    const lower = await publish(system(), layerOf("lower", "one", "same"));
    const upper = await publish(system(), layerOf("upper", "two", "same"));

    await using fn = await createFunction(system(), requiring("one", "two", "same"), { Layers: [lower.arn, upper.arn] });

    expect(JSON.parse((await invoke(fn)).payload)).toEqual(["lower", "upper", "upper"]);
    const { Layers } = await fn.client.send(new GetFunctionConfigurationCommand({ FunctionName: fn.name }));
    expect(Layers).toEqual([
      { Arn: lower.arn, CodeSize: lower.zip.length },
      { Arn: upper.arn, CodeSize: upper.zip.length },
    ]);
  });

  test("an update of the layers is seen by the next invocation after it, and an empty list takes them away", async () => {
    const first = await publish(system(), layerOf("1", "part"));
    const second = await publish(system(), layerOf("2", "part"), { LayerName: first.name });
    await using fn = await createFunction(system(), requiring("part"), { Layers: [first.arn] });
    expect((await invoke(fn)).payload).toBe('["1"]');

    for (const [layers, expected] of [
      [[second.arn], '["2"]'],
      [[], '["MODULE_NOT_FOUND"]'],
    ] as const) {
      await fn.client.send(new UpdateFunctionConfigurationCommand({ FunctionName: fn.name, Layers: [...layers] }));
      await waitUntilSettled(fn.client, fn.name);
      expect((await invoke(fn)).payload).toBe(expected);
    }
    const configuration = await fn.client.send(new GetFunctionConfigurationCommand({ FunctionName: fn.name }));
    expect(configuration).not.toHaveProperty("Layers");
  });

  test("five layers are merged at /opt, read-only", async () => {
    const layers = await Promise.all([1, 2, 3, 4, 5].map((number) => publish(system(), { [`part-${number}`]: "x" })));
    const body = `async () => { const fs = await import("node:fs"); let failure; try { fs.writeFileSync("/opt/x", ""); } catch (error) { failure = error.code; } return [fs.readdirSync("/opt").sort(), failure]; }`;

    await using fn = await createFunction(system(), handlerModule(body), { Layers: layers.map(({ arn }) => arn) });

    expect(JSON.parse((await invoke(fn)).payload)).toEqual([["part-1", "part-2", "part-3", "part-4", "part-5"], "EROFS"]);
  });

  test("a function keeps a layer version that was deleted, a new one cannot have it, and its number is not used again", async () => {
    const layer = await publish(system(), layerOf("kept", "part"));
    const { client, name: LayerName } = layer;
    await using fn = await createFunction(system(), requiring("part"), { Layers: [layer.arn] });

    await client.send(new DeleteLayerVersionCommand({ LayerName, VersionNumber: 1 }));
    await client.send(new DeleteLayerVersionCommand({ LayerName, VersionNumber: 1 }));

    await fn.client.send(new UpdateFunctionConfigurationCommand({ FunctionName: fn.name, Description: "cold again" }));
    await waitUntilSettled(fn.client, fn.name);
    expect((await invoke(fn)).payload).toBe('["kept"]');
    await expect(client.send(new GetLayerVersionCommand({ LayerName, VersionNumber: 1 }))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: "The resource you requested does not exist.",
    });
    await expect(createFunction(system(), requiring("part"), { Layers: [layer.arn] })).rejects.toMatchObject({
      name: "InvalidParameterValueException",
      message: `Layer version ${layer.arn} does not exist.`,
    });
    expect((await client.send(new ListLayerVersionsCommand({ LayerName }))).LayerVersions).toEqual([]);
    expect((await publish(system(), layerOf("again", "part"), { LayerName })).version).toBe(2);
  });

  test("a published version is answered in AWS's shapes, and its archive can be downloaded", async () => {
    const { client, name, arn, zip } = await publish(
      system(),
      { a: "a" },
      { Description: "tools", CompatibleRuntimes: ["nodejs24.x"], CompatibleArchitectures: ["x86_64"], LicenseInfo: "MIT" },
    );

    const found = await client.send(new GetLayerVersionByArnCommand({ Arn: arn }));

    expect(found).toMatchObject({
      LayerArn: `arn:aws:lambda:us-east-1:${system().account}:layer:${name}`,
      LayerVersionArn: `arn:aws:lambda:us-east-1:${system().account}:layer:${name}:1`,
      Version: 1,
      Description: "tools",
      CreatedDate: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/),
      CompatibleRuntimes: ["nodejs24.x"],
      CompatibleArchitectures: ["x86_64"],
      LicenseInfo: "MIT",
      Content: { CodeSize: zip.length, CodeSha256: createHash("sha256").update(zip).digest("base64") },
    });
    const download = await fetch(found.Content?.Location ?? "");
    expect(Buffer.from(await download.arrayBuffer()).equals(zip)).toBe(true);
    const byName = await client.send(new GetLayerVersionCommand({ LayerName: found.LayerArn, VersionNumber: 1 }));
    expect({ ...byName, Content: undefined, $metadata: undefined }).toEqual({ ...found, Content: undefined, $metadata: undefined });
    const { Layers = [] } = await client.send(new ListLayersCommand({ CompatibleRuntime: "nodejs24.x" }));
    expect(Layers.find(({ LayerName }) => LayerName === name)?.LatestMatchingVersion).toMatchObject({ LayerVersionArn: arn, Version: 1 });
  });

  test("the SDK's paginator sees every version once, the latest first", async () => {
    const { name, client } = await publish(system(), { a: "1" });
    for (const text of ["2", "3", "4", "5"]) await publish(system(), { a: text }, { LayerName: name });

    const versions: (number | undefined)[] = [];
    for await (const page of paginateListLayerVersions({ client, pageSize: 2 }, { LayerName: name }))
      versions.push(...(page.LayerVersions ?? []).map((each) => each.Version));

    expect(versions).toEqual([5, 4, 3, 2, 1]);
  });

  test("an archive that is none is refused, and a layer version that cannot be", async () => {
    const client = new LambdaClient(clientConfig(system()));
    const damaged = client.send(new PublishLayerVersionCommand({ LayerName: "damaged", Content: { ZipFile: Buffer.from("no zip") } }));
    await expect(damaged).rejects.toMatchObject({
      name: "InvalidParameterValueException",
      message: "Could not unzip uploaded file. Please check your file, then try to upload again.",
    });
    const zeroth = client.send(new GetLayerVersionCommand({ LayerName: "any", VersionNumber: 0 }));
    await expect(zeroth).rejects.toMatchObject({ name: "InvalidParameterValueException", message: "Layer Version Cannot be less than 1" });
  });
});
