import type { functionsService } from "@mayfly/contracts/services";
import type { ServiceHandlers } from "@mayfly/contracts/service-contract";
import { getAccountSettings } from "./account-settings.ts";
import {
  deleteFunctionEventInvokeConfig,
  getFunctionEventInvokeConfig,
  listFunctionEventInvokeConfigs,
  putFunctionEventInvokeConfig,
  updateFunctionEventInvokeConfig,
} from "./event-invoke-config.ts";
import { deleteFunctionConcurrency, getFunctionConcurrency, putFunctionConcurrency } from "./function-concurrency.ts";
import {
  getFunctionRecursionConfig,
  getRuntimeManagementConfig,
  putFunctionRecursionConfig,
  putRuntimeManagementConfig,
  refuseScalingConfig,
} from "./function-policies.ts";
import {
  deleteProvisionedConcurrencyConfig,
  getProvisionedConcurrencyConfig,
  listProvisionedConcurrencyConfigs,
  putProvisionedConcurrencyConfig,
} from "./provisioned-concurrency.ts";
import { createAlias, deleteAlias, getAlias, listAliases, updateAlias } from "./aliases.ts";
import { createFunction } from "./create-function.ts";
import {
  createCodeSigningConfig,
  deleteCodeSigningConfig,
  getCodeSigningConfig,
  listCodeSigningConfigs,
  listFunctionsByCodeSigningConfig,
  updateCodeSigningConfig,
} from "./code-signing-configs.ts";
import { deleteFunction } from "./delete-function.ts";
import { deleteFunctionCodeSigningConfig, getFunctionCodeSigningConfig, putFunctionCodeSigningConfig } from "./function-code-signing.ts";
import {
  createEventSourceMapping,
  deleteEventSourceMapping,
  getEventSourceMapping,
  listEventSourceMappings,
  updateEventSourceMapping,
} from "./event-source-mappings.ts";
import { createFunctionUrlConfig, deleteFunctionUrlConfig, getFunctionUrlConfig, listFunctionUrlConfigs, updateFunctionUrlConfig } from "./function-urls.ts";
import { getFunction, getFunctionConfiguration } from "./get-function.ts";
import { addLayerVersionPermission, getLayerVersionPolicy, removeLayerVersionPermission } from "./layer-permissions.ts";
import { deleteLayerVersion, getLayerVersion, getLayerVersionByArn, publishLayerVersion } from "./layer-versions.ts";
import { listFunctions } from "./list-functions.ts";
import { listLayers, listLayerVersions } from "./list-layers.ts";
import { listVersionsByFunction } from "./list-versions.ts";
import { addPermission, getPolicy, removePermission } from "./permissions.ts";
import { publishVersion } from "./publish-version.ts";
import { deleteResourcePolicy, getResourcePolicy, putResourcePolicy } from "./resource-policies.ts";
import { listTags, tagResource, untagResource } from "./tags.ts";
import { updateFunctionCode, updateFunctionConfiguration } from "./update-function.ts";
import type { CallScope } from "./call-scope.ts";
import type { OperationContext } from "./operation-context.ts";

type Handlers = ServiceHandlers<typeof functionsService>;

/** One function for each rpc of the Functions service. */
type FunctionOperations = {
  readonly [Name in keyof Handlers]: (
    context: OperationContext,
    scope: CallScope,
    request: Parameters<Handlers[Name]>[0],
  ) => Promise<Awaited<ReturnType<Handlers[Name]>>>;
};

