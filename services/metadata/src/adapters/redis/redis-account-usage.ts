import type { RedisConnection } from "@mayfly/state-store/redis-connection";
import type { AccountUsage, AccountUsageReader } from "../../ports/account-usage.ts";
import { metadataKeys } from "./metadata-keys.ts";

/** Reads the counter that the scripts keep, and counts the names of functions. */
export class RedisAccountUsage implements AccountUsageReader {
  readonly #connection: RedisConnection;

  constructor(connection: RedisConnection) {
    this.#connection = connection;
  }

  async read(owner: { readonly region: string; readonly account: string }): Promise<AccountUsage> {
    const { region, account } = owner;
    return await this.#connection.run(async (redis) => {
      // "0" is the character after "/": the end of this account's names.
      const functions = await redis.zlexcount(metadataKeys.index(region), `[${account}/`, `(${account}0`);
      return { functions, codeBytes: Number((await redis.get(metadataKeys.codeUsage(owner))) ?? 0) };
    });
  }
}
