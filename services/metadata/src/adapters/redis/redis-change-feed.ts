import { latestVersion, type FunctionIdentity } from "@mayfly/domain/function-identity";
import type { RedisConnection } from "@mayfly/state-store/redis-connection";
import { z } from "zod";
import type { AttachmentName, ChangeFeed, FeedEntry } from "../../ports/change-feed.ts";
import { readAliases, readAttachments, readFunctions, readMappings } from "./function-reader.ts";
import { metadataKeys, parseAliasMember, parseIndexMember, parseMappingMember } from "./metadata-keys.ts";
import { pairs } from "./script-replies.ts";
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
    for (const { index, read } of this.#kinds(region)) {
      for await (const members of this.#pages(index)) yield (await read(members)).filter((entry) => entry.sequence <= sequence);
    }
  }

  /** Each kind of thing that the feed tells of: where all of them are listed, and how they are read. */
  #kinds(region: string): readonly { readonly index: string; readonly read: (members: readonly string[]) => Promise<readonly FeedEntry[]> }[] {
    const connection = this.#connection;
    const identities = (members: readonly string[]): readonly FunctionIdentity[] => members.map((member) => parseIndexMember(region, member));
    const readVersions = async (members: readonly string[]): Promise<readonly FeedEntry[]> =>
      (await readFunctions(connection, identities(members))).map((record) => ({ kind: "upserted", sequence: record.sequence, record }));
    return [
      { index: metadataKeys.index(region), read: readVersions },
      { index: metadataKeys.versionIndex(region), read: readVersions },
      {
        index: metadataKeys.aliasIndex(region),
        read: async (members) => {
          const keys = members.map((member) => parseAliasMember(region, member));
          return (await readAliases(connection, keys)).map((alias) => ({ kind: "alias-upserted", sequence: alias.sequence, alias }));
        },
      },
      {
        index: metadataKeys.attachmentIndex(region),
        read: async (members) => (await readAttachments(connection, identities(members))).map((attachment) => ({ kind: "attachment-upserted", ...attachment })),
      },
      {
        index: metadataKeys.mappingIndex(region),
        read: async (members) => {
          const keys = members.map((member) => parseMappingMember(region, member));
          return (await readMappings(connection, keys)).map((mapping) => ({ kind: "mapping-upserted", ...mapping }));
        },
      },
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
