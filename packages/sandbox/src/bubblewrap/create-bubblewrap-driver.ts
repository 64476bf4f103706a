import { availableParallelism } from "node:os";
import { PlatformError } from "@mayfly/errors/platform-error";
import { AdmissionGate } from "@mayfly/kernel/admission-gate";
import type { Logger } from "@mayfly/telemetry/logger";
import { z } from "zod";
import type { Sandbox, SandboxCapabilities, SandboxDriver, SandboxDriverHealth, SandboxSpec } from "../sandbox-driver.ts";
import { BubblewrapSandbox } from "./bubblewrap-sandbox.ts";
import type { HelperClient, SandboxSockets } from "./helper-client.ts";
import type { CreatedSandbox, ExitReport, HelperSettings, UidRange } from "./helper-messages.ts";
import { HelperSupervisor } from "./helper-supervisor.ts";
import { defaultUidRange } from "./uid-range.ts";
import { unavailable } from "./unavailable.ts";

/** How to make sandboxes with bubblewrap on this host. */
export interface BubblewrapDriverOptions {
  /** The driver's own directory, absolute; what an earlier driver left in it is ended and removed. */
  readonly stateDirectory: string;
  readonly bubblewrapPath: string;
  readonly logger: Logger;
  /** Given, sandboxes reach the public internet (root only); without it nothing beyond themselves. */
  readonly nat?: HelperSettings["nat"];
  /** Given, sandboxes are made by this OCI runtime; see createOciDriver. */
  readonly oci?: HelperSettings["oci"];
  /** Variables that bubblewrap itself needs, like LD_LIBRARY_PATH where it was unpacked instead of installed; no sandbox sees them. */
  readonly bubblewrapEnvironment?: Readonly<Record<string, string>>;
  /** Host uids for sandboxes, used as root only; by default a range chosen by the state directory. */
  readonly uidRange?: UidRange;
  /** The value of XDG_RUNTIME_DIR: by it an ordinary user's systemd is asked for a cgroup to divide. */
  readonly runtimeDirectory?: string | undefined;
  /** How long a sandbox may take to start: 30 s by default. One that comes later is ended. */
  readonly createTimeoutMs?: number;
  /** Sandboxes that start at the same time; the number of cores by default (SANDBOX.md §10.9). */
  readonly parallelCreates?: number;
}

const creates = {
  waiting: 1000,
  waitMs: 10_000,
  refusal: () => new PlatformError("ServiceUnavailable", "Too many sandboxes are being started on this worker."),
} as const;
const defaultCreateTimeoutMs = 30_000;
const probeTimeoutMs = 10_000;
const sandboxIdSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/);

/**
 * Starts the helper, ends what an earlier driver of the same directory left, and proves by running `true` in a full sandbox
 * that this host can run them. Throws PlatformError ServiceUnavailable with the cause and the command that mends it.
 */
export async function createBubblewrapDriver(options: BubblewrapDriverOptions): Promise<SandboxDriver> {
  const driver = new BubblewrapDriver(options);
  try {
    await driver.start();
    await driver.probe();
  } catch (error) {
    await driver[Symbol.asyncDispose]();
    throw error;
  }
  return driver;
}

class BubblewrapDriver implements SandboxDriver {
  readonly #logger: Logger;
  readonly #supervisor: HelperSupervisor;
  readonly #gate: AdmissionGate;
  readonly #createTimeoutMs: number;
  readonly #sandboxes = new Map<string, BubblewrapSandbox>();
  /** Sandboxes being created. One that ends at once may be reported before its `create` goes on: messages come in batches. */
  readonly #starting = new Map<string, ExitReport | undefined>();

