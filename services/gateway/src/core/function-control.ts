import { hash } from "node:crypto";
import { pathToFileURL } from "node:url";
import type { CreateFunctionRequest } from "@mayfly/contracts/generated/mayfly/functions/v1/CreateFunctionRequest";
import type { FunctionUrlConfig__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/FunctionUrlConfig";
import type { GetFunctionResponse } from "@mayfly/contracts/generated/mayfly/functions/v1/GetFunctionResponse";
import type { LayerVersion__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/LayerVersion";
import type { PackageReference } from "@mayfly/contracts/generated/mayfly/functions/v1/PackageReference";
import type { PublishLayerVersionRequest } from "@mayfly/contracts/generated/mayfly/functions/v1/PublishLayerVersionRequest";
import type { UpdateFunctionCodeRequest } from "@mayfly/contracts/generated/mayfly/functions/v1/UpdateFunctionCodeRequest";
import type { functionsService, packagesService } from "@mayfly/contracts/services";
import type { CallOptions, ServiceClient, ServiceHandlers } from "@mayfly/contracts/service-contract";
import { limits } from "@mayfly/domain/limits";
import { PlatformError } from "@mayfly/errors/platform-error";
import { checkFunctionRules } from "@mayfly/lambda-api/function-rules";
import { lambdaOperation, type ControlOperation } from "@mayfly/lambda-api/lambda-operations";
import { toMessage } from "@mayfly/lambda-api/message-mapping";
import type { Input } from "@mayfly/lambda-api/operation";
import { validateInput } from "@mayfly/lambda-api/validate-input";
import type { Tracing } from "@mayfly/telemetry/tracing";
import type { CodeDirectories } from "../ports/code-directories.ts";
import type { LambdaAccess } from "./authorization/lambda-access.ts";
import type { LayerAccess } from "./authorization/layer-access.ts";
import { lambdaQuestion } from "./authorization/lambda-questions.ts";
import { askControlPlane, quickCallTimeoutMs } from "./ask-control-plane.ts";
import { headersOf, type Caller, type RequestContext } from "./caller.ts";
import { startServerSpan } from "./server-span.ts";
import { requireFunctionReference } from "./function-reference.ts";

/** One call of a control-plane operation; its trace context is the client's. */
export interface ControlCall extends RequestContext {
  readonly caller: Caller;
  /** Builds the presigned URL of a stored package of an account, as this client reaches the gateway. */
  readonly packageUrl: (sha256: string, account: string) => string;
  /** Address of the function URL with this id, as clients reach it. */
  readonly functionUrl: (urlId: string) => string;
}

/** What the control plane needs. */
export interface FunctionControlDependencies {
  readonly access: LambdaAccess;
  readonly layers: LayerAccess;
  readonly functions: ServiceClient<typeof functionsService>;
  readonly packages: ServiceClient<typeof packagesService>;
  readonly tracing: Tracing;
  /** Directories that may be a function's code (hot reload); undefined where none may. */
  readonly codeDirectories?: CodeDirectories | undefined;
  /** Runtime identifiers beside AWS's own that functions may have. */
  readonly additionalRuntimes?: readonly string[];
}

/** What an operation answers, as a handler of the Functions service may. */
export type ControlAnswer<Name extends ControlOperation> = Awaited<ReturnType<ServiceHandlers<typeof functionsService>[Name]>>;

type Perform<Name extends ControlOperation> = (message: object, call: ControlCall, options: CallOptions) => Promise<ControlAnswer<Name>>;

/** Milliseconds for a call that changes something: metadata waits for watchers and the package store for the disk. */
const changeTimeoutMs = 30_000;
/** Name of the bucket whose keys are directories, as users of emulators know it. */
const hotReloadBucket = "hot-reload";
const unqualifiedOnly =
  "This operation is permitted on Lambda functions only. Aliases and versions do not support this operation. Please specify either a function name or an unqualified function ARN.";

/** The control plane of functions as every door offers it: validates, stores packages, and asks metadata. */
export class FunctionControl {
  readonly #dependencies: FunctionControlDependencies;
  /** Those that are more than a question to metadata. */
  readonly #operations: { readonly [Name in ControlOperation]?: Perform<Name> };

  constructor(dependencies: FunctionControlDependencies) {
    this.#dependencies = dependencies;
    const { functions } = dependencies;
    this.#operations = {
      CreateFunction: async (message, call, options) => functions.CreateFunction(await this.#withStoredCode(message, call), options),
      GetFunction: async (message, call, options) => presign(await functions.GetFunction(message, options), call),
      UpdateFunctionCode: async (message, call, options) => functions.UpdateFunctionCode(await this.#withStoredCode(message, call), options),
      PublishLayerVersion: async (message, call, options) =>
        presignLayer(await functions.PublishLayerVersion(await this.#withStoredContent(message, call), options), call),
      GetLayerVersion: async (message, call, options) => presignLayer(await functions.GetLayerVersion(message, options), call),
      GetLayerVersionByArn: async (message, call, options) => presignLayer(await functions.GetLayerVersionByArn(message, options), call),
      CreateFunctionUrlConfig: async (message, call, options) => addressUrl(await functions.CreateFunctionUrlConfig(message, options), call),
      GetFunctionUrlConfig: async (message, call, options) => addressUrl(await functions.GetFunctionUrlConfig(message, options), call),
      UpdateFunctionUrlConfig: async (message, call, options) => addressUrl(await functions.UpdateFunctionUrlConfig(message, options), call),
      ListFunctionUrlConfigs: async (message, call, options) => {
        const page = await functions.ListFunctionUrlConfigs(message, options);
        return { ...page, function_url_configs: page.function_url_configs.map((config) => addressUrl(config, call)) };
      },
    };
  }

  /** Performs an operation on an input that has been read but not checked; answers the proto message of its response. Throws PlatformError. */
  async perform<Name extends ControlOperation>(name: Name, input: Input, call: ControlCall): Promise<ControlAnswer<Name>> {
    const { tracing } = this.#dependencies;
    if (!tracing.enabled) return this.#perform(name, input, call);
    const span = startServerSpan(tracing, name, call);
    try {
      const answer = await this.#perform(name, input, { ...call, traceParent: span.traceParent });
      span.end();
      return answer;
    } catch (error) {
      span.fail(error);
      throw error;
    }
  }

  async #perform<Name extends ControlOperation>(name: Name, input: Input, asked: ControlCall): Promise<ControlAnswer<Name>> {
    const call = await this.#allow(name, input, asked);
    const operation = lambdaOperation(name);
    validateInput(operation, input);
    checkFunctionRules(name, input, this.#dependencies.additionalRuntimes);
    const message = toMessage(operation.input, withBareName(name, input, call.caller));
    await this.#admitLayers(name, input, call);
    const timeoutMs = operation.method === "GET" ? quickCallTimeoutMs : changeTimeoutMs;
    return askControlPlane(this.#call(name)(message, call, { headers: headersOf(call.caller, call), timeoutMs }));
  }

  /** Throws AccessDenied unless the caller may. The call goes on in the account that the operation is for. */
  async #allow(name: ControlOperation, input: Input, call: ControlCall): Promise<ControlCall> {
    const { access, layers } = this.#dependencies;
    const { caller } = call;
    const readsLayer = name === "GetLayerVersion" || name === "GetLayerVersionByArn";
    const layerPolicy = readsLayer ? await layers.policyOf(lambdaQuestion(name, input, caller).resource, call) : undefined;
    return { ...call, caller: access.requireOperation({ operation: name, input, layerPolicy }, caller) };
  }

  async #admitLayers(name: ControlOperation, { Layers: layers }: Input, call: ControlCall): Promise<void> {
    if (!Array.isArray(layers) || (name !== "CreateFunction" && name !== "UpdateFunctionConfiguration")) return;
    await this.#dependencies.layers.admit(
      layers.filter((arn) => typeof arn === "string"),
      call,
    );
  }

  #call<Name extends ControlOperation>(name: Name): Perform<Name> {
    const ask = this.#dependencies.functions[name] as (message: object, options: CallOptions) => Promise<ControlAnswer<Name>>;
    return this.#operations[name] ?? ((message, _call, options) => ask(message, options));
  }

  async #withStoredCode<Request extends CreateFunctionRequest | UpdateFunctionCodeRequest>(message: Request, call: ControlCall): Promise<Request> {
    const { code } = message;
    const stored = code?.s3_bucket === hotReloadBucket ? await this.#bindDirectory(code.s3_key ?? "", call) : await this.#store(code, call);
    return { ...message, code: { stored } };
  }

  async #withStoredContent(message: PublishLayerVersionRequest, call: ControlCall): Promise<PublishLayerVersionRequest> {
    return { ...message, content: { stored: await this.#store(message.content, call) } };
  }

  /** For development: the directory itself is the code, as it is at each invocation. Only the owner of the machine may open its directories to functions. */
  async #bindDirectory(path: string, { caller }: ControlCall): Promise<PackageReference> {
    const { codeDirectories } = this.#dependencies;
    if (codeDirectories === undefined)
      throw new PlatformError("InvalidParameterValue", "The bucket hot-reload is there only in a standalone Mayfly that listens on loopback.");
    if (!caller.principal.isOperator)
      throw new PlatformError("InvalidParameterValue", "The bucket hot-reload is there only for the root credentials of a standalone Mayfly.");
    const directory = await codeDirectories.resolve(path);
    return { sha256: hash("sha256", `directory:${directory}`, "hex"), size_bytes: 0, unpacked_bytes: 0, directory };
  }

  /** Puts the archive of a request, or the object that it names, into the package store and names it by its hash. */
  async #store(source: CodeSource | null | undefined, call: ControlCall): Promise<PackageReference> {
    const { packages } = this.#dependencies;
    const options = { headers: headersOf(call.caller, call), timeoutMs: changeTimeoutMs };
    const { region, account } = call.caller;
    const { s3_bucket: bucket, s3_key: key, s3_object_version: version } = source ?? {};
    const stored =
      bucket === undefined
        ? await packages.PutPackage(pieces(archiveOf(source?.zip_file), call.caller), options)
        : await packages.CopyPackage({ region, account, bucket, key: key ?? "", object_version: version ?? "" }, options);
    return { sha256: stored.sha256, size_bytes: stored.size_bytes, unpacked_bytes: stored.unpacked_bytes };
  }
}

