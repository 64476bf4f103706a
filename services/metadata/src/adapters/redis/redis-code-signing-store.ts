import { decodeCodeSigningConfig, encodeCodeSigningConfig, type CodeSigningConfigKey, type CodeSigningConfigRecord } from "@mayfly/domain/code-signing-config";
import type { FunctionKey } from "@mayfly/domain/function-record";
import type { RedisConnection } from "@mayfly/state-store/redis-connection";
import { loadScript } from "@mayfly/state-store/redis-script";
import { z } from "zod";
import type { CodeSigningStore, CodeSigningWrite, UnplacedCodeSigningConfig } from "../../ports/code-signing-store.ts";
import { metadataKeys } from "./metadata-keys.ts";
import { scriptFile } from "./script-replies.ts";

const reply = z.enum(["written", "missing", "changed"]);
const putScript = loadScript<CodeSigningWrite>(scriptFile("put-code-signing-config"), reply);
const deleteScript = loadScript<CodeSigningWrite>(scriptFile("delete-code-signing-config"), reply);

/** Keeps the code signing configurations of an account in one hash: id to revision, a space and record. */
export class RedisCodeSigningStore implements CodeSigningStore {
  readonly #connection: RedisConnection;

  constructor(connection: RedisConnection) {
    this.#connection = connection;
  }

  async find(key: CodeSigningConfigKey): Promise<CodeSigningConfigRecord | undefined> {
    const stored = await this.#connection.run((redis) => redis.hget(metadataKeys.codeSigningConfigs(key), key.configId));
    return stored === null ? undefined : decode(key, stored);
  }

  async put(record: UnplacedCodeSigningConfig, expectedRevision: number): Promise<CodeSigningWrite> {
    const values = [record.configId, encodeCodeSigningConfig(record), expectedRevision];
    return await this.#connection.runScript(putScript, [metadataKeys.codeSigningConfigs(record)], values);
  }

  async delete(key: CodeSigningConfigKey, expectedTally: number): Promise<CodeSigningWrite> {
    const keys = [metadataKeys.codeSigningConfigs(key), metadataKeys.attachmentTally(key)];
    return await this.#connection.runScript(deleteScript, keys, [key.configId, expectedTally]);
  }

  async list(
    owner: Omit<FunctionKey, "functionName">,
    range: { readonly after: string | undefined; readonly itemsMax: number },
  ): Promise<readonly CodeSigningConfigRecord[]> {
    const { after = "" } = range;
    const key = metadataKeys.codeSigningConfigs(owner);
    return await this.#connection.run(async (redis) => {
      const ids = (await redis.hkeys(key))
        .filter((id) => id > after)
        .toSorted()
        .slice(0, range.itemsMax);
      if (ids.length === 0) return [];
      const stored = await redis.hmget(key, ...ids);
      // Deleted since its id was read: it is left out.
      return stored.flatMap((text, index) => (text === null ? [] : [decode({ ...owner, configId: ids[index] ?? "" }, text)]));
    });
  }
}

function decode({ region, account, configId }: CodeSigningConfigKey, stored: string): CodeSigningConfigRecord {
  const space = stored.indexOf(" ");
  return decodeCodeSigningConfig(stored.slice(space + 1), { region, account, configId, revision: Number(stored.slice(0, space)) });
}
