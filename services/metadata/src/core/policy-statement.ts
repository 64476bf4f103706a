import { PlatformError } from "@mayfly/errors/platform-error";

/** A statement of a resource policy, its members in the order in which AWS writes them (behaviours.md §8). */
export interface PolicyStatement {
  readonly Sid?: string;
  readonly [member: string]: unknown;
}

/** What AddPermission says beside the function and the revision. */
export interface FunctionPermission {
  readonly statementId: string;
  readonly action: string;
  readonly principal: string;
  readonly sourceArn?: string | undefined;
  readonly sourceAccount?: string | undefined;
  readonly eventSourceToken?: string | undefined;
  readonly principalOrgId?: string | undefined;
  readonly functionUrlAuthType?: string | undefined;
  readonly invokedViaFunctionUrl?: boolean | undefined;
}

/** What AddLayerVersionPermission says beside the layer version and the revision. */
export interface LayerPermission {
  readonly statementId: string;
  readonly action: string;
  readonly principal: string;
  readonly organizationId?: string | undefined;
}

/** The statement that allows what a permission says. Throws InvalidParameterValue for a principal that nobody is. */
export function functionStatement(permission: FunctionPermission, resource: string): PolicyStatement {
  const { functionUrlAuthType, action } = permission;
  if (functionUrlAuthType !== undefined && !["lambda:InvokeFunctionUrl", "lambda:*", "*"].includes(action)) {
    throw new PlatformError("InvalidParameterValue", "FunctionUrlAuthType is only supported for lambda:InvokeFunctionUrl action");
  }
  const equal = given({
    "AWS:SourceAccount": permission.sourceAccount,
    "lambda:FunctionUrlAuthType": functionUrlAuthType,
    "aws:PrincipalOrgID": permission.principalOrgId,
    "lambda:EventSourceToken": permission.eventSourceToken,
  });
  const like = given({ "AWS:SourceArn": permission.sourceArn });
  const bool = given({ "lambda:InvokedViaFunctionUrl": permission.invokedViaFunctionUrl === undefined ? undefined : String(permission.invokedViaFunctionUrl) });
  return statement(permission, resource, { StringEquals: equal, ArnLike: like, Bool: bool });
}

/** The statement that allows what a permission on a layer version says. */
export function layerStatement(permission: LayerPermission, resource: string): PolicyStatement {
  return statement(permission, resource, { StringEquals: given({ "aws:PrincipalOrgID": permission.organizationId }) });
}

type Conditions = Readonly<Record<string, Readonly<Record<string, string>>>>;

function statement(
  { statementId, principal, action }: { readonly statementId: string; readonly principal: string; readonly action: string },
  resource: string,
  operators: Conditions,
): PolicyStatement {
  const conditions = Object.fromEntries(Object.entries(operators).filter(([, keys]) => Object.keys(keys).length > 0));
  return {
    Sid: statementId,
    Effect: "Allow",
    Principal: principalElement(principal),
    Action: action,
    Resource: resource,
    ...(Object.keys(conditions).length === 0 ? {} : { Condition: conditions }),
  };
}

const principalArn = /^arn:[\w-]+:(?:iam|sts)::\d{12}:[\w+=,.@/-]+$/;
const service = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:amazonaws\.com(?:\.cn)?|amazon\.com)$/;

function principalElement(principal: string): unknown {
  if (principal === "*") return "*";
  if (/^\d{12}$/.test(principal)) return { AWS: `arn:aws:iam::${principal}:root` };
  if (principalArn.test(principal)) return { AWS: principal };
  if (service.test(principal)) return { Service: principal };
  throw new PlatformError("InvalidParameterValue", "The provided principal was invalid. Please check the principal and try again.");
}

function given(values: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));
}
