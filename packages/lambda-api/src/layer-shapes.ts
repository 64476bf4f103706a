import { s3Source, zipFile } from "./code-shapes.ts";
import { integer, list, oneOf, string, structure, type Member, type Shape } from "./shape.ts";

const region = "(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}";
const layerArn = `arn:(aws[a-zA-Z-]*)?:lambda:${region}:\\d{12}:layer:`;

/** LayerNameOrArn: name or ARN of a layer. */
export const layerName = string({ min: 1, max: 2048, pattern: `(${layerArn}[a-zA-Z0-9-_]{1,140}|[a-zA-Z0-9-_]{1,140})` });
/** ARN of a layer version. */
export const layerVersionArn = string({
  min: 1,
  max: 2048,
  pattern: `((${layerArn}[a-zA-Z0-9-_]+:[0-9]+)|(arn:[a-zA-Z0-9-]+:lambda:::awslayer:[a-zA-Z0-9-_]+))`,
});

/** Every runtime that the model has, also those that no function can have any more. */
export const compatibleRuntime = oneOf(
  ...["nodejs", "nodejs4.3", "nodejs6.10", "nodejs8.10", "nodejs10.x", "nodejs12.x", "nodejs14.x", "nodejs16.x", "nodejs18.x", "nodejs20.x", "nodejs22.x"],
  ...["nodejs24.x", "java8", "java8.al2", "java11", "java17", "java21", "java25", "python2.7", "python3.6", "python3.7", "python3.8", "python3.9"],
  ...["python3.10", "python3.11", "python3.12", "python3.13", "python3.14", "dotnetcore1.0", "dotnetcore2.0", "dotnetcore2.1", "dotnetcore3.1", "dotnet6"],
  ...["dotnet8", "dotnet10", "nodejs4.3-edge", "go1.x", "ruby2.5", "ruby2.7", "ruby3.2", "ruby3.3", "ruby3.4", "ruby4.0", "provided", "provided.al2"],
  ...["provided.al2023", "nodejs26.x", "python3.15", "java8.al2023", "java11.al2023", "java17.al2023", "custom"],
);
/** x86_64 or arm64. */
export const compatibleArchitecture = oneOf("x86_64", "arm64");

/** Where a layer's archive comes from. */
export const layerContent = structure({ ZipFile: zipFile, ...s3Source });

/** What PublishLayerVersion says beside the archive. */
export const layerPublication = {
  Description: string({ min: 0, max: 256 }),
  CompatibleRuntimes: list(compatibleRuntime, { min: 0, max: 15 }),
  CompatibleArchitectures: list(compatibleArchitecture, { min: 0, max: 2 }),
  LicenseInfo: string({ min: 0, max: 512 }),
} satisfies Record<string, Member | Shape>;

const text = string();

const listedVersion = {
  LayerVersionArn: text,
  Version: integer(),
  Description: text,
  CreatedDate: text,
  CompatibleRuntimes: { shape: list(text), omitEmpty: true },
  CompatibleArchitectures: { shape: list(text), omitEmpty: true },
  LicenseInfo: text,
} satisfies Record<string, Member | Shape>;

/** A layer version as PublishLayerVersion and GetLayerVersion answer it. */
export const layerVersion = structure({ Content: structure({ Location: text, CodeSha256: text, CodeSize: integer() }), LayerArn: text, ...listedVersion });

/** Answer of ListLayers. */
export const layerPage = structure({
  Layers: list(structure({ LayerName: text, LayerArn: text, LatestMatchingVersion: structure(listedVersion) })),
  NextMarker: text,
});

/** Answer of ListLayerVersions. */
export const layerVersionPage = structure({ LayerVersions: list(structure(listedVersion)), NextMarker: text });
