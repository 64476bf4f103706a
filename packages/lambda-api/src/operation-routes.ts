import type { HttpMethod, OperationRoute } from "./operation.ts";

/** All operations of the public service model by group: name, method and path, status (shared/aws/operations.md). */
const table = `
# Functions
CreateFunction POST /2015-03-31/functions 201
GetFunction GET /2015-03-31/functions/{FunctionName} 200
GetFunctionConfiguration GET /2015-03-31/functions/{FunctionName}/configuration 200
ListFunctions GET /2015-03-31/functions 200
UpdateFunctionCode PUT /2015-03-31/functions/{FunctionName}/code 200
UpdateFunctionConfiguration PUT /2015-03-31/functions/{FunctionName}/configuration 200
DeleteFunction DELETE /2015-03-31/functions/{FunctionName} 204
# Versions
PublishVersion POST /2015-03-31/functions/{FunctionName}/versions 201
ListVersionsByFunction GET /2015-03-31/functions/{FunctionName}/versions 200
# Aliases
CreateAlias POST /2015-03-31/functions/{FunctionName}/aliases 201
GetAlias GET /2015-03-31/functions/{FunctionName}/aliases/{Name} 200
ListAliases GET /2015-03-31/functions/{FunctionName}/aliases 200
UpdateAlias PUT /2015-03-31/functions/{FunctionName}/aliases/{Name} 200
DeleteAlias DELETE /2015-03-31/functions/{FunctionName}/aliases/{Name} 204
# Layers
PublishLayerVersion POST /2018-10-31/layers/{LayerName}/versions 201
GetLayerVersion GET /2018-10-31/layers/{LayerName}/versions/{VersionNumber} 200
GetLayerVersionByArn GET /2018-10-31/layers?find=LayerVersion 200
ListLayers GET /2018-10-31/layers 200
ListLayerVersions GET /2018-10-31/layers/{LayerName}/versions 200
DeleteLayerVersion DELETE /2018-10-31/layers/{LayerName}/versions/{VersionNumber} 204
AddLayerVersionPermission POST /2018-10-31/layers/{LayerName}/versions/{VersionNumber}/policy 201
RemoveLayerVersionPermission DELETE /2018-10-31/layers/{LayerName}/versions/{VersionNumber}/policy/{StatementId} 204
GetLayerVersionPolicy GET /2018-10-31/layers/{LayerName}/versions/{VersionNumber}/policy 200
# Invocations
Invoke POST /2015-03-31/functions/{FunctionName}/invocations 200
InvokeWithResponseStream POST /2021-11-15/functions/{FunctionName}/response-streaming-invocations 200
InvokeAsync POST /2014-11-13/functions/{FunctionName}/invoke-async 202
# Asynchronous invocation
PutFunctionEventInvokeConfig PUT /2019-09-25/functions/{FunctionName}/event-invoke-config 200
UpdateFunctionEventInvokeConfig POST /2019-09-25/functions/{FunctionName}/event-invoke-config 200
GetFunctionEventInvokeConfig GET /2019-09-25/functions/{FunctionName}/event-invoke-config 200
ListFunctionEventInvokeConfigs GET /2019-09-25/functions/{FunctionName}/event-invoke-config/list 200
DeleteFunctionEventInvokeConfig DELETE /2019-09-25/functions/{FunctionName}/event-invoke-config 204
# Reserved concurrency
PutFunctionConcurrency PUT /2017-10-31/functions/{FunctionName}/concurrency 200
GetFunctionConcurrency GET /2019-09-30/functions/{FunctionName}/concurrency 200
DeleteFunctionConcurrency DELETE /2017-10-31/functions/{FunctionName}/concurrency 204
# Provisioned concurrency
PutProvisionedConcurrencyConfig PUT /2019-09-30/functions/{FunctionName}/provisioned-concurrency 202
GetProvisionedConcurrencyConfig GET /2019-09-30/functions/{FunctionName}/provisioned-concurrency 200
ListProvisionedConcurrencyConfigs GET /2019-09-30/functions/{FunctionName}/provisioned-concurrency?List=ALL 200
DeleteProvisionedConcurrencyConfig DELETE /2019-09-30/functions/{FunctionName}/provisioned-concurrency 204
# Recursion and scaling
PutFunctionRecursionConfig PUT /2024-08-31/functions/{FunctionName}/recursion-config 200
GetFunctionRecursionConfig GET /2024-08-31/functions/{FunctionName}/recursion-config 200
PutFunctionScalingConfig PUT /2025-11-30/functions/{FunctionName}/function-scaling-config 202
GetFunctionScalingConfig GET /2025-11-30/functions/{FunctionName}/function-scaling-config 200
# Event source mappings
CreateEventSourceMapping POST /2015-03-31/event-source-mappings 202
GetEventSourceMapping GET /2015-03-31/event-source-mappings/{UUID} 200
ListEventSourceMappings GET /2015-03-31/event-source-mappings 200
UpdateEventSourceMapping PUT /2015-03-31/event-source-mappings/{UUID} 202
DeleteEventSourceMapping DELETE /2015-03-31/event-source-mappings/{UUID} 202
# Function URLs
CreateFunctionUrlConfig POST /2021-10-31/functions/{FunctionName}/url 201
GetFunctionUrlConfig GET /2021-10-31/functions/{FunctionName}/url 200
ListFunctionUrlConfigs GET /2021-10-31/functions/{FunctionName}/urls 200
UpdateFunctionUrlConfig PUT /2021-10-31/functions/{FunctionName}/url 200
DeleteFunctionUrlConfig DELETE /2021-10-31/functions/{FunctionName}/url 204
# Permissions
AddPermission POST /2015-03-31/functions/{FunctionName}/policy 201
RemovePermission DELETE /2015-03-31/functions/{FunctionName}/policy/{StatementId} 204
GetPolicy GET /2015-03-31/functions/{FunctionName}/policy 200
PutResourcePolicy PUT /2026-07-09/resource-policy/{ResourceArn} 200
GetResourcePolicy GET /2026-07-09/resource-policy/{ResourceArn} 200
DeleteResourcePolicy DELETE /2026-07-09/resource-policy/{ResourceArn} 204
# Tags
TagResource POST /2017-03-31/tags/{Resource} 204
UntagResource DELETE /2017-03-31/tags/{Resource} 204
ListTags GET /2017-03-31/tags/{Resource} 200
# Code signing
CreateCodeSigningConfig POST /2020-04-22/code-signing-configs 201
GetCodeSigningConfig GET /2020-04-22/code-signing-configs/{CodeSigningConfigArn} 200
ListCodeSigningConfigs GET /2020-04-22/code-signing-configs 200
UpdateCodeSigningConfig PUT /2020-04-22/code-signing-configs/{CodeSigningConfigArn} 200
DeleteCodeSigningConfig DELETE /2020-04-22/code-signing-configs/{CodeSigningConfigArn} 204
PutFunctionCodeSigningConfig PUT /2020-06-30/functions/{FunctionName}/code-signing-config 200
GetFunctionCodeSigningConfig GET /2020-06-30/functions/{FunctionName}/code-signing-config 200
DeleteFunctionCodeSigningConfig DELETE /2020-06-30/functions/{FunctionName}/code-signing-config 204
ListFunctionsByCodeSigningConfig GET /2020-04-22/code-signing-configs/{CodeSigningConfigArn}/functions 200
# Runtime management
PutRuntimeManagementConfig PUT /2021-07-20/functions/{FunctionName}/runtime-management-config 200
GetRuntimeManagementConfig GET /2021-07-20/functions/{FunctionName}/runtime-management-config 200
# Account
GetAccountSettings GET /2016-08-19/account-settings 200
# Durable executions
GetDurableExecution GET /2025-12-01/durable-executions/{DurableExecutionArn} 200
GetDurableExecutionHistory GET /2025-12-01/durable-executions/{DurableExecutionArn}/history 200
GetDurableExecutionState GET /2025-12-01/durable-executions/{DurableExecutionArn}/state 200
ListDurableExecutionsByFunction GET /2025-12-01/functions/{FunctionName}/durable-executions 200
CheckpointDurableExecution POST /2025-12-01/durable-executions/{DurableExecutionArn}/checkpoint 200
StopDurableExecution POST /2025-12-01/durable-executions/{DurableExecutionArn}/stop 200
SendDurableExecutionCallbackSuccess POST /2025-12-01/durable-execution-callbacks/{CallbackId}/succeed 200
SendDurableExecutionCallbackFailure POST /2025-12-01/durable-execution-callbacks/{CallbackId}/fail 200
SendDurableExecutionCallbackHeartbeat POST /2025-12-01/durable-execution-callbacks/{CallbackId}/heartbeat 200
DeleteDurableExecution DELETE /2025-12-01/durable-executions/{DurableExecutionArn} 202
PauseDurableExecution POST /2025-12-01/durable-executions/{DurableExecutionArn}/pause 202
ResumeDurableExecution POST /2025-12-01/durable-executions/{DurableExecutionArn}/resume 202
# Capacity providers
CreateCapacityProvider POST /2025-11-30/capacity-providers 202
GetCapacityProvider GET /2025-11-30/capacity-providers/{CapacityProviderName} 200
ListCapacityProviders GET /2025-11-30/capacity-providers 200
UpdateCapacityProvider PUT /2025-11-30/capacity-providers/{CapacityProviderName} 202
DeleteCapacityProvider DELETE /2025-11-30/capacity-providers/{CapacityProviderName} 202
ListFunctionVersionsByCapacityProvider GET /2025-11-30/capacity-providers/{CapacityProviderName}/function-versions 200
`;

const methods: Readonly<Record<string, HttpMethod>> = { GET: "GET", POST: "POST", PUT: "PUT", DELETE: "DELETE" };

function parseRoute(line: string, group: string): OperationRoute {
  const [name = "", methodText = "", target = "", status] = line.split(" ");
  const [path = "", query] = target.split("?");
  const method = methods[methodText];
  if (method === undefined) throw new Error(`not an operation: ${line}`);
  const [parameter, value] = query?.split("=") ?? [];
  const route = { name, group, method, path, status: Number(status) };
  return parameter === undefined || value === undefined ? route : { ...route, query: [parameter, value] };
}

function parseTable(): readonly OperationRoute[] {
  return table
    .split(/^# /m)
    .slice(1)
    .flatMap((section) => {
      const [group = "", ...lines] = section.trim().split("\n");
      return lines.map((line) => parseRoute(line, group));
    });
}

/** Every operation that the Lambda API has (November 2026), also those that Mayfly does not have yet. DeleteFunction answers 204, as the service does. */
export const operationRoutes: readonly OperationRoute[] = parseTable();
