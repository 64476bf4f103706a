/** What the ARN of a role, user or policy names. */
export interface IdentityArn {
  readonly account: string;
  readonly type: "role" | "user" | "policy";
  /** Begins and ends with a slash. */
  readonly path: string;
  readonly name: string;
}

const form = /^arn:aws:iam::(\d{12}|aws):(role|user|policy)(\/(?:[\w+=,.@-]+\/)*)([\w+=,.@-]+)$/;

/** Takes an IAM ARN apart; undefined if it is none. The account of AWS's own policies is `aws`. */
export function parseIdentityArn(arn: string): IdentityArn | undefined {
  const [, account, type, path, name] = form.exec(arn) ?? [];
  if (account === undefined || path === undefined || name === undefined) return undefined;
  if (type !== "role" && type !== "user" && type !== "policy") return undefined;
  return { account, type, path, name };
}

/** The ARN of a role, user or policy. */
export function identityArn({ account, type, path, name }: IdentityArn): string {
  return `arn:aws:iam::${account}:${type}${path}${name}`;
}

/** The ARN of the account itself. */
export function rootArn(account: string): string {
  return `arn:aws:iam::${account}:root`;
}

/** The ARN of a role's session. */
export function sessionArn(account: string, roleName: string, sessionName: string): string {
  return `arn:aws:sts::${account}:assumed-role/${roleName}/${sessionName}`;
}
