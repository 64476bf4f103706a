import { z } from "zod";
import type { JetStreamManager } from "@nats-io/jetstream";
import type { KV } from "@nats-io/kv";
import type { LogScope } from "./log-event.ts";
import { logStoreNames, nameOfToken, nameToken } from "./log-subjects.ts";
import { isWrongSequence } from "./jetstream-errors.ts";
import { scanMessages } from "./scan-messages.ts";

const recordSchema = z.object({
  v: z.literal(1),
  createdAt: z.number(),
  retentionInDays: z.number().optional(),
  tags: z.record(z.string(), z.string()),
});

/** What is kept of a log group. Times are epoch milliseconds. */
export interface LogGroup extends LogScope {
  readonly name: string;
  readonly createdAt: number;
  /** Absent: its events are kept as long as the store keeps any. */
  readonly retentionInDays?: number | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

/** What may be changed of a log group. */
export type LogGroupChange = Pick<LogGroup, "retentionInDays" | "tags">;

const attemptsMax = 20;

/** The log groups of every account, in a KV bucket. Failures of JetStream pass through. */
export class LogGroups {
  readonly #bucket: KV;
  readonly #manager: JetStreamManager;

  constructor(bucket: KV, manager: JetStreamManager) {
    this.#bucket = bucket;
    this.#manager = manager;
  }

  async find(scope: LogScope, name: string): Promise<LogGroup | undefined> {
    const entry = await this.#bucket.get(keyOf(scope, name));
    return entry === null || entry.operation !== "PUT" ? undefined : parseGroup(scope, name, entry.string());
  }

  /** Makes a log group. False if there is one of that name. */
  async create(scope: LogScope, name: string, group: Pick<LogGroup, "createdAt" | "tags">): Promise<boolean> {
    try {
      await this.#bucket.create(keyOf(scope, name), JSON.stringify({ v: 1, createdAt: group.createdAt, tags: group.tags }));
      return true;
    } catch (error) {
      if (isWrongSequence(error)) return false;
      throw error;
    }
  }

  /** Changes a log group by compare-and-set; `change` may be called again, with what another writer has made of it. False if there is no such group. */
  async update(scope: LogScope, name: string, change: (group: LogGroup) => LogGroupChange): Promise<boolean> {
    const key = keyOf(scope, name);
    let cause: unknown;
    for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
      const entry = await this.#bucket.get(key);
      if (entry === null || entry.operation !== "PUT") return false;
      const group = parseGroup(scope, name, entry.string());
      const { retentionInDays, tags } = change(group);
      try {
        await this.#bucket.update(key, JSON.stringify({ v: 1, createdAt: group.createdAt, retentionInDays, tags }), entry.revision);
        return true;
      } catch (error) {
        if (!isWrongSequence(error)) throw error;
        cause = error;
      }
    }
    throw new Error("the log group is changed by too many at once", { cause });
  }

  /** Forgets a log group; its events are another matter. */
  async delete(scope: LogScope, name: string): Promise<void> {
    await this.#bucket.purge(keyOf(scope, name));
  }

  /** The log groups of an account, or of all accounts of a region, in no particular order. */
  async *list(scope: { readonly region: string; readonly account?: string }): AsyncGenerator<LogGroup> {
    const keyPrefix = `$KV.${logStoreNames.groups}.`;
    const subject = `${keyPrefix}${scope.region}.${scope.account ?? "*"}.*`;
    for await (const message of scanMessages(this.#manager, `KV_${logStoreNames.groups}`, { subject, from: "last-of-each" })) {
      if (message.headers?.has("KV-Operation") === true) continue;
      const [region = "", account = "", token = ""] = message.subject.slice(keyPrefix.length).split(".");
      yield parseGroup({ region, account }, nameOfToken(token), message.string());
    }
  }
}

function keyOf({ region, account }: LogScope, name: string): string {
  return `${region}.${account}.${nameToken(name)}`;
}

function parseGroup({ region, account }: LogScope, name: string, text: string): LogGroup {
  const { createdAt, retentionInDays, tags } = recordSchema.parse(JSON.parse(text));
  return { region, account, name, createdAt, retentionInDays, tags };
}
