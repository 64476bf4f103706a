import type { Bus } from "@mayfly/bus/bus";
import { methodCodec } from "@mayfly/contracts/codec";
import type { AgentReport } from "@mayfly/contracts/generated/mayfly/agent/v1/AgentReport";
import { agentService } from "@mayfly/contracts/services";
import { internalSubjects } from "@mayfly/contracts/subjects";
import type { Clock } from "@mayfly/kernel/clock";
import type { Logger } from "@mayfly/telemetry/logger";

/** What reports are made with. */
export interface InventoryReporterOptions {
  readonly bus: Bus;
  readonly region: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly describe: () => Omit<AgentReport, "report_number">;
  /** The scheduler has answered a report. */
  readonly onHeard: () => void;
}

const everyMs = 1000;
/** Changes within this time go into one report. */
const gatherMs = 10;

/** Tells the scheduler what this agent has: once a second, and soon after every change. */
export class InventoryReporter implements AsyncDisposable {
  readonly #options: InventoryReporterOptions;
  readonly #codec = methodCodec(agentService, "Report");
  readonly #inbox: string;
  readonly #answers: AsyncDisposable;
  #number = 0;
  #timer: Disposable | undefined;
  #isSoon = false;
  #isClosed = false;

  constructor(options: InventoryReporterOptions) {
    this.#options = options;
    this.#inbox = options.bus.createInbox();
    this.#answers = options.bus.subscribe(this.#inbox, (message) => {
      if (message.noResponders !== true) options.onHeard();
    });
    this.send();
  }

  /** Something has changed. */
  changed(): void {
    if (this.#isSoon || this.#isClosed) return;
    this.#isSoon = true;
    this.#arm(gatherMs);
  }

  /** Reports now. */
  send(): void {
    const { bus, region, describe, logger } = this.#options;
    this.#number += 1;
    this.#isSoon = false;
    this.#arm(everyMs);
    try {
      bus.publish(internalSubjects.agentReport(region), this.#codec.request.encode({ ...describe(), report_number: this.#number }), { replyTo: this.#inbox });
    } catch (error) {
      // The next report says all of it again.
      logger.debug("report not sent", { error: error instanceof Error ? error : String(error) });
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    this.#timer?.[Symbol.dispose]();
    await this.#answers[Symbol.asyncDispose]();
  }

  #arm(delayMs: number): void {
    this.#timer?.[Symbol.dispose]();
    this.#timer = this.#options.clock.after(delayMs, () => this.send());
  }
}
