import type { FunctionIdentity } from "@mayfly/domain/function-identity";
import type { FunctionKey, FunctionRecord } from "@mayfly/domain/function-record";
import { isUnsettled } from "@mayfly/domain/function-state";
import type { RedisConnection } from "@mayfly/state-store/redis-connection";
import { loadScript } from "@mayfly/state-store/redis-script";
import { z } from "zod";
import type {
  CreateOutcome,
  DeleteVersionOutcome,
  FirstAttachment,
  FunctionStore,
  ListPage,
  ListRange,
  PublishedOutcome,
  UnnumberedRecord,
  UnplacedRecord,
  WriteOutcome,
} from "../../ports/function-store.ts";
import { readFunctions } from "./function-reader.ts";
import { indexMember, metadataKeys, parseIndexMember, recordKey } from "./metadata-keys.ts";
import { attachmentDefinitions, codeUsageDefinitions, scriptFile, scriptReplies } from "./script-replies.ts";
import { encodeFunction } from "./stored-function.ts";

const { written, published, missing, changed, exists } = scriptReplies;
const used = z.tuple([z.literal("used")], z.string()).transform(([kind, ...aliases]) => ({ kind, aliases }));
const appendVersion = scriptFile("append-version");

const scripts = {
  create: loadScript<CreateOutcome>(
    scriptFile("create-function"),
    z.union([written, published, exists, changed]),
    appendVersion,
    codeUsageDefinitions,
    attachmentDefinitions,
  ),
  update: loadScript<WriteOutcome | PublishedOutcome>(
    scriptFile("update-function"),
    z.union([written, published, missing, changed]),
    appendVersion,
    codeUsageDefinitions,
  ),
  publish: loadScript(scriptFile("publish-version"), z.union([published, missing, changed]), appendVersion, codeUsageDefinitions),
  advance: loadScript<WriteOutcome>(scriptFile("advance-function"), z.union([written, missing, changed])),
  delete: loadScript(scriptFile("delete-function"), z.union([written, missing]), attachmentDefinitions, codeUsageDefinitions),
  deleteVersion: loadScript<DeleteVersionOutcome>(scriptFile("delete-version"), z.union([written, missing, used]), attachmentDefinitions, codeUsageDefinitions),
};

/** Keeps functions and their versions in Redis: one Lua file per transition. */
export class RedisFunctionStore implements FunctionStore {
  readonly #connection: RedisConnection;
  readonly #feedEntriesMax: number;
  readonly #knownRegions = new Set<string>();

  constructor(connection: RedisConnection, options: { readonly feedEntriesMax: number }) {
    this.#connection = connection;
    this.#feedEntriesMax = options.feedEntriesMax;
  }

  async find(identity: FunctionIdentity): Promise<FunctionRecord | undefined> {
    const [record] = await readFunctions(this.#connection, [identity]);
    return record;
  }

  async findLastVersion(key: FunctionKey): Promise<FunctionRecord | undefined> {
    const [version] = await this.#connection.run((redis) => redis.zrange(metadataKeys.versionNumbers(key), "-1", "-1"));
    return version === undefined ? undefined : await this.find(versionOf(key, version));
  }

  async list(owner: Omit<FunctionKey, "functionName">, range: ListRange): Promise<ListPage> {
    const members = await this.#members(metadataKeys.index(owner.region), owner, range);
    return await this.#page(owner, members, range.itemsMax);
  }

  async listWithVersions(owner: Omit<FunctionKey, "functionName">, range: ListRange): Promise<ListPage> {
    const functions = await this.#members(metadataKeys.index(owner.region), owner, range);
    const versions = await this.#members(metadataKeys.versionIndex(owner.region), owner, range);
    // Members are ASCII and sort as Redis sorts them; each list has as many as a page needs of it.
    const merged = [...functions, ...versions].toSorted((one, other) => (one < other ? -1 : 1)).slice(0, range.itemsMax + 1);
    return await this.#page(owner, merged, range.itemsMax);
  }

  async listVersions(key: FunctionKey, range: ListRange): Promise<ListPage> {
    const numbers = await this.#connection.run((redis) =>
      redis.zrange(metadataKeys.versionNumbers(key), `(${range.after ?? "0"}`, "+inf", "BYSCORE", "LIMIT", 0, range.itemsMax + 1),
    );
    const page = numbers.slice(0, range.itemsMax);
    const records = await readFunctions(
      this.#connection,
      page.map((version) => versionOf(key, version)),
    );
    return { records, resumeAfter: numbers.length > page.length ? (page.at(-1) ?? range.after ?? "0") : undefined };
  }

