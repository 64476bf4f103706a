import { latestVersion } from "@mayfly/domain/function-identity";
import type { FunctionRecord } from "@mayfly/domain/function-record";
import type { RedisConnection } from "@mayfly/state-store/redis-connection";
import { z } from "zod";
import type { AttachmentName, ChangeFeed, FeedEntry } from "../../ports/change-feed.ts";
import { readAliases, readAttachments, readFunctions, readMappings } from "./function-reader.ts";
import { metadataKeys, parseAliasMember, parseIndexMember, parseMappingMember } from "./metadata-keys.ts";
import { decodeAlias } from "./stored-alias.ts";
import { decodeFunction } from "./stored-function.ts";

const snapshotPageItems = 200;

const attachmentFields = { account: z.string(), name: z.string(), attachment: z.string(), qualifier: z.string() };
const entryFields = z.discriminatedUnion("kind", [
  // Entries without a version are of $LATEST.
  z.object({ kind: z.literal("upserted"), version: z.string().default(latestVersion), generation: z.coerce.number().int(), record: z.string() }),
  z.object({ kind: z.literal("deleted"), version: z.string().default(latestVersion), account: z.string(), name: z.string() }),
  z.object({ kind: z.literal("alias-upserted"), record: z.string() }),
  z.object({ kind: z.literal("alias-deleted"), account: z.string(), name: z.string(), alias: z.string() }),
  z.object({ kind: z.literal("attachment-upserted"), ...attachmentFields, record: z.string() }),
  z.object({ kind: z.literal("attachment-deleted"), ...attachmentFields }),
  z.object({ kind: z.literal("mapping-upserted"), account: z.string(), name: z.string(), record: z.string() }),
  z.object({ kind: z.literal("mapping-deleted"), account: z.string(), name: z.string() }),
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

  async *snapshot(region: string, sequence: number): AsyncGenerator<readonly FeedEntry[]> {
    for (const readPage of this.#pageReaders(region)) {
      for await (const entries of readPage()) yield entries.filter((entry) => entry.sequence <= sequence);
    }
  }

  /** One for each kind of thing that the feed tells of. */
  #pageReaders(region: string): readonly (() => AsyncIterable<readonly FeedEntry[]>)[] {
    const connection = this.#connection;
    const read = <Key, Stored>(
      index: string,
      keyOf: (region: string, member: string) => Key,
      readAll: (connection: RedisConnection, keys: readonly Key[]) => Promise<readonly Stored[]>,
      entryOf: (stored: Stored) => FeedEntry,
    ) =>
      async function* (this: RedisChangeFeed): AsyncGenerator<readonly FeedEntry[]> {
        for await (const members of this.#pages(index)) {
          const stored = await readAll(
            connection,
            members.map((member) => keyOf(region, member)),
          );
          yield stored.map(entryOf);
        }
      }.bind(this);
    const upserted = (record: FunctionRecord): FeedEntry => ({ kind: "upserted", sequence: record.sequence, record });
    return [
      read(metadataKeys.index(region), parseIndexMember, readFunctions, upserted),
      read(metadataKeys.versionIndex(region), parseIndexMember, readFunctions, upserted),
      read(metadataKeys.aliasIndex(region), parseAliasMember, readAliases, (alias) => ({ kind: "alias-upserted", sequence: alias.sequence, alias })),
      read(metadataKeys.attachmentIndex(region), parseIndexMember, readAttachments, (attachment) => ({ kind: "attachment-upserted", ...attachment })),
      read(metadataKeys.mappingIndex(region), parseMappingMember, readMappings, (mapping) => ({ kind: "mapping-upserted", ...mapping })),
    ];
  }

  async *#pages(index: string): AsyncGenerator<readonly string[]> {
    for (let min = "-"; ;) {
      const members = await this.#connection.run((redis) => redis.zrangebylex(index, min, "+", "LIMIT", 0, snapshotPageItems));
      yield members;
      const last = members.at(-1);
      if (last === undefined || members.length < snapshotPageItems) return;
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
  switch (fields.kind) {
    case "upserted":
      return { kind: "upserted", sequence, record: decodeFunction(fields.record, { version: fields.version, generation: fields.generation, sequence }) };
    case "deleted":
      return { kind: "deleted", sequence, identity: { region, account: fields.account, functionName: fields.name, version: fields.version } };
    case "alias-upserted":
      return { kind: "alias-upserted", sequence, alias: decodeAlias(fields.record, sequence) };
    case "alias-deleted":
      return { kind: "alias-deleted", sequence, key: { region, account: fields.account, functionName: fields.name, aliasName: fields.alias } };
    case "attachment-upserted":
      return { kind: "attachment-upserted", sequence, name: attachmentName(region, fields), record: fields.record };
    case "attachment-deleted":
      return { kind: "attachment-deleted", sequence, name: attachmentName(region, fields) };
    case "mapping-upserted":
      return { kind: "mapping-upserted", sequence, key: { region, account: fields.account, uuid: fields.name }, record: fields.record };
    case "mapping-deleted":
      return { kind: "mapping-deleted", sequence, key: { region, account: fields.account, uuid: fields.name } };
    default:
      return fields satisfies never;
  }
}

function attachmentName(region: string, fields: Readonly<Record<keyof typeof attachmentFields, string>>): AttachmentName {
  const { account, name: functionName, attachment, qualifier } = fields;
  return { region, account, functionName, attachment, qualifier };
}

/** Redis answers names and values in turn. */
function* pairs(flat: readonly string[]): Iterable<readonly [string, string]> {
  for (let index = 0; index + 1 < flat.length; index += 2) yield [flat[index] ?? "", flat[index + 1] ?? ""];
}
