import type { Cors } from "@mayfly/contracts/generated/mayfly/functions/v1/Cors";
import type { Cors__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/Cors";
import type { CreateFunctionUrlConfigRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/CreateFunctionUrlConfigRequest";
import type { DeleteFunctionUrlConfigRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/DeleteFunctionUrlConfigRequest";
import type { DeleteFunctionUrlConfigResponse } from "@mayfly/contracts/generated/mayfly/functions/v1/DeleteFunctionUrlConfigResponse";
import type { FunctionUrlConfig } from "@mayfly/contracts/generated/mayfly/functions/v1/FunctionUrlConfig";
import type { GetFunctionUrlConfigRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/GetFunctionUrlConfigRequest";
import type { ListFunctionUrlConfigsRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/ListFunctionUrlConfigsRequest";
import type { ListFunctionUrlConfigsResponse } from "@mayfly/contracts/generated/mayfly/functions/v1/ListFunctionUrlConfigsResponse";
import type { StringList__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/StringList";
import type { UpdateFunctionUrlConfigRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/UpdateFunctionUrlConfigRequest";
import type { Attachment, AttachmentKey } from "@mayfly/domain/attachment";
import { functionUrlKind, type CorsSettings, type FunctionUrl } from "@mayfly/domain/attachments/function-url";
import { latestVersion } from "@mayfly/domain/function-identity";
import { limits } from "@mayfly/domain/limits";
import type { LogFields } from "@mayfly/telemetry/logger";
import { resolveReference } from "../core/function-reference.ts";
import { functionUrlExists, functionUrlNotFound, functionUrlTarget, noFunctionForUrl, reviseFunctionUrl } from "../core/function-url.ts";
import { decodeMarker, encodeMarker } from "../core/list-marker.ts";
import type { CallScope } from "./call-scope.ts";
import type { OperationContext } from "./operation-context.ts";
import { retryWrite } from "./retry-write.ts";

/** CreateFunctionUrlConfig. Every live gateway serves the URL when it answers. */
export async function createFunctionUrlConfig(
  context: OperationContext,
  scope: CallScope,
  request: CreateFunctionUrlConfigRequest__Output,
): Promise<FunctionUrlConfig> {
  const key = urlKey(request, scope);
  const now = context.clock.now();
  const url: FunctionUrl = {
    // 122 random bits, so that nobody meets the URL of another by guessing.
    urlId: context.newRevisionId().replaceAll("-", ""),
    authType: authTypeOf(request.auth_type) ?? "AWS_IAM",
    invokeMode: invokeModeOf(request.invoke_mode),
    cors: corsOf(request.cors),
    createdAt: now,
    lastModifiedAt: now,
  };
  const outcome = await context.attachments.put(functionUrlKind, { key, value: url }, 0);
  if (outcome.kind === "changed") throw functionUrlExists(key);
  if (outcome.kind !== "written") throw noFunctionForUrl();
  await context.known(scope.region, outcome.sequence);
  context.logger.info("function url created", logFields(scope, key));
  const { last_modified_time: _sameAsCreation, ...answer } = describeUrl({ key, value: url });
  return answer;
}

/** UpdateFunctionUrlConfig. Every live gateway follows it when it answers. */
export async function updateFunctionUrlConfig(
  context: OperationContext,
  scope: CallScope,
  request: UpdateFunctionUrlConfigRequest__Output,
): Promise<FunctionUrlConfig> {
  const key = urlKey(request, scope);
  const changes = { authType: authTypeOf(request.auth_type), invokeMode: invokeModeOf(request.invoke_mode), cors: corsOf(request.cors) };
  return await retryWrite(async () => {
    const found = await context.attachments.find(functionUrlKind, key);
    if (found === undefined) throw (await canHaveUrl(context, key)) ? functionUrlNotFound() : noFunctionForUrl();
    const value = reviseFunctionUrl(found.value, changes, context.clock.now());
    const outcome = await context.attachments.put(functionUrlKind, { key, value }, found.sequence);
    if (outcome.kind === "changed") return undefined;
    if (outcome.kind !== "written") throw noFunctionForUrl();
    await context.known(scope.region, outcome.sequence);
    context.logger.info("function url updated", logFields(scope, key));
    return describeUrl({ key, value });
  });
}

/** GetFunctionUrlConfig. */
export async function getFunctionUrlConfig(
  context: OperationContext,
  scope: CallScope,
  request: GetFunctionUrlConfigRequest__Output,
): Promise<FunctionUrlConfig> {
  const found = await context.attachments.find(functionUrlKind, urlKey(request, scope));
  if (found === undefined) throw functionUrlNotFound();
  return describeRead(found);
}

/** ListFunctionUrlConfigs: the function's own, then those of its aliases by name, at most 50 a page. */
export async function listFunctionUrlConfigs(
  context: OperationContext,
  scope: CallScope,
  request: ListFunctionUrlConfigsRequest__Output,
): Promise<ListFunctionUrlConfigsResponse> {
  const key = urlKey(request, scope);
  if (!(await canHaveUrl(context, key))) throw noFunctionForUrl();
  const itemsMax = Math.max(1, Math.min(request.max_items ?? limits.listFunctionUrlsItemsMax, limits.listFunctionUrlsItemsMax));
  const after = request.marker === undefined || request.marker === "" ? undefined : decodeMarker(request.marker);
  const urls = (await context.attachments.list(functionUrlKind, key)).filter((url) => after === undefined || url.key.qualifier > after);
  const page = urls.slice(0, itemsMax);
  const last = page.at(-1);
  return {
    function_url_configs: page.map(describeRead),
    ...(last === undefined || urls.length <= itemsMax ? {} : { next_marker: encodeMarker(last.key.qualifier) }),
  };
}

/** DeleteFunctionUrlConfig. Gateways usually know when it answers. */
export async function deleteFunctionUrlConfig(
  context: OperationContext,
  scope: CallScope,
  request: DeleteFunctionUrlConfigRequest__Output,
): Promise<DeleteFunctionUrlConfigResponse> {
  const key = urlKey(request, scope);
  const outcome = await context.attachments.delete(functionUrlKind, key);
  if (outcome.kind !== "written") throw functionUrlNotFound();
  await context.told(scope.region, outcome.sequence);
  context.logger.info("function url deleted", logFields(scope, key));
  return {};
}

function urlKey(request: { readonly function_name: string; readonly qualifier?: string | undefined }, scope: CallScope): AttachmentKey {
  const { key, qualifier = "" } = resolveReference(request.function_name, scope, request.qualifier);
  return { ...key, qualifier };
}

async function canHaveUrl(context: OperationContext, { qualifier, ...key }: AttachmentKey): Promise<boolean> {
  if ((await context.store.find({ ...key, version: latestVersion })) === undefined) return false;
  return qualifier === "" || (await context.aliases.find({ ...key, aliasName: qualifier })) !== undefined;
}

type DescribedUrl = Pick<Attachment<FunctionUrl>, "key" | "value">;

/** As reads show it, where the default mode is said. */
function describeRead({ key, value }: DescribedUrl): FunctionUrlConfig {
  return describeUrl({ key, value: { ...value, invokeMode: value.invokeMode ?? "BUFFERED" } });
}

function describeUrl({ key, value }: DescribedUrl): FunctionUrlConfig {
  const { urlId, authType, invokeMode, cors, createdAt, lastModifiedAt } = value;
  return {
    function_url: urlId,
    function_arn: functionUrlTarget(key),
    auth_type: authType,
    ...(cors === undefined ? {} : { cors: corsMessage(cors) }),
    creation_time: new Date(createdAt).toISOString(),
    last_modified_time: new Date(lastModifiedAt).toISOString(),
    ...(invokeMode === undefined ? {} : { invoke_mode: invokeMode }),
  };
}

function authTypeOf(text: string | undefined): FunctionUrl["authType"] | undefined {
  return text === "NONE" || text === "AWS_IAM" ? text : undefined;
}

function invokeModeOf(text: string | undefined): FunctionUrl["invokeMode"] {
  return text === "BUFFERED" || text === "RESPONSE_STREAM" ? text : undefined;
}

function corsOf(cors: Cors__Output | null): CorsSettings | undefined {
  if (cors === null) return undefined;
  return {
    allowCredentials: cors.allow_credentials,
    allowHeaders: valuesOf(cors.allow_headers),
    allowMethods: valuesOf(cors.allow_methods),
    allowOrigins: valuesOf(cors.allow_origins),
    exposeHeaders: valuesOf(cors.expose_headers),
    maxAgeSeconds: cors.max_age,
  };
}

function valuesOf(list: StringList__Output | null): readonly string[] | undefined {
  return list?.values;
}

function corsMessage({ allowCredentials, allowHeaders, allowMethods, allowOrigins, exposeHeaders, maxAgeSeconds }: CorsSettings): Cors {
  return {
    ...(allowCredentials === undefined ? {} : { allow_credentials: allowCredentials }),
    ...(allowHeaders === undefined ? {} : { allow_headers: { values: [...allowHeaders] } }),
    ...(allowMethods === undefined ? {} : { allow_methods: { values: [...allowMethods] } }),
    ...(allowOrigins === undefined ? {} : { allow_origins: { values: [...allowOrigins] } }),
    ...(exposeHeaders === undefined ? {} : { expose_headers: { values: [...exposeHeaders] } }),
    ...(maxAgeSeconds === undefined ? {} : { max_age: maxAgeSeconds }),
  };
}

function logFields(scope: CallScope, { functionName, qualifier }: AttachmentKey): LogFields {
  return { functionName, aliasName: qualifier, account: scope.account, principal: scope.principal, requestId: scope.requestId };
}
