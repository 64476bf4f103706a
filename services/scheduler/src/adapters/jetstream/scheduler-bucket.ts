import { PlatformError } from "@mayfly/errors/platform-error";
import type { Logger } from "@mayfly/telemetry/logger";
import { Kvm, type KV } from "@nats-io/kv";
import type { NatsConnection } from "@nats-io/transport-node";
import type { AgentMembership } from "../../ports/agent-membership.ts";

const bucketName = "MAYFLY_SCHEDULER";
const termKey = (region: string): string => `${region}.term`;
const agentKey = (region: string, agentId: string): string => `${region}.agent.${agentId}`;
const attemptsMax = 50;

/** What schedulers keep in JetStream's KV: their terms, and which agents there are. */
export class SchedulerBucket implements AgentMembership {
  readonly #bucket: KV;
  readonly #region: string;
  readonly #logger: Logger;

  private constructor(bucket: KV, region: string, logger: Logger) {
    this.#bucket = bucket;
    this.#region = region;
    this.#logger = logger;
  }

  /** Opens the bucket, which is made if it is not there. */
  static async open(connection: NatsConnection, region: string, logger: Logger): Promise<SchedulerBucket> {
    return new SchedulerBucket(await new Kvm(connection).create(bucketName, { history: 1 }), region, logger);
  }

  /** A term that no scheduler of this region has had: by compare-and-set, so that of two that start at once each gets its own. Fails with PlatformError ServiceUnavailable. */
  async nextTerm(): Promise<number> {
    const key = termKey(this.#region);
    let cause: unknown;
    for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
      const entry = await this.#bucket.get(key);
      const term = Number(entry?.string() ?? "0") + 1;
      try {
        if (entry === null) await this.#bucket.create(key, String(term));
        else await this.#bucket.update(key, String(term), entry.revision);
        return term;
      } catch (error) {
        // Another scheduler was faster: on to the next number.
        cause = error;
      }
    }
    throw new PlatformError("ServiceUnavailable", "No scheduler term could be had.", { cause });
  }

  async list(): Promise<readonly string[]> {
    const prefix = agentKey(this.#region, "");
    const agentIds: string[] = [];
    for await (const key of await this.#bucket.keys(`${prefix}*`)) agentIds.push(key.slice(prefix.length));
    return agentIds;
  }

  async join(agentId: string): Promise<void> {
    await this.#note("agent not noted", this.#bucket.put(agentKey(this.#region, agentId), ""));
  }

  async leave(agentId: string): Promise<void> {
    await this.#note("agent not forgotten", this.#bucket.purge(agentKey(this.#region, agentId)));
  }

  async #note(phrase: string, write: Promise<unknown>): Promise<void> {
    try {
      await write;
    } catch (error) {
      this.#logger.warn(phrase, { error: error instanceof Error ? error : String(error) });
    }
  }
}
