/** Condition keys of a request: lower-case name to values; a key without values is left out. */
export type ContextKeys = ReadonlyMap<string, readonly string[]>;

/** Who asks. */
export type RequestPrincipal =
  /** The account itself (its root): may do all in its own account. */
  | { readonly kind: "root"; readonly arn: string; readonly account: string }
  | { readonly kind: "user"; readonly arn: string; readonly account: string }
  /** A session of a role: `arn` is the session's, `roleArn` the role's; policies may name either. */
  | { readonly kind: "role-session"; readonly arn: string; readonly account: string; readonly roleArn: string }
  /** A service such as s3.amazonaws.com: it has no identity policies, only what resource policies give it. */
  | { readonly kind: "service"; readonly name: string }
  /** Nobody in particular: only what resource policies give everybody. */
  | { readonly kind: "anonymous" };

/** One thing that a principal wants to do. */
export interface AccessRequest {
  /** Like lambda:InvokeFunction. */
  readonly action: string;
  /** ARN, or `*` for what concerns no single resource. */
  readonly resource: string;
  /** Account that the resource belongs to. */
  readonly resourceAccount: string;
  readonly principal: RequestPrincipal;
  readonly context: ContextKeys;
}

/** Condition keys from pairs of a name in any case and one or more values; undefined and empty lists are left out. */
export function contextKeys(entries: Readonly<Record<string, string | readonly string[] | undefined>>): ContextKeys {
  const keys = new Map<string, readonly string[]>();
  for (const [name, value] of Object.entries(entries)) {
    const values = typeof value === "string" ? [value] : (value ?? []);
    if (values.length > 0) keys.set(name.toLowerCase(), values);
  }
  return keys;
}
