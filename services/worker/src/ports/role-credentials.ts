/** Temporary credentials of a role. Secrets: they go into a sandbox and nowhere else. */
export interface RoleCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** When they end, epoch milliseconds. */
  readonly expiresAt: number;
}

/** A function acting in its execution role. */
export interface RoleSession {
  /** The function's account, twelve digits. */
  readonly account: string;
  readonly roleArn: string;
  readonly functionName: string;
  /** Of the function version: one that was changed gets others, so that an update is enough where a role was deleted and made anew. */
  readonly generation: number;
}

/** Makes credentials for execution roles. Fails with PlatformError: at once where nobody issues them, else within a second. */
export interface RoleCredentialIssuer {
  issue(session: RoleSession, durationSeconds: number): Promise<RoleCredentials>;
}
