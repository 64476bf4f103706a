/** A statement as tests look at it. */
export interface ReadStatement {
  readonly Sid: string;
  readonly [member: string]: unknown;
}

/** Statements of a policy that an operation has answered. */
export function statementsOf(policy: string): readonly ReadStatement[] {
  const document: unknown = JSON.parse(policy);
  // Every policy that metadata answers has a list of statements.
  return (document as { readonly Statement: readonly ReadStatement[] }).Statement;
}
