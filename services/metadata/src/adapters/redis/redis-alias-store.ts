import type { AliasKey, AliasRecord } from "@mayfly/domain/alias-record";
import type { FunctionKey } from "@mayfly/domain/function-record";
import type { RedisConnection } from "@mayfly/state-store/redis-connection";
import { loadScript } from "@mayfly/state-store/redis-script";
import { z } from "zod";
import type { AliasStore, CreateAliasOutcome, UnplacedAlias, VersionMissing } from "../../ports/alias-store.ts";
import type { ListRange, WriteOutcome } from "../../ports/function-store.ts";
import { readAliases } from "./function-reader.ts";
import { metadataKeys, parseAliasMember, recordKey } from "./metadata-keys.ts";
import { attachmentDefinitions, scriptFile, scriptReplies } from "./script-replies.ts";
import { encodeAlias } from "./stored-alias.ts";

const { written, missing, changed, exists } = scriptReplies;
const versionMissing = z.tuple([z.literal("version-missing")]).transform(([kind]) => ({ kind }));

const scripts = {
  create: loadScript<CreateAliasOutcome>(scriptFile("create-alias"), z.union([written, exists, versionMissing])),
  update: loadScript<WriteOutcome | VersionMissing>(scriptFile("update-alias"), z.union([written, missing, changed, versionMissing])),
  delete: loadScript(scriptFile("delete-alias"), z.union([written, missing]), attachmentDefinitions),
};

/** Keeps aliases in Redis, and beside them which versions each runs, where the deletion of a version looks. */
export class RedisAliasStore implements AliasStore {
  readonly #connection: RedisConnection;
  readonly #feedEntriesMax: number;

  constructor(connection: RedisConnection, options: { readonly feedEntriesMax: number }) {
    this.#connection = connection;
    this.#feedEntriesMax = options.feedEntriesMax;
  }

  async find(key: AliasKey): Promise<AliasRecord | undefined> {
    const [alias] = await readAliases(this.#connection, [key]);
    return alias;
  }

  async list(key: FunctionKey, range: ListRange): Promise<{ readonly aliases: readonly AliasRecord[]; readonly resumeAfter: string | undefined }> {
    const member = `${key.account}/${key.functionName}`;
    const min = range.after === undefined ? `[${member}#` : `(${member}#${range.after}`;
    // "$" is the character after "#": the end of this function's aliases.
    const members = await this.#connection.run((redis) =>
      redis.zrangebylex(metadataKeys.aliasIndex(key.region), min, `(${member}$`, "LIMIT", 0, range.itemsMax + 1),
    );
    const page = members.slice(0, range.itemsMax).map((each) => parseAliasMember(key.region, each));
    return { aliases: await readAliases(this.#connection, page), resumeAfter: members.length > page.length ? page.at(-1)?.aliasName : undefined };
  }

  async create(alias: UnplacedAlias): Promise<CreateAliasOutcome> {
    const { region } = alias;
    const keys = [
      metadataKeys.alias(alias),
      metadataKeys.aliasTargets(alias),
      metadataKeys.aliasIndex(region),
      metadataKeys.sequence(region),
      metadataKeys.feed(region),
      ...versionKeys(alias),
    ];
    const values = [...nameValues(alias), encodeAlias(alias), this.#feedEntriesMax, metadataKeys.changed(region), targetsOf(alias).join(" ")];
    return await this.#connection.runScript(scripts.create, keys, values);
  }

  async update(alias: UnplacedAlias, expectedSequence: number): Promise<WriteOutcome | VersionMissing> {
    const { region } = alias;
    const keys = [metadataKeys.alias(alias), metadataKeys.aliasTargets(alias), metadataKeys.sequence(region), metadataKeys.feed(region), ...versionKeys(alias)];
    const values = [...nameValues(alias), encodeAlias(alias), expectedSequence, this.#feedEntriesMax, metadataKeys.changed(region), targetsOf(alias).join(" ")];
    return await this.#connection.runScript(scripts.update, keys, values);
  }

  async delete(key: AliasKey): Promise<Exclude<WriteOutcome, { readonly kind: "changed" }>> {
    const { region } = key;
    const keys = [
      metadataKeys.alias(key),
      metadataKeys.aliasTargets(key),
      metadataKeys.aliasIndex(region),
      metadataKeys.sequence(region),
      metadataKeys.feed(region),
      metadataKeys.attachments(key),
      metadataKeys.attachmentIndex(region),
    ];
    return await this.#connection.runScript(scripts.delete, keys, [...nameValues(key), this.#feedEntriesMax, metadataKeys.changed(region)]);
  }
}

function nameValues({ account, functionName, aliasName }: AliasKey): readonly string[] {
  return [account, functionName, aliasName];
}

function targetsOf(alias: UnplacedAlias): readonly string[] {
  return [alias.functionVersion, ...Object.keys(alias.additionalWeights)];
}

function versionKeys(alias: UnplacedAlias): readonly string[] {
  const { region, account, functionName } = alias;
  return targetsOf(alias).map((version) => recordKey({ region, account, functionName, version }));
}
