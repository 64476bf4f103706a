/** One access key with its owner, and the bearer token that the owner uses on gRPC. */
export interface Credential {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Twelve digits. */
  readonly account: string;
  /** ARN of who holds it. */
  readonly principalArn: string;
  /** Temporary credentials: the session token that every request must carry. */
  readonly sessionToken?: string;
  /** Bearer token of the gRPC API. */
  readonly token?: string;
}

/** Finds credentials. Asked on every request, so it answers from memory. */
export interface CredentialSource {
  findByAccessKey(accessKeyId: string): Credential | undefined;
  /** Compares in constant time. */
  findByToken(token: string): Credential | undefined;
}
