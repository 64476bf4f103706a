import type { AliasKey, AliasRecord } from "@mayfly/domain/alias-record";
import type { FunctionIdentity } from "@mayfly/domain/function-identity";
import type { FunctionRecord } from "@mayfly/domain/function-record";
import type { RedisConnection } from "@mayfly/state-store/redis-connection";
import { z } from "zod";
import { metadataKeys, recordKey } from "./metadata-keys.ts";
import { decodeAlias } from "./stored-alias.ts";
import { decodeFunction } from "./stored-function.ts";

const storedFields = z.tuple([z.string(), z.coerce.number().int(), z.coerce.number().int()]);
const aliasFields = z.tuple([z.string(), z.coerce.number().int()]);

/** Reads functions and versions in one round trip; those that do not exist are left out. */
export async function readFunctions(connection: RedisConnection, identities: readonly FunctionIdentity[]): Promise<readonly FunctionRecord[]> {
  const replies = await readHashes(
    connection,
    identities.map((identity) => recordKey(identity)),
    ["record", "generation", "sequence"],
  );
  return replies.flatMap((reply, index) => {
    const identity = identities[index];
    if (identity === undefined || isMissing(reply)) return [];
    const [record, generation, sequence] = storedFields.parse(reply);
    return [decodeFunction(record, { version: identity.version, generation, sequence })];
  });
}

/** Reads aliases in one round trip; those that do not exist are left out. */
export async function readAliases(connection: RedisConnection, keys: readonly AliasKey[]): Promise<readonly AliasRecord[]> {
  const replies = await readHashes(
    connection,
    keys.map((key) => metadataKeys.alias(key)),
    ["record", "sequence"],
  );
  return replies.flatMap((reply) => {
    if (isMissing(reply)) return [];
    const [record, sequence] = aliasFields.parse(reply);
    return [decodeAlias(record, sequence)];
  });
}

async function readHashes(connection: RedisConnection, keys: readonly string[], fields: readonly string[]): Promise<readonly unknown[]> {
  if (keys.length === 0) return [];
  return await connection.run(async (redis) => {
    const pipeline = redis.pipeline();
    for (const key of keys) pipeline.hmget(key, ...fields);
    return repliesOf(await pipeline.exec());
  });
}

function isMissing(reply: unknown): boolean {
  return Array.isArray(reply) && reply[0] === null;
}

/** A pipeline does not fail as a whole; its first error counts for all. */
function repliesOf(results: readonly (readonly [error: Error | null, reply: unknown])[] | null): readonly unknown[] {
  return (results ?? []).map(([error, reply]) => {
    if (error !== null) throw error;
    return reply;
  });
}
