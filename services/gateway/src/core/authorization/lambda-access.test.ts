import { FakeClock } from "@mayfly/kernel/fake-clock";
import { expect, test } from "vitest";
import { testAccount, userRecord, WritableDirectory } from "../../testing/identity-directory.test-support.ts";
import type { Caller } from "../caller.ts";
import { operatorPrincipal, userPrincipal, type Principal } from "../identity/principal.ts";
import { Authorizer } from "./authorizer.ts";
import { LambdaAccess } from "./lambda-access.ts";

const role = `arn:aws:iam::${testAccount}:role/app`;
const operator = operatorPrincipal(testAccount, `arn:aws:iam::${testAccount}:root`);
const trusting = (service: string): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }] });

function fixture(options: { readonly requireRoles?: boolean } = {}) {
  const directory = new WritableDirectory();
  const authorizer = new Authorizer({ directory, resourcePolicies: { policyOf: () => undefined }, region: "us-east-1", clock: new FakeClock(0) });
  const access = new LambdaAccess({ authorizer, directory, requireRoles: options.requireRoles ?? false });
  const ask = (operation: string, input: Readonly<Record<string, unknown>>, principal: Principal = operator): Caller =>
    access.requireOperation({ operation, input }, callerOf(principal));
  const putRole = (trustPolicy: string): void =>
    directory.put("role", { ...userRecord("app"), id: "AROA1", description: "", maxSessionSeconds: 3600, trustPolicy });
  const userWith = (...statements: readonly object[]): Principal => {
    const record = userRecord("ci", ...statements);
    directory.put("user", record);
    return userPrincipal(testAccount, record);
  };
  return { access, ask, putRole, userWith };
}

function callerOf(principal: Principal): Caller {
  return { region: "us-east-1", account: principal.access.account, principalArn: principal.access.arn, principal, origin: { sourceIp: "127.0.0.1" } };
}

test("any role will do, but one that exists must trust Lambda", () => {
  const { ask, putRole } = fixture();
  const create = (): unknown => ask("CreateFunction", { FunctionName: "f", Role: role });
  expect(create()).toBeDefined();

  putRole(trusting("ec2.amazonaws.com"));
  expect(create).toThrow("The role defined for the function cannot be assumed by Lambda.");
  putRole(trusting("lambda.amazonaws.com"));
  expect(create()).toBeDefined();
});

test("where roles must exist, one that does not is refused as AWS refuses it, at creations and updates", () => {
  const { ask, putRole } = fixture({ requireRoles: true });
  const refused = expect.objectContaining({ code: "InvalidParameterValue", publicMessage: "The role defined for the function cannot be assumed by Lambda." });

  for (const operation of ["CreateFunction", "UpdateFunctionConfiguration"]) {
    expect(() => ask(operation, { FunctionName: "f", Role: role })).toThrow(refused);
  }
  putRole(trusting("lambda.amazonaws.com"));
  expect(ask("CreateFunction", { FunctionName: "f", Role: role })).toBeDefined();
});

test.each([
  ["GetFunction", { FunctionName: "f" }, "function:f"],
  ["GetFunction", { FunctionName: "f", Qualifier: "PROD" }, "function:f:PROD"],
  ["GetFunction", { FunctionName: `arn:aws:lambda:us-east-1:${testAccount}:function:f:2` }, "function:f:2"],
  ["CreateAlias", { FunctionName: "f", Name: "PROD" }, "function:f"],
  ["PublishLayerVersion", { LayerName: "l" }, "layer:l"],
  ["GetLayerVersion", { LayerName: "l", VersionNumber: 3 }, "layer:l:3"],
  ["GetEventSourceMapping", { UUID: "u" }, "event-source-mapping:u"],
])("%s of %j is asked for on its own resource", (operation, input, resource) => {
  const { ask, userWith } = fixture();
  const arn = `arn:aws:lambda:us-east-1:${testAccount}:${resource}`;

  expect(ask(operation, input, userWith({ Effect: "Allow", Action: `lambda:${operation}`, Resource: arn }))).toBeDefined();
  expect(() => ask(operation, input, userWith({ Effect: "Allow", Action: `lambda:${operation}`, NotResource: arn }))).toThrow(
    `lambda:${operation} on resource: ${arn} because`,
  );
});

test("lists and mappings are asked for as a whole, and a mapping can be narrowed to functions", () => {
  const { ask, userWith } = fixture();
  const narrowed = userWith({
    Effect: "Allow",
    Action: "lambda:CreateEventSourceMapping",
    Resource: "*",
    Condition: { ArnLike: { "lambda:FunctionArn": `arn:aws:lambda:*:*:function:mine*` } },
  });

  expect(ask("CreateEventSourceMapping", { FunctionName: "mine-1" }, narrowed)).toBeDefined();
  expect(() => ask("CreateEventSourceMapping", { FunctionName: "theirs" }, narrowed)).toThrow("on resource: *");
  expect(() => ask("ListFunctions", {}, narrowed)).toThrow("lambda:ListFunctions on resource: *");
});

test("tags and layers of a request are conditions", () => {
  const { ask, userWith } = fixture();
  const pass = { Effect: "Allow", Action: "iam:PassRole", Resource: role, Condition: { StringEquals: { "iam:PassedToService": "lambda.amazonaws.com" } } };
  const tagged = userWith(pass, {
    Effect: "Allow",
    Action: "lambda:CreateFunction",
    Resource: "*",
    Condition: { StringEquals: { "aws:RequestTag/team": "a" }, "ForAllValues:StringLike": { "lambda:Layer": "arn:aws:lambda:*:*:layer:ok:*" } },
  });
  const input = { FunctionName: "f", Role: role, Tags: { team: "a" }, Layers: ["arn:aws:lambda:us-east-1:111111111111:layer:ok:1"] };

  expect(ask("CreateFunction", input, tagged)).toBeDefined();
  expect(() => ask("CreateFunction", { ...input, Tags: { team: "b" } }, tagged)).toThrow("lambda:CreateFunction");
  expect(() => ask("CreateFunction", { ...input, Layers: [...input.Layers, "arn:aws:lambda:us-east-1:111111111111:layer:bad:1"] }, tagged)).toThrow(
    "lambda:CreateFunction",
  );
});