  constructor(options: BubblewrapDriverOptions) {
    const { stateDirectory, bubblewrapPath, bubblewrapEnvironment = {}, logger, runtimeDirectory } = options;
    this.#logger = logger;
    const uidRange = options.uidRange ?? defaultUidRange(stateDirectory);
    const chosen = { ...(options.oci === undefined ? {} : { oci: options.oci }), ...(options.nat === undefined ? {} : { nat: options.nat }) };
    this.#supervisor = new HelperSupervisor({
      ...{ logger, runtimeDirectory },
      settings: { stateDirectory, bubblewrapPath, bubblewrapEnvironment, uidRange, isRoot: process.geteuid?.() === 0, ...chosen },
      claimed: () => [...this.#sandboxes.keys()],
      onExit: (sandboxId, report) => this.#receiveExit(sandboxId, report),
      onSucceeded: (adopted) => this.#giveUpAllBut(adopted),
    });
    this.#createTimeoutMs = options.createTimeoutMs ?? defaultCreateTimeoutMs;
    this.#gate = new AdmissionGate({ running: options.parallelCreates ?? availableParallelism(), ...creates });
  }

  get capabilities(): SandboxCapabilities {
    return this.#supervisor.capabilities;
  }

  get health(): SandboxDriverHealth {
    return this.#supervisor.health;
  }

  async start(): Promise<void> {
    await this.#supervisor.running();
  }

  /** Runs `true` with everything a sandbox has. */
  async probe(): Promise<void> {
    await using sandbox = await this.create({
      ...{ sandboxId: "probe", command: ["true"], environment: { PATH: "/usr/bin:/bin" }, mounts: [] },
      ...{ memoryMib: 128, ephemeralMib: 512 },
    });
    const words: string[] = [];
    sandbox.stderr.on("data", (chunk: Buffer) => words.push(chunk.toString()));
    const timer = setTimeout(() => sandbox.kill(), probeTimeoutMs);
    const exit = await sandbox.exited;
    clearTimeout(timer);
    if (exit.exitCode === 0) return;
    throw unavailable("A sandbox does not run on this host", words.join("").trim() || JSON.stringify(exit));
  }

  create(spec: SandboxSpec): Promise<Sandbox> {
    const { sandboxId } = spec;
    if (!sandboxIdSchema.safeParse(sandboxId).success) {
      return Promise.reject(new PlatformError("Service", `"${sandboxId}" is no sandbox id.`));
    }
    return this.#gate.run(() => this.#create(spec));
  }

  /** One whose helper dies before it is there is made anew by the next. */
  async #create(spec: SandboxSpec): Promise<Sandbox> {
    try {
      return await this.#supervisor.perform((helper) => this.#createWith(helper, spec));
    } catch (error) {
      throw unavailable("A sandbox could not be started", error);
    }
  }

  async #createWith(helper: HelperClient, spec: SandboxSpec): Promise<Sandbox> {
    const { sandboxId } = spec;
    if (this.#starting.has(sandboxId) || this.#sandboxes.has(sandboxId)) throw new PlatformError("Service", `Sandbox "${sandboxId}" exists already.`);
    this.#starting.set(sandboxId, undefined);
    helper.expectSockets(sandboxId);
    try {
      const created = await helper.request("create", spec, this.#createTimeoutMs);
      const sandbox = this.#open(sandboxId, created, helper);
      this.#sandboxes.set(sandboxId, sandbox);
      const report = this.#starting.get(sandboxId);
      if (report !== undefined) void sandbox.end(report);
      this.#supervisor.request("outputOpened", { sandboxId }).catch(() => {});
      return sandbox;
    } catch (error) {
      closeSockets(helper.takeSockets(sandboxId));
      // The helper may only be late: what it makes after all is ended.
      this.#discard(sandboxId, helper);
      throw error;
    } finally {
      this.#starting.delete(sandboxId);
    }
  }

  /** Opens what a started sandbox is reached by; where that fails (no descriptors left), the sandbox ends. */
  #open(sandboxId: string, created: CreatedSandbox, helper: HelperClient): BubblewrapSandbox {
    const sockets = helper.takeSockets(sandboxId);
    try {
      if (sockets === undefined) throw new Error("the helper did not send the sandbox's sockets");
      const forget = (): void => void this.#sandboxes.delete(sandboxId);
      return new BubblewrapSandbox(sandboxId, created, { helper: this.#supervisor, sockets, forget });
    } catch (error) {
      closeSockets(sockets);
      throw error;
    }
  }

  /** Ends a sandbox that nobody got; the helper ignores one that it does not have. */
  #discard(sandboxId: string, helper: HelperClient): void {
    helper.request("dispose", { sandboxId }).catch((cause: unknown) => {
      if (!helper.isLost) this.#logger.error("sandbox not removed", { sandboxId, error: cause instanceof Error ? cause : String(cause) });
    });
  }

  #receiveExit(sandboxId: string, report: ExitReport): void {
    if (this.#starting.has(sandboxId)) this.#starting.set(sandboxId, report);
    else void this.#sandboxes.get(sandboxId)?.end(report);
  }

  /** What a new helper does not go on with is gone, by no fault of its own. */
  #giveUpAllBut(adopted: ReadonlySet<string>): void {
    for (const [sandboxId, sandbox] of this.#sandboxes) {
      if (adopted.has(sandboxId)) continue;
      this.#logger.error("sandbox lost", { sandboxId });
      void sandbox.end({ exitCode: undefined, signal: "SIGKILL", outOfMemory: false, lost: true });
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.allSettled([...this.#sandboxes.values()].map((sandbox) => sandbox[Symbol.asyncDispose]()));
    await this.#supervisor[Symbol.asyncDispose]();
  }
}

function closeSockets(sockets: SandboxSockets | undefined): void {
  sockets?.channel.destroy();
  sockets?.runtimeApi.close();
  sockets?.door.close();
  sockets?.control?.destroy();
}
