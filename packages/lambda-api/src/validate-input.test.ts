import { expect, test } from "vitest";
import { lambdaOperation, type LambdaOperationName } from "./lambda-operations.ts";
import { validateInput } from "./validate-input.ts";

const role = "arn:aws:iam::000000000000:role/test";
const functionNamePattern =
  "(arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\\$LATEST|[a-zA-Z0-9-_]+))?";

function problemsOf(name: LambdaOperationName, input: Readonly<Record<string, unknown>>): string | undefined {
  try {
    validateInput(lambdaOperation(name), input);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

test.each<readonly [LambdaOperationName, Readonly<Record<string, unknown>>, string]>([
  [
    "CreateEventSourceMapping",
    {
      FunctionName: "f",
      SourceAccessConfigurations: [
        { Type: "VPC_SUBNET", URI: "s" },
        { Type: "VPC_SUBNET", URI: "" },
      ],
    },
    "Validation: 1 validation error detected: Value '' at 'sourceAccessConfigurations.2.member.uRI' failed to satisfy constraint: Member must have length greater than or equal to 1",
  ],
  [
    "CreateEventSourceMapping",
    { FunctionName: "f", StartingPosition: "0" },
    "Validation: 1 validation error detected: Value '0' at 'startingPosition' failed to satisfy constraint: Member must satisfy enum value set: [LATEST, AT_TIMESTAMP, TRIM_HORIZON]",
  ],
  [
    "CreateCodeSigningConfig",
    { AllowedPublishers: { SigningProfileVersionArns: [] } },
    "Validation: 1 validation error detected: Value '[]' at 'allowedPublishers.signingProfileVersionArns' failed to satisfy constraint: Member must have length greater than or equal to 1",
  ],
  [
    "GetFunction",
    { FunctionName: "echo", Qualifier: "" },
    "Validation: 2 validation errors detected: Value '' at 'qualifier' failed to satisfy constraint: Member must satisfy regular expression pattern: \\$(LATEST(\\.PUBLISHED)?)|[a-zA-Z0-9-_$]+; " +
      "Value '' at 'qualifier' failed to satisfy constraint: Member must have length greater than or equal to 1",
  ],
  [
    "DeleteFunction",
    { FunctionName: "no name" },
    `Validation: 1 validation error detected: Value 'no name' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern: ${functionNamePattern}`,
  ],
  [
    "CreateFunction",
    { FunctionName: "f", Code: {} },
    "Validation: 1 validation error detected: Value null at 'role' failed to satisfy constraint: Member must not be null",
  ],
  [
    "CreateFunction",
    { FunctionName: "f", Role: role, Code: {}, Architectures: ["x86"] },
    "Validation: 1 validation error detected: Value '[x86]' at 'architectures' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [x86_64, arm64], Member must not be null]",
  ],
  [
    "CreateFunction",
    { FunctionName: "f", Role: role, Code: {}, Architectures: [] },
    "Validation: 1 validation error detected: Value '[]' at 'architectures' failed to satisfy constraint: Member must have length greater than or equal to 1",
  ],
  [
    "UpdateFunctionConfiguration",
    { FunctionName: "f", EphemeralStorage: { Size: 1 } },
    "Validation: 1 validation error detected: Value '1' at 'ephemeralStorage.size' failed to satisfy constraint: Member must have value greater than or equal to 512",
  ],
  [
    "UpdateFunctionConfiguration",
    { FunctionName: "f", SnapStart: { ApplyOn: "invalid" } },
    "Validation: 1 validation error detected: Value 'invalid' at 'snapStart.applyOn' failed to satisfy constraint: Member must satisfy enum value set: [PublishedVersions, None]",
  ],
  [
    "UpdateFunctionConfiguration",
    { FunctionName: "f", Environment: { Variables: { "1X": "v" } } },
    "Validation: 1 validation error detected: Value '{1X=v}' at 'environment.variables' failed to satisfy constraint: Map keys must satisfy constraint: [Member must satisfy regular expression pattern: [a-zA-Z]([a-zA-Z0-9_])+, Member must not be null]",
  ],
  [
    "CreateFunction",
    { FunctionName: "f", Role: role, Code: {}, Tags: { "": "v" } },
    "Validation: 1 validation error detected: Value '{=v}' at 'tags' failed to satisfy constraint: Map keys must satisfy constraint: [Member must have length less than or equal to 128, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: ([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*), Member must not be null]",
  ],
  [
    "Invoke",
    { FunctionName: "f", InvocationType: "Later" },
    "Validation: 1 validation error detected: Value 'Later' at 'invocationType' failed to satisfy constraint: Member must satisfy enum value set: [Event, RequestResponse, DryRun]",
  ],
  [
    "ListFunctions",
    { MaxItems: 0 },
    "Validation: 1 validation error detected: Value '0' at 'maxItems' failed to satisfy constraint: Member must have value greater than or equal to 1",
  ],
])("%s of %j is refused in AWS's words", (name, input, message) => {
  expect(problemsOf(name, input)).toBe(message);
});

test.each<readonly [LambdaOperationName, Readonly<Record<string, unknown>>]>([
  [
    "CreateFunction",
    {
      FunctionName: "arn:aws:lambda:us-east-1:000000000000:function:f",
      Role: role,
      Code: { ZipFile: Buffer.from("x") },
      Timeout: 900,
      MemorySize: 10_240,
      Tags: { größe: "ß" },
    },
  ],
  ["UpdateFunctionConfiguration", { FunctionName: "f", Environment: { Variables: {} }, Layers: [], VpcConfig: { SubnetIds: [] }, KMSKeyArn: "" }],
  ["Invoke", { FunctionName: "f".repeat(65), Qualifier: "$LATEST" }],
])("%s of %j is accepted", (name, input) => {
  expect(problemsOf(name, input)).toBeUndefined();
});

test("a member that Mayfly lacks is named with its path", () => {
  const problem = problemsOf("CreateFunction", { FunctionName: "f", Role: role, Code: { ImageUri: "image" } });

  expect(problem).toBe("InvalidParameterValue: Mayfly does not support the parameter Code.ImageUri of CreateFunction yet.");
});

test("a member that AWS refuses too is refused in AWS's words", () => {
  const problem = problemsOf("UpdateFunctionCode", { FunctionName: "f", ImageUri: "image" });

  expect(problem).toBe("InvalidParameterValue: Please don't provide ImageUri when updating a function with packageType Zip.");
});
