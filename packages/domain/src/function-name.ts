/** Whose functions a name without region and account means. */
export interface FunctionNameScope {
  readonly region: string;
  /** Twelve digits. */
  readonly account: string;
}

/** What a FunctionName parameter, together with a Qualifier parameter, says. */
export type ParsedFunctionName =
  | { readonly kind: "reference"; readonly functionName: string; readonly qualifier: string | undefined }
  /** An ARN of another region. */
  | { readonly kind: "other-region"; readonly region: string }
  /** An ARN of another account. */
  | { readonly kind: "other-account"; readonly account: string }
  /** The name carries another qualifier than the Qualifier parameter. */
  | { readonly kind: "qualifier-mismatch" }
  /** None of the documented forms. */
  | { readonly kind: "malformed" };

/** The model's NamespacedFunctionName pattern with its parts captured: region, account, name, qualifier. */
const forms =
  /^(?:arn:(?:aws[a-zA-Z-]*)?:lambda:)?(?:((?:eusc-)?[a-z]{2}(?:-gov|-iso[a-z]?)?-[a-z]+-\d):)?(?:(\d{12}):)?(?:function:)?([a-zA-Z0-9-_.]+)(?::(\$LATEST(?:\.PUBLISHED)?|[a-zA-Z0-9-_]+))?$/;

/**
 * Reads every form of AWS's FunctionName parameter: `name`, `name:qualifier`, `account:function:name`, a partial ARN and a
 * whole ARN, each with or without a qualifier. An empty Qualifier parameter counts as none.
 */
export function parseFunctionName(text: string, scope: FunctionNameScope, qualifierParameter?: string): ParsedFunctionName {
  const asked = qualifierParameter === "" ? undefined : qualifierParameter;
  const match = forms.exec(text);
  const [, region, account, functionName, derived] = match ?? [];
  if (functionName === undefined) return { kind: "malformed" };
  if (region !== undefined && region !== scope.region) return { kind: "other-region", region };
  if (account !== undefined && account !== scope.account) return { kind: "other-account", account };
  if (derived !== undefined && asked !== undefined && derived !== asked) return { kind: "qualifier-mismatch" };
  return { kind: "reference", functionName, qualifier: derived ?? asked };
}
