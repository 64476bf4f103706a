import { functionArn } from "@mayfly/domain/arn";
import { parseFunctionName } from "@mayfly/domain/function-name";
import { parsePolicy } from "@mayfly/access-policy/parse-policy";
import type { PolicyDocument } from "@mayfly/access-policy/policy-document";
import { evaluateAccess } from "@mayfly/access-policy/evaluate-access";
import { PlatformError } from "@mayfly/errors/platform-error";
import { parseIdentityArn } from "@mayfly/identity/identity-arns";
import type { Input } from "@mayfly/lambda-api/operation";
import type { IdentityDirectory } from "../../ports/identity-directory.ts";
import type { Caller } from "../caller.ts";
import { requireFunctionReference, type FunctionReference } from "../function-reference.ts";
import type { Authorizer } from "./authorizer.ts";
import { lambdaQuestion } from "./lambda-questions.ts";

/** What the access to Lambda's operations needs. */
export interface LambdaAccessDependencies {
  readonly authorizer: Authorizer;
  readonly directory: IdentityDirectory | undefined;
  /** True if the roles of functions must exist. */
  readonly requireRoles: boolean;
}

/** An operation of the control plane as a client asks for it. */
export interface AskedOperation {
  readonly operation: string;
  readonly input: Input;
  /** The policy of the layer version that it reads, if it reads one that has a policy. */
  readonly layerPolicy?: PolicyDocument | undefined;
}

/** An invocation that may go on: who acts in whose account, on which function. */
export interface AllowedInvocation {
  /** Its account is the function's. */
  readonly caller: Caller;
  readonly reference: FunctionReference;
}

const lambdaService = { kind: "service", name: "lambda.amazonaws.com" } as const;
const trustSizeMax = 131_072;

/** Decides on the operations of the Lambda API, for every door. */
export class LambdaAccess {
  readonly #dependencies: LambdaAccessDependencies;

  constructor(dependencies: LambdaAccessDependencies) {
    this.#dependencies = dependencies;
  }

  /**
   * Throws AccessDenied unless the caller may perform the operation on what its input names, and may hand on the role that it names. Answers the caller as
   * it acts from now on: in the account of the resource, which a policy of that has let it into. Functions are created in one's own account only.
   */
  requireOperation({ operation, input, layerPolicy }: AskedOperation, caller: Caller): Caller {
    const question = { ...lambdaQuestion(operation, input, caller), resourcePolicy: layerPolicy };
    const { resourceAccount } = question;
    if (operation === "CreateFunction" && resourceAccount !== caller.account) throw new PlatformError("AccessDenied", "");
    this.#dependencies.authorizer.require(caller.principal, question);
    const { Role: role } = input;
    if (typeof role === "string" && (operation === "CreateFunction" || operation === "UpdateFunctionConfiguration")) this.#requireRole(role, caller);
    return resourceAccount === caller.account ? caller : { ...caller, account: resourceAccount };
  }

  /** Reads the name of a function to invoke. Throws AccessDenied unless the caller may, in its own account or where a function's policy lets it in from another one. */
  requireInvocation(caller: Caller, functionName: string, qualifier: string | undefined): AllowedInvocation {
    const { principal } = caller;
    // The hot path: a plain name is of the caller's own account.
    if (principal.isOperator && !functionName.includes(":")) return { caller, reference: requireFunctionReference(caller, functionName, qualifier) };
    const parsed = parseFunctionName(functionName, caller, qualifier);
    const acting = parsed.kind === "other-account" ? { ...caller, account: parsed.account } : caller;
    const reference = requireFunctionReference(acting, functionName, qualifier);
    if (principal.isOperator && acting === caller) return { caller, reference };
    this.#dependencies.authorizer.require(principal, {
      action: "lambda:InvokeFunction",
      resource: functionArn(acting, reference.functionName, reference.qualifier),
      resourceAccount: acting.account,
      origin: caller.origin,
      keys: () => ({
        "lambda:FunctionArn": functionArn(acting, reference.functionName, reference.qualifier),
        "lambda:InvokedViaFunctionUrl": String(caller.origin.viaFunctionUrl === true),
      }),
    });
    return { caller: acting, reference };
  }

  /** iam:PassRole, and that Lambda may assume the role. A role that Mayfly does not know is taken as it is, unless roles must exist. */
  #requireRole(arn: string, caller: Caller): void {
    const { authorizer, directory, requireRoles } = this.#dependencies;
    const parsed = parseIdentityArn(arn);
    // What is no ARN of a role is the validation's to refuse.
    if (parsed?.type !== "role") return;
    const role = directory?.table.role(arn);
    if (!caller.principal.isOperator) {
      if (parsed.account !== caller.account) throw new PlatformError("AccessDenied", "Cross-account pass role is not allowed.");
      authorizer.require(caller.principal, {
        action: "iam:PassRole",
        resource: arn,
        resourceAccount: parsed.account,
        origin: caller.origin,
        keys: () => ({ "iam:PassedToService": lambdaService.name }),
      });
    }
    if (role === undefined ? requireRoles : !trustsLambda(role.trustPolicy, arn, parsed.account))
      throw new PlatformError("InvalidParameterValue", "The role defined for the function cannot be assumed by Lambda.");
  }
}

function trustsLambda(trustPolicy: string, arn: string, account: string): boolean {
  const resource = parsePolicy(trustPolicy, { kind: "trust", sizeMax: trustSizeMax });
  const request = { action: "sts:AssumeRole", resource: arn, resourceAccount: account, principal: lambdaService, context: new Map() };
  return evaluateAccess(request, { identity: [], resource, resourceMustAllow: true }).outcome === "allowed";
}
