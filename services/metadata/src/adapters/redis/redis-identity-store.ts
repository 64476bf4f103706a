import { PlatformError } from "@mayfly/errors/platform-error";
import { identityKinds, isIdentityKind, type IdentityKind } from "@mayfly/identity/identity-records";
import type { RedisConnection } from "@mayfly/state-store/redis-connection";
import { loadScript } from "@mayfly/state-store/redis-script";
import { z } from "zod";
import type { IdentityEntries, IdentityEntry, IdentityStore, StoredIdentity } from "../../ports/identity-store.ts";
import { scriptFile, scriptReplies } from "./script-replies.ts";

/** Identities belong to no region, as IAM's do not; the braces keep them in one slot, as the script needs. */
const prefix = "mayfly:{identities}";
const keys = {
  accounts: `${prefix}:accounts`,
  sequence: `${prefix}:sequence`,
  feed: `${prefix}:feed`,
  changed: `${prefix}:changed`,
  revision: (account: string) => `${prefix}:${account}:revision`,
  kind: (account: string, kind: IdentityKind) => `${prefix}:${account}:${kind}`,
} as const;

const script = loadScript(scriptFile("change-identities"), z.union([scriptReplies.written, scriptReplies.changed]));
const entryFields = z.object({ account: z.string(), kind: z.string(), name: z.string(), record: z.string() });
const hashReply = z.record(z.string(), z.string());
const snapshotAttemptsMax = 10;

/** Keeps identities in Redis: a hash for each account and kind, and a stream of changes. */
export class RedisIdentityStore implements IdentityStore {
  readonly #connection: RedisConnection;
  readonly #feedEntriesMax: number;

  constructor(connection: RedisConnection, options: { readonly feedEntriesMax: number }) {
    this.#connection = connection;
    this.#feedEntriesMax = options.feedEntriesMax;
  }

  async revision(account: string): Promise<number> {
    return Number((await this.#connection.run((redis) => redis.get(keys.revision(account)))) ?? 0);
  }

  async find(account: string, kind: IdentityKind, name: string): Promise<string | undefined> {
    return (await this.#connection.run((redis) => redis.hget(keys.kind(account, kind), name))) ?? undefined;
  }

  async list(account: string, kind: IdentityKind): Promise<ReadonlyMap<string, string>> {
    return new Map(Object.entries(await this.#connection.run((redis) => redis.hgetall(keys.kind(account, kind)))));
  }

  async accounts(): Promise<readonly string[]> {
    return (await this.#connection.run((redis) => redis.smembers(keys.accounts))).toSorted();
  }

  async write(account: string, expectedRevision: number, changes: readonly StoredIdentity[]): ReturnType<IdentityStore["write"]> {
    const scriptKeys = [keys.revision(account), keys.accounts, keys.sequence, keys.feed, ...changes.map(({ kind }) => keys.kind(account, kind))];
    const values = [account, expectedRevision, this.#feedEntriesMax, keys.changed, ...changes.flatMap(({ kind, name, record }) => [kind, name, record])];
    return await this.#connection.runScript(script, scriptKeys, values);
  }

  async last(): Promise<number> {
    return Number((await this.#connection.run((redis) => redis.get(keys.sequence))) ?? 0);
  }

  /** Sequence and all hashes in one transaction; again if an account has come meanwhile. */
  async snapshot(): Promise<IdentityEntries> {
    for (let attempt = 0; attempt < snapshotAttemptsMax; attempt += 1) {
      const accounts = await this.accounts();
      const hashes = accounts.flatMap((account) => identityKinds.map((kind) => ({ account, kind })));
      const replies = await this.#connection.run(async (redis) => {
        const transaction = redis.multi().scard(keys.accounts).get(keys.sequence);
        for (const { account, kind } of hashes) transaction.hgetall(keys.kind(account, kind));
        return await transaction.exec();
      });
      const [count, sequence, ...contents] = (replies ?? []).map(([error, reply]) => {
        if (error !== null) throw error;
        return reply;
      });
      if (count !== accounts.length) continue;
      const entries = hashes.flatMap((hash, index) => Object.entries(hashReply.parse(contents[index])).map(([name, record]) => ({ ...hash, name, record })));
      return { entries, sequence: Number(sequence ?? 0) };
    }
    throw new PlatformError("ServiceUnavailable", "Accounts are created too often to read them all.", { retryAfterSeconds: 1 });
  }

  async readAfter(sequence: number, entriesMax: number): Promise<IdentityEntries | undefined> {
    const entries = await this.#connection.run((redis) => redis.xrange(keys.feed, `${sequence + 1}-0`, "+", "COUNT", entriesMax));
    const [first] = entries;
    if (first !== undefined && sequenceOf(first[0]) !== sequence + 1) return undefined;
    return { entries: entries.flatMap(([, fields]) => parseEntry(fields)), sequence: sequenceOf(entries.at(-1)?.[0] ?? `${sequence}-0`) };
  }

  async onChange(listener: () => void): Promise<AsyncDisposable> {
    return await this.#connection.subscribe(keys.changed, listener);
  }
}

function sequenceOf(id: string): number {
  return Number(id.slice(0, id.indexOf("-")));
}

/** Redis answers names and values in turn. Kinds of a newer release are left out. */
function parseEntry(flat: readonly string[]): readonly IdentityEntry[] {
  const pairs: [string, string][] = [];
  for (let index = 0; index + 1 < flat.length; index += 2) pairs.push([flat[index] ?? "", flat[index + 1] ?? ""]);
  const { kind, ...rest } = entryFields.parse(Object.fromEntries(pairs));
  return isIdentityKind(kind) ? [{ ...rest, kind }] : [];
}
