import { list, oneOf, required, string, structure, type Member, type Shape } from "./shape.ts";

const region = "(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}";

/** ARN of a code signing configuration. */
export const codeSigningConfigArn = string({
  min: 0,
  max: 200,
  pattern: `arn:(aws[a-zA-Z-]*)?:lambda:${region}:\\d{12}:code-signing-config:csc-[a-z0-9]{17}`,
});

/** Signing profiles whose code may be deployed. */
export const allowedPublishers = structure({
  SigningProfileVersionArns: required(
    list(
      string({
        max: 10_000,
        pattern: `arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\\-])+:(${region})?:(\\d{12})?:(.*)`,
      }),
      { min: 1, max: 20 },
    ),
  ),
});

/** What a configuration says beside its publishers. */
export const codeSigningSettings = {
  Description: string({ min: 0, max: 256 }),
  CodeSigningPolicies: structure({ UntrustedArtifactOnDeployment: oneOf("Warn", "Enforce") }),
} satisfies Record<string, Member | Shape>;

const text = string();

const codeSigningConfig = structure({
  CodeSigningConfigId: text,
  CodeSigningConfigArn: text,
  Description: text,
  AllowedPublishers: structure({ SigningProfileVersionArns: list(text) }),
  CodeSigningPolicies: structure({ UntrustedArtifactOnDeployment: text }),
  LastModified: text,
});

/** Answer of the operations on one configuration. */
export const codeSigningConfigAnswer = structure({ CodeSigningConfig: codeSigningConfig });
/** Answer of ListCodeSigningConfigs. */
export const codeSigningConfigPage = structure({ CodeSigningConfigs: list(codeSigningConfig), NextMarker: text });
/** Which configuration a function has; without members if it has none (behaviours.md §6). */
export const functionCodeSigningConfig = structure({
  CodeSigningConfigArn: { shape: text, omitEmpty: true },
  FunctionName: { shape: text, omitEmpty: true },
});
/** Answer of ListFunctionsByCodeSigningConfig. */
export const codeSigningFunctionPage = structure({ NextMarker: text, FunctionArns: list(text) });
