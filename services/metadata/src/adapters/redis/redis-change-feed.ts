import type { FunctionRecord } from "@mayfly/domain/function-record";
import type { RedisConnection } from "@mayfly/state-store/redis-connection";
import { z } from "zod";
import type { ChangeFeed, FeedEntry } from "../../ports/change-feed.ts";
import { readFunctions } from "./function-reader.ts";
import { metadataKeys, parseIndexMember } from "./metadata-keys.ts";
import { decodeFunction } from "./stored-function.ts";

const snapshotPageItems = 200;

const entryFields = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("upserted"), generation: z.coerce.number().int(), record: z.string() }),
  z.object({ kind: z.literal("deleted"), account: z.string(), name: z.string() }),
]);

type StreamEntry = readonly [id: string, fields: readonly string[]];

/** Reads the change feed from the Redis stream that the transitions' scripts append to. */
export class RedisChangeFeed implements ChangeFeed {
  readonly #connection: RedisConnection;

  constructor(connection: RedisConnection) {
    this.#connection = connection;
  }

  async last(region: string): Promise<number> {
    return Number((await this.#connection.run((redis) => redis.get(metadataKeys.sequence(region)))) ?? 0);
  }

  async readAfter(region: string, sequence: number, entriesMax: number): Promise<readonly FeedEntry[] | undefined> {
    const entries = await this.#connection.run((redis) => redis.xrange(metadataKeys.feed(region), `${sequence + 1}-0`, "+", "COUNT", entriesMax));
    const [first] = entries;
    if (first !== undefined && sequenceOf(first) !== sequence + 1) return undefined;
    return entries.map((entry) => parseEntry(region, entry));
  }

  async snapshot(region: string, sequence: number): Promise<readonly FunctionRecord[]> {
    const records: FunctionRecord[] = [];
    for (let min = "-"; ;) {
      const members = await this.#connection.run((redis) => redis.zrangebylex(metadataKeys.index(region), min, "+", "LIMIT", 0, snapshotPageItems));
      const page = await readFunctions(
        this.#connection,
        members.map((member) => parseIndexMember(region, member)),
      );
      records.push(...page.filter((record) => record.sequence <= sequence));
      const last = members.at(-1);
      if (last === undefined || members.length < snapshotPageItems) return records;
      min = `(${last}`;
    }
  }

  async onChange(region: string, listener: () => void): Promise<AsyncDisposable> {
    return await this.#connection.subscribe(metadataKeys.changed(region), listener);
  }
}

function sequenceOf([id]: StreamEntry): number {
  return Number(id.slice(0, id.indexOf("-")));
}

function parseEntry(region: string, entry: StreamEntry): FeedEntry {
  const sequence = sequenceOf(entry);
  const fields = entryFields.parse(Object.fromEntries(pairs(entry[1])));
  if (fields.kind === "deleted") return { kind: "deleted", sequence, key: { region, account: fields.account, functionName: fields.name } };
  return { kind: "upserted", sequence, record: decodeFunction(fields.record, { generation: fields.generation, sequence }) };
}

/** Redis answers names and values in turn. */
function* pairs(flat: readonly string[]): Iterable<readonly [string, string]> {
  for (let index = 0; index + 1 < flat.length; index += 2) yield [flat[index] ?? "", flat[index + 1] ?? ""];
}