interface CodeSource {
  readonly zip_file?: Buffer | Uint8Array | string;
  readonly s3_bucket?: string;
  readonly s3_key?: string;
  readonly s3_object_version?: string;
}

function archiveOf(archive: unknown): Buffer {
  // checkFunctionRules has refused requests without an archive.
  if (!Buffer.isBuffer(archive)) throw new PlatformError("InvalidParameterValue", "Please provide a source for function code.");
  return archive;
}

async function* pieces(archive: Buffer, caller: Caller): AsyncGenerator<{ region?: string; account?: string; chunk: Buffer }> {
  yield { region: caller.region, account: caller.account, chunk: archive.subarray(0, limits.chunkBytesMax) };
  for (let offset = limits.chunkBytesMax; offset < archive.length; offset += limits.chunkBytesMax) {
    yield { chunk: archive.subarray(offset, offset + limits.chunkBytesMax) };
  }
}

function withBareName(name: ControlOperation, input: Input, caller: Caller): Input {
  const { FunctionName: text, Qualifier: qualifier } = input;
  if (typeof text !== "string") return input;
  const reference = requireFunctionReference(caller, text, typeof qualifier === "string" ? qualifier : undefined);
  const takesQualifier = Object.hasOwn(lambdaOperation(name).input, "Qualifier");
  if (reference.qualifier !== undefined && !takesQualifier) {
    if (lambdaOperation(name).nameMayBeQualified !== true) throw new PlatformError("InvalidParameterValue", unqualifiedOnly);
    return input;
  }
  const { Qualifier: _given, ...rest } = input;
  return { ...rest, FunctionName: reference.functionName, ...(reference.qualifier === undefined ? {} : { Qualifier: reference.qualifier }) };
}

function presign(response: GetFunctionResponse, call: ControlCall): GetFunctionResponse {
  const { stored_code: stored, ...rest } = response;
  if (stored === null || stored === undefined) return rest;
  const { sha256 = "", directory = "" } = stored;
  const location = directory === "" ? call.packageUrl(sha256, call.caller.account) : pathToFileURL(directory).href;
  return { ...rest, code: { repository_type: "S3", location } };
}

function presignLayer(version: LayerVersion__Output, call: ControlCall): LayerVersion__Output {
  const { content } = version;
  if (content === null) return version;
  const sha256 = Buffer.from(content.code_sha256, "base64").toString("hex");
  return { ...version, content: { ...content, location: call.packageUrl(sha256, call.caller.account) } };
}

/** Metadata knows a URL's id alone. */
function addressUrl(config: FunctionUrlConfig__Output, call: ControlCall): FunctionUrlConfig__Output {
  return { ...config, function_url: call.functionUrl(config.function_url) };
}
