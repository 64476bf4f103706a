import { contextKeys } from "@mayfly/access-policy/access-request";
import { evaluateAccess } from "@mayfly/access-policy/evaluate-access";
import { functionArn } from "@mayfly/domain/arn";
import { PlatformError } from "@mayfly/errors/platform-error";
import type { ResourcePolicies } from "../../ports/resource-policies.ts";
import type { Authorizer, RequestOrigin } from "../authorization/authorizer.ts";
import type { Principal } from "../identity/principal.ts";
import type { ServedUrl } from "./function-url-table.ts";

/** What deciding needs. */
export interface UrlAccessDependencies {
  readonly authorizer: Pick<Authorizer, "decide">;
  readonly resourcePolicies: ResourcePolicies;
}

/** Both are needed since October 2025 (behaviours.md §8). */
const actions = ["lambda:InvokeFunctionUrl", "lambda:InvokeFunction"] as const;
const forbidden = "Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html";

/** Says who may invoke through a function URL: with NONE whom the policy of the function or alias lets in without a signature, with AWS_IAM who signs and may. */
export class UrlAccess {
  readonly #dependencies: UrlAccessDependencies;

  constructor(dependencies: UrlAccessDependencies) {
    this.#dependencies = dependencies;
  }

  /** Throws AccessDenied in AWS's words unless the principal, undefined for nobody in particular, may. */
  require(served: ServedUrl, principal: Principal | undefined, origin: RequestOrigin): void {
    const { key, url } = served;
    const resource = functionArn(key, key.functionName, key.qualifier === "" ? undefined : key.qualifier);
    const keys = { "lambda:FunctionUrlAuthType": url.authType, "lambda:InvokedViaFunctionUrl": "true" };
    const allowed =
      principal === undefined
        ? this.#mayAnybody(resource, key.account, { ...keys, "aws:SourceIp": origin.sourceIp, "aws:UserAgent": origin.userAgent })
        : actions.every((action) => {
            const question = { action, resource, resourceAccount: key.account, origin, keys: () => keys };
            return this.#dependencies.authorizer.decide(principal, question).outcome === "allowed";
          });
    if (!allowed) throw urlForbidden();
  }

  #mayAnybody(resource: string, resourceAccount: string, keys: Readonly<Record<string, string | undefined>>): boolean {
    const policy = this.#dependencies.resourcePolicies.policyOf(resource);
    if (policy === undefined) return false;
    const context = contextKeys(keys);
    return actions.every(
      (action) =>
        evaluateAccess({ action, resource, resourceAccount, principal: { kind: "anonymous" }, context }, { identity: [], resource: policy }).outcome ===
        "allowed",
    );
  }
}

/** 403 of a request that may not invoke, or has no signature where one is needed (behaviours.md §12). */
export function urlForbidden(): PlatformError {
  return new PlatformError("AccessDenied", forbidden);
}