  async create(
    record: UnplacedRecord,
    { version, attachment }: { readonly version?: UnnumberedRecord | undefined; readonly attachment?: FirstAttachment | undefined } = {},
  ): Promise<CreateOutcome> {
    await this.#rememberRegion(record.region);
    const { region } = record;
    const keys = [
      metadataKeys.function(record),
      metadataKeys.index(region),
      metadataKeys.unfinished(region),
      metadataKeys.sequence(region),
      metadataKeys.feed(region),
      ...versionKeys(record),
      metadataKeys.attachments(record),
      metadataKeys.attachmentIndex(region),
      metadataKeys.attachmentTally(record),
    ];
    const values = [record.account, record.functionName, encodeFunction(record), this.#feedEntriesMax, metadataKeys.changed(region)];
    const attached = [attachment?.kind ?? "", attachment?.record ?? "", attachment?.expectedTally ?? ""];
    return await this.#connection.runScript(scripts.create, keys, [...values, ...versionValues(record, version), ...attached]);
  }

  async update(record: UnplacedRecord, expectedSequence: number, version?: UnnumberedRecord): Promise<WriteOutcome | PublishedOutcome> {
    const values = [...this.#writeValues(record, expectedSequence), ...versionValues(record, version)];
    return await this.#connection.runScript(scripts.update, [...writeKeys(record), ...versionKeys(record)], values);
  }

  async publish(
    latest: UnplacedRecord,
    expectedSequence: number,
    version: UnnumberedRecord,
  ): Promise<PublishedOutcome | Exclude<WriteOutcome, { readonly kind: "written" }>> {
    const values = [...this.#writeValues(latest, expectedSequence), ...versionValues(latest, version), settledText(version)];
    return await this.#connection.runScript(scripts.publish, [...writeKeys(latest), ...versionKeys(latest)], values);
  }

  async advance(record: UnplacedRecord, expectedSequence: number): Promise<WriteOutcome> {
    const [account, functionName, ...written] = this.#writeValues(record, expectedSequence);
    const values = [account ?? "", functionName ?? "", record.version, indexMember(record), ...written, settledText(record)];
    return await this.#connection.runScript(scripts.advance, writeKeys(record), values);
  }

  async delete(key: FunctionKey): Promise<Exclude<WriteOutcome, { readonly kind: "changed" }>> {
    const { region } = key;
    const keys = [
      metadataKeys.function(key),
      metadataKeys.index(region),
      metadataKeys.unfinished(region),
      metadataKeys.sequence(region),
      metadataKeys.feed(region),
      metadataKeys.versionNumbers(key),
      metadataKeys.versionIndex(region),
      metadataKeys.aliasTargets(key),
      metadataKeys.aliasIndex(region),
      metadataKeys.attachments(key),
      metadataKeys.attachmentIndex(region),
      metadataKeys.codeUsage(key),
    ];
    const prefixes = [metadataKeys.version(key, ""), metadataKeys.alias({ ...key, aliasName: "" })];
    return await this.#connection.runScript(scripts.delete, keys, [
      key.account,
      key.functionName,
      this.#feedEntriesMax,
      metadataKeys.changed(region),
      ...prefixes,
    ]);
  }

  async deleteVersion(identity: FunctionIdentity): Promise<DeleteVersionOutcome> {
    const { region } = identity;
    const keys = [
      metadataKeys.version(identity, identity.version),
      metadataKeys.versionNumbers(identity),
      metadataKeys.versionIndex(region),
      metadataKeys.unfinished(region),
      metadataKeys.sequence(region),
      metadataKeys.feed(region),
      metadataKeys.aliasTargets(identity),
      metadataKeys.attachments(identity),
      metadataKeys.attachmentIndex(region),
      metadataKeys.codeUsage(identity),
    ];
    return await this.#connection.runScript(scripts.deleteVersion, keys, [
      identity.account,
      identity.functionName,
      identity.version,
      indexMember(identity),
      this.#feedEntriesMax,
      metadataKeys.changed(region),
    ]);
  }

  async listUnsettled(region: string): Promise<readonly FunctionIdentity[]> {
    const members = await this.#connection.run((redis) => redis.smembers(metadataKeys.unfinished(region)));
    return members.toSorted().map((member) => parseIndexMember(region, member));
  }

  async listRegions(): Promise<readonly string[]> {
    return await this.#connection.run((redis) => redis.smembers(metadataKeys.regions));
  }

  /** Members of one account, one more than a page has. */
  async #members(index: string, { account }: { readonly account: string }, range: ListRange): Promise<readonly string[]> {
    const min = range.after === undefined ? `[${account}/` : `(${account}/${range.after}`;
    // "0" is the character after "/": the end of this account's names.
    return await this.#connection.run((redis) => redis.zrangebylex(index, min, `(${account}0`, "LIMIT", 0, range.itemsMax + 1));
  }

  async #page({ region, account }: Omit<FunctionKey, "functionName">, members: readonly string[], itemsMax: number): Promise<ListPage> {
    const page = members.slice(0, itemsMax);
    const records = await readFunctions(
      this.#connection,
      page.map((member) => parseIndexMember(region, member)),
    );
    return { records, resumeAfter: members.length > page.length ? page.at(-1)?.slice(account.length + 1) : undefined };
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

function versionOf({ region, account, functionName }: FunctionKey, version: string): FunctionIdentity {
  return { region, account, functionName, version };
}

function writeKeys(record: UnplacedRecord): readonly string[] {
  const { region } = record;
  return [recordKey(record), metadataKeys.unfinished(region), metadataKeys.sequence(region), metadataKeys.feed(region)];
}

/** What scripts that may publish a version need for it, and the account's code usage. */
function versionKeys(key: FunctionKey): readonly string[] {
  return [metadataKeys.versionCounter(key), metadataKeys.versionNumbers(key), metadataKeys.versionIndex(key.region), metadataKeys.codeUsage(key)];
}

/** A version's record, empty if none is published, and the key of versions without their number. */
function versionValues(key: FunctionKey, version: UnnumberedRecord | undefined): readonly string[] {
  return [version === undefined ? "" : encodeFunction(version), metadataKeys.version(key, "")];
}

function settledText(record: UnnumberedRecord): string {
  return isUnsettled(record.state) ? "unsettled" : "settled";
}
