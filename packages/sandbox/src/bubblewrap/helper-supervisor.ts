import type { Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { isSameProcess, type ProcessIdentity } from "@mayfly/kernel/process-identity";
import type { Logger } from "@mayfly/telemetry/logger";
import type { SandboxCapabilities, SandboxDriverHealth } from "../sandbox-driver.ts";
import { Heartbeat } from "./heartbeat.ts";
import { helperCommands, type HelperCommand } from "./helper-command.ts";
import { HelperClient } from "./helper-client.ts";
import type { ExitReport, HelperMethod, HelperMethods, HelperSettings, HelperStart } from "./helper-messages.ts";
import { unavailable } from "./unavailable.ts";

/** What the supervisor works with, and whom it tells. */
export interface SupervisorOptions {
  readonly settings: HelperSettings;
  readonly runtimeDirectory: string | undefined;
  readonly logger: Logger;
  /** Ids of the sandboxes that a new helper is to go on with. */
  readonly claimed: () => readonly string[];
  readonly onExit: (sandboxId: string, report: ExitReport) => void;
  /** A helper has begun that goes on with these of the claimed sandboxes; the others are gone. */
  readonly onSucceeded: (adopted: ReadonlySet<string>) => void;
}

const startTimeoutMs = 30_000;
const beats = { everyMs: 500, silentMsMax: 3_000, beginningMsMax: 30_000 } as const;
/** So many successors may die or fail before they have taken over. */
const successorsMax = 3;
/** One request is tried with so many helpers. */
const attemptsMax = 3;
/** A helper that lives shorter is followed by the next after a pause that doubles. */
const shortLifeMs = 1_000;
const pauseMs = { first: 50, max: 2_000 } as const;

/** Sees to it that there is always one helper: replaces one that has died or hangs, and gives the next what it needs to go on with the sandboxes. */
export class HelperSupervisor implements AsyncDisposable {
  readonly #options: SupervisorOptions;
  #helper: Promise<HelperClient> | undefined;
  #capabilities: SandboxCapabilities | undefined;
  #anchor: ProcessIdentity | undefined;
  #lifeline: Socket | undefined;
  #isDisposed = false;
  #hasBegun = false;
  #trouble: string | undefined;
  #replacements = 0;
  #shortLives = 0;

  constructor(options: SupervisorOptions) {
    this.#options = options;
  }

  get capabilities(): SandboxCapabilities {
    if (this.#capabilities === undefined) throw new Error("the driver has not been started");
    return this.#capabilities;
  }

  get health(): SandboxDriverHealth {
    return { trouble: this.#trouble, replacements: this.#replacements };
  }

  /** The helper that runs, or a new one where it has died or could not be started before. */
  async running(): Promise<HelperClient> {
    for (;;) {
      if (this.#isDisposed) throw unavailable("The sandbox driver has been stopped", "no new sandboxes");
      this.#helper ??= this.#start();
      const helper = await this.#helper;
      if (!helper.isLost) return helper;
      await helper.ended;
    }
  }

  /** Asks the helper, and if it dies meanwhile the next one: what is asked may be done twice. */
  async request<Method extends HelperMethod>(
    method: Method,
    body: HelperMethods[Method]["request"],
    timeoutMs?: number,
  ): Promise<HelperMethods[Method]["response"]> {
    return await this.perform((helper) => helper.request(method, body, timeoutMs));
  }

  /** Does something with the helper, and again with the next one if it dies meanwhile. */
  async perform<Result>(work: (helper: HelperClient) => Promise<Result>): Promise<Result> {
    for (let attempt = 1; ; attempt += 1) {
      const helper = await this.running();
      try {
        return await work(helper);
      } catch (error) {
        if (!helper.isLost || attempt === attemptsMax) throw error;
      }
    }
  }

  /** Ends the helper, and with it the sandboxes. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#isDisposed) return;
    this.#isDisposed = true;
    const helper = await this.#helper?.catch(() => undefined);
    await helper?.stop();
    // Where the helper could not do it, the anchor does.
    this.#lifeline?.destroy();
  }

  /** Tries each way to start it; what the last one says is what went wrong. */
  async #start(): Promise<HelperClient> {
    await this.#pause();
    const { settings, runtimeDirectory, claimed, logger } = this.#options;
    const place = { isRoot: settings.isRoot, runtimeDirectory };
    const failures: unknown[] = [];
    const anchor = this.#anchor;
    // A successor that dies on its way costs nothing yet: the sandboxes are given up only when several have.
    for (let attempt = 1; attempt <= successorsMax && anchor !== undefined && isSameProcess(anchor); attempt += 1) {
      const succession = { anchor, claimed: claimed() };
      for (const command of helperCommands({ ...place, anchorPid: anchor.pid })) {
        try {
          return await this.#try(command, { settings, succession });
        } catch (error) {
          logger.error("sandbox helper not succeeded", { error: error instanceof Error ? error : String(error) });
        }
      }
    }
    this.#dropAnchor();
    for (const command of helperCommands(place)) {
      try {
        return await this.#try(command, { settings });
      } catch (error) {
        failures.push(error);
      }
    }
    this.#helper = undefined;
    // Nobody is left that could end them but the anchor, and it has been told.
    this.#options.onSucceeded(new Set());
    throw unavailable("The sandbox helper could not be started", failures.at(-1));
  }

  async #try(command: HelperCommand, start: HelperStart): Promise<HelperClient> {
    const { logger, onExit, onSucceeded } = this.#options;
    let hasStarted = false;
    const startedAt = performance.now();
    const helper = new HelperClient(command, logger, {
      onExit,
      onLifeline: (socket, anchor) => this.#holdLifeline(socket, anchor, helper),
      onLost: () => hasStarted && this.#replace(helper, performance.now() - startedAt),
    });
    const heartbeat = this.#watch(helper);
    void helper.ended.then(() => heartbeat[Symbol.dispose]());
    try {
      const { capabilities, adopted } = await helper.request("start", start, startTimeoutMs);
      hasStarted = true;
      heartbeat.begin();
      this.#capabilities = capabilities;
      this.#trouble = undefined;
      if (this.#hasBegun) this.#replacements += 1;
      this.#hasBegun = true;
      onSucceeded(new Set(adopted));
      logger.info("sandbox helper started", { pid: helper.pid, mode: capabilities.mode, sandboxes: adopted.length });
      return helper;
    } catch (error) {
      helper.kill();
      await helper.stop();
      throw error;
    }
  }

  #watch(helper: HelperClient): Heartbeat {
    const { logger } = this.#options;
    return new Heartbeat(helper, {
      ...beats,
      onSilent: (silent) => {
        if (helper.isLost || !this.#hasBegun) return;
        this.#trouble = silent ? "The sandbox helper does not answer." : undefined;
      },
      onHung: () => {
        logger.error("sandbox helper hangs", { pid: helper.pid });
        helper.kill();
      },
    });
  }

  #replace(helper: HelperClient, livedMs: number): void {
    if (this.#isDisposed) return;
    const { logger, claimed } = this.#options;
    logger.error("sandbox helper died", { pid: helper.pid, sandboxes: claimed().length });
    this.#trouble = "The sandbox helper is being replaced.";
    this.#shortLives = livedMs < shortLifeMs ? this.#shortLives + 1 : 0;
    this.#helper = undefined;
    this.running().catch((error: unknown) => {
      if (!this.#isDisposed) logger.error("sandbox helper not restarted", { error: error instanceof Error ? error : String(error) });
    });
  }

  /** None after the first deaths; a helper that dies again and again does not keep the machine busy. */
  async #pause(): Promise<void> {
    if (this.#shortLives > 2) await delay(Math.min(pauseMs.first * 2 ** this.#shortLives, pauseMs.max), undefined, { ref: false });
  }

  #holdLifeline(socket: Socket, anchor: ProcessIdentity, helper: HelperClient): void {
    this.#lifeline?.destroy();
    this.#anchor = anchor;
    this.#lifeline = socket;
    socket.on("error", () => {});
    socket.resume().unref();
    socket.once("close", () => void this.#replaceAnchor(socket, helper));
  }

  /** The anchor has died before us: the next one is made in the same namespaces, by the helper that is in them. */
  async #replaceAnchor(socket: Socket, helper: HelperClient): Promise<void> {
    if (this.#isDisposed || this.#lifeline !== socket) return;
    this.#lifeline = undefined;
    this.#anchor = undefined;
    try {
      if (!helper.isLost) await helper.request("anchor", undefined);
    } catch (error) {
      this.#options.logger.warn("sandbox anchor not replaced", { error: error instanceof Error ? error : String(error) });
    }
  }

  /** Its sandboxes are not gone on with: it kills them. */
  #dropAnchor(): void {
    const lifeline = this.#lifeline;
    this.#lifeline = undefined;
    this.#anchor = undefined;
    lifeline?.destroy();
  }
}
