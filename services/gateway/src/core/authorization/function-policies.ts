import { parsePolicy } from "@mayfly/access-policy/parse-policy";
import type { PolicyDocument } from "@mayfly/access-policy/policy-document";
import { resourcePolicyKind, type ResourcePolicy } from "@mayfly/domain/attachments/resource-policy";
import { latestVersion } from "@mayfly/domain/function-identity";
import { limits } from "@mayfly/domain/limits";
import type { AttachmentDirectory } from "@mayfly/invocation/function-directory";
import type { ResourcePolicies } from "../../ports/resource-policies.ts";

const functionForm = /^arn:[\w-]+:lambda:([a-z0-9-]+):(\d{12}):function:([^:]+)(?::([^:]+))?$/;

/** The policies of functions, versions and aliases as the change feed tells them; each is read once. Anything else has none. */
export class FunctionPolicies implements ResourcePolicies {
  readonly #attachments: Pick<AttachmentDirectory, "find">;
  readonly #documents = new WeakMap<ResourcePolicy, PolicyDocument>();

  constructor(attachments: Pick<AttachmentDirectory, "find">) {
    this.#attachments = attachments;
  }

  /** Throws PolicyError for a policy that cannot be read: whatever it denies, nothing is allowed then. */
  policyOf(arn: string): PolicyDocument | undefined {
    const [, region, account, functionName, qualifier = ""] = functionForm.exec(arn) ?? [];
    if (region === undefined || account === undefined || functionName === undefined) return undefined;
    // What hangs at the function as a whole is also for its $LATEST.
    const policy = this.#attachments.find(resourcePolicyKind, { region, account, functionName, qualifier: qualifier === latestVersion ? "" : qualifier });
    return policy === undefined ? undefined : this.#read(policy);
  }

  #read(policy: ResourcePolicy): PolicyDocument {
    const known = this.#documents.get(policy);
    if (known !== undefined) return known;
    const document = parsePolicy(policy.document, { kind: "resource", sizeMax: limits.resourcePolicyCharactersMax });
    this.#documents.set(policy, document);
    return document;
  }
}
