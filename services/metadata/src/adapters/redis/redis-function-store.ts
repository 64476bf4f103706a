import type { FunctionKey, FunctionRecord } from "@mayfly/domain/function-record";
import { isUnsettled } from "@mayfly/domain/function-state";
import type { RedisConnection } from "@mayfly/state-store/redis-connection";
import { loadScript } from "@mayfly/state-store/redis-script";
import { z } from "zod";
import type { CreateOutcome, FunctionStore, ListPage, ListRange, UnplacedRecord, WriteOutcome } from "../../ports/function-store.ts";
import { readFunctions } from "./function-reader.ts";
import { metadataKeys, parseIndexMember } from "./metadata-keys.ts";
import { encodeFunction } from "./stored-function.ts";

const scriptFile = (name: string) => new URL(`../../../lua/${name}.lua`, import.meta.url);

const written = z.tuple([z.literal("written"), z.number().int()]).transform(([kind, sequence]) => ({ kind, sequence }));
const missing = z.tuple([z.literal("missing")]).transform(([kind]) => ({ kind }));
const changed = z.tuple([z.literal("changed")]).transform(([kind]) => ({ kind }));
const exists = z.tuple([z.literal("exists")]).transform(([kind]) => ({ kind }));

const scripts = {
  create: loadScript<CreateOutcome>(scriptFile("create-function"), z.union([written, exists])),
  update: loadScript<WriteOutcome>(scriptFile("update-function"), z.union([written, missing, changed])),
  advance: loadScript<WriteOutcome>(scriptFile("advance-function"), z.union([written, missing, changed])),
  delete: loadScript(scriptFile("delete-function"), z.union([written, missing])),
};

/** Keeps functions in Redis: one Lua file per transition. */
export class RedisFunctionStore implements FunctionStore {
  readonly #connection: RedisConnection;
  readonly #feedEntriesMax: number;
  readonly #knownRegions = new Set<string>();

  constructor(connection: RedisConnection, options: { readonly feedEntriesMax: number }) {
    this.#connection = connection;
    this.#feedEntriesMax = options.feedEntriesMax;
  }

  async find(key: FunctionKey): Promise<FunctionRecord | undefined> {
    const [record] = await readFunctions(this.#connection, [key]);
    return record;
  }

  async list(owner: Omit<FunctionKey, "functionName">, range: ListRange): Promise<ListPage> {
    const { region, account } = owner;
    const min = range.after === undefined ? `[${account}/` : `(${account}/${range.after}`;
    // "0" is the character after "/": the end of this account's names.
    const members = await this.#connection.run((redis) => redis.zrangebylex(metadataKeys.index(region), min, `(${account}0`, "LIMIT", 0, range.itemsMax + 1));
    const page = members.slice(0, range.itemsMax).map((member) => parseIndexMember(region, member));
    return { records: await readFunctions(this.#connection, page), resumeAfter: members.length > page.length ? page.at(-1)?.functionName : undefined };
  }

  async create(record: UnplacedRecord): Promise<CreateOutcome> {
    await this.#rememberRegion(record.region);
    const { region } = record;
    const keys = [
      metadataKeys.function(record),
      metadataKeys.index(region),
      metadataKeys.unfinished(region),
      metadataKeys.sequence(region),
      metadataKeys.feed(region),
    ];
    const values = [record.account, record.functionName, encodeFunction(record), this.#feedEntriesMax, metadataKeys.changed(region)];
    return await this.#connection.runScript(scripts.create, keys, values);
  }

  async update(record: UnplacedRecord, expectedSequence: number): Promise<WriteOutcome> {
    return await this.#connection.runScript(scripts.update, this.#writeKeys(record), this.#writeValues(record, expectedSequence));
  }

  async advance(record: UnplacedRecord, expectedSequence: number): Promise<WriteOutcome> {
    const values = [...this.#writeValues(record, expectedSequence), isUnsettled(record.state) ? "unsettled" : "settled"];
    return await this.#connection.runScript(scripts.advance, this.#writeKeys(record), values);
  }

  async delete(key: FunctionKey): Promise<Exclude<WriteOutcome, { readonly kind: "changed" }>> {
    const { region } = key;
    const keys = [
      metadataKeys.function(key),
      metadataKeys.index(region),
      metadataKeys.unfinished(region),
      metadataKeys.sequence(region),
      metadataKeys.feed(region),
    ];
    return await this.#connection.runScript(scripts.delete, keys, [key.account, key.functionName, this.#feedEntriesMax, metadataKeys.changed(region)]);
  }

  async listUnsettled(region: string): Promise<readonly FunctionKey[]> {
    const members = await this.#connection.run((redis) => redis.smembers(metadataKeys.unfinished(region)));
    return members.toSorted().map((member) => parseIndexMember(region, member));
  }

  async listRegions(): Promise<readonly string[]> {
    return await this.#connection.run((redis) => redis.smembers(metadataKeys.regions));
  }

  #writeKeys(record: UnplacedRecord): readonly string[] {
    const { region } = record;
    return [metadataKeys.function(record), metadataKeys.unfinished(region), metadataKeys.sequence(region), metadataKeys.feed(region)];
  }

  #writeValues(record: UnplacedRecord, expectedSequence: number): readonly (string | number)[] {
    return [record.account, record.functionName, encodeFunction(record), expectedSequence, this.#feedEntriesMax, metadataKeys.changed(record.region)];
  }

  /** Written before a region's first function, so that a restart finds what it left unfinished. */
  async #rememberRegion(region: string): Promise<void> {
    if (this.#knownRegions.has(region)) return;
    await this.#connection.run((redis) => redis.sadd(metadataKeys.regions, region));
    this.#knownRegions.add(region);
  }
}
