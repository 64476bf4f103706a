import { createHash, randomUUID } from "node:crypto";
import { homedir } from "node:os";
import { join } from "node:path";
import { MemoryHub } from "@mayfly/bus/memory-hub";
import type { Bus } from "@mayfly/bus/bus";
import { methodCodec } from "@mayfly/contracts/codec";
import type { AgentReport__Output } from "@mayfly/contracts/generated/mayfly/agent/v1/AgentReport";
import type { InvocationDone__Output } from "@mayfly/contracts/generated/mayfly/agent/v1/InvocationDone";
import type { AnswerEnd__Output } from "@mayfly/contracts/generated/mayfly/agent/v1/AnswerEnd";
import type { PlaceReply__Output } from "@mayfly/contracts/generated/mayfly/agent/v1/PlaceReply";
import type { PrepareVersionReply__Output } from "@mayfly/contracts/generated/mayfly/scheduler/v1/PrepareVersionReply";
import type { RetireRequest } from "@mayfly/contracts/generated/mayfly/agent/v1/RetireRequest";
import type { FunctionSpec__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/FunctionSpec";
import type { PackageReference__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/PackageReference";
import type { ServiceClient } from "@mayfly/contracts/service-contract";
import { agentService, identitiesService, type packagesService } from "@mayfly/contracts/services";
import { internalSubjects } from "@mayfly/contracts/subjects";
import { PlatformError } from "@mayfly/errors/platform-error";
import { systemClock } from "@mayfly/kernel/clock";
import { createRuntimeCatalogue, hostArchitecture } from "@mayfly/runtimes/runtime-catalogue";
import type { SandboxDriver } from "@mayfly/sandbox/sandbox-driver";
import { createMetrics, type Metrics } from "@mayfly/telemetry/metrics";
import { forbiddenTracing } from "@mayfly/testkit/forbidden-tracing";
import { captureLogger, type CaptureLogger } from "@mayfly/testkit/capture-logger";
import { temporaryDirectory } from "@mayfly/testkit/temporary-directory";
import { zipOf, type ZipEntry } from "@mayfly/testkit/zip-of";
import { createWorkerApp, type WorkerApp } from "./app.ts";
import { functionSpec } from "./function-spec.test-support.ts";
import { roleCredentials } from "./role-credentials.test-support.ts";
import type { RoleCredentials } from "./ports/role-credentials.ts";
import type { FunctionLogSink } from "./ports/function-log-sink.ts";
import { defaultWorkerSettings, type WorkerSettings } from "./worker-settings.ts";

const region = "us-east-1";
const place = methodCodec(agentService, "Place");
const prepare = methodCodec(agentService, "Prepare");
const retire = methodCodec(agentService, "Retire");
const invokeCodec = methodCodec(agentService, "Invoke");
const reportCodec = methodCodec(agentService, "Report");
const issueCodec = methodCodec(identitiesService, "IssueRoleCredentials");

/** A placed environment, as a scheduler and a holder know it. */
export interface Placed {
  readonly reply: PlaceReply__Output;
  readonly environmentId: string;
  readonly leaseId: string;
  readonly epoch: number;
}

/** A whole answer, as an invoker sees it. */
export interface Answered {
  readonly refused: string;
  readonly payload: string;
  readonly functionError: string;
  readonly contentType: string;
  readonly end: AnswerEnd__Output | undefined;
  readonly done: InvocationDone__Output;
  readonly logTail: string;
  readonly requestId: string;
  /** Milliseconds from the first frame out to the end of the answer. */
  readonly tookMs: number;
  readonly frames: number;
}

/** How to invoke in a test. */
export interface InvokeOptions {
  readonly event?: string;
  readonly logTail?: boolean;
  readonly epoch?: number;
  readonly leaseId?: string;
  readonly traceHeader?: string;
  /** Wants the answer as it comes. */
  readonly stream?: boolean;
  /** Counts the answer's bytes and drops them; `payload` is then their number. */
  readonly countOnly?: boolean;
}

/** How a test's worker differs from the usual one. */
export interface HarnessOptions extends Partial<WorkerSettings> {
  readonly manifestsDirectory?: string;
  /** Where functions' calls of Mayfly go; nowhere by default. */
  readonly gatewayUrl?: string;
}

/** A real worker on the in-memory bus with real sandboxes; the test is scheduler, invoker, package store, and metadata that issues credentials. */
export class WorkerHarness implements AsyncDisposable {
  readonly worker: WorkerApp;
  readonly bus: Bus;
  /** What the worker has logged. */
  readonly workerLog: CaptureLogger;
  readonly metrics: Metrics;
  readonly archives: Map<string, Buffer>;
  readonly agentId: string;
  /** The worker's own directory on this host. */
  readonly dataDirectory: string;
  /** Requests for credentials that have come, each as role and session. */
  readonly issued: string[] = [];
  /** What is issued to the next who asks; undefined: it is refused. */
  credentials: (roleArn: string) => Partial<RoleCredentials> | undefined = () => ({});
  /** The latest report. */
  report: AgentReport__Output | undefined;
  #epoch = 0;
  readonly #cleanup: AsyncDisposableStack;

  private constructor(parts: {
    worker: WorkerApp;
    bus: Bus;
    archives: Map<string, Buffer>;
    agentId: string;
    dataDirectory: string;
    cleanup: AsyncDisposableStack;
    workerLog: CaptureLogger;
    metrics: Metrics;
  }) {
    this.metrics = parts.metrics;
    this.worker = parts.worker;
    this.bus = parts.bus;
    this.archives = parts.archives;
    this.agentId = parts.agentId;
    this.dataDirectory = parts.dataDirectory;
    this.#cleanup = parts.cleanup;
    this.workerLog = parts.workerLog;
  }

  static async start(
    driver: SandboxDriver,
    { manifestsDirectory, gatewayUrl, ...settings }: HarnessOptions = {},
    logs?: FunctionLogSink,
  ): Promise<WorkerHarness> {
    const cleanup = new AsyncDisposableStack();
    const directory = cleanup.use(await temporaryDirectory());
    const hub = new MemoryHub();
    const bus = cleanup.use(hub.connect());
    const archives = new Map<string, Buffer>();
    const agentId = `agent-${randomUUID()}`;
    const logger = captureLogger();
    const metrics = createMetrics();
    const worker = await createWorkerApp({
      agentId,
      region,
      bus: cleanup.use(hub.connect()),
      packages: packagesFrom(archives),
      driver,
      runtimes: createRuntimeCatalogue({
        cacheDirectory: process.env["MAYFLY_CACHE_DIR"] ?? join(homedir(), ".cache", "mayfly"),
        ...(manifestsDirectory === undefined ? {} : { manifestsDirectory }),
        environment: process.env,
        architecture: hostArchitecture(),
      }),
      dataDirectory: directory.path,
      gatewayUrl: () => gatewayUrl,
      settings: { ...defaultWorkerSettings(8 * 1024 ** 3), poolSandboxes: 0, drainMs: 2000, ...settings },
      clock: systemClock,
      logger,
      metrics,
      tracing: forbiddenTracing,
      ...(logs === undefined ? {} : { logs }),
    });
    const harness = new WorkerHarness({ worker, bus, archives, agentId, dataDirectory: directory.path, cleanup, workerLog: logger, metrics });
    bus.subscribe(internalSubjects.agentReport(region), (message) => {
      harness.report = reportCodec.request.decode(message.data);
    });
    bus.subscribe(internalSubjects.issueRoleCredentials(region), ({ data, replyTo }) => {
      if (replyTo !== undefined) bus.publish(replyTo, harness.#issue(data));
    });
    return harness;
  }

  /** Puts an archive into the store. */
  async store(files: Readonly<Record<string, ZipEntry>>): Promise<PackageReference__Output> {
    const archive = await zipOf(files);
    const sha256 = createHash("sha256").update(archive).digest("hex");
    this.archives.set(sha256, archive);
    return { sha256, size_bytes: archive.length, directory: "" };
  }

  /** Puts a package into the store and describes a function that uses it. */
  async spec(files: Readonly<Record<string, ZipEntry>>, changes: Partial<FunctionSpec__Output> = {}): Promise<FunctionSpec__Output> {
    return functionSpec({ code: await this.store(files), architecture: hostArchitecture(), ...changes });
  }

  /** Places an environment, as the scheduler does. */
  async place(spec: FunctionSpec__Output, options: { readonly holderId?: string; readonly environmentId?: string } = {}): Promise<Placed> {
    this.#epoch += 1;
    const placed = { environmentId: options.environmentId ?? randomUUID(), leaseId: randomUUID(), epoch: this.#epoch };
    const request = place.request.encode({
      spec,
      holder_id: options.holderId ?? "holder",
      lease: {
        lease_id: placed.leaseId,
        epoch_term: 1,
        epoch_counter: placed.epoch,
        agent_id: this.agentId,
        environment_id: placed.environmentId,
        generation: spec.generation,
      },
    });
    const reply = place.response.decode(await this.bus.request(internalSubjects.place(region, this.agentId), request, { timeoutMs: 30_000 }));
    return { ...placed, reply };
  }

  #issue(request: Buffer): Buffer {
    const { role_arn: roleArn, session_name: session } = issueCodec.request.decode(request);
    this.issued.push(`${roleArn} ${session}`);
    const changes = this.credentials(roleArn);
    if (changes === undefined) return issueCodec.response.encode({ failure: { code: "AccessDenied", message: "There is no such role." } });
    const made = roleCredentials(changes);
    return issueCodec.response.encode({
      credentials: {
        access_key_id: made.accessKeyId,
        secret_access_key: made.secretAccessKey,
        session_token: made.sessionToken,
        expires_at: made.expiresAt,
      },
    });
  }

  /** Places a function of these files and fails the test if that does not work. */
  async placed(files: Readonly<Record<string, ZipEntry>>, changes: Partial<FunctionSpec__Output> = {}): Promise<Placed> {
    const placed = await this.place(await this.spec(files, changes));
    if (placed.reply.failure_code !== "") throw new Error(`not placed: ${placed.reply.failure_code} ${placed.reply.failure_message}`);
    return placed;
  }

  async prepare(spec: FunctionSpec__Output): Promise<PrepareVersionReply__Output> {
    return prepare.response.decode(
      await this.bus.request(internalSubjects.prepare(region, this.agentId), prepare.request.encode({ spec }), { timeoutMs: 30_000 }),
    );
  }

  async retire(request: RetireRequest): Promise<number> {
    return retire.response.decode(await this.bus.request(internalSubjects.retire(region, this.agentId), retire.request.encode(request), { timeoutMs: 5000 }))
      .environments;
  }

  /** The environment's state as the agent last reported it, asked for anew. */
  stateOf(placed: Placed): string | undefined {
    return this.worker.stateOf(placed.environmentId);
  }

  /** What a scheduler publishes when it starts. */
  askForReport(): void {
    this.bus.publish(internalSubjects.reportNow(region), Buffer.alloc(0));
  }

  /** Invokes over the channel, as an invoker does, and gathers the whole answer. */
  async invoke(placed: Placed, options: InvokeOptions = {}): Promise<Answered> {
    const event = Buffer.from(options.event ?? "{}");
    const requestId = randomUUID();
    const channelId = randomUUID();
    const replyTo = this.bus.createInbox();
    const chunks: Buffer[] = [];
    let answerBytes = 0;
    const { promise, resolve, reject } = Promise.withResolvers<Answered>();
    let frames = 0;
    let refused = "";
    let functionError = "";
    let contentType = "";
    let end: AnswerEnd__Output | undefined;
    let endedMs = 0;
    const send = (frame: Parameters<typeof invokeCodec.request.encode>[0]): void =>
      this.bus.publish(internalSubjects.invokerFrames(region, this.agentId, channelId), invokeCodec.request.encode(frame));
    const startedMs = performance.now();
    await using _answers = this.bus.subscribe(replyTo, (message) => {
      if (message.noResponders === true) return reject(new Error("no agent"));
      const frame = invokeCodec.response.decode(message.data);
      frames += 1;
      refused = frame.refused === "" ? refused : frame.refused;
      contentType = frame.head?.content_type ?? contentType;
      if (frame.accepted && event.length > 65_536) for (let at = 65_536; at < event.length; at += 65_536) send({ chunk: event.subarray(at, at + 65_536) });
      if (frame.chunk.length > 0) {
        answerBytes += frame.chunk.length;
        if (options.countOnly !== true) chunks.push(frame.chunk);
        send({ credit_bytes: frame.chunk.length });
      }
      if (frame.end !== null) {
        end = frame.end;
        functionError = frame.end.function_error;
        endedMs = performance.now();
      }
      if (frame.done === null && refused === "") return undefined;
      const done = frame.done ?? { log_tail: Buffer.alloc(0), duration_ms: 0, billed_ms: 0, memory_max_mib: 0, init_ms: 0, reusable: false };
      return resolve({
        refused,
        payload: options.countOnly === true ? String(answerBytes) : Buffer.concat(chunks).toString(),
        functionError,
        contentType,
        end,
        done,
        logTail: done.log_tail.toString(),
        requestId,
        tookMs: endedMs - startedMs,
        frames,
      });
    });
    const invoke = {
      environment_id: placed.environmentId,
      lease_id: options.leaseId ?? placed.leaseId,
      epoch_term: 1,
      epoch_counter: options.epoch ?? placed.epoch,
      request_id: requestId,
      invoked_function_arn: "arn:aws:lambda:us-east-1:000000000000:function:greeter",
      trace_header: options.traceHeader ?? "",
      payload_bytes: event.length,
      log_tail: options.logTail ?? false,
      initial_credit_bytes: 1024 * 1024,
      channel_id: channelId,
      response_stream: options.stream ?? false,
    };
    this.bus.publish(internalSubjects.invoke(region, this.agentId), invokeCodec.request.encode({ invoke, chunk: event.subarray(0, 65_536) }), { replyTo });
    const timer = setTimeout(() => reject(new Error("no answer in 15 s")), 15_000);
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.worker[Symbol.asyncDispose]();
    await this.#cleanup.disposeAsync();
  }
}

/** A package store with these archives. */
function packagesFrom(archives: ReadonlyMap<string, Buffer>): ServiceClient<typeof packagesService> {
  const find = (sha256: string | undefined): Buffer => {
    const archive = archives.get(sha256 ?? "");
    if (archive === undefined) throw new PlatformError("ResourceNotFound", "There is no such package.");
    return archive;
  };
  return {
    PutPackage: () => Promise.reject(new PlatformError("UnknownOperation", "This store is read-only.")),
    CopyPackage: () => Promise.reject(new PlatformError("UnknownOperation", "This store is read-only.")),
    DescribePackage: async ({ sha256 }) => ({ sha256: sha256 ?? "", size_bytes: find(sha256).length, unpacked_bytes: 0 }),
    async *GetPackage({ sha256 }) {
      const archive = find(sha256);
      for (let at = 0; at < archive.length; at += 65_536) yield { chunk: archive.subarray(at, at + 65_536) };
    },
  };
}
