import { resourcePolicyKind, type ResourcePolicy } from "@mayfly/domain/attachments/resource-policy";
import type { LayerKey } from "@mayfly/domain/layer-name";
import type { LayerVersionRecord, NewLayerVersion } from "@mayfly/domain/layer-record";
import type { RedisConnection } from "@mayfly/state-store/redis-connection";
import { loadScript } from "@mayfly/state-store/redis-script";
import { z } from "zod";
import type { LayerPolicyOutcome, LayerStore } from "../../ports/layer-store.ts";
import { metadataKeys, parseIndexMember } from "./metadata-keys.ts";
import { codeUsageDefinitions } from "./script-replies.ts";
import { decodeLayerVersion, encodeLayerVersion } from "./stored-layer-version.ts";

const publishScript = loadScript(new URL("../../../lua/publish-layer-version.lua", import.meta.url), z.number().int(), codeUsageDefinitions);
const deleteScript = loadScript(new URL("../../../lua/delete-layer-version.lua", import.meta.url), z.number().int(), codeUsageDefinitions);
const putPolicyScript = loadScript(new URL("../../../lua/put-layer-policy.lua", import.meta.url), z.enum(["written", "missing", "changed"]));

/** Keeps layers in Redis: a hash of versions for each, beside it their policies and their numbers in order, and an index of names. */
export class RedisLayerStore implements LayerStore {
  readonly #connection: RedisConnection;

  constructor(connection: RedisConnection) {
    this.#connection = connection;
  }

  async publish(version: NewLayerVersion): Promise<LayerVersionRecord> {
    const number = await this.#connection.runScript(
      publishScript,
      [...keysOf(version), metadataKeys.codeUsage(version)],
      [version.account, version.layerName, encodeLayerVersion(version)],
    );
    return { ...version, version: number };
  }

  async find(key: LayerKey, version: number): Promise<LayerVersionRecord | undefined> {
    const text = await this.#connection.run((redis) => redis.hget(metadataKeys.layer(key), String(version)));
    return text === null ? undefined : decodeLayerVersion(text, key, version);
  }

  async findPolicy(key: LayerKey, version: number): Promise<ResourcePolicy | undefined> {
    const stored = await this.#connection.run((redis) => redis.hget(metadataKeys.layerPolicies(key), String(version)));
    return stored === null ? undefined : resourcePolicyKind.decode(stored.slice(stored.indexOf(" ") + 1));
  }

  async putPolicy(
    { key, version }: { readonly key: LayerKey; readonly version: number },
    policy: ResourcePolicy | undefined,
    expected: ResourcePolicy | undefined,
  ): Promise<LayerPolicyOutcome> {
    const keys = [metadataKeys.layer(key), metadataKeys.layerPolicies(key)];
    const record = policy === undefined ? "" : resourcePolicyKind.encode(policy);
    return await this.#connection.runScript(putPolicyScript, keys, [version, expected?.revisionId ?? "", policy?.revisionId ?? "", record]);
  }

  async delete(key: LayerKey, version: number): Promise<void> {
    await this.#connection.runScript(
      deleteScript,
      [...keysOf(key), metadataKeys.layerPolicies(key), metadataKeys.codeUsage(key)],
      [key.account, key.layerName, version],
    );
  }

  async listVersions(key: LayerKey, range: { readonly below: number | undefined; readonly itemsMax: number }): Promise<readonly LayerVersionRecord[]> {
    const highest = range.below === undefined ? "+inf" : `(${range.below}`;
    return await this.#connection.run(async (redis) => {
      const numbers = await redis.zrange(metadataKeys.layerVersions(key), highest, "-inf", "BYSCORE", "REV", "LIMIT", 0, range.itemsMax);
      if (numbers.length === 0) return [];
      const texts = await redis.hmget(metadataKeys.layer(key), ...numbers);
      // Deleted since its number was read: it is left out.
      return texts.flatMap((text, index) => (text === null ? [] : [decodeLayerVersion(text, key, Number(numbers[index]))]));
    });
  }

  async listNames(
    { region, account }: Omit<LayerKey, "layerName">,
    range: { readonly after: string | undefined; readonly itemsMax: number },
  ): Promise<readonly string[]> {
    const min = range.after === undefined ? `[${account}/` : `(${account}/${range.after}`;
    // "0" is the character after "/": the end of this account's names.
    const members = await this.#connection.run((redis) => redis.zrangebylex(metadataKeys.layers(region), min, `(${account}0`, "LIMIT", 0, range.itemsMax));
    return members.map((member) => parseIndexMember(region, member).functionName);
  }
}

function keysOf(key: LayerKey): readonly string[] {
  return [metadataKeys.layer(key), metadataKeys.layerVersions(key), metadataKeys.layers(key.region)];
}
