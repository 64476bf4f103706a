import type { Principal } from "../core/identity/principal.ts";

/** One access key with its owner, and the bearer token that the owner uses on gRPC. */
export interface Credential {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Twelve digits. */
  readonly account: string;
  /** ARN of who holds it. */
  readonly principalArn: string;
  /** Who holds it, with all that decides what it may do. Absent: the holder of credentials that Mayfly was started with, an administrator. */
  readonly principal?: Principal;
  /** Temporary credentials: the session token that every request must carry. */
  readonly sessionToken?: string;
  /** Bearer token of the gRPC API. */
  readonly token?: string;
}

/** Finds credentials. Asked on every request, so it answers from memory. */
export interface CredentialSource {
  /** The session token is that of the request, if it has one. Throws ExpiredToken for a session that has ended. */
  findByAccessKey(accessKeyId: string, sessionToken?: string): Credential | undefined;
  /** Compares in constant time. */
  findByToken(token: string): Credential | undefined;
}
