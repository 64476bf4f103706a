import { createHash, randomUUID } from "node:crypto";
import type { AliasRouting__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/AliasRouting";
import type { CreateFunctionRequest } from "@mayfly/contracts/generated/mayfly/functions/v1/CreateFunctionRequest";
import type { FunctionConfiguration__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/FunctionConfiguration";
import type { FunctionVersion__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/FunctionVersion";
import { functionsService, packagesService } from "@mayfly/contracts/services";
import type { ServiceHandlers } from "@mayfly/contracts/service-contract";
import { functionArn } from "@mayfly/domain/arn";
import { PlatformError } from "@mayfly/errors/platform-error";
import { FakeVersions } from "./fake-versions.test-support.ts";
import { fakeLayers } from "./fake-layers.test-support.ts";
import { unfakedOperations } from "./unfaked-operations.test-support.ts";
import { createInProcessClient } from "@mayfly/rpc/in-process-client";
import { StubAttachments } from "@mayfly/invocation/stub-attachments.test-support";
import type { FunctionChangeListener, FunctionDirectory } from "@mayfly/invocation/function-directory";
import type { BufferedAnswer, InvocationRequest, Invoker, StreamedAnswer } from "@mayfly/invocation/invoker";

const region = "us-east-1";
const account = "000000000000";

interface StoredFunction {
  readonly configuration: FunctionConfiguration__Output;
  readonly sha256: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** Enough of metadata and of the package store to talk to a gateway: functions and archives in maps, states as the test says. */
export class FakeControlPlane implements FunctionDirectory {
  readonly caughtUp = Promise.resolve();
  readonly attachments = new StubAttachments();
  readonly archives = new Map<string, Buffer>();
  readonly #functions = new Map<string, StoredFunction>();
  readonly #directory = new Map<string, FunctionVersion__Output>();
  readonly #listeners = new Set<FunctionChangeListener>();

  readonly versions = new FakeVersions({ region, account }, (functionName) => this.#require(functionName).configuration);
  readonly #listening = Promise.withResolvers<void>();

  /** Resolves when somebody waits for a change. */
  listening(): Promise<void> {
    return this.#listening.promise;
  }

  find(identity: { readonly functionName: string; readonly version: string }): FunctionVersion__Output | undefined {
    if (identity.version === "$LATEST") return this.#directory.get(identity.functionName);
    const version = this.versions.find(identity.functionName, identity.version);
    // Aliases are no versions of the directory.
    return version?.version === identity.version ? directoryEntry(version) : undefined;
  }

  findAlias(named: { readonly functionName: string; readonly version: string }): AliasRouting__Output | undefined {
    return this.versions.findAlias(named.functionName, named.version);
  }

  onChange(listener: FunctionChangeListener): Disposable {
    this.#listeners.add(listener);
    this.#listening.resolve();
    return { [Symbol.dispose]: () => void this.#listeners.delete(listener) };
  }

  /** Sets a function's state in metadata and, unless `feed` is false, in the directory. */
  setState(functionName: string, state: string, options: { readonly feed: boolean } = { feed: true }): void {
    const stored = this.#require(functionName);
    this.#functions.set(functionName, { ...stored, configuration: { ...stored.configuration, state } });
    if (options.feed) this.announce(functionName);
  }

  /** Tells the directory what metadata knows. */
  announce(functionName: string): void {
    const { configuration } = this.#require(functionName);
    const version = directoryEntry(configuration);
    this.#directory.set(functionName, version);
    for (const listener of this.#listeners) listener({ region, account, functionName, version: "$LATEST" }, version);
  }

  readonly functions: ServiceHandlers<typeof functionsService> = {
    ...unfakedOperations(),
    CreateFunction: async (request) => {
      const name = request.function_name;
      if (this.#functions.has(name)) throw new PlatformError("ResourceConflict", `Function already exist: ${name}`);
      const stored: StoredFunction = { configuration: configure(request), sha256: request.code?.stored?.sha256 ?? "", tags: request.tags };
      this.#functions.set(name, stored);
      return stored.configuration;
    },
    GetFunction: async (request) => {
      const { configuration, sha256, tags } = this.#require(request.function_name, request.qualifier);
      return { configuration, tags: { ...tags }, stored_code: { sha256, size_bytes: configuration.code_size } };
    },
    GetFunctionConfiguration: async (request) => this.#require(request.function_name, request.qualifier).configuration,
    UpdateFunctionCode: async (request) => {
      const stored = this.#require(request.function_name);
      this.#functions.set(request.function_name, { ...stored, sha256: request.code?.stored?.sha256 ?? "" });
      return { ...stored.configuration, last_update_status: "InProgress" };
    },
    UpdateFunctionConfiguration: async (request) => {
      const stored = this.#require(request.function_name);
      const configuration = {
        ...stored.configuration,
        memory_size: request.memory_size ?? stored.configuration.memory_size,
        description: request.description ?? stored.configuration.description,
      };
      this.#functions.set(request.function_name, { ...stored, configuration });
      return configuration;
    },
    ListFunctions: async () => ({ functions: [...this.#functions.values()].map(({ configuration }) => withoutState(configuration)) }),
    DeleteFunction: async (request) => {
      this.#require(request.function_name);
      this.#functions.delete(request.function_name);
      this.#directory.delete(request.function_name);
      return {};
    },
    ...fakeLayers({ region, account }),
    ...this.versions.functions,
  };

  readonly packages: ServiceHandlers<typeof packagesService> = {
    PutPackage: async (requests) => {
      const chunks: Buffer[] = [];
      for await (const { chunk } of requests) chunks.push(chunk);
      const archive = Buffer.concat(chunks);
      const sha256 = createHash("sha256").update(archive).digest("hex");
      this.archives.set(sha256, archive);
      return { sha256, size_bytes: archive.length, unpacked_bytes: archive.length };
    },
    CopyPackage: () => Promise.reject(new PlatformError("UnknownOperation", "There is no object store here.")),
    GetPackage: (request) => streamOf(this.archives.get(request.sha256)),
    DescribePackage: async (request) => ({ sha256: request.sha256, size_bytes: this.archives.get(request.sha256)?.length ?? 0, unpacked_bytes: 0 }),
  };

  readonly clientOfFunctions = createInProcessClient(functionsService, this.functions);
  readonly clientOfPackages = createInProcessClient(packagesService, this.packages);

  #require(functionName: string, qualifier?: string): StoredFunction {
    const latest = this.#functions.get(functionName);
    const published = qualifier === undefined || qualifier === "$LATEST" ? latest?.configuration : this.versions.find(functionName, qualifier);
    const stored = latest === undefined || published === undefined ? undefined : { ...latest, configuration: published };
    if (stored === undefined) throw new PlatformError("ResourceNotFound", `Function not found: ${functionArn({ region, account }, functionName, qualifier)}`);
    return stored;
  }
}

function directoryEntry(configuration: FunctionConfiguration__Output): FunctionVersion__Output {
  return { spec: null, state: configuration.state ?? "", state_reason_code: "", revision_id: configuration.revision_id };
}

async function* streamOf(archive: Buffer | undefined): AsyncGenerator<{ chunk: Buffer }> {
  if (archive !== undefined) yield { chunk: archive };
}

function withoutState(configuration: FunctionConfiguration__Output): FunctionConfiguration__Output {
  const { state: _state, state_reason: _reason, state_reason_code: _code, ...listed } = configuration;
  return listed;
}

function configure(request: CreateFunctionRequest): FunctionConfiguration__Output {
  const name = request.function_name ?? "";
  return {
    function_name: name,
    function_arn: functionArn({ region, account }, name),
    runtime: request.runtime ?? "",
    role: request.role ?? "",
    handler: request.handler ?? "",
    code_size: Number(request.code?.stored?.size_bytes ?? 0),
    description: request.description ?? "",
    timeout: request.timeout ?? 3,
    memory_size: request.memory_size ?? 128,
    last_modified: "2026-01-01T00:00:00.000+0000",
    code_sha256: "",
    version: "$LATEST",
    environment: request.environment ? { variables: request.environment.variables ?? {} } : null,
    tracing_config: { mode: "PassThrough" },
    revision_id: randomUUID(),
    state: "Pending",
    state_reason: "The function is being created.",
    state_reason_code: "Creating",
    package_type: "Zip",
    architectures: request.architectures?.values ?? ["x86_64"],
    ephemeral_storage: { size: 512 },
    snap_start: { apply_on: "None", optimization_status: "Off" },
    runtime_version_config: null,
    logging_config: { log_format: "Text", log_group: `/aws/lambda/${name}` },
    layers: [],
  };
}

/** An invoker that answers with the event, or as the test says. */
export class FakeInvoker implements Invoker {
  readonly requests: InvocationRequest[] = [];
  answer: (request: InvocationRequest) => Promise<BufferedAnswer> = async (request) => ({
    payload: request.payload,
    functionError: "",
    contentType: "application/json",
    logTail: Buffer.from("log\n"),
  });
  chunks: readonly Buffer[] = [];
  /** False: the function does not stream. */
  streaming = true;
  end = { function_error: "", stream_error_type: "", stream_error_body: "" };

  invoke(request: InvocationRequest): Promise<BufferedAnswer> {
    this.requests.push(request);
    return this.answer(request);
  }

  async invokeStreaming(request: InvocationRequest): Promise<StreamedAnswer> {
    this.requests.push(request);
    return {
      head: { content_type: "application/octet-stream", streaming: this.streaming },
      chunks: iterate(this.chunks),
      end: Promise.resolve(this.end),
      done: Promise.resolve({ log_tail: Buffer.from("log\n"), duration_ms: 1, billed_ms: 1, memory_max_mib: 1, init_ms: 0, reusable: true }),
    };
  }
}

async function* iterate(chunks: readonly Buffer[]): AsyncGenerator<Buffer> {
  yield* chunks;
}
