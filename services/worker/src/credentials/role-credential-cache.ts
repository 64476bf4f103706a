import { PlatformError } from "@mayfly/errors/platform-error";
import type { Clock } from "@mayfly/kernel/clock";
import type { Logger } from "@mayfly/telemetry/logger";
import { credentialSeconds, mayStillStart, planCredentials } from "../core/credential-times.ts";
import type { RoleCredentialIssuer, RoleCredentials, RoleSession } from "../ports/role-credentials.ts";

/** What the cache works with. */
export interface RoleCredentialCacheOptions {
  readonly issuer: RoleCredentialIssuer;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Function versions and their roles on one worker; the one that has not been asked for longest goes first. */
const entriesMax = 2000;
/** After a failure nobody waits for so long: of all functions if the issuer is away, of the one that was refused otherwise. */
const retryAfterMs = 5000;

interface Entry {
  credentials: RoleCredentials | undefined;
  renewal: Promise<void> | undefined;
  retryAtMs: number;
}

/** Credentials of execution roles, one set for all environments of a function version and role. They are fetched beside what a start fetches anyway, and anew long before they end. */
export class RoleCredentialCache {
  readonly #options: RoleCredentialCacheOptions;
  readonly #entries = new Map<string, Entry>();
  /** While the issuer is away. */
  #retryAtMs = Number.NEGATIVE_INFINITY;

  constructor(options: RoleCredentialCacheOptions) {
    this.#options = options;
  }

  /** Credentials for an environment that starts now; undefined if there are none, since a function that does not need them shall run. Never rejects. */
  async find(session: RoleSession): Promise<RoleCredentials | undefined> {
    const { clock } = this.#options;
    const entry = this.#touch(session);
    const plan = planCredentials(entry.credentials?.expiresAt, clock.now());
    if (plan === "use") return entry.credentials;
    const renewal = this.#renew(entry, session);
    if (plan === "use-and-renew") return entry.credentials;
    await renewal;
    const { credentials } = entry;
    return credentials !== undefined && mayStillStart(credentials.expiresAt, clock.now()) ? credentials : undefined;
  }

  #touch({ account, roleArn, functionName, generation }: RoleSession): Entry {
    const key = `${account}/${roleArn}/${functionName}/${generation}`;
    const entry = this.#entries.get(key) ?? { credentials: undefined, renewal: undefined, retryAtMs: Number.NEGATIVE_INFINITY };
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    const oldest = this.#entries.size > entriesMax ? this.#entries.keys().next().value : undefined;
    if (oldest !== undefined) this.#entries.delete(oldest);
    return entry;
  }

  /** One at a time for each; resolves also if it fails. */
  #renew(entry: Entry, session: RoleSession): Promise<void> {
    if (this.#options.clock.monotonicMs() < Math.max(this.#retryAtMs, entry.retryAtMs)) return Promise.resolve();
    entry.renewal ??= this.#fetch(entry, session).finally(() => (entry.renewal = undefined));
    return entry.renewal;
  }

  async #fetch(entry: Entry, session: RoleSession): Promise<void> {
    const { issuer, clock, logger } = this.#options;
    try {
      entry.credentials = await issuer.issue(session, credentialSeconds);
    } catch (error) {
      const failure = PlatformError.from(error);
      const retryAtMs = clock.monotonicMs() + retryAfterMs;
      if (failure.definition.retryable) this.#retryAtMs = retryAtMs;
      else entry.retryAtMs = retryAtMs;
      logger.warn("role credentials not issued", { functionName: session.functionName, role: session.roleArn, error: failure });
    }
  }
}
