import { expect, test } from "vitest";
import { lambdaOperation } from "./lambda-operations.ts";
import { validateInput } from "./validate-input.ts";

const detected = (...violations: string[]): string =>
  `${violations.length} validation error${violations.length === 1 ? "" : "s"} detected: ${violations.join("; ")}`;

function messageOf(name: "CreateFunctionUrlConfig" | "GetFunctionUrlConfig" | "ListFunctionUrlConfigs", input: Record<string, unknown>): string | undefined {
  try {
    validateInput(lambdaOperation(name), { FunctionName: "fn", ...input });
    return undefined;
  } catch (error) {
    return Reflect.get(Object(error), "publicMessage") as string;
  }
}

test.each(["1", "$LATEST", "a.b"])("the qualifier %s has no URL, beside the name or in it", (qualifier) => {
  expect(messageOf("GetFunctionUrlConfig", { Qualifier: qualifier })).toBe(
    detected(`Value '${qualifier}' at 'qualifier' failed to satisfy constraint: Member must satisfy regular expression pattern: ((?!^\\d+$)^[0-9a-zA-Z-_]+$)`),
  );
  expect(messageOf("GetFunctionUrlConfig", { FunctionName: `fn:${qualifier}` })).toMatch(
    /^1 validation error detected: Value 'fn:.+' at 'functionName' failed/,
  );
});

test("an alias has, also one that begins with digits", () => {
  for (const qualifier of ["live", "2024-01-02", "1a"]) {
    expect(messageOf("GetFunctionUrlConfig", { Qualifier: qualifier })).toBeUndefined();
    expect(messageOf("GetFunctionUrlConfig", { FunctionName: `arn:aws:lambda:us-east-1:000000000000:function:fn:${qualifier}` })).toBeUndefined();
  }
});

test("everything that is wrong with new settings is told at once", () => {
  const input = { AuthType: "COGNITO", InvokeMode: "LATER", Cors: { AllowMethods: ["OPTIONS"], AllowOrigins: [""], MaxAge: 86_401 } };
  expect(messageOf("CreateFunctionUrlConfig", input)).toBe(
    detected(
      "Value 'COGNITO' at 'authType' failed to satisfy constraint: Member must satisfy enum value set: [NONE, AWS_IAM]",
      "Value '[OPTIONS]' at 'cors.allowMethods' failed to satisfy constraint: Member must satisfy constraint: [Member must have length less than or equal to 6, Member must have length greater than or equal to 0, Member must satisfy regular expression pattern: .*, Member must not be null]",
      "Value '[]' at 'cors.allowOrigins' failed to satisfy constraint: Member must satisfy constraint: [Member must have length less than or equal to 253, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: .*, Member must not be null]",
      "Value '86401' at 'cors.maxAge' failed to satisfy constraint: Member must have value less than or equal to 86400",
      "Value 'LATER' at 'invokeMode' failed to satisfy constraint: Member must satisfy enum value set: [RESPONSE_STREAM, BUFFERED]",
    ),
  );
  expect(messageOf("CreateFunctionUrlConfig", {})).toBe(detected("Value null at 'authType' failed to satisfy constraint: Member must not be null"));
  expect(messageOf("ListFunctionUrlConfigs", { MaxItems: 51 })).toMatch(/Member must have value less than or equal to 50$/);
});
