import { rmSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { PlatformError } from "@mayfly/errors/platform-error";
import { type Clock, systemClock } from "@mayfly/kernel/clock";
import type { PackageLimits } from "./archive-error.ts";
import { partialPath } from "./extract-archive.ts";
import type { ExtractorReply, ExtractorRequest } from "./extractor-protocol.ts";
import { type ArchiveSummary, defaultPackageLimits } from "./package-plan.ts";

/** How many threads an extractor has and how long a job may take. */
export interface ExtractorOptions {
  /** 1 by default. A thread starts with its first job. */
  readonly threads?: number;
  /** From the call to the answer, waiting included; 60,000 by default. */
  readonly deadlineMs?: number;
  /** Jobs that may wait for a thread; 64 by default. */
  readonly waitingMax?: number;
  readonly limits?: PackageLimits;
  readonly clock?: Clock;
}

/**
 * Inspects and unpacks archives off the event loop. An archive in shared memory is not copied. Beside what
 * `inspectArchive` and `extractArchive` throw: DeadlineExceeded when a job takes too long (its thread is ended, what it
 * had written is removed), ServiceUnavailable when too many wait or after disposal.
 */
export interface Extractor extends AsyncDisposable {
  inspect(archive: Uint8Array): Promise<ArchiveSummary>;
  extract(archive: Uint8Array | string, targetDirectory: string): Promise<ArchiveSummary>;
}

/** Creates an extractor; dispose it to end its threads. */
export function createExtractor(options: ExtractorOptions = {}): Extractor {
  return new ThreadExtractor(options);
}

interface Job {
  readonly request: ExtractorRequest;
  readonly resolve: (summary: ArchiveSummary) => void;
  readonly reject: (error: PlatformError) => void;
}

class ThreadExtractor implements Extractor {
  readonly #threadsMax: number;
  readonly #deadlineMs: number;
  readonly #waitingMax: number;
  readonly #limits: PackageLimits;
  readonly #clock: Clock;
  readonly #idle: Worker[] = [];
  readonly #waiting: Job[] = [];
  readonly #running = new Map<Job, Worker>();
  #disposed = false;

  constructor(options: ExtractorOptions) {
    this.#threadsMax = options.threads ?? 1;
    this.#deadlineMs = options.deadlineMs ?? 60_000;
    this.#waitingMax = options.waitingMax ?? 64;
    this.#limits = options.limits ?? defaultPackageLimits;
    this.#clock = options.clock ?? systemClock;
  }

  inspect(archive: Uint8Array): Promise<ArchiveSummary> {
    return this.#submit({ job: "inspect", archive, limits: this.#limits });
  }

  extract(archive: Uint8Array | string, targetDirectory: string): Promise<ArchiveSummary> {
    const partialDirectory = partialPath(targetDirectory);
    return this.#submit({ job: "extract", archive, targetDirectory, partialDirectory, limits: this.#limits });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#disposed = true;
    const error = new PlatformError("ServiceUnavailable", "Mayfly is shutting down.");
    for (const job of this.#waiting.splice(0)) job.reject(error);
    const ended = [...this.#running.keys()].map((job) => this.#abort(job, error));
    await Promise.all([...ended, ...this.#idle.splice(0).map((thread) => thread.terminate())]);
  }

  async #submit(request: ExtractorRequest): Promise<ArchiveSummary> {
    if (this.#disposed) throw new PlatformError("ServiceUnavailable", "Mayfly is shutting down.");
    if (this.#waiting.length >= this.#waitingMax) {
      throw new PlatformError("ServiceUnavailable", "Too many deployment packages are being unpacked.", { retryAfterSeconds: 1 });
    }
    const { promise, resolve, reject } = Promise.withResolvers<ArchiveSummary>();
    const job: Job = { request, resolve, reject };
    this.#waiting.push(job);
    using _deadline = this.#clock.after(this.#deadlineMs, () => this.#expire(job));
    this.#startWaiting();
    return await promise;
  }

  #startWaiting(): void {
    while (this.#waiting.length > 0 && this.#running.size < this.#threadsMax && !this.#disposed) {
      const job = this.#waiting.shift();
      if (job === undefined) return;
      const thread = this.#idle.pop() ?? this.#startThread();
      this.#running.set(job, thread);
      thread.ref();
      thread.postMessage(job.request);
    }
  }

  #startThread(): Worker {
    // Released packages hold the emitted .js beside this file's own .js.
    const file = import.meta.url.endsWith(".ts") ? "./extractor-thread.ts" : "./extractor-thread.js";
    const thread = new Worker(new URL(file, import.meta.url), { env: {}, execArgv: [], name: "extractor" });
    thread.on("message", (reply: ExtractorReply) => this.#finish(thread, reply));
    thread.on("error", (error) => this.#lose(thread, error));
    return thread;
  }

  #finish(thread: Worker, reply: ExtractorReply): void {
    const job = this.#jobOf(thread);
    if (job === undefined) return;
    this.#running.delete(job);
    thread.unref();
    this.#idle.push(thread);
    if (reply.outcome === "done") job.resolve(reply.summary);
    else job.reject(new PlatformError(reply.code, reply.publicMessage, { cause: new Error(reply.reason) }));
    this.#startWaiting();
  }

  #lose(thread: Worker, error: unknown): void {
    const place = this.#idle.indexOf(thread);
    if (place >= 0) this.#idle.splice(place, 1);
    const job = this.#jobOf(thread);
    if (job !== undefined) void this.#abort(job, PlatformError.from(error));
  }

  #expire(job: Job): void {
    const error = new PlatformError("DeadlineExceeded", "The deployment package took too long to unpack.");
    const place = this.#waiting.indexOf(job);
    if (place >= 0) {
      this.#waiting.splice(place, 1);
      job.reject(error);
    } else void this.#abort(job, error);
  }

  /** Ends the job's thread, then removes what it had written, then lets the next job start. */
  async #abort(job: Job, error: PlatformError): Promise<void> {
    const thread = this.#running.get(job);
    if (thread === undefined) return;
    thread.removeAllListeners("message");
    await thread.terminate();
    if (!this.#running.delete(job)) return;
    if (job.request.job === "extract") rmSync(job.request.partialDirectory, { recursive: true, force: true });
    job.reject(error);
    this.#startWaiting();
  }

  #jobOf(thread: Worker): Job | undefined {
    for (const [job, running] of this.#running) if (running === thread) return job;
    return undefined;
  }
}