/** Every operation that metadata performs, by the name that the Lambda API gives it. */
export const functionOperations: FunctionOperations = {
  CreateFunction: createFunction,
  GetFunction: getFunction,
  GetFunctionConfiguration: getFunctionConfiguration,
  UpdateFunctionCode: updateFunctionCode,
  UpdateFunctionConfiguration: updateFunctionConfiguration,
  ListFunctions: listFunctions,
  DeleteFunction: deleteFunction,
  PublishVersion: publishVersion,
  ListVersionsByFunction: listVersionsByFunction,
  CreateAlias: createAlias,
  UpdateAlias: updateAlias,
  GetAlias: getAlias,
  ListAliases: listAliases,
  DeleteAlias: deleteAlias,
  PublishLayerVersion: publishLayerVersion,
  GetLayerVersion: getLayerVersion,
  GetLayerVersionByArn: getLayerVersionByArn,
  ListLayers: listLayers,
  ListLayerVersions: listLayerVersions,
  DeleteLayerVersion: deleteLayerVersion,
  PutFunctionConcurrency: putFunctionConcurrency,
  GetFunctionConcurrency: getFunctionConcurrency,
  DeleteFunctionConcurrency: deleteFunctionConcurrency,
  PutProvisionedConcurrencyConfig: putProvisionedConcurrencyConfig,
  GetProvisionedConcurrencyConfig: getProvisionedConcurrencyConfig,
  ListProvisionedConcurrencyConfigs: listProvisionedConcurrencyConfigs,
  DeleteProvisionedConcurrencyConfig: deleteProvisionedConcurrencyConfig,
  PutFunctionEventInvokeConfig: putFunctionEventInvokeConfig,
  UpdateFunctionEventInvokeConfig: updateFunctionEventInvokeConfig,
  GetFunctionEventInvokeConfig: getFunctionEventInvokeConfig,
  ListFunctionEventInvokeConfigs: listFunctionEventInvokeConfigs,
  DeleteFunctionEventInvokeConfig: deleteFunctionEventInvokeConfig,
  PutFunctionRecursionConfig: putFunctionRecursionConfig,
  GetFunctionRecursionConfig: getFunctionRecursionConfig,
  PutFunctionScalingConfig: refuseScalingConfig,
  GetFunctionScalingConfig: refuseScalingConfig,
  PutRuntimeManagementConfig: putRuntimeManagementConfig,
  GetRuntimeManagementConfig: getRuntimeManagementConfig,
  GetAccountSettings: getAccountSettings,
  CreateFunctionUrlConfig: createFunctionUrlConfig,
  GetFunctionUrlConfig: getFunctionUrlConfig,
  UpdateFunctionUrlConfig: updateFunctionUrlConfig,
  DeleteFunctionUrlConfig: deleteFunctionUrlConfig,
  ListFunctionUrlConfigs: listFunctionUrlConfigs,
  AddPermission: addPermission,
  RemovePermission: removePermission,
  GetPolicy: getPolicy,
  PutResourcePolicy: putResourcePolicy,
  GetResourcePolicy: getResourcePolicy,
  DeleteResourcePolicy: deleteResourcePolicy,
  AddLayerVersionPermission: addLayerVersionPermission,
  RemoveLayerVersionPermission: removeLayerVersionPermission,
  GetLayerVersionPolicy: getLayerVersionPolicy,
  CreateCodeSigningConfig: createCodeSigningConfig,
  GetCodeSigningConfig: getCodeSigningConfig,
  ListCodeSigningConfigs: listCodeSigningConfigs,
  UpdateCodeSigningConfig: updateCodeSigningConfig,
  DeleteCodeSigningConfig: deleteCodeSigningConfig,
  ListFunctionsByCodeSigningConfig: listFunctionsByCodeSigningConfig,
  PutFunctionCodeSigningConfig: putFunctionCodeSigningConfig,
  GetFunctionCodeSigningConfig: getFunctionCodeSigningConfig,
  DeleteFunctionCodeSigningConfig: deleteFunctionCodeSigningConfig,
  CreateEventSourceMapping: createEventSourceMapping,
  GetEventSourceMapping: getEventSourceMapping,
  ListEventSourceMappings: listEventSourceMappings,
  UpdateEventSourceMapping: updateEventSourceMapping,
  DeleteEventSourceMapping: deleteEventSourceMapping,
  TagResource: tagResource,
  UntagResource: untagResource,
  ListTags: listTags,
};
