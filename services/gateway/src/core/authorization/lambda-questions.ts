import { functionArn } from "@mayfly/domain/arn";
import { layerArn, layerVersionArn, parseLayerName } from "@mayfly/domain/layer-name";
import { parseFunctionName } from "@mayfly/domain/function-name";
import type { Input } from "@mayfly/lambda-api/operation";
import type { Caller } from "../caller.ts";
import type { AccessQuestion } from "./authorizer.ts";

/** Operations whose action in IAM has another name (Service Authorization Reference, "Actions defined by AWS Lambda"). */
const actions: ReadonlyMap<string, string> = new Map([
  ["Invoke", "InvokeFunction"],
  ["InvokeWithResponseStream", "InvokeFunction"],
  ["GetLayerVersionByArn", "GetLayerVersion"],
]);

/** Operations that concern the function as a whole although their input may have a qualifier or the name of an alias. */
const wholeFunction = new Set([
  "PublishVersion",
  "ListVersionsByFunction",
  "CreateAlias",
  "UpdateAlias",
  "DeleteAlias",
  "GetAlias",
  "ListAliases",
  "CreateFunction",
]);

type Keys = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The name of an operation's action in IAM. */
function lambdaAction(operation: string): string {
  return `lambda:${actions.get(operation) ?? operation}`;
}

/** What an operation on an input asks of the policies: action, the resource that its input names, and its condition keys. */
export function lambdaQuestion(operation: string, input: Input, caller: Caller): AccessQuestion {
  const named = resourceOf(operation, input, caller);
  const resourceAccount = /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(named)?.[1] ?? caller.account;
  // What belongs to no region or account is the caller's own.
  return { action: lambdaAction(operation), resource: named, resourceAccount, origin: caller.origin, keys: () => keysOf(input, named, caller) };
}

function resourceOf(operation: string, input: Input, caller: Caller): string {
  const {
    LayerName: layer,
    UUID: mapping,
    Resource: resource,
    ResourceArn: policyResource,
    Arn: arn,
    CodeSigningConfigArn: signing,
    FunctionName: name,
  } = input;
  if (typeof layer === "string") return layerResource(layer, input["VersionNumber"], caller);
  if (typeof mapping === "string") return `arn:aws:lambda:${caller.region}:${caller.account}:event-source-mapping:${mapping}`;
  for (const given of [resource, policyResource, arn]) if (typeof given === "string") return given;
  // Mappings and lists of them are authorized as a whole; lambda:FunctionArn narrows them.
  if (operation === "CreateEventSourceMapping" || operation === "ListEventSourceMappings") return "*";
  if (typeof name === "string") return functionResource(operation, { name, qualifier: input["Qualifier"] }, caller);
  return typeof signing === "string" ? signing : "*";
}

/** The ARN of the function as the request names it; one that is malformed stands for itself and matches what it matches. */
function functionResource(operation: string, { name, qualifier }: { readonly name: string; readonly qualifier?: unknown }, caller: Caller): string {
  const asked = typeof qualifier === "string" && qualifier !== "" && !wholeFunction.has(operation) ? qualifier : undefined;
  const named = parseFunctionName(name, caller, asked);
  const owner = named.kind === "other-account" ? { region: caller.region, account: named.account } : caller;
  const parsed = owner === caller ? named : parseFunctionName(name, owner, asked);
  if (parsed.kind === "reference") return functionArn(owner, parsed.functionName, wholeFunction.has(operation) ? undefined : parsed.qualifier);
  return name.startsWith("arn:") ? name : functionArn(caller, name, asked);
}

function layerResource(text: string, version: unknown, caller: Caller): string {
  const parsed = parseLayerName(text);
  const key = { region: caller.region, account: caller.account, ...parsed?.owner, layerName: parsed?.layerName ?? text };
  return typeof version === "number" ? layerVersionArn(key, version) : layerArn(key);
}

/** The condition keys that Lambda documents, and those of tags (Service Authorization Reference, "Condition keys for AWS Lambda"). */
function keysOf(input: Input, resource: string, caller: Caller): Keys {
  const tags = textsOf(input["Tags"]);
  const vpc = objectOf(input["VpcConfig"]);
  const mapped = input["FunctionName"];
  return {
    ...Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:RequestTag/${key}`, value])),
    "aws:TagKeys": [...Object.keys(tags), ...listOf(input["TagKeys"])],
    "lambda:FunctionArn":
      resource === "*" && typeof mapped === "string" ? functionResource("", { name: mapped }, caller) : resource.includes(":function:") ? resource : undefined,
    "lambda:Principal": textOf(input["Principal"]),
    "lambda:Layer": listOf(input["Layers"]),
    "lambda:FunctionUrlAuthType": textOf(input["FunctionUrlAuthType"]) ?? textOf(input["AuthType"]),
    "lambda:CodeSigningConfigArn": textOf(input["CodeSigningConfigArn"]),
    "lambda:SecurityGroupIds": listOf(vpc["SecurityGroupIds"]),
    "lambda:SubnetIds": listOf(vpc["SubnetIds"]),
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function textsOf(value: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(objectOf(value)).flatMap(([key, each]) => (typeof each === "string" ? [[key, each]] : [])));
}
