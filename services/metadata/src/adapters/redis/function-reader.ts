import type { FunctionKey, FunctionRecord } from "@mayfly/domain/function-record";
import type { RedisConnection } from "@mayfly/state-store/redis-connection";
import { z } from "zod";
import { metadataKeys } from "./metadata-keys.ts";
import { decodeFunction } from "./stored-function.ts";

const storedFields = z.tuple([z.string(), z.coerce.number().int(), z.coerce.number().int()]);

/** Reads functions in one round trip; those that do not exist are left out. */
export async function readFunctions(connection: RedisConnection, keys: readonly FunctionKey[]): Promise<readonly FunctionRecord[]> {
  if (keys.length === 0) return [];
  const replies = await connection.run(async (redis) => {
    const pipeline = redis.pipeline();
    for (const key of keys) pipeline.hmget(metadataKeys.function(key), "record", "generation", "sequence");
    return repliesOf(await pipeline.exec());
  });
  const records: FunctionRecord[] = [];
  for (const reply of replies) {
    if (Array.isArray(reply) && reply[0] === null) continue;
    const [record, generation, sequence] = storedFields.parse(reply);
    records.push(decodeFunction(record, { generation, sequence }));
  }
  return records;
}

/** A pipeline does not fail as a whole; its first error counts for all. */
function repliesOf(results: readonly (readonly [error: Error | null, reply: unknown])[] | null): readonly unknown[] {
  return (results ?? []).map(([error, reply]) => {
    if (error !== null) throw error;
    return reply;
  });
}
