import { CloudWatchLogsClient, FilterLogEventsCommand, ResourceNotFoundException, type FilteredLogEvent } from "@aws-sdk/client-cloudwatch-logs";
import { setTimeout as delay } from "node:timers/promises";
import { PlatformError } from "@mayfly/errors/platform-error";
import { dataDirectoryAt } from "@mayfly/standalone/data-directory";
import { ensureDefaultCredentials } from "@mayfly/standalone/default-credentials";
import { findRunFile } from "@mayfly/standalone/run-file";
import type { Command } from "commander";
import { addStandaloneFlags, standaloneConfig } from "../standalone-flags.ts";

const pollMs = 1_000;
const minuteMs = 60_000;
const sinceMinutesDefault = 10;

/** `mayfly logs <function>`: prints what a function of the running Mayfly has written, and with `--follow` what it writes. */
export function addLogsCommand(program: Command): void {
  addStandaloneFlags(program.command("logs"))
    .argument("<function>", "name of a function, or of a log group if it begins with a slash")
    .option("--follow", "go on until Ctrl-C")
    .option("--since <minutes>", `from so many minutes ago (default ${sinceMinutesDefault})`)
    .option("--filter <pattern>", "a filter pattern of CloudWatch Logs, like ERROR")
    .description("print the log lines of a function")
    .action(async (name: string, options: Record<string, unknown>) => {
      const config = standaloneConfig(options);
      if (config === undefined) return;
      const directory = dataDirectoryAt(config.dataDir);
      const run = await findRunFile(directory.runFile);
      if (run === undefined) throw new PlatformError("ServiceUnavailable", `No Mayfly runs on ${config.dataDir}. Start one with: npm start`);
      const credentials = await ensureDefaultCredentials(directory.aws);
      const client = new CloudWatchLogsClient({ endpoint: run.http, region: config.region, credentials });
      await printEvents(client, {
        logGroupName: name.startsWith("/") ? name : `/aws/lambda/${name}`,
        filterPattern: typeof options["filter"] === "string" ? options["filter"] : "",
        startTime: Date.now() - minutesOf(options["since"]) * minuteMs,
        follow: options["follow"] === true,
      });
    });
}

interface EventsToPrint {
  readonly logGroupName: string;
  readonly filterPattern: string;
  /** Epoch milliseconds. */
  readonly startTime: number;
  readonly follow: boolean;
}

async function printEvents(client: CloudWatchLogsClient, { logGroupName, filterPattern, startTime: since, follow }: EventsToPrint): Promise<void> {
  let startTime = since;
  // Of the latest time alone: what is older is not asked for again.
  let printed = new Set<string>();
  for (;;) {
    for await (const { eventId = "", timestamp = 0, message = "" } of eventsSince(client, { logGroupName, filterPattern, startTime }, follow)) {
      if (printed.has(eventId)) continue;
      if (timestamp > startTime) printed = new Set();
      startTime = Math.max(startTime, timestamp);
      printed.add(eventId);
      process.stdout.write(`${new Date(timestamp).toISOString()} ${message.trimEnd()}\n`);
    }
    if (!follow) return;
    await delay(pollMs);
  }
}

async function* eventsSince(
  client: CloudWatchLogsClient,
  query: Pick<EventsToPrint, "logGroupName" | "filterPattern" | "startTime">,
  mayBeMissing: boolean,
): AsyncGenerator<FilteredLogEvent> {
  for (let nextToken: string | undefined; ;) {
    const page = await client.send(new FilterLogEventsCommand({ ...query, nextToken })).catch((error: unknown) => {
      // A function that has not run yet has no log group.
      if (error instanceof ResourceNotFoundException && mayBeMissing) return undefined;
      throw error;
    });
    yield* page?.events ?? [];
    nextToken = page?.nextToken;
    if (nextToken === undefined) return;
  }
}

function minutesOf(text: unknown): number {
  if (text === undefined) return sinceMinutesDefault;
  const minutes = Number(text);
  if (!(minutes > 0)) throw new PlatformError("InvalidParameterValue", "--since takes a number of minutes above 0.");
  return minutes;
}
