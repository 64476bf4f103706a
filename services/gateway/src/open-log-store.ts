import type { Clock } from "@mayfly/kernel/clock";
import { PlatformError } from "@mayfly/errors/platform-error";
import { LogStore } from "@mayfly/log-store/log-store";
import type { Logger } from "@mayfly/telemetry/logger";
import type { NatsConnection } from "@nats-io/transport-node";
import { sweepExpiredLogs } from "./core/logs/log-retention.ts";

/** What opening needs. */
export interface LogStoreOptions {
  /** Closed by the caller, after the store. */
  readonly connection: NatsConnection;
  readonly region: string;
  /** 0: there is no store. */
  readonly logStoreMib: number;
  readonly logStoreDays: number;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** A store whose expired logs are swept meanwhile; `store` is undefined where it is turned off. */
export interface OpenLogStore extends Disposable {
  readonly store: LogStore | undefined;
}

const sweepEveryMs = 60 * 60_000;
const bytesPerMib = 1024 * 1024;
const dayMs = 24 * 60 * 60_000;

/** Opens the log store with its bounds. Every gateway sweeps: doing it twice changes nothing. Fails with PlatformError ServiceUnavailable and what mends it. */
export async function openLogStore(options: LogStoreOptions): Promise<OpenLogStore> {
  const { region, logStoreMib, clock, logger } = options;
  if (logStoreMib === 0) return { store: undefined, [Symbol.dispose]() {} };
  const store = await openBounded(options);
  const sweep = async (): Promise<void> => {
    await sweepExpiredLogs(store, region, clock.now()).catch((error: unknown) =>
      logger.warn("expired logs not deleted", { error: error instanceof Error ? error : String(error) }),
    );
    if (!isClosed) timer = clock.after(sweepEveryMs, () => void sweep());
  };
  let isClosed = false;
  let timer = clock.after(sweepEveryMs, () => void sweep());
  return {
    store,
    [Symbol.dispose]() {
      isClosed = true;
      timer[Symbol.dispose]();
    },
  };
}

async function openBounded({ connection, logStoreMib, logStoreDays }: LogStoreOptions): Promise<LogStore> {
  try {
    const store = await LogStore.open(connection);
    await store.ensure({ bytesMax: logStoreMib * bytesPerMib, ageMsMax: logStoreDays * dayMs });
    return store;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const sentence = `JetStream has no room for function logs of ${logStoreMib} MiB, or is not there: ${reason}. Lower MAYFLY_LOG_STORE_MIB (0 keeps none there), or give JetStream more.`;
    throw new PlatformError("ServiceUnavailable", sentence, { cause });
  }
}
