import { PlatformError } from "@mayfly/errors/platform-error";
import { systemAccount } from "@mayfly/identity/identity-records";
import { accessKeyOfBearer, isBearerTokenOf } from "@mayfly/identity/key-material";
import { openSession } from "@mayfly/identity/session-token";
import type { Clock } from "@mayfly/kernel/clock";
import type { Credential, CredentialSource } from "../../ports/credential-source.ts";
import type { IdentityDirectory } from "../../ports/identity-directory.ts";
import { rootPrincipal, sessionPrincipal, userPrincipal } from "./principal.ts";

/** What finding credentials works with. */
export interface IdentityCredentialsDependencies {
  /** Credentials that Mayfly was started with; they come first. */
  readonly own: CredentialSource;
  readonly directory: IdentityDirectory;
  readonly clock: Clock;
}

const sessionsMax = 4096;
const bearersMax = 1024;

interface OpenedSession {
  readonly credential: Credential;
  readonly expiresAt: number;
}

/**
 * The credentials of all identities: access keys as metadata knows them now, sessions out of their tokens. Answers from memory; opened tokens are
 * remembered, so that a warm request costs one look-up.
 */
export class IdentityCredentials implements CredentialSource {
  readonly #dependencies: IdentityCredentialsDependencies;
  readonly #sessions = new Map<string, OpenedSession>();
  /** Key ids by tokens that were right, for the secret that they were right for. */
  readonly #bearers = new Map<string, { readonly id: string; readonly secret: string }>();
  #generation = -1;
  #keys = new Map<string, Credential>();

  constructor(dependencies: IdentityCredentialsDependencies) {
    this.#dependencies = dependencies;
  }

  findByAccessKey(accessKeyId: string, sessionToken?: string): Credential | undefined {
    const own = this.#dependencies.own.findByAccessKey(accessKeyId, sessionToken);
    if (own !== undefined) return own;
    if (accessKeyId.startsWith("ASIA")) return sessionToken === undefined ? undefined : this.#known(this.#findSession(accessKeyId, sessionToken));
    return this.#known(this.#findKey(accessKeyId));
  }

  findByToken(token: string): Credential | undefined {
    const own = this.#dependencies.own.findByToken(token);
    if (own !== undefined) return own;
    const id = accessKeyOfBearer(token);
    const credential = id === undefined ? undefined : this.#known(this.#findKey(id));
    if (id === undefined || credential === undefined) return undefined;
    const secret = credential.secretAccessKey;
    if (this.#bearers.get(token)?.secret === secret) return credential;
    if (!isBearerTokenOf(token, { id, secret })) return undefined;
    if (this.#bearers.size >= bearersMax) this.#bearers.clear();
    this.#bearers.set(token, { id, secret });
    return credential;
  }

  /** While this gateway starts, what it does not know is to be tried again, not refused for good. */
  #known(credential: Credential | undefined): Credential | undefined {
    if (credential === undefined && !this.#dependencies.directory.ready)
      throw new PlatformError("ServiceUnavailable", "This gateway does not know the access keys yet: it waits for metadata.", { retryAfterSeconds: 1 });
    return credential;
  }

  #findKey(accessKeyId: string): Credential | undefined {
    const { directory } = this.#dependencies;
    if (directory.generation !== this.#generation) {
      this.#generation = directory.generation;
      this.#keys = new Map();
    }
    const known = this.#keys.get(accessKeyId);
    if (known !== undefined) return known;
    const found = directory.table.accessKey(accessKeyId);
    if (found === undefined || found.key.status !== "Active") return undefined;
    const { account, key } = found;
    const user = key.userName === undefined ? undefined : directory.table.user(account, key.userName);
    if (key.userName !== undefined && user === undefined) return undefined;
    const principal = user === undefined ? rootPrincipal(account) : userPrincipal(account, user);
    const credential = { accessKeyId, secretAccessKey: key.secret, account, principalArn: principal.access.arn, principal };
    this.#keys.set(accessKeyId, credential);
    return credential;
  }

  /** Throws ExpiredToken for a session that has ended. */
  #findSession(accessKeyId: string, sessionToken: string): Credential | undefined {
    const opened = this.#sessions.get(sessionToken) ?? this.#openSession(sessionToken);
    if (opened === undefined || opened.credential.accessKeyId !== accessKeyId) return undefined;
    if (opened.expiresAt > this.#dependencies.clock.now()) return opened.credential;
    this.#sessions.delete(sessionToken);
    throw new PlatformError("ExpiredToken", "The security token included in the request is expired");
  }

  #openSession(sessionToken: string): OpenedSession | undefined {
    const { table } = this.#dependencies.directory;
    const content = openSession(sessionToken, (id) => table.sessionKey(systemAccount, id));
    const principal = content === undefined ? undefined : sessionPrincipal(content);
    if (content === undefined || principal === undefined) return undefined;
    const { accessKeyId, secretAccessKey, account, expiresAt } = content;
    const opened = { credential: { accessKeyId, secretAccessKey, account, principalArn: principal.access.arn, sessionToken, principal }, expiresAt };
    if (this.#sessions.size >= sessionsMax) this.#sessions.clear();
    this.#sessions.set(sessionToken, opened);
    return opened;
  }
}
