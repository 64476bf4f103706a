import type { DeleteFunctionEventInvokeConfigRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/DeleteFunctionEventInvokeConfigRequest";
import type { DeleteFunctionEventInvokeConfigResponse } from "@mayfly/contracts/generated/mayfly/functions/v1/DeleteFunctionEventInvokeConfigResponse";
import type { FunctionEventInvokeConfig } from "@mayfly/contracts/generated/mayfly/functions/v1/FunctionEventInvokeConfig";
import type { GetFunctionEventInvokeConfigRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/GetFunctionEventInvokeConfigRequest";
import type { InvocationDestinations__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/InvocationDestinations";
import type { ListFunctionEventInvokeConfigsRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/ListFunctionEventInvokeConfigsRequest";
import type { ListFunctionEventInvokeConfigsResponse } from "@mayfly/contracts/generated/mayfly/functions/v1/ListFunctionEventInvokeConfigsResponse";
import type { PutFunctionEventInvokeConfigRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/PutFunctionEventInvokeConfigRequest";
import { functionArn } from "@mayfly/domain/arn";
import type { Attachment, AttachmentKey } from "@mayfly/domain/attachment";
import { eventInvoke, type EventInvoke } from "@mayfly/domain/attachments/event-invoke";
import { latestVersion } from "@mayfly/domain/function-identity";
import { limits } from "@mayfly/domain/limits";
import { PlatformError } from "@mayfly/errors/platform-error";
import { checkDestinations, type Destinations } from "../core/event-destinations.ts";
import { resolveReference } from "../core/function-reference.ts";
import { pageOf } from "../core/page-of.ts";
import type { CallScope } from "./call-scope.ts";
import type { OperationContext } from "./operation-context.ts";
import { retryWrite } from "./retry-write.ts";

/** PutFunctionEventInvokeConfig: replaces the whole configuration. The event pipeline goes by it when it answers. */
export async function putFunctionEventInvokeConfig(
  context: OperationContext,
  scope: CallScope,
  request: PutFunctionEventInvokeConfigRequest__Output,
): Promise<FunctionEventInvokeConfig> {
  return await write(context, scope, { request, onto: undefined });
}

/** UpdateFunctionEventInvokeConfig: changes what the request names. */
export async function updateFunctionEventInvokeConfig(
  context: OperationContext,
  scope: CallScope,
  request: PutFunctionEventInvokeConfigRequest__Output,
): Promise<FunctionEventInvokeConfig> {
  return await write(context, scope, { request, onto: (key) => context.attachments.find(eventInvoke, key) });
}

/** GetFunctionEventInvokeConfig. */
export async function getFunctionEventInvokeConfig(
  context: OperationContext,
  scope: CallScope,
  request: GetFunctionEventInvokeConfigRequest__Output,
): Promise<FunctionEventInvokeConfig> {
  const key = attachmentKey(request, scope);
  const found = await context.attachments.find(eventInvoke, key);
  if (found === undefined) throw noConfiguration(key);
  return configuration(found);
}

/** ListFunctionEventInvokeConfigs: by qualifier, at most 50 a page. */
export async function listFunctionEventInvokeConfigs(
  context: OperationContext,
  scope: CallScope,
  request: ListFunctionEventInvokeConfigsRequest__Output,
): Promise<ListFunctionEventInvokeConfigsResponse> {
  const { key } = resolveReference(request.function_name, scope);
  if ((await context.store.find({ ...key, version: latestVersion })) === undefined) throw noFunction();
  const all = await context.attachments.list(eventInvoke, key);
  const page = pageOf(all, request, { itemsMax: limits.listConfigurationsItemsMax, nameOf: (attachment: Attachment<EventInvoke>) => attachment.key.qualifier });
  return {
    function_event_invoke_configs: page.items.map(configuration),
    ...(page.nextMarker === undefined ? {} : { next_marker: page.nextMarker }),
  };
}

/** DeleteFunctionEventInvokeConfig. */
export async function deleteFunctionEventInvokeConfig(
  context: OperationContext,
  scope: CallScope,
  request: DeleteFunctionEventInvokeConfigRequest__Output,
): Promise<DeleteFunctionEventInvokeConfigResponse> {
  const key = attachmentKey(request, scope);
  const outcome = await context.attachments.delete(eventInvoke, key);
  if (outcome.kind !== "written") throw noConfiguration(key);
  await context.known(scope.region, outcome.sequence);
  return {};
}

interface Write {
  readonly request: PutFunctionEventInvokeConfigRequest__Output;
  /** Finds the configuration that the request changes; undefined if it replaces all. */
  readonly onto: ((key: AttachmentKey) => Promise<Attachment<EventInvoke> | undefined>) | undefined;
}

async function write(context: OperationContext, scope: CallScope, { request, onto }: Write): Promise<FunctionEventInvokeConfig> {
  const key = attachmentKey(request, scope);
  const changes = changesOf(request);
  if (Object.keys(changes).length === 0)
    throw new PlatformError("InvalidParameterValue", "You must specify at least one of error handling or destination setting.");
  if ((await context.store.find({ ...key, version: latestVersion })) === undefined) throw noFunction();
  const exists = async (functionName: string): Promise<boolean> =>
    (await context.store.find({ region: key.region, account: key.account, functionName, version: latestVersion })) !== undefined;
  await checkDestinations(destinationsOf(request.destination_config), key, exists);
  const { value, outcome } = await retryWrite(async () => {
    const before = await onto?.(key);
    if (onto !== undefined && before === undefined) throw noConfiguration(key);
    const next = { ...before?.value, ...changes, lastModifiedAt: context.clock.now() };
    const put = await context.attachments.put(eventInvoke, { key, value: next }, before?.sequence);
    return put.kind === "changed" ? undefined : { value: next, outcome: put };
  });
  if (outcome.kind !== "written") throw noFunction();
  await context.known(scope.region, outcome.sequence);
  return configuration({ key, value });
}

/** What a request sets, both destinations if it names any. */
function changesOf(request: PutFunctionEventInvokeConfigRequest__Output): Partial<EventInvoke> {
  const { maximum_retry_attempts: retryAttempts, maximum_event_age_in_seconds: eventAgeSeconds, destination_config: destinations } = request;
  return {
    ...(retryAttempts === undefined ? {} : { retryAttempts }),
    ...(eventAgeSeconds === undefined ? {} : { eventAgeSeconds }),
    ...(destinations === null ? {} : destinationsOf(destinations)),
  };
}

function destinationsOf(config: InvocationDestinations__Output | null): Destinations {
  const read = (arn: string | undefined): string | undefined => (arn === "" ? undefined : arn);
  return { onSuccess: read(config?.on_success?.destination), onFailure: read(config?.on_failure?.destination) };
}

function attachmentKey(request: { readonly function_name: string; readonly qualifier?: string }, scope: CallScope): AttachmentKey {
  const { key, qualifier } = resolveReference(request.function_name, scope, request.qualifier);
  return { ...key, qualifier: qualifier ?? latestVersion };
}

function configuration({ key, value }: Pick<Attachment<EventInvoke>, "key" | "value">): FunctionEventInvokeConfig {
  const destination = (arn: string | undefined): { destination?: string } => (arn === undefined ? {} : { destination: arn });
  return {
    last_modified: value.lastModifiedAt / 1000,
    function_arn: functionArn(key, key.functionName, key.qualifier),
    ...(value.retryAttempts === undefined ? {} : { maximum_retry_attempts: value.retryAttempts }),
    ...(value.eventAgeSeconds === undefined ? {} : { maximum_event_age_in_seconds: value.eventAgeSeconds }),
    destination_config: { on_success: destination(value.onSuccess), on_failure: destination(value.onFailure) },
  };
}

function noFunction(): PlatformError {
  return new PlatformError("ResourceNotFound", "The function doesn't exist.");
}

function noConfiguration(key: AttachmentKey): PlatformError {
  return new PlatformError("ResourceNotFound", `The function ${functionArn(key, key.functionName, key.qualifier)} doesn't have an EventInvokeConfig`);
}
