import { decodeMapping, encodeMapping, type EventSourceMappingKey, type EventSourceMappingRecord } from "@mayfly/domain/event-source-mapping";
import { isMappingUnsettled } from "@mayfly/domain/event-source-mapping-state";
import type { RedisConnection } from "@mayfly/state-store/redis-connection";
import { loadScript } from "@mayfly/state-store/redis-script";
import { z } from "zod";
import type { WriteOutcome } from "../../ports/function-store.ts";
import type { ClaimTaken, MappingStore, MappingWrite } from "../../ports/mapping-store.ts";
import { readMappings } from "./function-reader.ts";
import { metadataKeys, parseMappingMember } from "./metadata-keys.ts";
import { scriptFile, scriptReplies } from "./script-replies.ts";

const { written, missing, changed } = scriptReplies;
const taken = z.tuple([z.literal("taken"), z.string()]).transform(([kind, uuid]) => ({ kind, uuid }));
const putScript = loadScript<WriteOutcome | ClaimTaken>(scriptFile("put-mapping"), z.union([written, missing, changed, taken]));
const resultScript = loadScript(scriptFile("put-mapping-result"), z.number().int());

/** Keeps event source mappings in Redis: a hash for each, and an index of them. */
export class RedisMappingStore implements MappingStore {
  readonly #connection: RedisConnection;
  readonly #feedEntriesMax: number;

  constructor(connection: RedisConnection, options: { readonly feedEntriesMax: number }) {
    this.#connection = connection;
    this.#feedEntriesMax = options.feedEntriesMax;
  }

  async find(key: EventSourceMappingKey): Promise<EventSourceMappingRecord | undefined> {
    return (await this.#read([key]))[0];
  }

  async create(write: MappingWrite): Promise<{ readonly kind: "written"; readonly sequence: number } | ClaimTaken> {
    const outcome = await this.#put(write.record, write, 0);
    if (outcome.kind === "written" || outcome.kind === "taken") return outcome;
    throw new Error(`the UUID ${write.record.uuid} is in use`);
  }

  async update(write: MappingWrite, expectedSequence: number): Promise<WriteOutcome | ClaimTaken> {
    return await this.#put(write.record, write, expectedSequence);
  }

  async remove(key: EventSourceMappingKey, expectedSequence: number): Promise<WriteOutcome> {
    const outcome = await this.#put(key, undefined, expectedSequence);
    // A claim is only looked at for a record.
    return outcome.kind === "taken" ? { kind: "changed" } : outcome;
  }

  async list(
    { region, account }: Omit<EventSourceMappingKey, "uuid">,
    range: { readonly after: string | undefined; readonly itemsMax: number },
  ): Promise<{ readonly mappings: readonly EventSourceMappingRecord[]; readonly resumeAfter: string | undefined }> {
    const min = range.after === undefined ? `[${account}/` : `(${account}/${range.after}`;
    // "0" is the character after "/": the end of this account's mappings.
    const members = await this.#connection.run((redis) =>
      redis.zrangebylex(metadataKeys.mappingIndex(region), min, `(${account}0`, "LIMIT", 0, range.itemsMax),
    );
    const keys = members.map((member) => parseMappingMember(region, member));
    return { mappings: await this.#read(keys), resumeAfter: members.length < range.itemsMax ? undefined : keys.at(-1)?.uuid };
  }

  async putResult(key: EventSourceMappingKey, result: string): Promise<void> {
    await this.#connection.runScript(resultScript, [metadataKeys.mapping(key)], [result]);
  }

  async listUnsettled(region: string): Promise<readonly EventSourceMappingKey[]> {
    const members = await this.#connection.run((redis) => redis.smembers(metadataKeys.unfinishedMappings(region)));
    return members.toSorted().map((member) => parseMappingMember(region, member));
  }

  async #read(keys: readonly EventSourceMappingKey[]): Promise<readonly EventSourceMappingRecord[]> {
    return (await readMappings(this.#connection, keys)).map(({ key, sequence, record, lastResult }) => decodeMapping(record, { ...key, sequence, lastResult }));
  }

  async #put(key: EventSourceMappingKey, write: MappingWrite | undefined, expectedSequence: number): Promise<WriteOutcome | ClaimTaken> {
    const { region, account, uuid } = key;
    const keys = [
      metadataKeys.mapping(key),
      metadataKeys.mappingIndex(region),
      metadataKeys.mappingClaims(key),
      metadataKeys.unfinishedMappings(region),
      metadataKeys.sequence(region),
      metadataKeys.feed(region),
    ];
    const settled = write === undefined || !isMappingUnsettled(write.record.state) ? "settled" : "unsettled";
    const record = write === undefined ? "" : encodeMapping(write.record);
    const values = [account, uuid, record, write?.claim ?? "", expectedSequence, settled, this.#feedEntriesMax, metadataKeys.changed(region)];
    return await this.#connection.runScript(putScript, keys, values);
  }
}
