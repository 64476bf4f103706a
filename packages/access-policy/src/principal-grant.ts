import type { RequestPrincipal } from "./access-request.ts";
import type { PrincipalElement, PrincipalName } from "./policy-document.ts";

/** How a resource policy names a principal: its whole account, the principal (or everybody), or one session of a role. */
export type Grant = "account" | "principal" | "session";

const accountForm = /^(?:arn:[\w-]+:iam::)?(\d{12})(?::root)?$/;

/** How the element names the principal; undefined if it does not. */
export function grantTo({ inverted, names }: PrincipalElement, principal: RequestPrincipal): Grant | undefined {
  const grants = names.map((name) => grantOf(name, principal));
  if (inverted) return grants.every((grant) => grant === undefined) ? "principal" : undefined;
  return grants.find((grant) => grant === "session") ?? grants.find((grant) => grant === "principal") ?? grants.find((grant) => grant === "account");
}

function grantOf({ type, name }: PrincipalName, principal: RequestPrincipal): Grant | undefined {
  if (type === "AWS" && name === "*") return "principal";
  switch (principal.kind) {
    case "anonymous":
      return undefined;
    case "service":
      return type === "Service" && name.toLowerCase() === principal.name.toLowerCase() ? "principal" : undefined;
    case "root":
    case "user":
    case "role-session":
      return type === "AWS" ? grantByArn(name, principal) : undefined;
    default:
      return principal satisfies never;
  }
}

function grantByArn(name: string, principal: Exclude<RequestPrincipal, { readonly kind: "service" | "anonymous" }>): Grant | undefined {
  const [, account] = accountForm.exec(name) ?? [];
  if (account !== undefined) return account !== principal.account ? undefined : principal.kind === "root" ? "principal" : "account";
  if (name === principal.arn) return principal.kind === "role-session" ? "session" : "principal";
  return principal.kind === "role-session" && name === principal.roleArn ? "principal" : undefined;
}
