import { CloudWatchLogsClient, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { waitFor } from "@mayfly/testkit/wait-for";
import type { System } from "./system.ts";

const patience = { deadlineMs: 30_000 } as const;

/** An unmodified SDK client of one of the gateways. */
export function logsClient(system: System, gateway = 0): CloudWatchLogsClient & Disposable {
  const endpoint = system.httpEndpoints[gateway % system.httpEndpoints.length] ?? "";
  const { region, accessKeyId, secretAccessKey } = system;
  const credentials = { accessKeyId, secretAccessKey };
  // The prefix that AWS has for some operations leads to a host that does not exist here.
  const client = new CloudWatchLogsClient({ endpoint, region, credentials, maxAttempts: 1, disableHostPrefix: true });
  return Object.assign(client, { [Symbol.dispose]: () => client.destroy() });
}

/** What a log group has, as `aws logs tail --follow` reads it: on from the time of the latest event, without what it has seen. */
export class Follower {
  readonly messages: string[] = [];
  readonly #client: CloudWatchLogsClient;
  readonly #logGroupName: string;
  readonly #seen = new Set<string>();
  #startTime = 0;

  constructor(client: CloudWatchLogsClient, logGroupName: string) {
    this.#client = client;
    this.#logGroupName = logGroupName;
  }

  /** Reads what is new; nothing as long as there is no such group: it comes with the first lines that are stored. */
  async poll(): Promise<void> {
    try {
      await this.#read();
    } catch (error) {
      if (!(error instanceof Error && error.name === "ResourceNotFoundException")) throw error;
    }
  }

  async #read(): Promise<void> {
    for (let nextToken: string | undefined; ;) {
      const page = await this.#client.send(new FilterLogEventsCommand({ logGroupName: this.#logGroupName, startTime: this.#startTime, nextToken, limit: 7 }));
      for (const { eventId = "", timestamp = 0, message = "" } of page.events ?? []) {
        if (this.#seen.has(eventId)) continue;
        this.#seen.add(eventId);
        this.#startTime = Math.max(this.#startTime, timestamp);
        this.messages.push(message);
      }
      nextToken = page.nextToken;
      if (nextToken === undefined) return;
    }
  }

  /** Resolves once so many messages have `text`. */
  until(count: number, text: string): Promise<true> {
    return waitFor(
      async () => {
        await this.poll();
        return this.messages.filter((message) => message.includes(text)).length >= count || undefined;
      },
      { what: `${count} messages with "${text}"`, ...patience },
    );
  }
}
