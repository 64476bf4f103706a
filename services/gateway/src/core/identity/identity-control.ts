import type { identitiesService } from "@mayfly/contracts/services";
import type { ServiceClient } from "@mayfly/contracts/service-contract";
import { PlatformError } from "@mayfly/errors/platform-error";
import type { Clock } from "@mayfly/kernel/clock";
import type { IdentityDirectory } from "../../ports/identity-directory.ts";
import { askControlPlane, quickCallTimeoutMs } from "../ask-control-plane.ts";
import type { Authorizer } from "../authorization/authorizer.ts";
import { headersOf, type Caller } from "../caller.ts";
import { iamQuestion, type IdentityInput } from "./iam-questions.ts";
import { rootPrincipal } from "./principal.ts";
import { performSts } from "./sts-operations.ts";

/** What identities at the gateway need. */
export interface IdentityControlDependencies {
  readonly client: ServiceClient<typeof identitiesService>;
  readonly directory: IdentityDirectory;
  readonly authorizer: Authorizer;
  readonly clock: Clock;
  /** The account that settings name: only its own credentials reach beyond it. */
  readonly account: string;
}

/** One operation on identities. */
export interface IdentityCall {
  readonly service: "iam" | "sts";
  readonly operation: string;
  readonly input: IdentityInput;
  readonly caller: Caller;
  readonly requestId: string;
}

/** Mayfly's own, which IAM does not have. */
const ownOperations = new Set(["CreateAccount", "ListAccounts"]);

/** True for Mayfly's own operations on accounts, which `performAsOperator` takes. */
export function isAccountOperation(operation: string): boolean {
  return ownOperations.has(operation);
}

/** IAM and STS for every door: decides who may, has metadata change what is to be changed, and waits until this gateway knows of it. */
export class IdentityControl {
  readonly #dependencies: IdentityControlDependencies;

  constructor(dependencies: IdentityControlDependencies) {
    this.#dependencies = dependencies;
  }

  /** Performs an operation of IAM or STS; answers its output. Throws PlatformError with their codes. */
  async perform(call: IdentityCall): Promise<object> {
    const { service, operation, input, caller } = call;
    const { authorizer, directory, clock } = this.#dependencies;
    // Everybody may ask who they are; sts:AssumeRole is asked together with the role's trust policy.
    if (service === "sts") return performSts(operation, input, { authorizer, directory, clock, caller });
    if (isAccountOperation(operation)) throw new PlatformError("InvalidAction", `Could not find operation ${operation} for version 2010-05-08`);
    authorizer.require(caller.principal, iamQuestion(operation, input, { caller, account: caller.account, table: directory.table }));
    return this.#ask(call, caller.account);
  }

  /**
   * Performs one of Mayfly's own operations on accounts, or one of IAM in any account. Only for the credentials that Mayfly was started with, and
   * of these only for the account that settings name; throws AccessDenied for all others.
   */
  async performAsOperator(call: IdentityCall, account: string | undefined): Promise<object> {
    const { caller, operation } = call;
    const { principal } = caller;
    if (!principal.isOperator || principal.access.account !== this.#dependencies.account)
      throw new PlatformError(
        "AccessDenied",
        `User: ${principal.access.arn} is not authorized to perform: mayfly:${operation}: this takes the credentials that Mayfly was started with.`,
      );
    if (operation === "CreateAccount") return this.#ask(call, account ?? "");
    if (account === undefined || account === caller.account || operation === "ListAccounts") return this.#ask(call, caller.account);
    const root = rootPrincipal(account);
    return this.#ask({ ...call, caller: { ...caller, account, principalArn: root.access.arn, principal: root } }, account);
  }

  async #ask({ operation, input, caller, requestId }: IdentityCall, account: string): Promise<object> {
    const { client, directory } = this.#dependencies;
    const request = { operation, account, principal_arn: caller.principal.access.arn, input_json: JSON.stringify(input) };
    const options = { headers: headersOf(caller, { requestId, traceParent: "" }), timeoutMs: quickCallTimeoutMs };
    const { output_json: output, sequence } = await askControlPlane(client.Perform(request, options));
    // Who was given a key uses it at once; who revoked one expects it to be refused.
    if (sequence > 0) await directory.reached(sequence);
    const parsed: unknown = JSON.parse(output);
    if (typeof parsed !== "object" || parsed === null) throw new PlatformError("Service", "Metadata answered no object.");
    return parsed;
  }
}
