import type { CodeSigningConfig } from "@mayfly/contracts/generated/mayfly/functions/v1/CodeSigningConfig";
import type { CodeSigningPolicies__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/CodeSigningPolicies";
import type { CreateCodeSigningConfigRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/CreateCodeSigningConfigRequest";
import type { CreateCodeSigningConfigResponse } from "@mayfly/contracts/generated/mayfly/functions/v1/CreateCodeSigningConfigResponse";
import type { DeleteCodeSigningConfigRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/DeleteCodeSigningConfigRequest";
import type { DeleteCodeSigningConfigResponse } from "@mayfly/contracts/generated/mayfly/functions/v1/DeleteCodeSigningConfigResponse";
import type { GetCodeSigningConfigRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/GetCodeSigningConfigRequest";
import type { GetCodeSigningConfigResponse } from "@mayfly/contracts/generated/mayfly/functions/v1/GetCodeSigningConfigResponse";
import type { ListCodeSigningConfigsRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/ListCodeSigningConfigsRequest";
import type { ListCodeSigningConfigsResponse } from "@mayfly/contracts/generated/mayfly/functions/v1/ListCodeSigningConfigsResponse";
import type { ListFunctionsByCodeSigningConfigRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/ListFunctionsByCodeSigningConfigRequest";
import type { ListFunctionsByCodeSigningConfigResponse } from "@mayfly/contracts/generated/mayfly/functions/v1/ListFunctionsByCodeSigningConfigResponse";
import type { UpdateCodeSigningConfigRequest__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/UpdateCodeSigningConfigRequest";
import type { UpdateCodeSigningConfigResponse } from "@mayfly/contracts/generated/mayfly/functions/v1/UpdateCodeSigningConfigResponse";
import { functionArn } from "@mayfly/domain/arn";
import { codeSigning } from "@mayfly/domain/attachments/code-signing";
import { codeSigningConfigArn, type CodeSigningConfigKey, type CodeSigningConfigRecord } from "@mayfly/domain/code-signing-config";
import { limits } from "@mayfly/domain/limits";
import { codeSigningConfigInUse, codeSigningConfigNotFound, newConfigId, parseCodeSigningConfigArn } from "../core/code-signing.ts";
import { decodeMarker, encodeMarker } from "../core/list-marker.ts";
import { creationTags } from "../core/taggable-resource.ts";
import type { UnplacedCodeSigningConfig } from "../ports/code-signing-store.ts";
import type { CallScope } from "./call-scope.ts";
import { formatTime } from "./format-time.ts";
import type { OperationContext } from "./operation-context.ts";
import { retryWrite } from "./retry-write.ts";

/** CreateCodeSigningConfig: Warn unless told otherwise. */
export async function createCodeSigningConfig(
  context: OperationContext,
  scope: CallScope,
  request: CreateCodeSigningConfigRequest__Output,
): Promise<CreateCodeSigningConfigResponse> {
  const tags = creationTags(request.tags);
  return await retryWrite(async () => {
    const record: UnplacedCodeSigningConfig = {
      region: scope.region,
      account: scope.account,
      configId: newConfigId(context.newRevisionId()),
      description: request.description ?? "",
      publishers: request.allowed_publishers?.signing_profile_version_arns ?? [],
      policy: policyOf(request.code_signing_policies) ?? "Warn",
      tags,
      lastModifiedAt: context.clock.now(),
    };
    return (await context.codeSigning.put(record, 0)) === "written" ? { code_signing_config: describe(record) } : undefined;
  });
}

/** GetCodeSigningConfig. */
export async function getCodeSigningConfig(
  context: OperationContext,
  scope: CallScope,
  request: GetCodeSigningConfigRequest__Output,
): Promise<GetCodeSigningConfigResponse> {
  return { code_signing_config: describe(await requireConfig(context, scope, request.code_signing_config_arn)) };
}

/** UpdateCodeSigningConfig: what it does not name stays; the next deployment of every function that has it is held against it. */
export async function updateCodeSigningConfig(
  context: OperationContext,
  scope: CallScope,
  request: UpdateCodeSigningConfigRequest__Output,
): Promise<UpdateCodeSigningConfigResponse> {
  return await retryWrite(async () => {
    const { revision, ...record } = await requireConfig(context, scope, request.code_signing_config_arn);
    const next = {
      ...record,
      description: request.description ?? record.description,
      publishers: request.allowed_publishers?.signing_profile_version_arns ?? record.publishers,
      policy: policyOf(request.code_signing_policies) ?? record.policy,
      lastModifiedAt: context.clock.now(),
    };
    return (await context.codeSigning.put(next, revision)) === "written" ? { code_signing_config: describe(next) } : undefined;
  });
}

/** ListCodeSigningConfigs: by id, at most 50 a page. */
export async function listCodeSigningConfigs(
  context: OperationContext,
  scope: CallScope,
  request: ListCodeSigningConfigsRequest__Output,
): Promise<ListCodeSigningConfigsResponse> {
  const itemsMax = pageSize(request.max_items);
  const found = await context.codeSigning.list(scope, { after: readMarker(request.marker), itemsMax: itemsMax + 1 });
  const page = found.slice(0, itemsMax);
  return { code_signing_configs: page.map(describe), ...nextMarker(found.length > itemsMax ? page.at(-1)?.configId : undefined) };
}

/** DeleteCodeSigningConfig: 409 while a function has it. */
export async function deleteCodeSigningConfig(
  context: OperationContext,
  scope: CallScope,
  request: DeleteCodeSigningConfigRequest__Output,
): Promise<DeleteCodeSigningConfigResponse> {
  return await retryWrite(async () => {
    const tally = await context.attachments.tally(scope);
    const record = await requireConfig(context, scope, request.code_signing_config_arn);
    const users = await functionsWith(context, record);
    if (users.length > 0) throw codeSigningConfigInUse(record, users.length);
    return (await context.codeSigning.delete(record, tally)) === "written" ? {} : undefined;
  });
}

/** ListFunctionsByCodeSigningConfig: by name, at most 50 a page. */
export async function listFunctionsByCodeSigningConfig(
  context: OperationContext,
  scope: CallScope,
  request: ListFunctionsByCodeSigningConfigRequest__Output,
): Promise<ListFunctionsByCodeSigningConfigResponse> {
  const record = await requireConfig(context, scope, request.code_signing_config_arn);
  const after = readMarker(request.marker) ?? "";
  const names = (await functionsWith(context, record)).filter((name) => name > after);
  const page = names.slice(0, pageSize(request.max_items));
  return { function_arns: page.map((name) => functionArn(record, name)), ...nextMarker(names.length > page.length ? page.at(-1) : undefined) };
}

/** The configuration of an ARN. Throws 404 if there is none. */
export async function requireConfig(context: OperationContext, scope: CallScope, arn: string): Promise<CodeSigningConfigRecord> {
  const key = parseCodeSigningConfigArn(arn, scope);
  const record = key === undefined ? undefined : await context.codeSigning.find(key);
  if (record === undefined) throw codeSigningConfigNotFound(arn);
  return record;
}

/** Names of the functions that have a configuration, in order. */
async function functionsWith(context: OperationContext, { region, account, configId }: CodeSigningConfigKey): Promise<readonly string[]> {
  const attachments = await context.attachments.listAccount(codeSigning, { region, account });
  return attachments
    .filter(({ value }) => value.configId === configId)
    .map(({ key }) => key.functionName)
    .toSorted();
}

function describe(record: UnplacedCodeSigningConfig): CodeSigningConfig {
  return {
    code_signing_config_id: record.configId,
    code_signing_config_arn: codeSigningConfigArn(record),
    description: record.description,
    allowed_publishers: { signing_profile_version_arns: [...record.publishers] },
    code_signing_policies: { untrusted_artifact_on_deployment: record.policy },
    last_modified: formatTime(record.lastModifiedAt),
  };
}

function policyOf(policies: CodeSigningPolicies__Output | null): "Warn" | "Enforce" | undefined {
  const policy = policies?.untrusted_artifact_on_deployment;
  return policy === "Warn" || policy === "Enforce" ? policy : undefined;
}

function pageSize(asked: number = limits.listCodeSigningItemsMax): number {
  return Math.max(1, Math.min(asked, limits.listCodeSigningItemsMax));
}

function readMarker(marker = ""): string | undefined {
  return marker === "" ? undefined : decodeMarker(marker);
}

function nextMarker(last: string | undefined): { next_marker?: string } {
  return last === undefined ? {} : { next_marker: encodeMarker(last) };
}
