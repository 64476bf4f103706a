// Original file: proto/mayfly/functions/v1/functions.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { AddLayerVersionPermissionRequest as _mayfly_functions_v1_AddLayerVersionPermissionRequest, AddLayerVersionPermissionRequest__Output as _mayfly_functions_v1_AddLayerVersionPermissionRequest__Output } from '../../../mayfly/functions/v1/AddLayerVersionPermissionRequest.ts';
import type { AddLayerVersionPermissionResponse as _mayfly_functions_v1_AddLayerVersionPermissionResponse, AddLayerVersionPermissionResponse__Output as _mayfly_functions_v1_AddLayerVersionPermissionResponse__Output } from '../../../mayfly/functions/v1/AddLayerVersionPermissionResponse.ts';
import type { AddPermissionRequest as _mayfly_functions_v1_AddPermissionRequest, AddPermissionRequest__Output as _mayfly_functions_v1_AddPermissionRequest__Output } from '../../../mayfly/functions/v1/AddPermissionRequest.ts';
import type { AddPermissionResponse as _mayfly_functions_v1_AddPermissionResponse, AddPermissionResponse__Output as _mayfly_functions_v1_AddPermissionResponse__Output } from '../../../mayfly/functions/v1/AddPermissionResponse.ts';
import type { AliasConfiguration as _mayfly_functions_v1_AliasConfiguration, AliasConfiguration__Output as _mayfly_functions_v1_AliasConfiguration__Output } from '../../../mayfly/functions/v1/AliasConfiguration.ts';
import type { Concurrency as _mayfly_functions_v1_Concurrency, Concurrency__Output as _mayfly_functions_v1_Concurrency__Output } from '../../../mayfly/functions/v1/Concurrency.ts';
import type { CreateAliasRequest as _mayfly_functions_v1_CreateAliasRequest, CreateAliasRequest__Output as _mayfly_functions_v1_CreateAliasRequest__Output } from '../../../mayfly/functions/v1/CreateAliasRequest.ts';
import type { CreateCodeSigningConfigRequest as _mayfly_functions_v1_CreateCodeSigningConfigRequest, CreateCodeSigningConfigRequest__Output as _mayfly_functions_v1_CreateCodeSigningConfigRequest__Output } from '../../../mayfly/functions/v1/CreateCodeSigningConfigRequest.ts';
import type { CreateCodeSigningConfigResponse as _mayfly_functions_v1_CreateCodeSigningConfigResponse, CreateCodeSigningConfigResponse__Output as _mayfly_functions_v1_CreateCodeSigningConfigResponse__Output } from '../../../mayfly/functions/v1/CreateCodeSigningConfigResponse.ts';
import type { CreateEventSourceMappingRequest as _mayfly_functions_v1_CreateEventSourceMappingRequest, CreateEventSourceMappingRequest__Output as _mayfly_functions_v1_CreateEventSourceMappingRequest__Output } from '../../../mayfly/functions/v1/CreateEventSourceMappingRequest.ts';
import type { CreateFunctionRequest as _mayfly_functions_v1_CreateFunctionRequest, CreateFunctionRequest__Output as _mayfly_functions_v1_CreateFunctionRequest__Output } from '../../../mayfly/functions/v1/CreateFunctionRequest.ts';
import type { CreateFunctionUrlConfigRequest as _mayfly_functions_v1_CreateFunctionUrlConfigRequest, CreateFunctionUrlConfigRequest__Output as _mayfly_functions_v1_CreateFunctionUrlConfigRequest__Output } from '../../../mayfly/functions/v1/CreateFunctionUrlConfigRequest.ts';
import type { DeleteAliasRequest as _mayfly_functions_v1_DeleteAliasRequest, DeleteAliasRequest__Output as _mayfly_functions_v1_DeleteAliasRequest__Output } from '../../../mayfly/functions/v1/DeleteAliasRequest.ts';
import type { DeleteAliasResponse as _mayfly_functions_v1_DeleteAliasResponse, DeleteAliasResponse__Output as _mayfly_functions_v1_DeleteAliasResponse__Output } from '../../../mayfly/functions/v1/DeleteAliasResponse.ts';
import type { DeleteCodeSigningConfigRequest as _mayfly_functions_v1_DeleteCodeSigningConfigRequest, DeleteCodeSigningConfigRequest__Output as _mayfly_functions_v1_DeleteCodeSigningConfigRequest__Output } from '../../../mayfly/functions/v1/DeleteCodeSigningConfigRequest.ts';
import type { DeleteCodeSigningConfigResponse as _mayfly_functions_v1_DeleteCodeSigningConfigResponse, DeleteCodeSigningConfigResponse__Output as _mayfly_functions_v1_DeleteCodeSigningConfigResponse__Output } from '../../../mayfly/functions/v1/DeleteCodeSigningConfigResponse.ts';
import type { DeleteEventSourceMappingRequest as _mayfly_functions_v1_DeleteEventSourceMappingRequest, DeleteEventSourceMappingRequest__Output as _mayfly_functions_v1_DeleteEventSourceMappingRequest__Output } from '../../../mayfly/functions/v1/DeleteEventSourceMappingRequest.ts';
import type { DeleteFunctionCodeSigningConfigRequest as _mayfly_functions_v1_DeleteFunctionCodeSigningConfigRequest, DeleteFunctionCodeSigningConfigRequest__Output as _mayfly_functions_v1_DeleteFunctionCodeSigningConfigRequest__Output } from '../../../mayfly/functions/v1/DeleteFunctionCodeSigningConfigRequest.ts';
import type { DeleteFunctionCodeSigningConfigResponse as _mayfly_functions_v1_DeleteFunctionCodeSigningConfigResponse, DeleteFunctionCodeSigningConfigResponse__Output as _mayfly_functions_v1_DeleteFunctionCodeSigningConfigResponse__Output } from '../../../mayfly/functions/v1/DeleteFunctionCodeSigningConfigResponse.ts';
import type { DeleteFunctionConcurrencyRequest as _mayfly_functions_v1_DeleteFunctionConcurrencyRequest, DeleteFunctionConcurrencyRequest__Output as _mayfly_functions_v1_DeleteFunctionConcurrencyRequest__Output } from '../../../mayfly/functions/v1/DeleteFunctionConcurrencyRequest.ts';
import type { DeleteFunctionConcurrencyResponse as _mayfly_functions_v1_DeleteFunctionConcurrencyResponse, DeleteFunctionConcurrencyResponse__Output as _mayfly_functions_v1_DeleteFunctionConcurrencyResponse__Output } from '../../../mayfly/functions/v1/DeleteFunctionConcurrencyResponse.ts';
import type { DeleteFunctionEventInvokeConfigRequest as _mayfly_functions_v1_DeleteFunctionEventInvokeConfigRequest, DeleteFunctionEventInvokeConfigRequest__Output as _mayfly_functions_v1_DeleteFunctionEventInvokeConfigRequest__Output } from '../../../mayfly/functions/v1/DeleteFunctionEventInvokeConfigRequest.ts';
import type { DeleteFunctionEventInvokeConfigResponse as _mayfly_functions_v1_DeleteFunctionEventInvokeConfigResponse, DeleteFunctionEventInvokeConfigResponse__Output as _mayfly_functions_v1_DeleteFunctionEventInvokeConfigResponse__Output } from '../../../mayfly/functions/v1/DeleteFunctionEventInvokeConfigResponse.ts';
import type { DeleteFunctionRequest as _mayfly_functions_v1_DeleteFunctionRequest, DeleteFunctionRequest__Output as _mayfly_functions_v1_DeleteFunctionRequest__Output } from '../../../mayfly/functions/v1/DeleteFunctionRequest.ts';
import type { DeleteFunctionResponse as _mayfly_functions_v1_DeleteFunctionResponse, DeleteFunctionResponse__Output as _mayfly_functions_v1_DeleteFunctionResponse__Output } from '../../../mayfly/functions/v1/DeleteFunctionResponse.ts';
import type { DeleteFunctionUrlConfigRequest as _mayfly_functions_v1_DeleteFunctionUrlConfigRequest, DeleteFunctionUrlConfigRequest__Output as _mayfly_functions_v1_DeleteFunctionUrlConfigRequest__Output } from '../../../mayfly/functions/v1/DeleteFunctionUrlConfigRequest.ts';
import type { DeleteFunctionUrlConfigResponse as _mayfly_functions_v1_DeleteFunctionUrlConfigResponse, DeleteFunctionUrlConfigResponse__Output as _mayfly_functions_v1_DeleteFunctionUrlConfigResponse__Output } from '../../../mayfly/functions/v1/DeleteFunctionUrlConfigResponse.ts';
import type { DeleteLayerVersionRequest as _mayfly_functions_v1_DeleteLayerVersionRequest, DeleteLayerVersionRequest__Output as _mayfly_functions_v1_DeleteLayerVersionRequest__Output } from '../../../mayfly/functions/v1/DeleteLayerVersionRequest.ts';
import type { DeleteLayerVersionResponse as _mayfly_functions_v1_DeleteLayerVersionResponse, DeleteLayerVersionResponse__Output as _mayfly_functions_v1_DeleteLayerVersionResponse__Output } from '../../../mayfly/functions/v1/DeleteLayerVersionResponse.ts';
import type { DeleteProvisionedConcurrencyConfigRequest as _mayfly_functions_v1_DeleteProvisionedConcurrencyConfigRequest, DeleteProvisionedConcurrencyConfigRequest__Output as _mayfly_functions_v1_DeleteProvisionedConcurrencyConfigRequest__Output } from '../../../mayfly/functions/v1/DeleteProvisionedConcurrencyConfigRequest.ts';
import type { DeleteProvisionedConcurrencyConfigResponse as _mayfly_functions_v1_DeleteProvisionedConcurrencyConfigResponse, DeleteProvisionedConcurrencyConfigResponse__Output as _mayfly_functions_v1_DeleteProvisionedConcurrencyConfigResponse__Output } from '../../../mayfly/functions/v1/DeleteProvisionedConcurrencyConfigResponse.ts';
import type { DeleteResourcePolicyRequest as _mayfly_functions_v1_DeleteResourcePolicyRequest, DeleteResourcePolicyRequest__Output as _mayfly_functions_v1_DeleteResourcePolicyRequest__Output } from '../../../mayfly/functions/v1/DeleteResourcePolicyRequest.ts';
import type { DeleteResourcePolicyResponse as _mayfly_functions_v1_DeleteResourcePolicyResponse, DeleteResourcePolicyResponse__Output as _mayfly_functions_v1_DeleteResourcePolicyResponse__Output } from '../../../mayfly/functions/v1/DeleteResourcePolicyResponse.ts';
import type { EventSourceMappingConfiguration as _mayfly_functions_v1_EventSourceMappingConfiguration, EventSourceMappingConfiguration__Output as _mayfly_functions_v1_EventSourceMappingConfiguration__Output } from '../../../mayfly/functions/v1/EventSourceMappingConfiguration.ts';
import type { FunctionCodeSigningConfig as _mayfly_functions_v1_FunctionCodeSigningConfig, FunctionCodeSigningConfig__Output as _mayfly_functions_v1_FunctionCodeSigningConfig__Output } from '../../../mayfly/functions/v1/FunctionCodeSigningConfig.ts';
import type { FunctionConfiguration as _mayfly_functions_v1_FunctionConfiguration, FunctionConfiguration__Output as _mayfly_functions_v1_FunctionConfiguration__Output } from '../../../mayfly/functions/v1/FunctionConfiguration.ts';
import type { FunctionEventInvokeConfig as _mayfly_functions_v1_FunctionEventInvokeConfig, FunctionEventInvokeConfig__Output as _mayfly_functions_v1_FunctionEventInvokeConfig__Output } from '../../../mayfly/functions/v1/FunctionEventInvokeConfig.ts';
import type { FunctionUrlConfig as _mayfly_functions_v1_FunctionUrlConfig, FunctionUrlConfig__Output as _mayfly_functions_v1_FunctionUrlConfig__Output } from '../../../mayfly/functions/v1/FunctionUrlConfig.ts';
import type { GetAccountSettingsRequest as _mayfly_functions_v1_GetAccountSettingsRequest, GetAccountSettingsRequest__Output as _mayfly_functions_v1_GetAccountSettingsRequest__Output } from '../../../mayfly/functions/v1/GetAccountSettingsRequest.ts';
import type { GetAccountSettingsResponse as _mayfly_functions_v1_GetAccountSettingsResponse, GetAccountSettingsResponse__Output as _mayfly_functions_v1_GetAccountSettingsResponse__Output } from '../../../mayfly/functions/v1/GetAccountSettingsResponse.ts';
import type { GetAliasRequest as _mayfly_functions_v1_GetAliasRequest, GetAliasRequest__Output as _mayfly_functions_v1_GetAliasRequest__Output } from '../../../mayfly/functions/v1/GetAliasRequest.ts';
import type { GetCodeSigningConfigRequest as _mayfly_functions_v1_GetCodeSigningConfigRequest, GetCodeSigningConfigRequest__Output as _mayfly_functions_v1_GetCodeSigningConfigRequest__Output } from '../../../mayfly/functions/v1/GetCodeSigningConfigRequest.ts';
import type { GetCodeSigningConfigResponse as _mayfly_functions_v1_GetCodeSigningConfigResponse, GetCodeSigningConfigResponse__Output as _mayfly_functions_v1_GetCodeSigningConfigResponse__Output } from '../../../mayfly/functions/v1/GetCodeSigningConfigResponse.ts';
import type { GetEventSourceMappingRequest as _mayfly_functions_v1_GetEventSourceMappingRequest, GetEventSourceMappingRequest__Output as _mayfly_functions_v1_GetEventSourceMappingRequest__Output } from '../../../mayfly/functions/v1/GetEventSourceMappingRequest.ts';
import type { GetFunctionCodeSigningConfigRequest as _mayfly_functions_v1_GetFunctionCodeSigningConfigRequest, GetFunctionCodeSigningConfigRequest__Output as _mayfly_functions_v1_GetFunctionCodeSigningConfigRequest__Output } from '../../../mayfly/functions/v1/GetFunctionCodeSigningConfigRequest.ts';
import type { GetFunctionConcurrencyRequest as _mayfly_functions_v1_GetFunctionConcurrencyRequest, GetFunctionConcurrencyRequest__Output as _mayfly_functions_v1_GetFunctionConcurrencyRequest__Output } from '../../../mayfly/functions/v1/GetFunctionConcurrencyRequest.ts';
import type { GetFunctionConfigurationRequest as _mayfly_functions_v1_GetFunctionConfigurationRequest, GetFunctionConfigurationRequest__Output as _mayfly_functions_v1_GetFunctionConfigurationRequest__Output } from '../../../mayfly/functions/v1/GetFunctionConfigurationRequest.ts';
import type { GetFunctionEventInvokeConfigRequest as _mayfly_functions_v1_GetFunctionEventInvokeConfigRequest, GetFunctionEventInvokeConfigRequest__Output as _mayfly_functions_v1_GetFunctionEventInvokeConfigRequest__Output } from '../../../mayfly/functions/v1/GetFunctionEventInvokeConfigRequest.ts';
import type { GetFunctionRecursionConfigRequest as _mayfly_functions_v1_GetFunctionRecursionConfigRequest, GetFunctionRecursionConfigRequest__Output as _mayfly_functions_v1_GetFunctionRecursionConfigRequest__Output } from '../../../mayfly/functions/v1/GetFunctionRecursionConfigRequest.ts';
import type { GetFunctionRecursionConfigResponse as _mayfly_functions_v1_GetFunctionRecursionConfigResponse, GetFunctionRecursionConfigResponse__Output as _mayfly_functions_v1_GetFunctionRecursionConfigResponse__Output } from '../../../mayfly/functions/v1/GetFunctionRecursionConfigResponse.ts';
import type { GetFunctionRequest as _mayfly_functions_v1_GetFunctionRequest, GetFunctionRequest__Output as _mayfly_functions_v1_GetFunctionRequest__Output } from '../../../mayfly/functions/v1/GetFunctionRequest.ts';
import type { GetFunctionResponse as _mayfly_functions_v1_GetFunctionResponse, GetFunctionResponse__Output as _mayfly_functions_v1_GetFunctionResponse__Output } from '../../../mayfly/functions/v1/GetFunctionResponse.ts';
import type { GetFunctionScalingConfigRequest as _mayfly_functions_v1_GetFunctionScalingConfigRequest, GetFunctionScalingConfigRequest__Output as _mayfly_functions_v1_GetFunctionScalingConfigRequest__Output } from '../../../mayfly/functions/v1/GetFunctionScalingConfigRequest.ts';
import type { GetFunctionScalingConfigResponse as _mayfly_functions_v1_GetFunctionScalingConfigResponse, GetFunctionScalingConfigResponse__Output as _mayfly_functions_v1_GetFunctionScalingConfigResponse__Output } from '../../../mayfly/functions/v1/GetFunctionScalingConfigResponse.ts';
import type { GetFunctionUrlConfigRequest as _mayfly_functions_v1_GetFunctionUrlConfigRequest, GetFunctionUrlConfigRequest__Output as _mayfly_functions_v1_GetFunctionUrlConfigRequest__Output } from '../../../mayfly/functions/v1/GetFunctionUrlConfigRequest.ts';
import type { GetLayerVersionByArnRequest as _mayfly_functions_v1_GetLayerVersionByArnRequest, GetLayerVersionByArnRequest__Output as _mayfly_functions_v1_GetLayerVersionByArnRequest__Output } from '../../../mayfly/functions/v1/GetLayerVersionByArnRequest.ts';
import type { GetLayerVersionPolicyRequest as _mayfly_functions_v1_GetLayerVersionPolicyRequest, GetLayerVersionPolicyRequest__Output as _mayfly_functions_v1_GetLayerVersionPolicyRequest__Output } from '../../../mayfly/functions/v1/GetLayerVersionPolicyRequest.ts';
import type { GetLayerVersionPolicyResponse as _mayfly_functions_v1_GetLayerVersionPolicyResponse, GetLayerVersionPolicyResponse__Output as _mayfly_functions_v1_GetLayerVersionPolicyResponse__Output } from '../../../mayfly/functions/v1/GetLayerVersionPolicyResponse.ts';
import type { GetLayerVersionRequest as _mayfly_functions_v1_GetLayerVersionRequest, GetLayerVersionRequest__Output as _mayfly_functions_v1_GetLayerVersionRequest__Output } from '../../../mayfly/functions/v1/GetLayerVersionRequest.ts';
import type { GetPolicyRequest as _mayfly_functions_v1_GetPolicyRequest, GetPolicyRequest__Output as _mayfly_functions_v1_GetPolicyRequest__Output } from '../../../mayfly/functions/v1/GetPolicyRequest.ts';
import type { GetPolicyResponse as _mayfly_functions_v1_GetPolicyResponse, GetPolicyResponse__Output as _mayfly_functions_v1_GetPolicyResponse__Output } from '../../../mayfly/functions/v1/GetPolicyResponse.ts';
import type { GetProvisionedConcurrencyConfigRequest as _mayfly_functions_v1_GetProvisionedConcurrencyConfigRequest, GetProvisionedConcurrencyConfigRequest__Output as _mayfly_functions_v1_GetProvisionedConcurrencyConfigRequest__Output } from '../../../mayfly/functions/v1/GetProvisionedConcurrencyConfigRequest.ts';
import type { GetResourcePolicyRequest as _mayfly_functions_v1_GetResourcePolicyRequest, GetResourcePolicyRequest__Output as _mayfly_functions_v1_GetResourcePolicyRequest__Output } from '../../../mayfly/functions/v1/GetResourcePolicyRequest.ts';
import type { GetResourcePolicyResponse as _mayfly_functions_v1_GetResourcePolicyResponse, GetResourcePolicyResponse__Output as _mayfly_functions_v1_GetResourcePolicyResponse__Output } from '../../../mayfly/functions/v1/GetResourcePolicyResponse.ts';
import type { GetRuntimeManagementConfigRequest as _mayfly_functions_v1_GetRuntimeManagementConfigRequest, GetRuntimeManagementConfigRequest__Output as _mayfly_functions_v1_GetRuntimeManagementConfigRequest__Output } from '../../../mayfly/functions/v1/GetRuntimeManagementConfigRequest.ts';
import type { GetRuntimeManagementConfigResponse as _mayfly_functions_v1_GetRuntimeManagementConfigResponse, GetRuntimeManagementConfigResponse__Output as _mayfly_functions_v1_GetRuntimeManagementConfigResponse__Output } from '../../../mayfly/functions/v1/GetRuntimeManagementConfigResponse.ts';
import type { LayerVersion as _mayfly_functions_v1_LayerVersion, LayerVersion__Output as _mayfly_functions_v1_LayerVersion__Output } from '../../../mayfly/functions/v1/LayerVersion.ts';
import type { ListAliasesRequest as _mayfly_functions_v1_ListAliasesRequest, ListAliasesRequest__Output as _mayfly_functions_v1_ListAliasesRequest__Output } from '../../../mayfly/functions/v1/ListAliasesRequest.ts';
import type { ListAliasesResponse as _mayfly_functions_v1_ListAliasesResponse, ListAliasesResponse__Output as _mayfly_functions_v1_ListAliasesResponse__Output } from '../../../mayfly/functions/v1/ListAliasesResponse.ts';
import type { ListCodeSigningConfigsRequest as _mayfly_functions_v1_ListCodeSigningConfigsRequest, ListCodeSigningConfigsRequest__Output as _mayfly_functions_v1_ListCodeSigningConfigsRequest__Output } from '../../../mayfly/functions/v1/ListCodeSigningConfigsRequest.ts';
import type { ListCodeSigningConfigsResponse as _mayfly_functions_v1_ListCodeSigningConfigsResponse, ListCodeSigningConfigsResponse__Output as _mayfly_functions_v1_ListCodeSigningConfigsResponse__Output } from '../../../mayfly/functions/v1/ListCodeSigningConfigsResponse.ts';
import type { ListEventSourceMappingsRequest as _mayfly_functions_v1_ListEventSourceMappingsRequest, ListEventSourceMappingsRequest__Output as _mayfly_functions_v1_ListEventSourceMappingsRequest__Output } from '../../../mayfly/functions/v1/ListEventSourceMappingsRequest.ts';
import type { ListEventSourceMappingsResponse as _mayfly_functions_v1_ListEventSourceMappingsResponse, ListEventSourceMappingsResponse__Output as _mayfly_functions_v1_ListEventSourceMappingsResponse__Output } from '../../../mayfly/functions/v1/ListEventSourceMappingsResponse.ts';
import type { ListFunctionEventInvokeConfigsRequest as _mayfly_functions_v1_ListFunctionEventInvokeConfigsRequest, ListFunctionEventInvokeConfigsRequest__Output as _mayfly_functions_v1_ListFunctionEventInvokeConfigsRequest__Output } from '../../../mayfly/functions/v1/ListFunctionEventInvokeConfigsRequest.ts';
import type { ListFunctionEventInvokeConfigsResponse as _mayfly_functions_v1_ListFunctionEventInvokeConfigsResponse, ListFunctionEventInvokeConfigsResponse__Output as _mayfly_functions_v1_ListFunctionEventInvokeConfigsResponse__Output } from '../../../mayfly/functions/v1/ListFunctionEventInvokeConfigsResponse.ts';
import type { ListFunctionUrlConfigsRequest as _mayfly_functions_v1_ListFunctionUrlConfigsRequest, ListFunctionUrlConfigsRequest__Output as _mayfly_functions_v1_ListFunctionUrlConfigsRequest__Output } from '../../../mayfly/functions/v1/ListFunctionUrlConfigsRequest.ts';
import type { ListFunctionUrlConfigsResponse as _mayfly_functions_v1_ListFunctionUrlConfigsResponse, ListFunctionUrlConfigsResponse__Output as _mayfly_functions_v1_ListFunctionUrlConfigsResponse__Output } from '../../../mayfly/functions/v1/ListFunctionUrlConfigsResponse.ts';
import type { ListFunctionsByCodeSigningConfigRequest as _mayfly_functions_v1_ListFunctionsByCodeSigningConfigRequest, ListFunctionsByCodeSigningConfigRequest__Output as _mayfly_functions_v1_ListFunctionsByCodeSigningConfigRequest__Output } from '../../../mayfly/functions/v1/ListFunctionsByCodeSigningConfigRequest.ts';
import type { ListFunctionsByCodeSigningConfigResponse as _mayfly_functions_v1_ListFunctionsByCodeSigningConfigResponse, ListFunctionsByCodeSigningConfigResponse__Output as _mayfly_functions_v1_ListFunctionsByCodeSigningConfigResponse__Output } from '../../../mayfly/functions/v1/ListFunctionsByCodeSigningConfigResponse.ts';
import type { ListFunctionsRequest as _mayfly_functions_v1_ListFunctionsRequest, ListFunctionsRequest__Output as _mayfly_functions_v1_ListFunctionsRequest__Output } from '../../../mayfly/functions/v1/ListFunctionsRequest.ts';
import type { ListFunctionsResponse as _mayfly_functions_v1_ListFunctionsResponse, ListFunctionsResponse__Output as _mayfly_functions_v1_ListFunctionsResponse__Output } from '../../../mayfly/functions/v1/ListFunctionsResponse.ts';
import type { ListLayerVersionsRequest as _mayfly_functions_v1_ListLayerVersionsRequest, ListLayerVersionsRequest__Output as _mayfly_functions_v1_ListLayerVersionsRequest__Output } from '../../../mayfly/functions/v1/ListLayerVersionsRequest.ts';
import type { ListLayerVersionsResponse as _mayfly_functions_v1_ListLayerVersionsResponse, ListLayerVersionsResponse__Output as _mayfly_functions_v1_ListLayerVersionsResponse__Output } from '../../../mayfly/functions/v1/ListLayerVersionsResponse.ts';
import type { ListLayersRequest as _mayfly_functions_v1_ListLayersRequest, ListLayersRequest__Output as _mayfly_functions_v1_ListLayersRequest__Output } from '../../../mayfly/functions/v1/ListLayersRequest.ts';
import type { ListLayersResponse as _mayfly_functions_v1_ListLayersResponse, ListLayersResponse__Output as _mayfly_functions_v1_ListLayersResponse__Output } from '../../../mayfly/functions/v1/ListLayersResponse.ts';
import type { ListProvisionedConcurrencyConfigsRequest as _mayfly_functions_v1_ListProvisionedConcurrencyConfigsRequest, ListProvisionedConcurrencyConfigsRequest__Output as _mayfly_functions_v1_ListProvisionedConcurrencyConfigsRequest__Output } from '../../../mayfly/functions/v1/ListProvisionedConcurrencyConfigsRequest.ts';
import type { ListProvisionedConcurrencyConfigsResponse as _mayfly_functions_v1_ListProvisionedConcurrencyConfigsResponse, ListProvisionedConcurrencyConfigsResponse__Output as _mayfly_functions_v1_ListProvisionedConcurrencyConfigsResponse__Output } from '../../../mayfly/functions/v1/ListProvisionedConcurrencyConfigsResponse.ts';
import type { ListTagsRequest as _mayfly_functions_v1_ListTagsRequest, ListTagsRequest__Output as _mayfly_functions_v1_ListTagsRequest__Output } from '../../../mayfly/functions/v1/ListTagsRequest.ts';
import type { ListTagsResponse as _mayfly_functions_v1_ListTagsResponse, ListTagsResponse__Output as _mayfly_functions_v1_ListTagsResponse__Output } from '../../../mayfly/functions/v1/ListTagsResponse.ts';
import type { ListVersionsByFunctionRequest as _mayfly_functions_v1_ListVersionsByFunctionRequest, ListVersionsByFunctionRequest__Output as _mayfly_functions_v1_ListVersionsByFunctionRequest__Output } from '../../../mayfly/functions/v1/ListVersionsByFunctionRequest.ts';
import type { ListVersionsByFunctionResponse as _mayfly_functions_v1_ListVersionsByFunctionResponse, ListVersionsByFunctionResponse__Output as _mayfly_functions_v1_ListVersionsByFunctionResponse__Output } from '../../../mayfly/functions/v1/ListVersionsByFunctionResponse.ts';
import type { ProvisionedConcurrencyConfig as _mayfly_functions_v1_ProvisionedConcurrencyConfig, ProvisionedConcurrencyConfig__Output as _mayfly_functions_v1_ProvisionedConcurrencyConfig__Output } from '../../../mayfly/functions/v1/ProvisionedConcurrencyConfig.ts';
import type { PublishLayerVersionRequest as _mayfly_functions_v1_PublishLayerVersionRequest, PublishLayerVersionRequest__Output as _mayfly_functions_v1_PublishLayerVersionRequest__Output } from '../../../mayfly/functions/v1/PublishLayerVersionRequest.ts';
import type { PublishVersionRequest as _mayfly_functions_v1_PublishVersionRequest, PublishVersionRequest__Output as _mayfly_functions_v1_PublishVersionRequest__Output } from '../../../mayfly/functions/v1/PublishVersionRequest.ts';
import type { PutFunctionCodeSigningConfigRequest as _mayfly_functions_v1_PutFunctionCodeSigningConfigRequest, PutFunctionCodeSigningConfigRequest__Output as _mayfly_functions_v1_PutFunctionCodeSigningConfigRequest__Output } from '../../../mayfly/functions/v1/PutFunctionCodeSigningConfigRequest.ts';
import type { PutFunctionConcurrencyRequest as _mayfly_functions_v1_PutFunctionConcurrencyRequest, PutFunctionConcurrencyRequest__Output as _mayfly_functions_v1_PutFunctionConcurrencyRequest__Output } from '../../../mayfly/functions/v1/PutFunctionConcurrencyRequest.ts';
import type { PutFunctionEventInvokeConfigRequest as _mayfly_functions_v1_PutFunctionEventInvokeConfigRequest, PutFunctionEventInvokeConfigRequest__Output as _mayfly_functions_v1_PutFunctionEventInvokeConfigRequest__Output } from '../../../mayfly/functions/v1/PutFunctionEventInvokeConfigRequest.ts';
import type { PutFunctionRecursionConfigRequest as _mayfly_functions_v1_PutFunctionRecursionConfigRequest, PutFunctionRecursionConfigRequest__Output as _mayfly_functions_v1_PutFunctionRecursionConfigRequest__Output } from '../../../mayfly/functions/v1/PutFunctionRecursionConfigRequest.ts';
import type { PutFunctionRecursionConfigResponse as _mayfly_functions_v1_PutFunctionRecursionConfigResponse, PutFunctionRecursionConfigResponse__Output as _mayfly_functions_v1_PutFunctionRecursionConfigResponse__Output } from '../../../mayfly/functions/v1/PutFunctionRecursionConfigResponse.ts';
import type { PutFunctionScalingConfigRequest as _mayfly_functions_v1_PutFunctionScalingConfigRequest, PutFunctionScalingConfigRequest__Output as _mayfly_functions_v1_PutFunctionScalingConfigRequest__Output } from '../../../mayfly/functions/v1/PutFunctionScalingConfigRequest.ts';
import type { PutFunctionScalingConfigResponse as _mayfly_functions_v1_PutFunctionScalingConfigResponse, PutFunctionScalingConfigResponse__Output as _mayfly_functions_v1_PutFunctionScalingConfigResponse__Output } from '../../../mayfly/functions/v1/PutFunctionScalingConfigResponse.ts';
import type { PutProvisionedConcurrencyConfigRequest as _mayfly_functions_v1_PutProvisionedConcurrencyConfigRequest, PutProvisionedConcurrencyConfigRequest__Output as _mayfly_functions_v1_PutProvisionedConcurrencyConfigRequest__Output } from '../../../mayfly/functions/v1/PutProvisionedConcurrencyConfigRequest.ts';
import type { PutResourcePolicyRequest as _mayfly_functions_v1_PutResourcePolicyRequest, PutResourcePolicyRequest__Output as _mayfly_functions_v1_PutResourcePolicyRequest__Output } from '../../../mayfly/functions/v1/PutResourcePolicyRequest.ts';
import type { PutResourcePolicyResponse as _mayfly_functions_v1_PutResourcePolicyResponse, PutResourcePolicyResponse__Output as _mayfly_functions_v1_PutResourcePolicyResponse__Output } from '../../../mayfly/functions/v1/PutResourcePolicyResponse.ts';
import type { PutRuntimeManagementConfigRequest as _mayfly_functions_v1_PutRuntimeManagementConfigRequest, PutRuntimeManagementConfigRequest__Output as _mayfly_functions_v1_PutRuntimeManagementConfigRequest__Output } from '../../../mayfly/functions/v1/PutRuntimeManagementConfigRequest.ts';
import type { PutRuntimeManagementConfigResponse as _mayfly_functions_v1_PutRuntimeManagementConfigResponse, PutRuntimeManagementConfigResponse__Output as _mayfly_functions_v1_PutRuntimeManagementConfigResponse__Output } from '../../../mayfly/functions/v1/PutRuntimeManagementConfigResponse.ts';
import type { RemoveLayerVersionPermissionRequest as _mayfly_functions_v1_RemoveLayerVersionPermissionRequest, RemoveLayerVersionPermissionRequest__Output as _mayfly_functions_v1_RemoveLayerVersionPermissionRequest__Output } from '../../../mayfly/functions/v1/RemoveLayerVersionPermissionRequest.ts';
import type { RemoveLayerVersionPermissionResponse as _mayfly_functions_v1_RemoveLayerVersionPermissionResponse, RemoveLayerVersionPermissionResponse__Output as _mayfly_functions_v1_RemoveLayerVersionPermissionResponse__Output } from '../../../mayfly/functions/v1/RemoveLayerVersionPermissionResponse.ts';
import type { RemovePermissionRequest as _mayfly_functions_v1_RemovePermissionRequest, RemovePermissionRequest__Output as _mayfly_functions_v1_RemovePermissionRequest__Output } from '../../../mayfly/functions/v1/RemovePermissionRequest.ts';
import type { RemovePermissionResponse as _mayfly_functions_v1_RemovePermissionResponse, RemovePermissionResponse__Output as _mayfly_functions_v1_RemovePermissionResponse__Output } from '../../../mayfly/functions/v1/RemovePermissionResponse.ts';
import type { TagResourceRequest as _mayfly_functions_v1_TagResourceRequest, TagResourceRequest__Output as _mayfly_functions_v1_TagResourceRequest__Output } from '../../../mayfly/functions/v1/TagResourceRequest.ts';
import type { TagResourceResponse as _mayfly_functions_v1_TagResourceResponse, TagResourceResponse__Output as _mayfly_functions_v1_TagResourceResponse__Output } from '../../../mayfly/functions/v1/TagResourceResponse.ts';
import type { UntagResourceRequest as _mayfly_functions_v1_UntagResourceRequest, UntagResourceRequest__Output as _mayfly_functions_v1_UntagResourceRequest__Output } from '../../../mayfly/functions/v1/UntagResourceRequest.ts';
import type { UntagResourceResponse as _mayfly_functions_v1_UntagResourceResponse, UntagResourceResponse__Output as _mayfly_functions_v1_UntagResourceResponse__Output } from '../../../mayfly/functions/v1/UntagResourceResponse.ts';
import type { UpdateAliasRequest as _mayfly_functions_v1_UpdateAliasRequest, UpdateAliasRequest__Output as _mayfly_functions_v1_UpdateAliasRequest__Output } from '../../../mayfly/functions/v1/UpdateAliasRequest.ts';
import type { UpdateCodeSigningConfigRequest as _mayfly_functions_v1_UpdateCodeSigningConfigRequest, UpdateCodeSigningConfigRequest__Output as _mayfly_functions_v1_UpdateCodeSigningConfigRequest__Output } from '../../../mayfly/functions/v1/UpdateCodeSigningConfigRequest.ts';
import type { UpdateCodeSigningConfigResponse as _mayfly_functions_v1_UpdateCodeSigningConfigResponse, UpdateCodeSigningConfigResponse__Output as _mayfly_functions_v1_UpdateCodeSigningConfigResponse__Output } from '../../../mayfly/functions/v1/UpdateCodeSigningConfigResponse.ts';
import type { UpdateEventSourceMappingRequest as _mayfly_functions_v1_UpdateEventSourceMappingRequest, UpdateEventSourceMappingRequest__Output as _mayfly_functions_v1_UpdateEventSourceMappingRequest__Output } from '../../../mayfly/functions/v1/UpdateEventSourceMappingRequest.ts';
import type { UpdateFunctionCodeRequest as _mayfly_functions_v1_UpdateFunctionCodeRequest, UpdateFunctionCodeRequest__Output as _mayfly_functions_v1_UpdateFunctionCodeRequest__Output } from '../../../mayfly/functions/v1/UpdateFunctionCodeRequest.ts';
import type { UpdateFunctionConfigurationRequest as _mayfly_functions_v1_UpdateFunctionConfigurationRequest, UpdateFunctionConfigurationRequest__Output as _mayfly_functions_v1_UpdateFunctionConfigurationRequest__Output } from '../../../mayfly/functions/v1/UpdateFunctionConfigurationRequest.ts';
import type { UpdateFunctionEventInvokeConfigRequest as _mayfly_functions_v1_UpdateFunctionEventInvokeConfigRequest, UpdateFunctionEventInvokeConfigRequest__Output as _mayfly_functions_v1_UpdateFunctionEventInvokeConfigRequest__Output } from '../../../mayfly/functions/v1/UpdateFunctionEventInvokeConfigRequest.ts';
import type { UpdateFunctionUrlConfigRequest as _mayfly_functions_v1_UpdateFunctionUrlConfigRequest, UpdateFunctionUrlConfigRequest__Output as _mayfly_functions_v1_UpdateFunctionUrlConfigRequest__Output } from '../../../mayfly/functions/v1/UpdateFunctionUrlConfigRequest.ts';

export interface FunctionsClient extends grpc.Client {
  AddLayerVersionPermission(argument: _mayfly_functions_v1_AddLayerVersionPermissionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_AddLayerVersionPermissionResponse__Output>): grpc.ClientUnaryCall;
  AddLayerVersionPermission(argument: _mayfly_functions_v1_AddLayerVersionPermissionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_AddLayerVersionPermissionResponse__Output>): grpc.ClientUnaryCall;
  AddLayerVersionPermission(argument: _mayfly_functions_v1_AddLayerVersionPermissionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_AddLayerVersionPermissionResponse__Output>): grpc.ClientUnaryCall;
  AddLayerVersionPermission(argument: _mayfly_functions_v1_AddLayerVersionPermissionRequest, callback: grpc.requestCallback<_mayfly_functions_v1_AddLayerVersionPermissionResponse__Output>): grpc.ClientUnaryCall;
  addLayerVersionPermission(argument: _mayfly_functions_v1_AddLayerVersionPermissionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_AddLayerVersionPermissionResponse__Output>): grpc.ClientUnaryCall;
  addLayerVersionPermission(argument: _mayfly_functions_v1_AddLayerVersionPermissionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_AddLayerVersionPermissionResponse__Output>): grpc.ClientUnaryCall;
  addLayerVersionPermission(argument: _mayfly_functions_v1_AddLayerVersionPermissionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_AddLayerVersionPermissionResponse__Output>): grpc.ClientUnaryCall;
  addLayerVersionPermission(argument: _mayfly_functions_v1_AddLayerVersionPermissionRequest, callback: grpc.requestCallback<_mayfly_functions_v1_AddLayerVersionPermissionResponse__Output>): grpc.ClientUnaryCall;
  
  AddPermission(argument: _mayfly_functions_v1_AddPermissionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_AddPermissionResponse__Output>): grpc.ClientUnaryCall;
  AddPermission(argument: _mayfly_functions_v1_AddPermissionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_AddPermissionResponse__Output>): grpc.ClientUnaryCall;
  AddPermission(argument: _mayfly_functions_v1_AddPermissionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_AddPermissionResponse__Output>): grpc.ClientUnaryCall;
  AddPermission(argument: _mayfly_functions_v1_AddPermissionRequest, callback: grpc.requestCallback<_mayfly_functions_v1_AddPermissionResponse__Output>): grpc.ClientUnaryCall;
  addPermission(argument: _mayfly_functions_v1_AddPermissionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_AddPermissionResponse__Output>): grpc.ClientUnaryCall;
  addPermission(argument: _mayfly_functions_v1_AddPermissionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_AddPermissionResponse__Output>): grpc.ClientUnaryCall;
  addPermission(argument: _mayfly_functions_v1_AddPermissionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_AddPermissionResponse__Output>): grpc.ClientUnaryCall;
  addPermission(argument: _mayfly_functions_v1_AddPermissionRequest, callback: grpc.requestCallback<_mayfly_functions_v1_AddPermissionResponse__Output>): grpc.ClientUnaryCall;
  
  CreateAlias(argument: _mayfly_functions_v1_CreateAliasRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_AliasConfiguration__Output>): grpc.ClientUnaryCall;
  CreateAlias(argument: _mayfly_functions_v1_CreateAliasRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_AliasConfiguration__Output>): grpc.ClientUnaryCall;
  CreateAlias(argument: _mayfly_functions_v1_CreateAliasRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_AliasConfiguration__Output>): grpc.ClientUnaryCall;
  CreateAlias(argument: _mayfly_functions_v1_CreateAliasRequest, callback: grpc.requestCallback<_mayfly_functions_v1_AliasConfiguration__Output>): grpc.ClientUnaryCall;
  createAlias(argument: _mayfly_functions_v1_CreateAliasRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_AliasConfiguration__Output>): grpc.ClientUnaryCall;
  createAlias(argument: _mayfly_functions_v1_CreateAliasRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_AliasConfiguration__Output>): grpc.ClientUnaryCall;
  createAlias(argument: _mayfly_functions_v1_CreateAliasRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_AliasConfiguration__Output>): grpc.ClientUnaryCall;
  createAlias(argument: _mayfly_functions_v1_CreateAliasRequest, callback: grpc.requestCallback<_mayfly_functions_v1_AliasConfiguration__Output>): grpc.ClientUnaryCall;
  
  CreateCodeSigningConfig(argument: _mayfly_functions_v1_CreateCodeSigningConfigRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_CreateCodeSigningConfigResponse__Output>): grpc.ClientUnaryCall;
  CreateCodeSigningConfig(argument: _mayfly_functions_v1_CreateCodeSigningConfigRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_CreateCodeSigningConfigResponse__Output>): grpc.ClientUnaryCall;
  CreateCodeSigningConfig(argument: _mayfly_functions_v1_CreateCodeSigningConfigRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_CreateCodeSigningConfigResponse__Output>): grpc.ClientUnaryCall;
  CreateCodeSigningConfig(argument: _mayfly_functions_v1_CreateCodeSigningConfigRequest, callback: grpc.requestCallback<_mayfly_functions_v1_CreateCodeSigningConfigResponse__Output>): grpc.ClientUnaryCall;
  createCodeSigningConfig(argument: _mayfly_functions_v1_CreateCodeSigningConfigRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_CreateCodeSigningConfigResponse__Output>): grpc.ClientUnaryCall;
  createCodeSigningConfig(argument: _mayfly_functions_v1_CreateCodeSigningConfigRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_CreateCodeSigningConfigResponse__Output>): grpc.ClientUnaryCall;
  createCodeSigningConfig(argument: _mayfly_functions_v1_CreateCodeSigningConfigRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_CreateCodeSigningConfigResponse__Output>): grpc.ClientUnaryCall;
  createCodeSigningConfig(argument: _mayfly_functions_v1_CreateCodeSigningConfigRequest, callback: grpc.requestCallback<_mayfly_functions_v1_CreateCodeSigningConfigResponse__Output>): grpc.ClientUnaryCall;
  
  CreateEventSourceMapping(argument: _mayfly_functions_v1_CreateEventSourceMappingRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_EventSourceMappingConfiguration__Output>): grpc.ClientUnaryCall;
  CreateEventSourceMapping(argument: _mayfly_functions_v1_CreateEventSourceMappingRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_EventSourceMappingConfiguration__Output>): grpc.ClientUnaryCall;
  CreateEventSourceMapping(argument: _mayfly_functions_v1_CreateEventSourceMappingRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_EventSourceMappingConfiguration__Output>): grpc.ClientUnaryCall;
  CreateEventSourceMapping(argument: _mayfly_functions_v1_CreateEventSourceMappingRequest, callback: grpc.requestCallback<_mayfly_functions_v1_EventSourceMappingConfiguration__Output>): grpc.ClientUnaryCall;
  createEventSourceMapping(argument: _mayfly_functions_v1_CreateEventSourceMappingRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_EventSourceMappingConfiguration__Output>): grpc.ClientUnaryCall;
  createEventSourceMapping(argument: _mayfly_functions_v1_CreateEventSourceMappingRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_EventSourceMappingConfiguration__Output>): grpc.ClientUnaryCall;
  createEventSourceMapping(argument: _mayfly_functions_v1_CreateEventSourceMappingRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_EventSourceMappingConfiguration__Output>): grpc.ClientUnaryCall;
  createEventSourceMapping(argument: _mayfly_functions_v1_CreateEventSourceMappingRequest, callback: grpc.requestCallback<_mayfly_functions_v1_EventSourceMappingConfiguration__Output>): grpc.ClientUnaryCall;
  
  CreateFunction(argument: _mayfly_functions_v1_CreateFunctionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionConfiguration__Output>): grpc.ClientUnaryCall;
  CreateFunction(argument: _mayfly_functions_v1_CreateFunctionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionConfiguration__Output>): grpc.ClientUnaryCall;
  CreateFunction(argument: _mayfly_functions_v1_CreateFunctionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionConfiguration__Output>): grpc.ClientUnaryCall;
  CreateFunction(argument: _mayfly_functions_v1_CreateFunctionRequest, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionConfiguration__Output>): grpc.ClientUnaryCall;
  createFunction(argument: _mayfly_functions_v1_CreateFunctionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionConfiguration__Output>): grpc.ClientUnaryCall;
  createFunction(argument: _mayfly_functions_v1_CreateFunctionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionConfiguration__Output>): grpc.ClientUnaryCall;
  createFunction(argument: _mayfly_functions_v1_CreateFunctionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionConfiguration__Output>): grpc.ClientUnaryCall;
  createFunction(argument: _mayfly_functions_v1_CreateFunctionRequest, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionConfiguration__Output>): grpc.ClientUnaryCall;
  
  CreateFunctionUrlConfig(argument: _mayfly_functions_v1_CreateFunctionUrlConfigRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionUrlConfig__Output>): grpc.ClientUnaryCall;
  CreateFunctionUrlConfig(argument: _mayfly_functions_v1_CreateFunctionUrlConfigRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionUrlConfig__Output>): grpc.ClientUnaryCall;
  CreateFunctionUrlConfig(argument: _mayfly_functions_v1_CreateFunctionUrlConfigRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionUrlConfig__Output>): grpc.ClientUnaryCall;
  CreateFunctionUrlConfig(argument: _mayfly_functions_v1_CreateFunctionUrlConfigRequest, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionUrlConfig__Output>): grpc.ClientUnaryCall;
  createFunctionUrlConfig(argument: _mayfly_functions_v1_CreateFunctionUrlConfigRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionUrlConfig__Output>): grpc.ClientUnaryCall;
  createFunctionUrlConfig(argument: _mayfly_functions_v1_CreateFunctionUrlConfigRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionUrlConfig__Output>): grpc.ClientUnaryCall;
  createFunctionUrlConfig(argument: _mayfly_functions_v1_CreateFunctionUrlConfigRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionUrlConfig__Output>): grpc.ClientUnaryCall;
  createFunctionUrlConfig(argument: _mayfly_functions_v1_CreateFunctionUrlConfigRequest, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionUrlConfig__Output>): grpc.ClientUnaryCall;
  
  DeleteAlias(argument: _mayfly_functions_v1_DeleteAliasRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteAliasResponse__Output>): grpc.ClientUnaryCall;
  DeleteAlias(argument: _mayfly_functions_v1_DeleteAliasRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteAliasResponse__Output>): grpc.ClientUnaryCall;
  DeleteAlias(argument: _mayfly_functions_v1_DeleteAliasRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteAliasResponse__Output>): grpc.ClientUnaryCall;
  DeleteAlias(argument: _mayfly_functions_v1_DeleteAliasRequest, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteAliasResponse__Output>): grpc.ClientUnaryCall;
  deleteAlias(argument: _mayfly_functions_v1_DeleteAliasRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteAliasResponse__Output>): grpc.ClientUnaryCall;
  deleteAlias(argument: _mayfly_functions_v1_DeleteAliasRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteAliasResponse__Output>): grpc.ClientUnaryCall;
  deleteAlias(argument: _mayfly_functions_v1_DeleteAliasRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteAliasResponse__Output>): grpc.ClientUnaryCall;
  deleteAlias(argument: _mayfly_functions_v1_DeleteAliasRequest, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteAliasResponse__Output>): grpc.ClientUnaryCall;
  
  DeleteCodeSigningConfig(argument: _mayfly_functions_v1_DeleteCodeSigningConfigRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteCodeSigningConfigResponse__Output>): grpc.ClientUnaryCall;
  DeleteCodeSigningConfig(argument: _mayfly_functions_v1_DeleteCodeSigningConfigRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteCodeSigningConfigResponse__Output>): grpc.ClientUnaryCall;
  DeleteCodeSigningConfig(argument: _mayfly_functions_v1_DeleteCodeSigningConfigRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteCodeSigningConfigResponse__Output>): grpc.ClientUnaryCall;
  DeleteCodeSigningConfig(argument: _mayfly_functions_v1_DeleteCodeSigningConfigRequest, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteCodeSigningConfigResponse__Output>): grpc.ClientUnaryCall;
  deleteCodeSigningConfig(argument: _mayfly_functions_v1_DeleteCodeSigningConfigRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteCodeSigningConfigResponse__Output>): grpc.ClientUnaryCall;
  deleteCodeSigningConfig(argument: _mayfly_functions_v1_DeleteCodeSigningConfigRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteCodeSigningConfigResponse__Output>): grpc.ClientUnaryCall;
  deleteCodeSigningConfig(argument: _mayfly_functions_v1_DeleteCodeSigningConfigRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteCodeSigningConfigResponse__Output>): grpc.ClientUnaryCall;
  deleteCodeSigningConfig(argument: _mayfly_functions_v1_DeleteCodeSigningConfigRequest, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteCodeSigningConfigResponse__Output>): grpc.ClientUnaryCall;
  
  DeleteEventSourceMapping(argument: _mayfly_functions_v1_DeleteEventSourceMappingRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_EventSourceMappingConfiguration__Output>): grpc.ClientUnaryCall;
  DeleteEventSourceMapping(argument: _mayfly_functions_v1_DeleteEventSourceMappingRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_EventSourceMappingConfiguration__Output>): grpc.ClientUnaryCall;
  DeleteEventSourceMapping(argument: _mayfly_functions_v1_DeleteEventSourceMappingRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_EventSourceMappingConfiguration__Output>): grpc.ClientUnaryCall;
  DeleteEventSourceMapping(argument: _mayfly_functions_v1_DeleteEventSourceMappingRequest, callback: grpc.requestCallback<_mayfly_functions_v1_EventSourceMappingConfiguration__Output>): grpc.ClientUnaryCall;
  deleteEventSourceMapping(argument: _mayfly_functions_v1_DeleteEventSourceMappingRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_EventSourceMappingConfiguration__Output>): grpc.ClientUnaryCall;
  deleteEventSourceMapping(argument: _mayfly_functions_v1_DeleteEventSourceMappingRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_EventSourceMappingConfiguration__Output>): grpc.ClientUnaryCall;
  deleteEventSourceMapping(argument: _mayfly_functions_v1_DeleteEventSourceMappingRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_EventSourceMappingConfiguration__Output>): grpc.ClientUnaryCall;
  deleteEventSourceMapping(argument: _mayfly_functions_v1_DeleteEventSourceMappingRequest, callback: grpc.requestCallback<_mayfly_functions_v1_EventSourceMappingConfiguration__Output>): grpc.ClientUnaryCall;
  
  DeleteFunction(argument: _mayfly_functions_v1_DeleteFunctionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteFunctionResponse__Output>): grpc.ClientUnaryCall;
  DeleteFunction(argument: _mayfly_functions_v1_DeleteFunctionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteFunctionResponse__Output>): grpc.ClientUnaryCall;
  DeleteFunction(argument: _mayfly_functions_v1_DeleteFunctionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteFunctionResponse__Output>): grpc.ClientUnaryCall;
  DeleteFunction(argument: _mayfly_functions_v1_DeleteFunctionRequest, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteFunctionResponse__Output>): grpc.ClientUnaryCall;
  deleteFunction(argument: _mayfly_functions_v1_DeleteFunctionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteFunctionResponse__Output>): grpc.ClientUnaryCall;
  deleteFunction(argument: _mayfly_functions_v1_DeleteFunctionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteFunctionResponse__Output>): grpc.ClientUnaryCall;
  deleteFunction(argument: _mayfly_functions_v1_DeleteFunctionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteFunctionResponse__Output>): grpc.ClientUnaryCall;
  deleteFunction(argument: _mayfly_functions_v1_DeleteFunctionRequest, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteFunctionResponse__Output>): grpc.ClientUnaryCall;
  
  DeleteFunctionCodeSigningConfig(argument: _mayfly_functions_v1_DeleteFunctionCodeSigningConfigRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteFunctionCodeSigningConfigResponse__Output>): grpc.ClientUnaryCall;
  DeleteFunctionCodeSigningConfig(argument: _mayfly_functions_v1_DeleteFunctionCodeSigningConfigRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteFunctionCodeSigningConfigResponse__Output>): grpc.ClientUnaryCall;
  DeleteFunctionCodeSigningConfig(argument: _mayfly_functions_v1_DeleteFunctionCodeSigningConfigRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteFunctionCodeSigningConfigResponse__Output>): grpc.ClientUnaryCall;
  DeleteFunctionCodeSigningConfig(argument: _mayfly_functions_v1_DeleteFunctionCodeSigningConfigRequest, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteFunctionCodeSigningConfigResponse__Output>): grpc.ClientUnaryCall;
  deleteFunctionCodeSigningConfig(argument: _mayfly_functions_v1_DeleteFunctionCodeSigningConfigRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteFunctionCodeSigningConfigResponse__Output>): grpc.ClientUnaryCall;
  deleteFunctionCodeSigningConfig(argument: _mayfly_functions_v1_DeleteFunctionCodeSigningConfigRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteFunctionCodeSigningConfigResponse__Output>): grpc.ClientUnaryCall;
  deleteFunctionCodeSigningConfig(argument: _mayfly_functions_v1_DeleteFunctionCodeSigningConfigRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteFunctionCodeSigningConfigResponse__Output>): grpc.ClientUnaryCall;
  deleteFunctionCodeSigningConfig(argument: _mayfly_functions_v1_DeleteFunctionCodeSigningConfigRequest, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteFunctionCodeSigningConfigResponse__Output>): grpc.ClientUnaryCall;
  
  DeleteFunctionConcurrency(argument: _mayfly_functions_v1_DeleteFunctionConcurrencyRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteFunctionConcurrencyResponse__Output>): grpc.ClientUnaryCall;
  DeleteFunctionConcurrency(argument: _mayfly_functions_v1_DeleteFunctionConcurrencyRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteFunctionConcurrencyResponse__Output>): grpc.ClientUnaryCall;
  DeleteFunctionConcurrency(argument: _mayfly_functions_v1_DeleteFunctionConcurrencyRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteFunctionConcurrencyResponse__Output>): grpc.ClientUnaryCall;
  DeleteFunctionConcurrency(argument: _mayfly_functions_v1_DeleteFunctionConcurrencyRequest, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteFunctionConcurrencyResponse__Output>): grpc.ClientUnaryCall;
  deleteFunctionConcurrency(argument: _mayfly_functions_v1_DeleteFunctionConcurrencyRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteFunctionConcurrencyResponse__Output>): grpc.ClientUnaryCall;
  deleteFunctionConcurrency(argument: _mayfly_functions_v1_DeleteFunctionConcurrencyRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteFunctionConcurrencyResponse__Output>): grpc.ClientUnaryCall;
  deleteFunctionConcurrency(argument: _mayfly_functions_v1_DeleteFunctionConcurrencyRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteFunctionConcurrencyResponse__Output>): grpc.ClientUnaryCall;
  deleteFunctionConcurrency(argument: _mayfly_functions_v1_DeleteFunctionConcurrencyRequest, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteFunctionConcurrencyResponse__Output>): grpc.ClientUnaryCall;
  
  DeleteFunctionEventInvokeConfig(argument: _mayfly_functions_v1_DeleteFunctionEventInvokeConfigRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteFunctionEventInvokeConfigResponse__Output>): grpc.ClientUnaryCall;
  DeleteFunctionEventInvokeConfig(argument: _mayfly_functions_v1_DeleteFunctionEventInvokeConfigRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteFunctionEventInvokeConfigResponse__Output>): grpc.ClientUnaryCall;
  DeleteFunctionEventInvokeConfig(argument: _mayfly_functions_v1_DeleteFunctionEventInvokeConfigRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteFunctionEventInvokeConfigResponse__Output>): grpc.ClientUnaryCall;
  DeleteFunctionEventInvokeConfig(argument: _mayfly_functions_v1_DeleteFunctionEventInvokeConfigRequest, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteFunctionEventInvokeConfigResponse__Output>): grpc.ClientUnaryCall;
  deleteFunctionEventInvokeConfig(argument: _mayfly_functions_v1_DeleteFunctionEventInvokeConfigRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteFunctionEventInvokeConfigResponse__Output>): grpc.ClientUnaryCall;
  deleteFunctionEventInvokeConfig(argument: _mayfly_functions_v1_DeleteFunctionEventInvokeConfigRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteFunctionEventInvokeConfigResponse__Output>): grpc.ClientUnaryCall;
  deleteFunctionEventInvokeConfig(argument: _mayfly_functions_v1_DeleteFunctionEventInvokeConfigRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteFunctionEventInvokeConfigResponse__Output>): grpc.ClientUnaryCall;
  deleteFunctionEventInvokeConfig(argument: _mayfly_functions_v1_DeleteFunctionEventInvokeConfigRequest, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteFunctionEventInvokeConfigResponse__Output>): grpc.ClientUnaryCall;
  
  DeleteFunctionUrlConfig(argument: _mayfly_functions_v1_DeleteFunctionUrlConfigRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteFunctionUrlConfigResponse__Output>): grpc.ClientUnaryCall;
  DeleteFunctionUrlConfig(argument: _mayfly_functions_v1_DeleteFunctionUrlConfigRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteFunctionUrlConfigResponse__Output>): grpc.ClientUnaryCall;
  DeleteFunctionUrlConfig(argument: _mayfly_functions_v1_DeleteFunctionUrlConfigRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteFunctionUrlConfigResponse__Output>): grpc.ClientUnaryCall;
  DeleteFunctionUrlConfig(argument: _mayfly_functions_v1_DeleteFunctionUrlConfigRequest, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteFunctionUrlConfigResponse__Output>): grpc.ClientUnaryCall;
  deleteFunctionUrlConfig(argument: _mayfly_functions_v1_DeleteFunctionUrlConfigRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteFunctionUrlConfigResponse__Output>): grpc.ClientUnaryCall;
  deleteFunctionUrlConfig(argument: _mayfly_functions_v1_DeleteFunctionUrlConfigRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteFunctionUrlConfigResponse__Output>): grpc.ClientUnaryCall;
  deleteFunctionUrlConfig(argument: _mayfly_functions_v1_DeleteFunctionUrlConfigRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteFunctionUrlConfigResponse__Output>): grpc.ClientUnaryCall;
  deleteFunctionUrlConfig(argument: _mayfly_functions_v1_DeleteFunctionUrlConfigRequest, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteFunctionUrlConfigResponse__Output>): grpc.ClientUnaryCall;
  
  DeleteLayerVersion(argument: _mayfly_functions_v1_DeleteLayerVersionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteLayerVersionResponse__Output>): grpc.ClientUnaryCall;
  DeleteLayerVersion(argument: _mayfly_functions_v1_DeleteLayerVersionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteLayerVersionResponse__Output>): grpc.ClientUnaryCall;
  DeleteLayerVersion(argument: _mayfly_functions_v1_DeleteLayerVersionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteLayerVersionResponse__Output>): grpc.ClientUnaryCall;
  DeleteLayerVersion(argument: _mayfly_functions_v1_DeleteLayerVersionRequest, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteLayerVersionResponse__Output>): grpc.ClientUnaryCall;
  deleteLayerVersion(argument: _mayfly_functions_v1_DeleteLayerVersionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteLayerVersionResponse__Output>): grpc.ClientUnaryCall;
  deleteLayerVersion(argument: _mayfly_functions_v1_DeleteLayerVersionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteLayerVersionResponse__Output>): grpc.ClientUnaryCall;
  deleteLayerVersion(argument: _mayfly_functions_v1_DeleteLayerVersionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteLayerVersionResponse__Output>): grpc.ClientUnaryCall;
  deleteLayerVersion(argument: _mayfly_functions_v1_DeleteLayerVersionRequest, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteLayerVersionResponse__Output>): grpc.ClientUnaryCall;
  
  DeleteProvisionedConcurrencyConfig(argument: _mayfly_functions_v1_DeleteProvisionedConcurrencyConfigRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteProvisionedConcurrencyConfigResponse__Output>): grpc.ClientUnaryCall;
  DeleteProvisionedConcurrencyConfig(argument: _mayfly_functions_v1_DeleteProvisionedConcurrencyConfigRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteProvisionedConcurrencyConfigResponse__Output>): grpc.ClientUnaryCall;
  DeleteProvisionedConcurrencyConfig(argument: _mayfly_functions_v1_DeleteProvisionedConcurrencyConfigRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteProvisionedConcurrencyConfigResponse__Output>): grpc.ClientUnaryCall;
  DeleteProvisionedConcurrencyConfig(argument: _mayfly_functions_v1_DeleteProvisionedConcurrencyConfigRequest, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteProvisionedConcurrencyConfigResponse__Output>): grpc.ClientUnaryCall;
  deleteProvisionedConcurrencyConfig(argument: _mayfly_functions_v1_DeleteProvisionedConcurrencyConfigRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteProvisionedConcurrencyConfigResponse__Output>): grpc.ClientUnaryCall;
  deleteProvisionedConcurrencyConfig(argument: _mayfly_functions_v1_DeleteProvisionedConcurrencyConfigRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteProvisionedConcurrencyConfigResponse__Output>): grpc.ClientUnaryCall;
  deleteProvisionedConcurrencyConfig(argument: _mayfly_functions_v1_DeleteProvisionedConcurrencyConfigRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteProvisionedConcurrencyConfigResponse__Output>): grpc.ClientUnaryCall;
  deleteProvisionedConcurrencyConfig(argument: _mayfly_functions_v1_DeleteProvisionedConcurrencyConfigRequest, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteProvisionedConcurrencyConfigResponse__Output>): grpc.ClientUnaryCall;
  
  DeleteResourcePolicy(argument: _mayfly_functions_v1_DeleteResourcePolicyRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteResourcePolicyResponse__Output>): grpc.ClientUnaryCall;
  DeleteResourcePolicy(argument: _mayfly_functions_v1_DeleteResourcePolicyRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteResourcePolicyResponse__Output>): grpc.ClientUnaryCall;
  DeleteResourcePolicy(argument: _mayfly_functions_v1_DeleteResourcePolicyRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteResourcePolicyResponse__Output>): grpc.ClientUnaryCall;
  DeleteResourcePolicy(argument: _mayfly_functions_v1_DeleteResourcePolicyRequest, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteResourcePolicyResponse__Output>): grpc.ClientUnaryCall;
  deleteResourcePolicy(argument: _mayfly_functions_v1_DeleteResourcePolicyRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteResourcePolicyResponse__Output>): grpc.ClientUnaryCall;
  deleteResourcePolicy(argument: _mayfly_functions_v1_DeleteResourcePolicyRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteResourcePolicyResponse__Output>): grpc.ClientUnaryCall;
  deleteResourcePolicy(argument: _mayfly_functions_v1_DeleteResourcePolicyRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteResourcePolicyResponse__Output>): grpc.ClientUnaryCall;
  deleteResourcePolicy(argument: _mayfly_functions_v1_DeleteResourcePolicyRequest, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteResourcePolicyResponse__Output>): grpc.ClientUnaryCall;
  
  GetAccountSettings(argument: _mayfly_functions_v1_GetAccountSettingsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_GetAccountSettingsResponse__Output>): grpc.ClientUnaryCall;
  GetAccountSettings(argument: _mayfly_functions_v1_GetAccountSettingsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_GetAccountSettingsResponse__Output>): grpc.ClientUnaryCall;
  GetAccountSettings(argument: _mayfly_functions_v1_GetAccountSettingsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_GetAccountSettingsResponse__Output>): grpc.ClientUnaryCall;
  GetAccountSettings(argument: _mayfly_functions_v1_GetAccountSettingsRequest, callback: grpc.requestCallback<_mayfly_functions_v1_GetAccountSettingsResponse__Output>): grpc.ClientUnaryCall;
  getAccountSettings(argument: _mayfly_functions_v1_GetAccountSettingsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_GetAccountSettingsResponse__Output>): grpc.ClientUnaryCall;
  getAccountSettings(argument: _mayfly_functions_v1_GetAccountSettingsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_GetAccountSettingsResponse__Output>): grpc.ClientUnaryCall;
  getAccountSettings(argument: _mayfly_functions_v1_GetAccountSettingsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_GetAccountSettingsResponse__Output>): grpc.ClientUnaryCall;
  getAccountSettings(argument: _mayfly_functions_v1_GetAccountSettingsRequest, callback: grpc.requestCallback<_mayfly_functions_v1_GetAccountSettingsResponse__Output>): grpc.ClientUnaryCall;
  
  GetAlias(argument: _mayfly_functions_v1_GetAliasRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_AliasConfiguration__Output>): grpc.ClientUnaryCall;
  GetAlias(argument: _mayfly_functions_v1_GetAliasRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_AliasConfiguration__Output>): grpc.ClientUnaryCall;
  GetAlias(argument: _mayfly_functions_v1_GetAliasRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_AliasConfiguration__Output>): grpc.ClientUnaryCall;
  GetAlias(argument: _mayfly_functions_v1_GetAliasRequest, callback: grpc.requestCallback<_mayfly_functions_v1_AliasConfiguration__Output>): grpc.ClientUnaryCall;
  getAlias(argument: _mayfly_functions_v1_GetAliasRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_AliasConfiguration__Output>): grpc.ClientUnaryCall;
  getAlias(argument: _mayfly_functions_v1_GetAliasRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_AliasConfiguration__Output>): grpc.ClientUnaryCall;
  getAlias(argument: _mayfly_functions_v1_GetAliasRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_AliasConfiguration__Output>): grpc.ClientUnaryCall;
  getAlias(argument: _mayfly_functions_v1_GetAliasRequest, callback: grpc.requestCallback<_mayfly_functions_v1_AliasConfiguration__Output>): grpc.ClientUnaryCall;
  
  GetCodeSigningConfig(argument: _mayfly_functions_v1_GetCodeSigningConfigRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_GetCodeSigningConfigResponse__Output>): grpc.ClientUnaryCall;
  GetCodeSigningConfig(argument: _mayfly_functions_v1_GetCodeSigningConfigRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_GetCodeSigningConfigResponse__Output>): grpc.ClientUnaryCall;
  GetCodeSigningConfig(argument: _mayfly_functions_v1_GetCodeSigningConfigRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_GetCodeSigningConfigResponse__Output>): grpc.ClientUnaryCall;
  GetCodeSigningConfig(argument: _mayfly_functions_v1_GetCodeSigningConfigRequest, callback: grpc.requestCallback<_mayfly_functions_v1_GetCodeSigningConfigResponse__Output>): grpc.ClientUnaryCall;
  getCodeSigningConfig(argument: _mayfly_functions_v1_GetCodeSigningConfigRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_GetCodeSigningConfigResponse__Output>): grpc.ClientUnaryCall;
  getCodeSigningConfig(argument: _mayfly_functions_v1_GetCodeSigningConfigRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_GetCodeSigningConfigResponse__Output>): grpc.ClientUnaryCall;
  getCodeSigningConfig(argument: _mayfly_functions_v1_GetCodeSigningConfigRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_GetCodeSigningConfigResponse__Output>): grpc.ClientUnaryCall;
  getCodeSigningConfig(argument: _mayfly_functions_v1_GetCodeSigningConfigRequest, callback: grpc.requestCallback<_mayfly_functions_v1_GetCodeSigningConfigResponse__Output>): grpc.ClientUnaryCall;
  
  GetEventSourceMapping(argument: _mayfly_functions_v1_GetEventSourceMappingRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_EventSourceMappingConfiguration__Output>): grpc.ClientUnaryCall;
  GetEventSourceMapping(argument: _mayfly_functions_v1_GetEventSourceMappingRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_EventSourceMappingConfiguration__Output>): grpc.ClientUnaryCall;
  GetEventSourceMapping(argument: _mayfly_functions_v1_GetEventSourceMappingRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_EventSourceMappingConfiguration__Output>): grpc.ClientUnaryCall;
  GetEventSourceMapping(argument: _mayfly_functions_v1_GetEventSourceMappingRequest, callback: grpc.requestCallback<_mayfly_functions_v1_EventSourceMappingConfiguration__Output>): grpc.ClientUnaryCall;
  getEventSourceMapping(argument: _mayfly_functions_v1_GetEventSourceMappingRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_EventSourceMappingConfiguration__Output>): grpc.ClientUnaryCall;
  getEventSourceMapping(argument: _mayfly_functions_v1_GetEventSourceMappingRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_EventSourceMappingConfiguration__Output>): grpc.ClientUnaryCall;
  getEventSourceMapping(argument: _mayfly_functions_v1_GetEventSourceMappingRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_EventSourceMappingConfiguration__Output>): grpc.ClientUnaryCall;
  getEventSourceMapping(argument: _mayfly_functions_v1_GetEventSourceMappingRequest, callback: grpc.requestCallback<_mayfly_functions_v1_EventSourceMappingConfiguration__Output>): grpc.ClientUnaryCall;
  
  GetFunction(argument: _mayfly_functions_v1_GetFunctionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_GetFunctionResponse__Output>): grpc.ClientUnaryCall;
  GetFunction(argument: _mayfly_functions_v1_GetFunctionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_GetFunctionResponse__Output>): grpc.ClientUnaryCall;
  GetFunction(argument: _mayfly_functions_v1_GetFunctionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_GetFunctionResponse__Output>): grpc.ClientUnaryCall;
  GetFunction(argument: _mayfly_functions_v1_GetFunctionRequest, callback: grpc.requestCallback<_mayfly_functions_v1_GetFunctionResponse__Output>): grpc.ClientUnaryCall;
  getFunction(argument: _mayfly_functions_v1_GetFunctionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_GetFunctionResponse__Output>): grpc.ClientUnaryCall;
  getFunction(argument: _mayfly_functions_v1_GetFunctionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_GetFunctionResponse__Output>): grpc.ClientUnaryCall;
  getFunction(argument: _mayfly_functions_v1_GetFunctionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_GetFunctionResponse__Output>): grpc.ClientUnaryCall;
  getFunction(argument: _mayfly_functions_v1_GetFunctionRequest, callback: grpc.requestCallback<_mayfly_functions_v1_GetFunctionResponse__Output>): grpc.ClientUnaryCall;
  
  GetFunctionCodeSigningConfig(argument: _mayfly_functions_v1_GetFunctionCodeSigningConfigRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionCodeSigningConfig__Output>): grpc.ClientUnaryCall;
  GetFunctionCodeSigningConfig(argument: _mayfly_functions_v1_GetFunctionCodeSigningConfigRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionCodeSigningConfig__Output>): grpc.ClientUnaryCall;
  GetFunctionCodeSigningConfig(argument: _mayfly_functions_v1_GetFunctionCodeSigningConfigRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionCodeSigningConfig__Output>): grpc.ClientUnaryCall;
  GetFunctionCodeSigningConfig(argument: _mayfly_functions_v1_GetFunctionCodeSigningConfigRequest, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionCodeSigningConfig__Output>): grpc.ClientUnaryCall;
  getFunctionCodeSigningConfig(argument: _mayfly_functions_v1_GetFunctionCodeSigningConfigRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionCodeSigningConfig__Output>): grpc.ClientUnaryCall;
  getFunctionCodeSigningConfig(argument: _mayfly_functions_v1_GetFunctionCodeSigningConfigRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionCodeSigningConfig__Output>): grpc.ClientUnaryCall;
  getFunctionCodeSigningConfig(argument: _mayfly_functions_v1_GetFunctionCodeSigningConfigRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionCodeSigningConfig__Output>): grpc.ClientUnaryCall;
  getFunctionCodeSigningConfig(argument: _mayfly_functions_v1_GetFunctionCodeSigningConfigRequest, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionCodeSigningConfig__Output>): grpc.ClientUnaryCall;
  
  GetFunctionConcurrency(argument: _mayfly_functions_v1_GetFunctionConcurrencyRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_Concurrency__Output>): grpc.ClientUnaryCall;
  GetFunctionConcurrency(argument: _mayfly_functions_v1_GetFunctionConcurrencyRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_Concurrency__Output>): grpc.ClientUnaryCall;
  GetFunctionConcurrency(argument: _mayfly_functions_v1_GetFunctionConcurrencyRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_Concurrency__Output>): grpc.ClientUnaryCall;
  GetFunctionConcurrency(argument: _mayfly_functions_v1_GetFunctionConcurrencyRequest, callback: grpc.requestCallback<_mayfly_functions_v1_Concurrency__Output>): grpc.ClientUnaryCall;
  getFunctionConcurrency(argument: _mayfly_functions_v1_GetFunctionConcurrencyRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_Concurrency__Output>): grpc.ClientUnaryCall;
  getFunctionConcurrency(argument: _mayfly_functions_v1_GetFunctionConcurrencyRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_Concurrency__Output>): grpc.ClientUnaryCall;
  getFunctionConcurrency(argument: _mayfly_functions_v1_GetFunctionConcurrencyRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_Concurrency__Output>): grpc.ClientUnaryCall;
  getFunctionConcurrency(argument: _mayfly_functions_v1_GetFunctionConcurrencyRequest, callback: grpc.requestCallback<_mayfly_functions_v1_Concurrency__Output>): grpc.ClientUnaryCall;
  
  GetFunctionConfiguration(argument: _mayfly_functions_v1_GetFunctionConfigurationRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionConfiguration__Output>): grpc.ClientUnaryCall;
  GetFunctionConfiguration(argument: _mayfly_functions_v1_GetFunctionConfigurationRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionConfiguration__Output>): grpc.ClientUnaryCall;
  GetFunctionConfiguration(argument: _mayfly_functions_v1_GetFunctionConfigurationRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionConfiguration__Output>): grpc.ClientUnaryCall;
  GetFunctionConfiguration(argument: _mayfly_functions_v1_GetFunctionConfigurationRequest, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionConfiguration__Output>): grpc.ClientUnaryCall;
  getFunctionConfiguration(argument: _mayfly_functions_v1_GetFunctionConfigurationRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionConfiguration__Output>): grpc.ClientUnaryCall;
  getFunctionConfiguration(argument: _mayfly_functions_v1_GetFunctionConfigurationRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionConfiguration__Output>): grpc.ClientUnaryCall;
  getFunctionConfiguration(argument: _mayfly_functions_v1_GetFunctionConfigurationRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionConfiguration__Output>): grpc.ClientUnaryCall;
  getFunctionConfiguration(argument: _mayfly_functions_v1_GetFunctionConfigurationRequest, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionConfiguration__Output>): grpc.ClientUnaryCall;
  
  GetFunctionEventInvokeConfig(argument: _mayfly_functions_v1_GetFunctionEventInvokeConfigRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionEventInvokeConfig__Output>): grpc.ClientUnaryCall;
  GetFunctionEventInvokeConfig(argument: _mayfly_functions_v1_GetFunctionEventInvokeConfigRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionEventInvokeConfig__Output>): grpc.ClientUnaryCall;
  GetFunctionEventInvokeConfig(argument: _mayfly_functions_v1_GetFunctionEventInvokeConfigRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionEventInvokeConfig__Output>): grpc.ClientUnaryCall;
  GetFunctionEventInvokeConfig(argument: _mayfly_functions_v1_GetFunctionEventInvokeConfigRequest, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionEventInvokeConfig__Output>): grpc.ClientUnaryCall;
  getFunctionEventInvokeConfig(argument: _mayfly_functions_v1_GetFunctionEventInvokeConfigRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionEventInvokeConfig__Output>): grpc.ClientUnaryCall;
  getFunctionEventInvokeConfig(argument: _mayfly_functions_v1_GetFunctionEventInvokeConfigRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionEventInvokeConfig__Output>): grpc.ClientUnaryCall;
  getFunctionEventInvokeConfig(argument: _mayfly_functions_v1_GetFunctionEventInvokeConfigRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionEventInvokeConfig__Output>): grpc.ClientUnaryCall;
  getFunctionEventInvokeConfig(argument: _mayfly_functions_v1_GetFunctionEventInvokeConfigRequest, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionEventInvokeConfig__Output>): grpc.ClientUnaryCall;
  
  GetFunctionRecursionConfig(argument: _mayfly_functions_v1_GetFunctionRecursionConfigRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_GetFunctionRecursionConfigResponse__Output>): grpc.ClientUnaryCall;
  GetFunctionRecursionConfig(argument: _mayfly_functions_v1_GetFunctionRecursionConfigRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_GetFunctionRecursionConfigResponse__Output>): grpc.ClientUnaryCall;
  GetFunctionRecursionConfig(argument: _mayfly_functions_v1_GetFunctionRecursionConfigRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_GetFunctionRecursionConfigResponse__Output>): grpc.ClientUnaryCall;
  GetFunctionRecursionConfig(argument: _mayfly_functions_v1_GetFunctionRecursionConfigRequest, callback: grpc.requestCallback<_mayfly_functions_v1_GetFunctionRecursionConfigResponse__Output>): grpc.ClientUnaryCall;
  getFunctionRecursionConfig(argument: _mayfly_functions_v1_GetFunctionRecursionConfigRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_GetFunctionRecursionConfigResponse__Output>): grpc.ClientUnaryCall;
  getFunctionRecursionConfig(argument: _mayfly_functions_v1_GetFunctionRecursionConfigRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_GetFunctionRecursionConfigResponse__Output>): grpc.ClientUnaryCall;
  getFunctionRecursionConfig(argument: _mayfly_functions_v1_GetFunctionRecursionConfigRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_GetFunctionRecursionConfigResponse__Output>): grpc.ClientUnaryCall;
  getFunctionRecursionConfig(argument: _mayfly_functions_v1_GetFunctionRecursionConfigRequest, callback: grpc.requestCallback<_mayfly_functions_v1_GetFunctionRecursionConfigResponse__Output>): grpc.ClientUnaryCall;
  
  GetFunctionScalingConfig(argument: _mayfly_functions_v1_GetFunctionScalingConfigRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_GetFunctionScalingConfigResponse__Output>): grpc.ClientUnaryCall;
  GetFunctionScalingConfig(argument: _mayfly_functions_v1_GetFunctionScalingConfigRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_GetFunctionScalingConfigResponse__Output>): grpc.ClientUnaryCall;
  GetFunctionScalingConfig(argument: _mayfly_functions_v1_GetFunctionScalingConfigRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_GetFunctionScalingConfigResponse__Output>): grpc.ClientUnaryCall;
  GetFunctionScalingConfig(argument: _mayfly_functions_v1_GetFunctionScalingConfigRequest, callback: grpc.requestCallback<_mayfly_functions_v1_GetFunctionScalingConfigResponse__Output>): grpc.ClientUnaryCall;
  getFunctionScalingConfig(argument: _mayfly_functions_v1_GetFunctionScalingConfigRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_GetFunctionScalingConfigResponse__Output>): grpc.ClientUnaryCall;
  getFunctionScalingConfig(argument: _mayfly_functions_v1_GetFunctionScalingConfigRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_GetFunctionScalingConfigResponse__Output>): grpc.ClientUnaryCall;
  getFunctionScalingConfig(argument: _mayfly_functions_v1_GetFunctionScalingConfigRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_GetFunctionScalingConfigResponse__Output>): grpc.ClientUnaryCall;
  getFunctionScalingConfig(argument: _mayfly_functions_v1_GetFunctionScalingConfigRequest, callback: grpc.requestCallback<_mayfly_functions_v1_GetFunctionScalingConfigResponse__Output>): grpc.ClientUnaryCall;
  
  GetFunctionUrlConfig(argument: _mayfly_functions_v1_GetFunctionUrlConfigRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionUrlConfig__Output>): grpc.ClientUnaryCall;
  GetFunctionUrlConfig(argument: _mayfly_functions_v1_GetFunctionUrlConfigRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionUrlConfig__Output>): grpc.ClientUnaryCall;
  GetFunctionUrlConfig(argument: _mayfly_functions_v1_GetFunctionUrlConfigRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionUrlConfig__Output>): grpc.ClientUnaryCall;
  GetFunctionUrlConfig(argument: _mayfly_functions_v1_GetFunctionUrlConfigRequest, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionUrlConfig__Output>): grpc.ClientUnaryCall;
  getFunctionUrlConfig(argument: _mayfly_functions_v1_GetFunctionUrlConfigRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionUrlConfig__Output>): grpc.ClientUnaryCall;
  getFunctionUrlConfig(argument: _mayfly_functions_v1_GetFunctionUrlConfigRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionUrlConfig__Output>): grpc.ClientUnaryCall;
  getFunctionUrlConfig(argument: _mayfly_functions_v1_GetFunctionUrlConfigRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionUrlConfig__Output>): grpc.ClientUnaryCall;
  getFunctionUrlConfig(argument: _mayfly_functions_v1_GetFunctionUrlConfigRequest, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionUrlConfig__Output>): grpc.ClientUnaryCall;
  
  GetLayerVersion(argument: _mayfly_functions_v1_GetLayerVersionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_LayerVersion__Output>): grpc.ClientUnaryCall;
  GetLayerVersion(argument: _mayfly_functions_v1_GetLayerVersionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_LayerVersion__Output>): grpc.ClientUnaryCall;
  GetLayerVersion(argument: _mayfly_functions_v1_GetLayerVersionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_LayerVersion__Output>): grpc.ClientUnaryCall;
  GetLayerVersion(argument: _mayfly_functions_v1_GetLayerVersionRequest, callback: grpc.requestCallback<_mayfly_functions_v1_LayerVersion__Output>): grpc.ClientUnaryCall;
  getLayerVersion(argument: _mayfly_functions_v1_GetLayerVersionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_LayerVersion__Output>): grpc.ClientUnaryCall;
  getLayerVersion(argument: _mayfly_functions_v1_GetLayerVersionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_LayerVersion__Output>): grpc.ClientUnaryCall;
  getLayerVersion(argument: _mayfly_functions_v1_GetLayerVersionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_LayerVersion__Output>): grpc.ClientUnaryCall;
  getLayerVersion(argument: _mayfly_functions_v1_GetLayerVersionRequest, callback: grpc.requestCallback<_mayfly_functions_v1_LayerVersion__Output>): grpc.ClientUnaryCall;
  
  GetLayerVersionByArn(argument: _mayfly_functions_v1_GetLayerVersionByArnRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_LayerVersion__Output>): grpc.ClientUnaryCall;
  GetLayerVersionByArn(argument: _mayfly_functions_v1_GetLayerVersionByArnRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_LayerVersion__Output>): grpc.ClientUnaryCall;
  GetLayerVersionByArn(argument: _mayfly_functions_v1_GetLayerVersionByArnRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_LayerVersion__Output>): grpc.ClientUnaryCall;
  GetLayerVersionByArn(argument: _mayfly_functions_v1_GetLayerVersionByArnRequest, callback: grpc.requestCallback<_mayfly_functions_v1_LayerVersion__Output>): grpc.ClientUnaryCall;
  getLayerVersionByArn(argument: _mayfly_functions_v1_GetLayerVersionByArnRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_LayerVersion__Output>): grpc.ClientUnaryCall;
  getLayerVersionByArn(argument: _mayfly_functions_v1_GetLayerVersionByArnRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_LayerVersion__Output>): grpc.ClientUnaryCall;
  getLayerVersionByArn(argument: _mayfly_functions_v1_GetLayerVersionByArnRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_LayerVersion__Output>): grpc.ClientUnaryCall;
  getLayerVersionByArn(argument: _mayfly_functions_v1_GetLayerVersionByArnRequest, callback: grpc.requestCallback<_mayfly_functions_v1_LayerVersion__Output>): grpc.ClientUnaryCall;
  
  GetLayerVersionPolicy(argument: _mayfly_functions_v1_GetLayerVersionPolicyRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_GetLayerVersionPolicyResponse__Output>): grpc.ClientUnaryCall;
  GetLayerVersionPolicy(argument: _mayfly_functions_v1_GetLayerVersionPolicyRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_GetLayerVersionPolicyResponse__Output>): grpc.ClientUnaryCall;
  GetLayerVersionPolicy(argument: _mayfly_functions_v1_GetLayerVersionPolicyRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_GetLayerVersionPolicyResponse__Output>): grpc.ClientUnaryCall;
  GetLayerVersionPolicy(argument: _mayfly_functions_v1_GetLayerVersionPolicyRequest, callback: grpc.requestCallback<_mayfly_functions_v1_GetLayerVersionPolicyResponse__Output>): grpc.ClientUnaryCall;
  getLayerVersionPolicy(argument: _mayfly_functions_v1_GetLayerVersionPolicyRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_GetLayerVersionPolicyResponse__Output>): grpc.ClientUnaryCall;
  getLayerVersionPolicy(argument: _mayfly_functions_v1_GetLayerVersionPolicyRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_GetLayerVersionPolicyResponse__Output>): grpc.ClientUnaryCall;
  getLayerVersionPolicy(argument: _mayfly_functions_v1_GetLayerVersionPolicyRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_GetLayerVersionPolicyResponse__Output>): grpc.ClientUnaryCall;
  getLayerVersionPolicy(argument: _mayfly_functions_v1_GetLayerVersionPolicyRequest, callback: grpc.requestCallback<_mayfly_functions_v1_GetLayerVersionPolicyResponse__Output>): grpc.ClientUnaryCall;
  
  GetPolicy(argument: _mayfly_functions_v1_GetPolicyRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_GetPolicyResponse__Output>): grpc.ClientUnaryCall;
  GetPolicy(argument: _mayfly_functions_v1_GetPolicyRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_GetPolicyResponse__Output>): grpc.ClientUnaryCall;
  GetPolicy(argument: _mayfly_functions_v1_GetPolicyRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_GetPolicyResponse__Output>): grpc.ClientUnaryCall;
  GetPolicy(argument: _mayfly_functions_v1_GetPolicyRequest, callback: grpc.requestCallback<_mayfly_functions_v1_GetPolicyResponse__Output>): grpc.ClientUnaryCall;
  getPolicy(argument: _mayfly_functions_v1_GetPolicyRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_GetPolicyResponse__Output>): grpc.ClientUnaryCall;
  getPolicy(argument: _mayfly_functions_v1_GetPolicyRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_GetPolicyResponse__Output>): grpc.ClientUnaryCall;
  getPolicy(argument: _mayfly_functions_v1_GetPolicyRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_GetPolicyResponse__Output>): grpc.ClientUnaryCall;
  getPolicy(argument: _mayfly_functions_v1_GetPolicyRequest, callback: grpc.requestCallback<_mayfly_functions_v1_GetPolicyResponse__Output>): grpc.ClientUnaryCall;
  
  GetProvisionedConcurrencyConfig(argument: _mayfly_functions_v1_GetProvisionedConcurrencyConfigRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_ProvisionedConcurrencyConfig__Output>): grpc.ClientUnaryCall;
  GetProvisionedConcurrencyConfig(argument: _mayfly_functions_v1_GetProvisionedConcurrencyConfigRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_ProvisionedConcurrencyConfig__Output>): grpc.ClientUnaryCall;
  GetProvisionedConcurrencyConfig(argument: _mayfly_functions_v1_GetProvisionedConcurrencyConfigRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_ProvisionedConcurrencyConfig__Output>): grpc.ClientUnaryCall;
  GetProvisionedConcurrencyConfig(argument: _mayfly_functions_v1_GetProvisionedConcurrencyConfigRequest, callback: grpc.requestCallback<_mayfly_functions_v1_ProvisionedConcurrencyConfig__Output>): grpc.ClientUnaryCall;
  getProvisionedConcurrencyConfig(argument: _mayfly_functions_v1_GetProvisionedConcurrencyConfigRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_ProvisionedConcurrencyConfig__Output>): grpc.ClientUnaryCall;
  getProvisionedConcurrencyConfig(argument: _mayfly_functions_v1_GetProvisionedConcurrencyConfigRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_ProvisionedConcurrencyConfig__Output>): grpc.ClientUnaryCall;
  getProvisionedConcurrencyConfig(argument: _mayfly_functions_v1_GetProvisionedConcurrencyConfigRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_ProvisionedConcurrencyConfig__Output>): grpc.ClientUnaryCall;
  getProvisionedConcurrencyConfig(argument: _mayfly_functions_v1_GetProvisionedConcurrencyConfigRequest, callback: grpc.requestCallback<_mayfly_functions_v1_ProvisionedConcurrencyConfig__Output>): grpc.ClientUnaryCall;
  
  GetResourcePolicy(argument: _mayfly_functions_v1_GetResourcePolicyRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_GetResourcePolicyResponse__Output>): grpc.ClientUnaryCall;
  GetResourcePolicy(argument: _mayfly_functions_v1_GetResourcePolicyRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_GetResourcePolicyResponse__Output>): grpc.ClientUnaryCall;
  GetResourcePolicy(argument: _mayfly_functions_v1_GetResourcePolicyRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_GetResourcePolicyResponse__Output>): grpc.ClientUnaryCall;
  GetResourcePolicy(argument: _mayfly_functions_v1_GetResourcePolicyRequest, callback: grpc.requestCallback<_mayfly_functions_v1_GetResourcePolicyResponse__Output>): grpc.ClientUnaryCall;
  getResourcePolicy(argument: _mayfly_functions_v1_GetResourcePolicyRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_GetResourcePolicyResponse__Output>): grpc.ClientUnaryCall;
  getResourcePolicy(argument: _mayfly_functions_v1_GetResourcePolicyRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_GetResourcePolicyResponse__Output>): grpc.ClientUnaryCall;
  getResourcePolicy(argument: _mayfly_functions_v1_GetResourcePolicyRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_GetResourcePolicyResponse__Output>): grpc.ClientUnaryCall;
  getResourcePolicy(argument: _mayfly_functions_v1_GetResourcePolicyRequest, callback: grpc.requestCallback<_mayfly_functions_v1_GetResourcePolicyResponse__Output>): grpc.ClientUnaryCall;
  
  GetRuntimeManagementConfig(argument: _mayfly_functions_v1_GetRuntimeManagementConfigRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_GetRuntimeManagementConfigResponse__Output>): grpc.ClientUnaryCall;
  GetRuntimeManagementConfig(argument: _mayfly_functions_v1_GetRuntimeManagementConfigRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_GetRuntimeManagementConfigResponse__Output>): grpc.ClientUnaryCall;
  GetRuntimeManagementConfig(argument: _mayfly_functions_v1_GetRuntimeManagementConfigRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_GetRuntimeManagementConfigResponse__Output>): grpc.ClientUnaryCall;
  GetRuntimeManagementConfig(argument: _mayfly_functions_v1_GetRuntimeManagementConfigRequest, callback: grpc.requestCallback<_mayfly_functions_v1_GetRuntimeManagementConfigResponse__Output>): grpc.ClientUnaryCall;
  getRuntimeManagementConfig(argument: _mayfly_functions_v1_GetRuntimeManagementConfigRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_GetRuntimeManagementConfigResponse__Output>): grpc.ClientUnaryCall;
  getRuntimeManagementConfig(argument: _mayfly_functions_v1_GetRuntimeManagementConfigRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_GetRuntimeManagementConfigResponse__Output>): grpc.ClientUnaryCall;
  getRuntimeManagementConfig(argument: _mayfly_functions_v1_GetRuntimeManagementConfigRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_GetRuntimeManagementConfigResponse__Output>): grpc.ClientUnaryCall;
  getRuntimeManagementConfig(argument: _mayfly_functions_v1_GetRuntimeManagementConfigRequest, callback: grpc.requestCallback<_mayfly_functions_v1_GetRuntimeManagementConfigResponse__Output>): grpc.ClientUnaryCall;
  
  ListAliases(argument: _mayfly_functions_v1_ListAliasesRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_ListAliasesResponse__Output>): grpc.ClientUnaryCall;
  ListAliases(argument: _mayfly_functions_v1_ListAliasesRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_ListAliasesResponse__Output>): grpc.ClientUnaryCall;
  ListAliases(argument: _mayfly_functions_v1_ListAliasesRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_ListAliasesResponse__Output>): grpc.ClientUnaryCall;
  ListAliases(argument: _mayfly_functions_v1_ListAliasesRequest, callback: grpc.requestCallback<_mayfly_functions_v1_ListAliasesResponse__Output>): grpc.ClientUnaryCall;
  listAliases(argument: _mayfly_functions_v1_ListAliasesRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_ListAliasesResponse__Output>): grpc.ClientUnaryCall;
  listAliases(argument: _mayfly_functions_v1_ListAliasesRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_ListAliasesResponse__Output>): grpc.ClientUnaryCall;
  listAliases(argument: _mayfly_functions_v1_ListAliasesRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_ListAliasesResponse__Output>): grpc.ClientUnaryCall;
  listAliases(argument: _mayfly_functions_v1_ListAliasesRequest, callback: grpc.requestCallback<_mayfly_functions_v1_ListAliasesResponse__Output>): grpc.ClientUnaryCall;
  
  ListCodeSigningConfigs(argument: _mayfly_functions_v1_ListCodeSigningConfigsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_ListCodeSigningConfigsResponse__Output>): grpc.ClientUnaryCall;
  ListCodeSigningConfigs(argument: _mayfly_functions_v1_ListCodeSigningConfigsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_ListCodeSigningConfigsResponse__Output>): grpc.ClientUnaryCall;
  ListCodeSigningConfigs(argument: _mayfly_functions_v1_ListCodeSigningConfigsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_ListCodeSigningConfigsResponse__Output>): grpc.ClientUnaryCall;
  ListCodeSigningConfigs(argument: _mayfly_functions_v1_ListCodeSigningConfigsRequest, callback: grpc.requestCallback<_mayfly_functions_v1_ListCodeSigningConfigsResponse__Output>): grpc.ClientUnaryCall;
  listCodeSigningConfigs(argument: _mayfly_functions_v1_ListCodeSigningConfigsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_ListCodeSigningConfigsResponse__Output>): grpc.ClientUnaryCall;
  listCodeSigningConfigs(argument: _mayfly_functions_v1_ListCodeSigningConfigsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_ListCodeSigningConfigsResponse__Output>): grpc.ClientUnaryCall;
  listCodeSigningConfigs(argument: _mayfly_functions_v1_ListCodeSigningConfigsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_ListCodeSigningConfigsResponse__Output>): grpc.ClientUnaryCall;
  listCodeSigningConfigs(argument: _mayfly_functions_v1_ListCodeSigningConfigsRequest, callback: grpc.requestCallback<_mayfly_functions_v1_ListCodeSigningConfigsResponse__Output>): grpc.ClientUnaryCall;
  
  ListEventSourceMappings(argument: _mayfly_functions_v1_ListEventSourceMappingsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_ListEventSourceMappingsResponse__Output>): grpc.ClientUnaryCall;
  ListEventSourceMappings(argument: _mayfly_functions_v1_ListEventSourceMappingsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_ListEventSourceMappingsResponse__Output>): grpc.ClientUnaryCall;
  ListEventSourceMappings(argument: _mayfly_functions_v1_ListEventSourceMappingsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_ListEventSourceMappingsResponse__Output>): grpc.ClientUnaryCall;
  ListEventSourceMappings(argument: _mayfly_functions_v1_ListEventSourceMappingsRequest, callback: grpc.requestCallback<_mayfly_functions_v1_ListEventSourceMappingsResponse__Output>): grpc.ClientUnaryCall;
  listEventSourceMappings(argument: _mayfly_functions_v1_ListEventSourceMappingsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_ListEventSourceMappingsResponse__Output>): grpc.ClientUnaryCall;
  listEventSourceMappings(argument: _mayfly_functions_v1_ListEventSourceMappingsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_ListEventSourceMappingsResponse__Output>): grpc.ClientUnaryCall;
  listEventSourceMappings(argument: _mayfly_functions_v1_ListEventSourceMappingsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_ListEventSourceMappingsResponse__Output>): grpc.ClientUnaryCall;
  listEventSourceMappings(argument: _mayfly_functions_v1_ListEventSourceMappingsRequest, callback: grpc.requestCallback<_mayfly_functions_v1_ListEventSourceMappingsResponse__Output>): grpc.ClientUnaryCall;
  
  ListFunctionEventInvokeConfigs(argument: _mayfly_functions_v1_ListFunctionEventInvokeConfigsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_ListFunctionEventInvokeConfigsResponse__Output>): grpc.ClientUnaryCall;
  ListFunctionEventInvokeConfigs(argument: _mayfly_functions_v1_ListFunctionEventInvokeConfigsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_ListFunctionEventInvokeConfigsResponse__Output>): grpc.ClientUnaryCall;
  ListFunctionEventInvokeConfigs(argument: _mayfly_functions_v1_ListFunctionEventInvokeConfigsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_ListFunctionEventInvokeConfigsResponse__Output>): grpc.ClientUnaryCall;
  ListFunctionEventInvokeConfigs(argument: _mayfly_functions_v1_ListFunctionEventInvokeConfigsRequest, callback: grpc.requestCallback<_mayfly_functions_v1_ListFunctionEventInvokeConfigsResponse__Output>): grpc.ClientUnaryCall;
  listFunctionEventInvokeConfigs(argument: _mayfly_functions_v1_ListFunctionEventInvokeConfigsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_ListFunctionEventInvokeConfigsResponse__Output>): grpc.ClientUnaryCall;
  listFunctionEventInvokeConfigs(argument: _mayfly_functions_v1_ListFunctionEventInvokeConfigsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_ListFunctionEventInvokeConfigsResponse__Output>): grpc.ClientUnaryCall;
  listFunctionEventInvokeConfigs(argument: _mayfly_functions_v1_ListFunctionEventInvokeConfigsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_ListFunctionEventInvokeConfigsResponse__Output>): grpc.ClientUnaryCall;
  listFunctionEventInvokeConfigs(argument: _mayfly_functions_v1_ListFunctionEventInvokeConfigsRequest, callback: grpc.requestCallback<_mayfly_functions_v1_ListFunctionEventInvokeConfigsResponse__Output>): grpc.ClientUnaryCall;
  
  ListFunctionUrlConfigs(argument: _mayfly_functions_v1_ListFunctionUrlConfigsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_ListFunctionUrlConfigsResponse__Output>): grpc.ClientUnaryCall;
  ListFunctionUrlConfigs(argument: _mayfly_functions_v1_ListFunctionUrlConfigsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_ListFunctionUrlConfigsResponse__Output>): grpc.ClientUnaryCall;
  ListFunctionUrlConfigs(argument: _mayfly_functions_v1_ListFunctionUrlConfigsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_ListFunctionUrlConfigsResponse__Output>): grpc.ClientUnaryCall;
  ListFunctionUrlConfigs(argument: _mayfly_functions_v1_ListFunctionUrlConfigsRequest, callback: grpc.requestCallback<_mayfly_functions_v1_ListFunctionUrlConfigsResponse__Output>): grpc.ClientUnaryCall;
  listFunctionUrlConfigs(argument: _mayfly_functions_v1_ListFunctionUrlConfigsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_ListFunctionUrlConfigsResponse__Output>): grpc.ClientUnaryCall;
  listFunctionUrlConfigs(argument: _mayfly_functions_v1_ListFunctionUrlConfigsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_ListFunctionUrlConfigsResponse__Output>): grpc.ClientUnaryCall;
  listFunctionUrlConfigs(argument: _mayfly_functions_v1_ListFunctionUrlConfigsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_ListFunctionUrlConfigsResponse__Output>): grpc.ClientUnaryCall;
  listFunctionUrlConfigs(argument: _mayfly_functions_v1_ListFunctionUrlConfigsRequest, callback: grpc.requestCallback<_mayfly_functions_v1_ListFunctionUrlConfigsResponse__Output>): grpc.ClientUnaryCall;
  
  ListFunctions(argument: _mayfly_functions_v1_ListFunctionsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_ListFunctionsResponse__Output>): grpc.ClientUnaryCall;
  ListFunctions(argument: _mayfly_functions_v1_ListFunctionsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_ListFunctionsResponse__Output>): grpc.ClientUnaryCall;
  ListFunctions(argument: _mayfly_functions_v1_ListFunctionsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_ListFunctionsResponse__Output>): grpc.ClientUnaryCall;
  ListFunctions(argument: _mayfly_functions_v1_ListFunctionsRequest, callback: grpc.requestCallback<_mayfly_functions_v1_ListFunctionsResponse__Output>): grpc.ClientUnaryCall;
  listFunctions(argument: _mayfly_functions_v1_ListFunctionsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_ListFunctionsResponse__Output>): grpc.ClientUnaryCall;
  listFunctions(argument: _mayfly_functions_v1_ListFunctionsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_ListFunctionsResponse__Output>): grpc.ClientUnaryCall;
  listFunctions(argument: _mayfly_functions_v1_ListFunctionsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_ListFunctionsResponse__Output>): grpc.ClientUnaryCall;
  listFunctions(argument: _mayfly_functions_v1_ListFunctionsRequest, callback: grpc.requestCallback<_mayfly_functions_v1_ListFunctionsResponse__Output>): grpc.ClientUnaryCall;
  
  ListFunctionsByCodeSigningConfig(argument: _mayfly_functions_v1_ListFunctionsByCodeSigningConfigRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_ListFunctionsByCodeSigningConfigResponse__Output>): grpc.ClientUnaryCall;
  ListFunctionsByCodeSigningConfig(argument: _mayfly_functions_v1_ListFunctionsByCodeSigningConfigRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_ListFunctionsByCodeSigningConfigResponse__Output>): grpc.ClientUnaryCall;
  ListFunctionsByCodeSigningConfig(argument: _mayfly_functions_v1_ListFunctionsByCodeSigningConfigRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_ListFunctionsByCodeSigningConfigResponse__Output>): grpc.ClientUnaryCall;
  ListFunctionsByCodeSigningConfig(argument: _mayfly_functions_v1_ListFunctionsByCodeSigningConfigRequest, callback: grpc.requestCallback<_mayfly_functions_v1_ListFunctionsByCodeSigningConfigResponse__Output>): grpc.ClientUnaryCall;
  listFunctionsByCodeSigningConfig(argument: _mayfly_functions_v1_ListFunctionsByCodeSigningConfigRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_ListFunctionsByCodeSigningConfigResponse__Output>): grpc.ClientUnaryCall;
  listFunctionsByCodeSigningConfig(argument: _mayfly_functions_v1_ListFunctionsByCodeSigningConfigRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_ListFunctionsByCodeSigningConfigResponse__Output>): grpc.ClientUnaryCall;
  listFunctionsByCodeSigningConfig(argument: _mayfly_functions_v1_ListFunctionsByCodeSigningConfigRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_ListFunctionsByCodeSigningConfigResponse__Output>): grpc.ClientUnaryCall;
  listFunctionsByCodeSigningConfig(argument: _mayfly_functions_v1_ListFunctionsByCodeSigningConfigRequest, callback: grpc.requestCallback<_mayfly_functions_v1_ListFunctionsByCodeSigningConfigResponse__Output>): grpc.ClientUnaryCall;
  
  ListLayerVersions(argument: _mayfly_functions_v1_ListLayerVersionsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_ListLayerVersionsResponse__Output>): grpc.ClientUnaryCall;
  ListLayerVersions(argument: _mayfly_functions_v1_ListLayerVersionsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_ListLayerVersionsResponse__Output>): grpc.ClientUnaryCall;
  ListLayerVersions(argument: _mayfly_functions_v1_ListLayerVersionsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_ListLayerVersionsResponse__Output>): grpc.ClientUnaryCall;
  ListLayerVersions(argument: _mayfly_functions_v1_ListLayerVersionsRequest, callback: grpc.requestCallback<_mayfly_functions_v1_ListLayerVersionsResponse__Output>): grpc.ClientUnaryCall;
  listLayerVersions(argument: _mayfly_functions_v1_ListLayerVersionsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_ListLayerVersionsResponse__Output>): grpc.ClientUnaryCall;
  listLayerVersions(argument: _mayfly_functions_v1_ListLayerVersionsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_ListLayerVersionsResponse__Output>): grpc.ClientUnaryCall;
  listLayerVersions(argument: _mayfly_functions_v1_ListLayerVersionsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_ListLayerVersionsResponse__Output>): grpc.ClientUnaryCall;
  listLayerVersions(argument: _mayfly_functions_v1_ListLayerVersionsRequest, callback: grpc.requestCallback<_mayfly_functions_v1_ListLayerVersionsResponse__Output>): grpc.ClientUnaryCall;
  
  ListLayers(argument: _mayfly_functions_v1_ListLayersRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_ListLayersResponse__Output>): grpc.ClientUnaryCall;
  ListLayers(argument: _mayfly_functions_v1_ListLayersRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_ListLayersResponse__Output>): grpc.ClientUnaryCall;
  ListLayers(argument: _mayfly_functions_v1_ListLayersRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_ListLayersResponse__Output>): grpc.ClientUnaryCall;
  ListLayers(argument: _mayfly_functions_v1_ListLayersRequest, callback: grpc.requestCallback<_mayfly_functions_v1_ListLayersResponse__Output>): grpc.ClientUnaryCall;
  listLayers(argument: _mayfly_functions_v1_ListLayersRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_ListLayersResponse__Output>): grpc.ClientUnaryCall;
  listLayers(argument: _mayfly_functions_v1_ListLayersRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_ListLayersResponse__Output>): grpc.ClientUnaryCall;
  listLayers(argument: _mayfly_functions_v1_ListLayersRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_ListLayersResponse__Output>): grpc.ClientUnaryCall;
  listLayers(argument: _mayfly_functions_v1_ListLayersRequest, callback: grpc.requestCallback<_mayfly_functions_v1_ListLayersResponse__Output>): grpc.ClientUnaryCall;
  
  ListProvisionedConcurrencyConfigs(argument: _mayfly_functions_v1_ListProvisionedConcurrencyConfigsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_ListProvisionedConcurrencyConfigsResponse__Output>): grpc.ClientUnaryCall;
  ListProvisionedConcurrencyConfigs(argument: _mayfly_functions_v1_ListProvisionedConcurrencyConfigsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_ListProvisionedConcurrencyConfigsResponse__Output>): grpc.ClientUnaryCall;
  ListProvisionedConcurrencyConfigs(argument: _mayfly_functions_v1_ListProvisionedConcurrencyConfigsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_ListProvisionedConcurrencyConfigsResponse__Output>): grpc.ClientUnaryCall;
  ListProvisionedConcurrencyConfigs(argument: _mayfly_functions_v1_ListProvisionedConcurrencyConfigsRequest, callback: grpc.requestCallback<_mayfly_functions_v1_ListProvisionedConcurrencyConfigsResponse__Output>): grpc.ClientUnaryCall;
  listProvisionedConcurrencyConfigs(argument: _mayfly_functions_v1_ListProvisionedConcurrencyConfigsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_ListProvisionedConcurrencyConfigsResponse__Output>): grpc.ClientUnaryCall;
  listProvisionedConcurrencyConfigs(argument: _mayfly_functions_v1_ListProvisionedConcurrencyConfigsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_ListProvisionedConcurrencyConfigsResponse__Output>): grpc.ClientUnaryCall;
  listProvisionedConcurrencyConfigs(argument: _mayfly_functions_v1_ListProvisionedConcurrencyConfigsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_ListProvisionedConcurrencyConfigsResponse__Output>): grpc.ClientUnaryCall;
  listProvisionedConcurrencyConfigs(argument: _mayfly_functions_v1_ListProvisionedConcurrencyConfigsRequest, callback: grpc.requestCallback<_mayfly_functions_v1_ListProvisionedConcurrencyConfigsResponse__Output>): grpc.ClientUnaryCall;
  
  ListTags(argument: _mayfly_functions_v1_ListTagsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_ListTagsResponse__Output>): grpc.ClientUnaryCall;
  ListTags(argument: _mayfly_functions_v1_ListTagsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_ListTagsResponse__Output>): grpc.ClientUnaryCall;
  ListTags(argument: _mayfly_functions_v1_ListTagsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_ListTagsResponse__Output>): grpc.ClientUnaryCall;
  ListTags(argument: _mayfly_functions_v1_ListTagsRequest, callback: grpc.requestCallback<_mayfly_functions_v1_ListTagsResponse__Output>): grpc.ClientUnaryCall;
  listTags(argument: _mayfly_functions_v1_ListTagsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_ListTagsResponse__Output>): grpc.ClientUnaryCall;
  listTags(argument: _mayfly_functions_v1_ListTagsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_ListTagsResponse__Output>): grpc.ClientUnaryCall;
  listTags(argument: _mayfly_functions_v1_ListTagsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_ListTagsResponse__Output>): grpc.ClientUnaryCall;
  listTags(argument: _mayfly_functions_v1_ListTagsRequest, callback: grpc.requestCallback<_mayfly_functions_v1_ListTagsResponse__Output>): grpc.ClientUnaryCall;
  
  ListVersionsByFunction(argument: _mayfly_functions_v1_ListVersionsByFunctionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_ListVersionsByFunctionResponse__Output>): grpc.ClientUnaryCall;
  ListVersionsByFunction(argument: _mayfly_functions_v1_ListVersionsByFunctionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_ListVersionsByFunctionResponse__Output>): grpc.ClientUnaryCall;
  ListVersionsByFunction(argument: _mayfly_functions_v1_ListVersionsByFunctionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_ListVersionsByFunctionResponse__Output>): grpc.ClientUnaryCall;
  ListVersionsByFunction(argument: _mayfly_functions_v1_ListVersionsByFunctionRequest, callback: grpc.requestCallback<_mayfly_functions_v1_ListVersionsByFunctionResponse__Output>): grpc.ClientUnaryCall;
  listVersionsByFunction(argument: _mayfly_functions_v1_ListVersionsByFunctionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_ListVersionsByFunctionResponse__Output>): grpc.ClientUnaryCall;
  listVersionsByFunction(argument: _mayfly_functions_v1_ListVersionsByFunctionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_ListVersionsByFunctionResponse__Output>): grpc.ClientUnaryCall;
  listVersionsByFunction(argument: _mayfly_functions_v1_ListVersionsByFunctionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_ListVersionsByFunctionResponse__Output>): grpc.ClientUnaryCall;
  listVersionsByFunction(argument: _mayfly_functions_v1_ListVersionsByFunctionRequest, callback: grpc.requestCallback<_mayfly_functions_v1_ListVersionsByFunctionResponse__Output>): grpc.ClientUnaryCall;
  
  PublishLayerVersion(argument: _mayfly_functions_v1_PublishLayerVersionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_LayerVersion__Output>): grpc.ClientUnaryCall;
  PublishLayerVersion(argument: _mayfly_functions_v1_PublishLayerVersionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_LayerVersion__Output>): grpc.ClientUnaryCall;
  PublishLayerVersion(argument: _mayfly_functions_v1_PublishLayerVersionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_LayerVersion__Output>): grpc.ClientUnaryCall;
  PublishLayerVersion(argument: _mayfly_functions_v1_PublishLayerVersionRequest, callback: grpc.requestCallback<_mayfly_functions_v1_LayerVersion__Output>): grpc.ClientUnaryCall;
  publishLayerVersion(argument: _mayfly_functions_v1_PublishLayerVersionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_LayerVersion__Output>): grpc.ClientUnaryCall;
  publishLayerVersion(argument: _mayfly_functions_v1_PublishLayerVersionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_LayerVersion__Output>): grpc.ClientUnaryCall;
  publishLayerVersion(argument: _mayfly_functions_v1_PublishLayerVersionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_LayerVersion__Output>): grpc.ClientUnaryCall;
  publishLayerVersion(argument: _mayfly_functions_v1_PublishLayerVersionRequest, callback: grpc.requestCallback<_mayfly_functions_v1_LayerVersion__Output>): grpc.ClientUnaryCall;
  
  PublishVersion(argument: _mayfly_functions_v1_PublishVersionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionConfiguration__Output>): grpc.ClientUnaryCall;
  PublishVersion(argument: _mayfly_functions_v1_PublishVersionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionConfiguration__Output>): grpc.ClientUnaryCall;
  PublishVersion(argument: _mayfly_functions_v1_PublishVersionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionConfiguration__Output>): grpc.ClientUnaryCall;
  PublishVersion(argument: _mayfly_functions_v1_PublishVersionRequest, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionConfiguration__Output>): grpc.ClientUnaryCall;
  publishVersion(argument: _mayfly_functions_v1_PublishVersionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionConfiguration__Output>): grpc.ClientUnaryCall;
  publishVersion(argument: _mayfly_functions_v1_PublishVersionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionConfiguration__Output>): grpc.ClientUnaryCall;
  publishVersion(argument: _mayfly_functions_v1_PublishVersionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionConfiguration__Output>): grpc.ClientUnaryCall;
  publishVersion(argument: _mayfly_functions_v1_PublishVersionRequest, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionConfiguration__Output>): grpc.ClientUnaryCall;
  
  PutFunctionCodeSigningConfig(argument: _mayfly_functions_v1_PutFunctionCodeSigningConfigRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionCodeSigningConfig__Output>): grpc.ClientUnaryCall;
  PutFunctionCodeSigningConfig(argument: _mayfly_functions_v1_PutFunctionCodeSigningConfigRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionCodeSigningConfig__Output>): grpc.ClientUnaryCall;
  PutFunctionCodeSigningConfig(argument: _mayfly_functions_v1_PutFunctionCodeSigningConfigRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionCodeSigningConfig__Output>): grpc.ClientUnaryCall;
  PutFunctionCodeSigningConfig(argument: _mayfly_functions_v1_PutFunctionCodeSigningConfigRequest, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionCodeSigningConfig__Output>): grpc.ClientUnaryCall;
  putFunctionCodeSigningConfig(argument: _mayfly_functions_v1_PutFunctionCodeSigningConfigRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionCodeSigningConfig__Output>): grpc.ClientUnaryCall;
  putFunctionCodeSigningConfig(argument: _mayfly_functions_v1_PutFunctionCodeSigningConfigRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionCodeSigningConfig__Output>): grpc.ClientUnaryCall;
  putFunctionCodeSigningConfig(argument: _mayfly_functions_v1_PutFunctionCodeSigningConfigRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionCodeSigningConfig__Output>): grpc.ClientUnaryCall;
  putFunctionCodeSigningConfig(argument: _mayfly_functions_v1_PutFunctionCodeSigningConfigRequest, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionCodeSigningConfig__Output>): grpc.ClientUnaryCall;
  
  PutFunctionConcurrency(argument: _mayfly_functions_v1_PutFunctionConcurrencyRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_Concurrency__Output>): grpc.ClientUnaryCall;
  PutFunctionConcurrency(argument: _mayfly_functions_v1_PutFunctionConcurrencyRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_Concurrency__Output>): grpc.ClientUnaryCall;
  PutFunctionConcurrency(argument: _mayfly_functions_v1_PutFunctionConcurrencyRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_Concurrency__Output>): grpc.ClientUnaryCall;
  PutFunctionConcurrency(argument: _mayfly_functions_v1_PutFunctionConcurrencyRequest, callback: grpc.requestCallback<_mayfly_functions_v1_Concurrency__Output>): grpc.ClientUnaryCall;
  putFunctionConcurrency(argument: _mayfly_functions_v1_PutFunctionConcurrencyRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_Concurrency__Output>): grpc.ClientUnaryCall;
  putFunctionConcurrency(argument: _mayfly_functions_v1_PutFunctionConcurrencyRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_Concurrency__Output>): grpc.ClientUnaryCall;
  putFunctionConcurrency(argument: _mayfly_functions_v1_PutFunctionConcurrencyRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_Concurrency__Output>): grpc.ClientUnaryCall;
  putFunctionConcurrency(argument: _mayfly_functions_v1_PutFunctionConcurrencyRequest, callback: grpc.requestCallback<_mayfly_functions_v1_Concurrency__Output>): grpc.ClientUnaryCall;
  
  PutFunctionEventInvokeConfig(argument: _mayfly_functions_v1_PutFunctionEventInvokeConfigRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionEventInvokeConfig__Output>): grpc.ClientUnaryCall;
  PutFunctionEventInvokeConfig(argument: _mayfly_functions_v1_PutFunctionEventInvokeConfigRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionEventInvokeConfig__Output>): grpc.ClientUnaryCall;
  PutFunctionEventInvokeConfig(argument: _mayfly_functions_v1_PutFunctionEventInvokeConfigRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionEventInvokeConfig__Output>): grpc.ClientUnaryCall;
  PutFunctionEventInvokeConfig(argument: _mayfly_functions_v1_PutFunctionEventInvokeConfigRequest, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionEventInvokeConfig__Output>): grpc.ClientUnaryCall;
  putFunctionEventInvokeConfig(argument: _mayfly_functions_v1_PutFunctionEventInvokeConfigRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionEventInvokeConfig__Output>): grpc.ClientUnaryCall;
  putFunctionEventInvokeConfig(argument: _mayfly_functions_v1_PutFunctionEventInvokeConfigRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionEventInvokeConfig__Output>): grpc.ClientUnaryCall;
  putFunctionEventInvokeConfig(argument: _mayfly_functions_v1_PutFunctionEventInvokeConfigRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionEventInvokeConfig__Output>): grpc.ClientUnaryCall;
  putFunctionEventInvokeConfig(argument: _mayfly_functions_v1_PutFunctionEventInvokeConfigRequest, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionEventInvokeConfig__Output>): grpc.ClientUnaryCall;
  
  PutFunctionRecursionConfig(argument: _mayfly_functions_v1_PutFunctionRecursionConfigRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_PutFunctionRecursionConfigResponse__Output>): grpc.ClientUnaryCall;
  PutFunctionRecursionConfig(argument: _mayfly_functions_v1_PutFunctionRecursionConfigRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_PutFunctionRecursionConfigResponse__Output>): grpc.ClientUnaryCall;
  PutFunctionRecursionConfig(argument: _mayfly_functions_v1_PutFunctionRecursionConfigRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_PutFunctionRecursionConfigResponse__Output>): grpc.ClientUnaryCall;
  PutFunctionRecursionConfig(argument: _mayfly_functions_v1_PutFunctionRecursionConfigRequest, callback: grpc.requestCallback<_mayfly_functions_v1_PutFunctionRecursionConfigResponse__Output>): grpc.ClientUnaryCall;
  putFunctionRecursionConfig(argument: _mayfly_functions_v1_PutFunctionRecursionConfigRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_PutFunctionRecursionConfigResponse__Output>): grpc.ClientUnaryCall;
  putFunctionRecursionConfig(argument: _mayfly_functions_v1_PutFunctionRecursionConfigRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_PutFunctionRecursionConfigResponse__Output>): grpc.ClientUnaryCall;
  putFunctionRecursionConfig(argument: _mayfly_functions_v1_PutFunctionRecursionConfigRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_PutFunctionRecursionConfigResponse__Output>): grpc.ClientUnaryCall;
  putFunctionRecursionConfig(argument: _mayfly_functions_v1_PutFunctionRecursionConfigRequest, callback: grpc.requestCallback<_mayfly_functions_v1_PutFunctionRecursionConfigResponse__Output>): grpc.ClientUnaryCall;
  
  PutFunctionScalingConfig(argument: _mayfly_functions_v1_PutFunctionScalingConfigRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_PutFunctionScalingConfigResponse__Output>): grpc.ClientUnaryCall;
  PutFunctionScalingConfig(argument: _mayfly_functions_v1_PutFunctionScalingConfigRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_PutFunctionScalingConfigResponse__Output>): grpc.ClientUnaryCall;
  PutFunctionScalingConfig(argument: _mayfly_functions_v1_PutFunctionScalingConfigRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_PutFunctionScalingConfigResponse__Output>): grpc.ClientUnaryCall;
  PutFunctionScalingConfig(argument: _mayfly_functions_v1_PutFunctionScalingConfigRequest, callback: grpc.requestCallback<_mayfly_functions_v1_PutFunctionScalingConfigResponse__Output>): grpc.ClientUnaryCall;
  putFunctionScalingConfig(argument: _mayfly_functions_v1_PutFunctionScalingConfigRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_PutFunctionScalingConfigResponse__Output>): grpc.ClientUnaryCall;
  putFunctionScalingConfig(argument: _mayfly_functions_v1_PutFunctionScalingConfigRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_PutFunctionScalingConfigResponse__Output>): grpc.ClientUnaryCall;
  putFunctionScalingConfig(argument: _mayfly_functions_v1_PutFunctionScalingConfigRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_PutFunctionScalingConfigResponse__Output>): grpc.ClientUnaryCall;
  putFunctionScalingConfig(argument: _mayfly_functions_v1_PutFunctionScalingConfigRequest, callback: grpc.requestCallback<_mayfly_functions_v1_PutFunctionScalingConfigResponse__Output>): grpc.ClientUnaryCall;
  
  PutProvisionedConcurrencyConfig(argument: _mayfly_functions_v1_PutProvisionedConcurrencyConfigRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_ProvisionedConcurrencyConfig__Output>): grpc.ClientUnaryCall;
  PutProvisionedConcurrencyConfig(argument: _mayfly_functions_v1_PutProvisionedConcurrencyConfigRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_ProvisionedConcurrencyConfig__Output>): grpc.ClientUnaryCall;
  PutProvisionedConcurrencyConfig(argument: _mayfly_functions_v1_PutProvisionedConcurrencyConfigRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_ProvisionedConcurrencyConfig__Output>): grpc.ClientUnaryCall;
  PutProvisionedConcurrencyConfig(argument: _mayfly_functions_v1_PutProvisionedConcurrencyConfigRequest, callback: grpc.requestCallback<_mayfly_functions_v1_ProvisionedConcurrencyConfig__Output>): grpc.ClientUnaryCall;
  putProvisionedConcurrencyConfig(argument: _mayfly_functions_v1_PutProvisionedConcurrencyConfigRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_ProvisionedConcurrencyConfig__Output>): grpc.ClientUnaryCall;
  putProvisionedConcurrencyConfig(argument: _mayfly_functions_v1_PutProvisionedConcurrencyConfigRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_ProvisionedConcurrencyConfig__Output>): grpc.ClientUnaryCall;
  putProvisionedConcurrencyConfig(argument: _mayfly_functions_v1_PutProvisionedConcurrencyConfigRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_ProvisionedConcurrencyConfig__Output>): grpc.ClientUnaryCall;
  putProvisionedConcurrencyConfig(argument: _mayfly_functions_v1_PutProvisionedConcurrencyConfigRequest, callback: grpc.requestCallback<_mayfly_functions_v1_ProvisionedConcurrencyConfig__Output>): grpc.ClientUnaryCall;
  
  PutResourcePolicy(argument: _mayfly_functions_v1_PutResourcePolicyRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_PutResourcePolicyResponse__Output>): grpc.ClientUnaryCall;
  PutResourcePolicy(argument: _mayfly_functions_v1_PutResourcePolicyRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_PutResourcePolicyResponse__Output>): grpc.ClientUnaryCall;
  PutResourcePolicy(argument: _mayfly_functions_v1_PutResourcePolicyRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_PutResourcePolicyResponse__Output>): grpc.ClientUnaryCall;
  PutResourcePolicy(argument: _mayfly_functions_v1_PutResourcePolicyRequest, callback: grpc.requestCallback<_mayfly_functions_v1_PutResourcePolicyResponse__Output>): grpc.ClientUnaryCall;
  putResourcePolicy(argument: _mayfly_functions_v1_PutResourcePolicyRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_PutResourcePolicyResponse__Output>): grpc.ClientUnaryCall;
  putResourcePolicy(argument: _mayfly_functions_v1_PutResourcePolicyRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_PutResourcePolicyResponse__Output>): grpc.ClientUnaryCall;
  putResourcePolicy(argument: _mayfly_functions_v1_PutResourcePolicyRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_PutResourcePolicyResponse__Output>): grpc.ClientUnaryCall;
  putResourcePolicy(argument: _mayfly_functions_v1_PutResourcePolicyRequest, callback: grpc.requestCallback<_mayfly_functions_v1_PutResourcePolicyResponse__Output>): grpc.ClientUnaryCall;
  
  PutRuntimeManagementConfig(argument: _mayfly_functions_v1_PutRuntimeManagementConfigRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_PutRuntimeManagementConfigResponse__Output>): grpc.ClientUnaryCall;
  PutRuntimeManagementConfig(argument: _mayfly_functions_v1_PutRuntimeManagementConfigRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_PutRuntimeManagementConfigResponse__Output>): grpc.ClientUnaryCall;
  PutRuntimeManagementConfig(argument: _mayfly_functions_v1_PutRuntimeManagementConfigRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_PutRuntimeManagementConfigResponse__Output>): grpc.ClientUnaryCall;
  PutRuntimeManagementConfig(argument: _mayfly_functions_v1_PutRuntimeManagementConfigRequest, callback: grpc.requestCallback<_mayfly_functions_v1_PutRuntimeManagementConfigResponse__Output>): grpc.ClientUnaryCall;
  putRuntimeManagementConfig(argument: _mayfly_functions_v1_PutRuntimeManagementConfigRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_PutRuntimeManagementConfigResponse__Output>): grpc.ClientUnaryCall;
  putRuntimeManagementConfig(argument: _mayfly_functions_v1_PutRuntimeManagementConfigRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_PutRuntimeManagementConfigResponse__Output>): grpc.ClientUnaryCall;
  putRuntimeManagementConfig(argument: _mayfly_functions_v1_PutRuntimeManagementConfigRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_PutRuntimeManagementConfigResponse__Output>): grpc.ClientUnaryCall;
  putRuntimeManagementConfig(argument: _mayfly_functions_v1_PutRuntimeManagementConfigRequest, callback: grpc.requestCallback<_mayfly_functions_v1_PutRuntimeManagementConfigResponse__Output>): grpc.ClientUnaryCall;
  
  RemoveLayerVersionPermission(argument: _mayfly_functions_v1_RemoveLayerVersionPermissionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_RemoveLayerVersionPermissionResponse__Output>): grpc.ClientUnaryCall;
  RemoveLayerVersionPermission(argument: _mayfly_functions_v1_RemoveLayerVersionPermissionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_RemoveLayerVersionPermissionResponse__Output>): grpc.ClientUnaryCall;
  RemoveLayerVersionPermission(argument: _mayfly_functions_v1_RemoveLayerVersionPermissionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_RemoveLayerVersionPermissionResponse__Output>): grpc.ClientUnaryCall;
  RemoveLayerVersionPermission(argument: _mayfly_functions_v1_RemoveLayerVersionPermissionRequest, callback: grpc.requestCallback<_mayfly_functions_v1_RemoveLayerVersionPermissionResponse__Output>): grpc.ClientUnaryCall;
  removeLayerVersionPermission(argument: _mayfly_functions_v1_RemoveLayerVersionPermissionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_RemoveLayerVersionPermissionResponse__Output>): grpc.ClientUnaryCall;
  removeLayerVersionPermission(argument: _mayfly_functions_v1_RemoveLayerVersionPermissionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_RemoveLayerVersionPermissionResponse__Output>): grpc.ClientUnaryCall;
  removeLayerVersionPermission(argument: _mayfly_functions_v1_RemoveLayerVersionPermissionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_RemoveLayerVersionPermissionResponse__Output>): grpc.ClientUnaryCall;
  removeLayerVersionPermission(argument: _mayfly_functions_v1_RemoveLayerVersionPermissionRequest, callback: grpc.requestCallback<_mayfly_functions_v1_RemoveLayerVersionPermissionResponse__Output>): grpc.ClientUnaryCall;
  
  RemovePermission(argument: _mayfly_functions_v1_RemovePermissionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_RemovePermissionResponse__Output>): grpc.ClientUnaryCall;
  RemovePermission(argument: _mayfly_functions_v1_RemovePermissionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_RemovePermissionResponse__Output>): grpc.ClientUnaryCall;
  RemovePermission(argument: _mayfly_functions_v1_RemovePermissionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_RemovePermissionResponse__Output>): grpc.ClientUnaryCall;
  RemovePermission(argument: _mayfly_functions_v1_RemovePermissionRequest, callback: grpc.requestCallback<_mayfly_functions_v1_RemovePermissionResponse__Output>): grpc.ClientUnaryCall;
  removePermission(argument: _mayfly_functions_v1_RemovePermissionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_RemovePermissionResponse__Output>): grpc.ClientUnaryCall;
  removePermission(argument: _mayfly_functions_v1_RemovePermissionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_RemovePermissionResponse__Output>): grpc.ClientUnaryCall;
  removePermission(argument: _mayfly_functions_v1_RemovePermissionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_RemovePermissionResponse__Output>): grpc.ClientUnaryCall;
  removePermission(argument: _mayfly_functions_v1_RemovePermissionRequest, callback: grpc.requestCallback<_mayfly_functions_v1_RemovePermissionResponse__Output>): grpc.ClientUnaryCall;
  
  TagResource(argument: _mayfly_functions_v1_TagResourceRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_TagResourceResponse__Output>): grpc.ClientUnaryCall;
  TagResource(argument: _mayfly_functions_v1_TagResourceRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_TagResourceResponse__Output>): grpc.ClientUnaryCall;
  TagResource(argument: _mayfly_functions_v1_TagResourceRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_TagResourceResponse__Output>): grpc.ClientUnaryCall;
  TagResource(argument: _mayfly_functions_v1_TagResourceRequest, callback: grpc.requestCallback<_mayfly_functions_v1_TagResourceResponse__Output>): grpc.ClientUnaryCall;
  tagResource(argument: _mayfly_functions_v1_TagResourceRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_TagResourceResponse__Output>): grpc.ClientUnaryCall;
  tagResource(argument: _mayfly_functions_v1_TagResourceRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_TagResourceResponse__Output>): grpc.ClientUnaryCall;
  tagResource(argument: _mayfly_functions_v1_TagResourceRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_TagResourceResponse__Output>): grpc.ClientUnaryCall;
  tagResource(argument: _mayfly_functions_v1_TagResourceRequest, callback: grpc.requestCallback<_mayfly_functions_v1_TagResourceResponse__Output>): grpc.ClientUnaryCall;
  
  UntagResource(argument: _mayfly_functions_v1_UntagResourceRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_UntagResourceResponse__Output>): grpc.ClientUnaryCall;
  UntagResource(argument: _mayfly_functions_v1_UntagResourceRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_UntagResourceResponse__Output>): grpc.ClientUnaryCall;
  UntagResource(argument: _mayfly_functions_v1_UntagResourceRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_UntagResourceResponse__Output>): grpc.ClientUnaryCall;
  UntagResource(argument: _mayfly_functions_v1_UntagResourceRequest, callback: grpc.requestCallback<_mayfly_functions_v1_UntagResourceResponse__Output>): grpc.ClientUnaryCall;
  untagResource(argument: _mayfly_functions_v1_UntagResourceRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_UntagResourceResponse__Output>): grpc.ClientUnaryCall;
  untagResource(argument: _mayfly_functions_v1_UntagResourceRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_UntagResourceResponse__Output>): grpc.ClientUnaryCall;
  untagResource(argument: _mayfly_functions_v1_UntagResourceRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_UntagResourceResponse__Output>): grpc.ClientUnaryCall;
  untagResource(argument: _mayfly_functions_v1_UntagResourceRequest, callback: grpc.requestCallback<_mayfly_functions_v1_UntagResourceResponse__Output>): grpc.ClientUnaryCall;
  
  UpdateAlias(argument: _mayfly_functions_v1_UpdateAliasRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_AliasConfiguration__Output>): grpc.ClientUnaryCall;
  UpdateAlias(argument: _mayfly_functions_v1_UpdateAliasRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_AliasConfiguration__Output>): grpc.ClientUnaryCall;
  UpdateAlias(argument: _mayfly_functions_v1_UpdateAliasRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_AliasConfiguration__Output>): grpc.ClientUnaryCall;
  UpdateAlias(argument: _mayfly_functions_v1_UpdateAliasRequest, callback: grpc.requestCallback<_mayfly_functions_v1_AliasConfiguration__Output>): grpc.ClientUnaryCall;
  updateAlias(argument: _mayfly_functions_v1_UpdateAliasRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_AliasConfiguration__Output>): grpc.ClientUnaryCall;
  updateAlias(argument: _mayfly_functions_v1_UpdateAliasRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_AliasConfiguration__Output>): grpc.ClientUnaryCall;
  updateAlias(argument: _mayfly_functions_v1_UpdateAliasRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_AliasConfiguration__Output>): grpc.ClientUnaryCall;
  updateAlias(argument: _mayfly_functions_v1_UpdateAliasRequest, callback: grpc.requestCallback<_mayfly_functions_v1_AliasConfiguration__Output>): grpc.ClientUnaryCall;
  
  UpdateCodeSigningConfig(argument: _mayfly_functions_v1_UpdateCodeSigningConfigRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_UpdateCodeSigningConfigResponse__Output>): grpc.ClientUnaryCall;
  UpdateCodeSigningConfig(argument: _mayfly_functions_v1_UpdateCodeSigningConfigRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_UpdateCodeSigningConfigResponse__Output>): grpc.ClientUnaryCall;
  UpdateCodeSigningConfig(argument: _mayfly_functions_v1_UpdateCodeSigningConfigRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_UpdateCodeSigningConfigResponse__Output>): grpc.ClientUnaryCall;
  UpdateCodeSigningConfig(argument: _mayfly_functions_v1_UpdateCodeSigningConfigRequest, callback: grpc.requestCallback<_mayfly_functions_v1_UpdateCodeSigningConfigResponse__Output>): grpc.ClientUnaryCall;
  updateCodeSigningConfig(argument: _mayfly_functions_v1_UpdateCodeSigningConfigRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_UpdateCodeSigningConfigResponse__Output>): grpc.ClientUnaryCall;
  updateCodeSigningConfig(argument: _mayfly_functions_v1_UpdateCodeSigningConfigRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_UpdateCodeSigningConfigResponse__Output>): grpc.ClientUnaryCall;
  updateCodeSigningConfig(argument: _mayfly_functions_v1_UpdateCodeSigningConfigRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_UpdateCodeSigningConfigResponse__Output>): grpc.ClientUnaryCall;
  updateCodeSigningConfig(argument: _mayfly_functions_v1_UpdateCodeSigningConfigRequest, callback: grpc.requestCallback<_mayfly_functions_v1_UpdateCodeSigningConfigResponse__Output>): grpc.ClientUnaryCall;
  
  UpdateEventSourceMapping(argument: _mayfly_functions_v1_UpdateEventSourceMappingRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_EventSourceMappingConfiguration__Output>): grpc.ClientUnaryCall;
  UpdateEventSourceMapping(argument: _mayfly_functions_v1_UpdateEventSourceMappingRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_EventSourceMappingConfiguration__Output>): grpc.ClientUnaryCall;
  UpdateEventSourceMapping(argument: _mayfly_functions_v1_UpdateEventSourceMappingRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_EventSourceMappingConfiguration__Output>): grpc.ClientUnaryCall;
  UpdateEventSourceMapping(argument: _mayfly_functions_v1_UpdateEventSourceMappingRequest, callback: grpc.requestCallback<_mayfly_functions_v1_EventSourceMappingConfiguration__Output>): grpc.ClientUnaryCall;
  updateEventSourceMapping(argument: _mayfly_functions_v1_UpdateEventSourceMappingRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_EventSourceMappingConfiguration__Output>): grpc.ClientUnaryCall;
  updateEventSourceMapping(argument: _mayfly_functions_v1_UpdateEventSourceMappingRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_EventSourceMappingConfiguration__Output>): grpc.ClientUnaryCall;
  updateEventSourceMapping(argument: _mayfly_functions_v1_UpdateEventSourceMappingRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_EventSourceMappingConfiguration__Output>): grpc.ClientUnaryCall;
  updateEventSourceMapping(argument: _mayfly_functions_v1_UpdateEventSourceMappingRequest, callback: grpc.requestCallback<_mayfly_functions_v1_EventSourceMappingConfiguration__Output>): grpc.ClientUnaryCall;
  
  UpdateFunctionCode(argument: _mayfly_functions_v1_UpdateFunctionCodeRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionConfiguration__Output>): grpc.ClientUnaryCall;
  UpdateFunctionCode(argument: _mayfly_functions_v1_UpdateFunctionCodeRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionConfiguration__Output>): grpc.ClientUnaryCall;
  UpdateFunctionCode(argument: _mayfly_functions_v1_UpdateFunctionCodeRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionConfiguration__Output>): grpc.ClientUnaryCall;
  UpdateFunctionCode(argument: _mayfly_functions_v1_UpdateFunctionCodeRequest, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionConfiguration__Output>): grpc.ClientUnaryCall;
  updateFunctionCode(argument: _mayfly_functions_v1_UpdateFunctionCodeRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionConfiguration__Output>): grpc.ClientUnaryCall;
  updateFunctionCode(argument: _mayfly_functions_v1_UpdateFunctionCodeRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionConfiguration__Output>): grpc.ClientUnaryCall;
  updateFunctionCode(argument: _mayfly_functions_v1_UpdateFunctionCodeRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionConfiguration__Output>): grpc.ClientUnaryCall;
  updateFunctionCode(argument: _mayfly_functions_v1_UpdateFunctionCodeRequest, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionConfiguration__Output>): grpc.ClientUnaryCall;
  
  UpdateFunctionConfiguration(argument: _mayfly_functions_v1_UpdateFunctionConfigurationRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionConfiguration__Output>): grpc.ClientUnaryCall;
  UpdateFunctionConfiguration(argument: _mayfly_functions_v1_UpdateFunctionConfigurationRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionConfiguration__Output>): grpc.ClientUnaryCall;
  UpdateFunctionConfiguration(argument: _mayfly_functions_v1_UpdateFunctionConfigurationRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionConfiguration__Output>): grpc.ClientUnaryCall;
  UpdateFunctionConfiguration(argument: _mayfly_functions_v1_UpdateFunctionConfigurationRequest, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionConfiguration__Output>): grpc.ClientUnaryCall;
  updateFunctionConfiguration(argument: _mayfly_functions_v1_UpdateFunctionConfigurationRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionConfiguration__Output>): grpc.ClientUnaryCall;
  updateFunctionConfiguration(argument: _mayfly_functions_v1_UpdateFunctionConfigurationRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionConfiguration__Output>): grpc.ClientUnaryCall;
  updateFunctionConfiguration(argument: _mayfly_functions_v1_UpdateFunctionConfigurationRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionConfiguration__Output>): grpc.ClientUnaryCall;
  updateFunctionConfiguration(argument: _mayfly_functions_v1_UpdateFunctionConfigurationRequest, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionConfiguration__Output>): grpc.ClientUnaryCall;
  
  UpdateFunctionEventInvokeConfig(argument: _mayfly_functions_v1_UpdateFunctionEventInvokeConfigRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionEventInvokeConfig__Output>): grpc.ClientUnaryCall;
  UpdateFunctionEventInvokeConfig(argument: _mayfly_functions_v1_UpdateFunctionEventInvokeConfigRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionEventInvokeConfig__Output>): grpc.ClientUnaryCall;
  UpdateFunctionEventInvokeConfig(argument: _mayfly_functions_v1_UpdateFunctionEventInvokeConfigRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionEventInvokeConfig__Output>): grpc.ClientUnaryCall;
  UpdateFunctionEventInvokeConfig(argument: _mayfly_functions_v1_UpdateFunctionEventInvokeConfigRequest, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionEventInvokeConfig__Output>): grpc.ClientUnaryCall;
  updateFunctionEventInvokeConfig(argument: _mayfly_functions_v1_UpdateFunctionEventInvokeConfigRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionEventInvokeConfig__Output>): grpc.ClientUnaryCall;
  updateFunctionEventInvokeConfig(argument: _mayfly_functions_v1_UpdateFunctionEventInvokeConfigRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionEventInvokeConfig__Output>): grpc.ClientUnaryCall;
  updateFunctionEventInvokeConfig(argument: _mayfly_functions_v1_UpdateFunctionEventInvokeConfigRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionEventInvokeConfig__Output>): grpc.ClientUnaryCall;
  updateFunctionEventInvokeConfig(argument: _mayfly_functions_v1_UpdateFunctionEventInvokeConfigRequest, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionEventInvokeConfig__Output>): grpc.ClientUnaryCall;
  
  UpdateFunctionUrlConfig(argument: _mayfly_functions_v1_UpdateFunctionUrlConfigRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionUrlConfig__Output>): grpc.ClientUnaryCall;
  UpdateFunctionUrlConfig(argument: _mayfly_functions_v1_UpdateFunctionUrlConfigRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionUrlConfig__Output>): grpc.ClientUnaryCall;
  UpdateFunctionUrlConfig(argument: _mayfly_functions_v1_UpdateFunctionUrlConfigRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionUrlConfig__Output>): grpc.ClientUnaryCall;
  UpdateFunctionUrlConfig(argument: _mayfly_functions_v1_UpdateFunctionUrlConfigRequest, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionUrlConfig__Output>): grpc.ClientUnaryCall;
  updateFunctionUrlConfig(argument: _mayfly_functions_v1_UpdateFunctionUrlConfigRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionUrlConfig__Output>): grpc.ClientUnaryCall;
  updateFunctionUrlConfig(argument: _mayfly_functions_v1_UpdateFunctionUrlConfigRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionUrlConfig__Output>): grpc.ClientUnaryCall;
  updateFunctionUrlConfig(argument: _mayfly_functions_v1_UpdateFunctionUrlConfigRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionUrlConfig__Output>): grpc.ClientUnaryCall;
  updateFunctionUrlConfig(argument: _mayfly_functions_v1_UpdateFunctionUrlConfigRequest, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionUrlConfig__Output>): grpc.ClientUnaryCall;
  
}

export interface FunctionsHandlers extends grpc.UntypedServiceImplementation {
  AddLayerVersionPermission: grpc.handleUnaryCall<_mayfly_functions_v1_AddLayerVersionPermissionRequest__Output, _mayfly_functions_v1_AddLayerVersionPermissionResponse>;
  
  AddPermission: grpc.handleUnaryCall<_mayfly_functions_v1_AddPermissionRequest__Output, _mayfly_functions_v1_AddPermissionResponse>;
  
  CreateAlias: grpc.handleUnaryCall<_mayfly_functions_v1_CreateAliasRequest__Output, _mayfly_functions_v1_AliasConfiguration>;
  
  CreateCodeSigningConfig: grpc.handleUnaryCall<_mayfly_functions_v1_CreateCodeSigningConfigRequest__Output, _mayfly_functions_v1_CreateCodeSigningConfigResponse>;
  
  CreateEventSourceMapping: grpc.handleUnaryCall<_mayfly_functions_v1_CreateEventSourceMappingRequest__Output, _mayfly_functions_v1_EventSourceMappingConfiguration>;
  
  CreateFunction: grpc.handleUnaryCall<_mayfly_functions_v1_CreateFunctionRequest__Output, _mayfly_functions_v1_FunctionConfiguration>;
  
  CreateFunctionUrlConfig: grpc.handleUnaryCall<_mayfly_functions_v1_CreateFunctionUrlConfigRequest__Output, _mayfly_functions_v1_FunctionUrlConfig>;
  
  DeleteAlias: grpc.handleUnaryCall<_mayfly_functions_v1_DeleteAliasRequest__Output, _mayfly_functions_v1_DeleteAliasResponse>;
  
  DeleteCodeSigningConfig: grpc.handleUnaryCall<_mayfly_functions_v1_DeleteCodeSigningConfigRequest__Output, _mayfly_functions_v1_DeleteCodeSigningConfigResponse>;
  
  DeleteEventSourceMapping: grpc.handleUnaryCall<_mayfly_functions_v1_DeleteEventSourceMappingRequest__Output, _mayfly_functions_v1_EventSourceMappingConfiguration>;
  
  DeleteFunction: grpc.handleUnaryCall<_mayfly_functions_v1_DeleteFunctionRequest__Output, _mayfly_functions_v1_DeleteFunctionResponse>;
  
  DeleteFunctionCodeSigningConfig: grpc.handleUnaryCall<_mayfly_functions_v1_DeleteFunctionCodeSigningConfigRequest__Output, _mayfly_functions_v1_DeleteFunctionCodeSigningConfigResponse>;
  
  DeleteFunctionConcurrency: grpc.handleUnaryCall<_mayfly_functions_v1_DeleteFunctionConcurrencyRequest__Output, _mayfly_functions_v1_DeleteFunctionConcurrencyResponse>;
  
  DeleteFunctionEventInvokeConfig: grpc.handleUnaryCall<_mayfly_functions_v1_DeleteFunctionEventInvokeConfigRequest__Output, _mayfly_functions_v1_DeleteFunctionEventInvokeConfigResponse>;
  
  DeleteFunctionUrlConfig: grpc.handleUnaryCall<_mayfly_functions_v1_DeleteFunctionUrlConfigRequest__Output, _mayfly_functions_v1_DeleteFunctionUrlConfigResponse>;
  
  DeleteLayerVersion: grpc.handleUnaryCall<_mayfly_functions_v1_DeleteLayerVersionRequest__Output, _mayfly_functions_v1_DeleteLayerVersionResponse>;
  
  DeleteProvisionedConcurrencyConfig: grpc.handleUnaryCall<_mayfly_functions_v1_DeleteProvisionedConcurrencyConfigRequest__Output, _mayfly_functions_v1_DeleteProvisionedConcurrencyConfigResponse>;
  
  DeleteResourcePolicy: grpc.handleUnaryCall<_mayfly_functions_v1_DeleteResourcePolicyRequest__Output, _mayfly_functions_v1_DeleteResourcePolicyResponse>;
  
  GetAccountSettings: grpc.handleUnaryCall<_mayfly_functions_v1_GetAccountSettingsRequest__Output, _mayfly_functions_v1_GetAccountSettingsResponse>;
  
  GetAlias: grpc.handleUnaryCall<_mayfly_functions_v1_GetAliasRequest__Output, _mayfly_functions_v1_AliasConfiguration>;
  
  GetCodeSigningConfig: grpc.handleUnaryCall<_mayfly_functions_v1_GetCodeSigningConfigRequest__Output, _mayfly_functions_v1_GetCodeSigningConfigResponse>;
  
  GetEventSourceMapping: grpc.handleUnaryCall<_mayfly_functions_v1_GetEventSourceMappingRequest__Output, _mayfly_functions_v1_EventSourceMappingConfiguration>;
  
  GetFunction: grpc.handleUnaryCall<_mayfly_functions_v1_GetFunctionRequest__Output, _mayfly_functions_v1_GetFunctionResponse>;
  
  GetFunctionCodeSigningConfig: grpc.handleUnaryCall<_mayfly_functions_v1_GetFunctionCodeSigningConfigRequest__Output, _mayfly_functions_v1_FunctionCodeSigningConfig>;
  
  GetFunctionConcurrency: grpc.handleUnaryCall<_mayfly_functions_v1_GetFunctionConcurrencyRequest__Output, _mayfly_functions_v1_Concurrency>;
  
  GetFunctionConfiguration: grpc.handleUnaryCall<_mayfly_functions_v1_GetFunctionConfigurationRequest__Output, _mayfly_functions_v1_FunctionConfiguration>;
  
  GetFunctionEventInvokeConfig: grpc.handleUnaryCall<_mayfly_functions_v1_GetFunctionEventInvokeConfigRequest__Output, _mayfly_functions_v1_FunctionEventInvokeConfig>;
  
  GetFunctionRecursionConfig: grpc.handleUnaryCall<_mayfly_functions_v1_GetFunctionRecursionConfigRequest__Output, _mayfly_functions_v1_GetFunctionRecursionConfigResponse>;
  
  GetFunctionScalingConfig: grpc.handleUnaryCall<_mayfly_functions_v1_GetFunctionScalingConfigRequest__Output, _mayfly_functions_v1_GetFunctionScalingConfigResponse>;
  
  GetFunctionUrlConfig: grpc.handleUnaryCall<_mayfly_functions_v1_GetFunctionUrlConfigRequest__Output, _mayfly_functions_v1_FunctionUrlConfig>;
  
  GetLayerVersion: grpc.handleUnaryCall<_mayfly_functions_v1_GetLayerVersionRequest__Output, _mayfly_functions_v1_LayerVersion>;
  
  GetLayerVersionByArn: grpc.handleUnaryCall<_mayfly_functions_v1_GetLayerVersionByArnRequest__Output, _mayfly_functions_v1_LayerVersion>;
  
  GetLayerVersionPolicy: grpc.handleUnaryCall<_mayfly_functions_v1_GetLayerVersionPolicyRequest__Output, _mayfly_functions_v1_GetLayerVersionPolicyResponse>;
  
  GetPolicy: grpc.handleUnaryCall<_mayfly_functions_v1_GetPolicyRequest__Output, _mayfly_functions_v1_GetPolicyResponse>;
  
  GetProvisionedConcurrencyConfig: grpc.handleUnaryCall<_mayfly_functions_v1_GetProvisionedConcurrencyConfigRequest__Output, _mayfly_functions_v1_ProvisionedConcurrencyConfig>;
  
  GetResourcePolicy: grpc.handleUnaryCall<_mayfly_functions_v1_GetResourcePolicyRequest__Output, _mayfly_functions_v1_GetResourcePolicyResponse>;
  
  GetRuntimeManagementConfig: grpc.handleUnaryCall<_mayfly_functions_v1_GetRuntimeManagementConfigRequest__Output, _mayfly_functions_v1_GetRuntimeManagementConfigResponse>;
  
  ListAliases: grpc.handleUnaryCall<_mayfly_functions_v1_ListAliasesRequest__Output, _mayfly_functions_v1_ListAliasesResponse>;
  
  ListCodeSigningConfigs: grpc.handleUnaryCall<_mayfly_functions_v1_ListCodeSigningConfigsRequest__Output, _mayfly_functions_v1_ListCodeSigningConfigsResponse>;
  
  ListEventSourceMappings: grpc.handleUnaryCall<_mayfly_functions_v1_ListEventSourceMappingsRequest__Output, _mayfly_functions_v1_ListEventSourceMappingsResponse>;
  
  ListFunctionEventInvokeConfigs: grpc.handleUnaryCall<_mayfly_functions_v1_ListFunctionEventInvokeConfigsRequest__Output, _mayfly_functions_v1_ListFunctionEventInvokeConfigsResponse>;
  
  ListFunctionUrlConfigs: grpc.handleUnaryCall<_mayfly_functions_v1_ListFunctionUrlConfigsRequest__Output, _mayfly_functions_v1_ListFunctionUrlConfigsResponse>;
  
  ListFunctions: grpc.handleUnaryCall<_mayfly_functions_v1_ListFunctionsRequest__Output, _mayfly_functions_v1_ListFunctionsResponse>;
  
  ListFunctionsByCodeSigningConfig: grpc.handleUnaryCall<_mayfly_functions_v1_ListFunctionsByCodeSigningConfigRequest__Output, _mayfly_functions_v1_ListFunctionsByCodeSigningConfigResponse>;
  
  ListLayerVersions: grpc.handleUnaryCall<_mayfly_functions_v1_ListLayerVersionsRequest__Output, _mayfly_functions_v1_ListLayerVersionsResponse>;
  
  ListLayers: grpc.handleUnaryCall<_mayfly_functions_v1_ListLayersRequest__Output, _mayfly_functions_v1_ListLayersResponse>;
  
  ListProvisionedConcurrencyConfigs: grpc.handleUnaryCall<_mayfly_functions_v1_ListProvisionedConcurrencyConfigsRequest__Output, _mayfly_functions_v1_ListProvisionedConcurrencyConfigsResponse>;
  
  ListTags: grpc.handleUnaryCall<_mayfly_functions_v1_ListTagsRequest__Output, _mayfly_functions_v1_ListTagsResponse>;
  
  ListVersionsByFunction: grpc.handleUnaryCall<_mayfly_functions_v1_ListVersionsByFunctionRequest__Output, _mayfly_functions_v1_ListVersionsByFunctionResponse>;
  
  PublishLayerVersion: grpc.handleUnaryCall<_mayfly_functions_v1_PublishLayerVersionRequest__Output, _mayfly_functions_v1_LayerVersion>;
  
  PublishVersion: grpc.handleUnaryCall<_mayfly_functions_v1_PublishVersionRequest__Output, _mayfly_functions_v1_FunctionConfiguration>;
  
  PutFunctionCodeSigningConfig: grpc.handleUnaryCall<_mayfly_functions_v1_PutFunctionCodeSigningConfigRequest__Output, _mayfly_functions_v1_FunctionCodeSigningConfig>;
  
  PutFunctionConcurrency: grpc.handleUnaryCall<_mayfly_functions_v1_PutFunctionConcurrencyRequest__Output, _mayfly_functions_v1_Concurrency>;
  
  PutFunctionEventInvokeConfig: grpc.handleUnaryCall<_mayfly_functions_v1_PutFunctionEventInvokeConfigRequest__Output, _mayfly_functions_v1_FunctionEventInvokeConfig>;
  
  PutFunctionRecursionConfig: grpc.handleUnaryCall<_mayfly_functions_v1_PutFunctionRecursionConfigRequest__Output, _mayfly_functions_v1_PutFunctionRecursionConfigResponse>;
  
  PutFunctionScalingConfig: grpc.handleUnaryCall<_mayfly_functions_v1_PutFunctionScalingConfigRequest__Output, _mayfly_functions_v1_PutFunctionScalingConfigResponse>;
  
  PutProvisionedConcurrencyConfig: grpc.handleUnaryCall<_mayfly_functions_v1_PutProvisionedConcurrencyConfigRequest__Output, _mayfly_functions_v1_ProvisionedConcurrencyConfig>;
  
  PutResourcePolicy: grpc.handleUnaryCall<_mayfly_functions_v1_PutResourcePolicyRequest__Output, _mayfly_functions_v1_PutResourcePolicyResponse>;
  
  PutRuntimeManagementConfig: grpc.handleUnaryCall<_mayfly_functions_v1_PutRuntimeManagementConfigRequest__Output, _mayfly_functions_v1_PutRuntimeManagementConfigResponse>;
  
  RemoveLayerVersionPermission: grpc.handleUnaryCall<_mayfly_functions_v1_RemoveLayerVersionPermissionRequest__Output, _mayfly_functions_v1_RemoveLayerVersionPermissionResponse>;
  
  RemovePermission: grpc.handleUnaryCall<_mayfly_functions_v1_RemovePermissionRequest__Output, _mayfly_functions_v1_RemovePermissionResponse>;
  
  TagResource: grpc.handleUnaryCall<_mayfly_functions_v1_TagResourceRequest__Output, _mayfly_functions_v1_TagResourceResponse>;
  
  UntagResource: grpc.handleUnaryCall<_mayfly_functions_v1_UntagResourceRequest__Output, _mayfly_functions_v1_UntagResourceResponse>;
  
  UpdateAlias: grpc.handleUnaryCall<_mayfly_functions_v1_UpdateAliasRequest__Output, _mayfly_functions_v1_AliasConfiguration>;
  
  UpdateCodeSigningConfig: grpc.handleUnaryCall<_mayfly_functions_v1_UpdateCodeSigningConfigRequest__Output, _mayfly_functions_v1_UpdateCodeSigningConfigResponse>;
  
  UpdateEventSourceMapping: grpc.handleUnaryCall<_mayfly_functions_v1_UpdateEventSourceMappingRequest__Output, _mayfly_functions_v1_EventSourceMappingConfiguration>;
  
  UpdateFunctionCode: grpc.handleUnaryCall<_mayfly_functions_v1_UpdateFunctionCodeRequest__Output, _mayfly_functions_v1_FunctionConfiguration>;
  
  UpdateFunctionConfiguration: grpc.handleUnaryCall<_mayfly_functions_v1_UpdateFunctionConfigurationRequest__Output, _mayfly_functions_v1_FunctionConfiguration>;
  
  UpdateFunctionEventInvokeConfig: grpc.handleUnaryCall<_mayfly_functions_v1_UpdateFunctionEventInvokeConfigRequest__Output, _mayfly_functions_v1_FunctionEventInvokeConfig>;
  
  UpdateFunctionUrlConfig: grpc.handleUnaryCall<_mayfly_functions_v1_UpdateFunctionUrlConfigRequest__Output, _mayfly_functions_v1_FunctionUrlConfig>;
  
}

export interface FunctionsDefinition extends grpc.ServiceDefinition {
  AddLayerVersionPermission: MethodDefinition<_mayfly_functions_v1_AddLayerVersionPermissionRequest, _mayfly_functions_v1_AddLayerVersionPermissionResponse, _mayfly_functions_v1_AddLayerVersionPermissionRequest__Output, _mayfly_functions_v1_AddLayerVersionPermissionResponse__Output>
  AddPermission: MethodDefinition<_mayfly_functions_v1_AddPermissionRequest, _mayfly_functions_v1_AddPermissionResponse, _mayfly_functions_v1_AddPermissionRequest__Output, _mayfly_functions_v1_AddPermissionResponse__Output>
  CreateAlias: MethodDefinition<_mayfly_functions_v1_CreateAliasRequest, _mayfly_functions_v1_AliasConfiguration, _mayfly_functions_v1_CreateAliasRequest__Output, _mayfly_functions_v1_AliasConfiguration__Output>
  CreateCodeSigningConfig: MethodDefinition<_mayfly_functions_v1_CreateCodeSigningConfigRequest, _mayfly_functions_v1_CreateCodeSigningConfigResponse, _mayfly_functions_v1_CreateCodeSigningConfigRequest__Output, _mayfly_functions_v1_CreateCodeSigningConfigResponse__Output>
  CreateEventSourceMapping: MethodDefinition<_mayfly_functions_v1_CreateEventSourceMappingRequest, _mayfly_functions_v1_EventSourceMappingConfiguration, _mayfly_functions_v1_CreateEventSourceMappingRequest__Output, _mayfly_functions_v1_EventSourceMappingConfiguration__Output>
  CreateFunction: MethodDefinition<_mayfly_functions_v1_CreateFunctionRequest, _mayfly_functions_v1_FunctionConfiguration, _mayfly_functions_v1_CreateFunctionRequest__Output, _mayfly_functions_v1_FunctionConfiguration__Output>
  CreateFunctionUrlConfig: MethodDefinition<_mayfly_functions_v1_CreateFunctionUrlConfigRequest, _mayfly_functions_v1_FunctionUrlConfig, _mayfly_functions_v1_CreateFunctionUrlConfigRequest__Output, _mayfly_functions_v1_FunctionUrlConfig__Output>
  DeleteAlias: MethodDefinition<_mayfly_functions_v1_DeleteAliasRequest, _mayfly_functions_v1_DeleteAliasResponse, _mayfly_functions_v1_DeleteAliasRequest__Output, _mayfly_functions_v1_DeleteAliasResponse__Output>
  DeleteCodeSigningConfig: MethodDefinition<_mayfly_functions_v1_DeleteCodeSigningConfigRequest, _mayfly_functions_v1_DeleteCodeSigningConfigResponse, _mayfly_functions_v1_DeleteCodeSigningConfigRequest__Output, _mayfly_functions_v1_DeleteCodeSigningConfigResponse__Output>
  DeleteEventSourceMapping: MethodDefinition<_mayfly_functions_v1_DeleteEventSourceMappingRequest, _mayfly_functions_v1_EventSourceMappingConfiguration, _mayfly_functions_v1_DeleteEventSourceMappingRequest__Output, _mayfly_functions_v1_EventSourceMappingConfiguration__Output>
  DeleteFunction: MethodDefinition<_mayfly_functions_v1_DeleteFunctionRequest, _mayfly_functions_v1_DeleteFunctionResponse, _mayfly_functions_v1_DeleteFunctionRequest__Output, _mayfly_functions_v1_DeleteFunctionResponse__Output>
  DeleteFunctionCodeSigningConfig: MethodDefinition<_mayfly_functions_v1_DeleteFunctionCodeSigningConfigRequest, _mayfly_functions_v1_DeleteFunctionCodeSigningConfigResponse, _mayfly_functions_v1_DeleteFunctionCodeSigningConfigRequest__Output, _mayfly_functions_v1_DeleteFunctionCodeSigningConfigResponse__Output>
  DeleteFunctionConcurrency: MethodDefinition<_mayfly_functions_v1_DeleteFunctionConcurrencyRequest, _mayfly_functions_v1_DeleteFunctionConcurrencyResponse, _mayfly_functions_v1_DeleteFunctionConcurrencyRequest__Output, _mayfly_functions_v1_DeleteFunctionConcurrencyResponse__Output>
  DeleteFunctionEventInvokeConfig: MethodDefinition<_mayfly_functions_v1_DeleteFunctionEventInvokeConfigRequest, _mayfly_functions_v1_DeleteFunctionEventInvokeConfigResponse, _mayfly_functions_v1_DeleteFunctionEventInvokeConfigRequest__Output, _mayfly_functions_v1_DeleteFunctionEventInvokeConfigResponse__Output>
  DeleteFunctionUrlConfig: MethodDefinition<_mayfly_functions_v1_DeleteFunctionUrlConfigRequest, _mayfly_functions_v1_DeleteFunctionUrlConfigResponse, _mayfly_functions_v1_DeleteFunctionUrlConfigRequest__Output, _mayfly_functions_v1_DeleteFunctionUrlConfigResponse__Output>
  DeleteLayerVersion: MethodDefinition<_mayfly_functions_v1_DeleteLayerVersionRequest, _mayfly_functions_v1_DeleteLayerVersionResponse, _mayfly_functions_v1_DeleteLayerVersionRequest__Output, _mayfly_functions_v1_DeleteLayerVersionResponse__Output>
  DeleteProvisionedConcurrencyConfig: MethodDefinition<_mayfly_functions_v1_DeleteProvisionedConcurrencyConfigRequest, _mayfly_functions_v1_DeleteProvisionedConcurrencyConfigResponse, _mayfly_functions_v1_DeleteProvisionedConcurrencyConfigRequest__Output, _mayfly_functions_v1_DeleteProvisionedConcurrencyConfigResponse__Output>
  DeleteResourcePolicy: MethodDefinition<_mayfly_functions_v1_DeleteResourcePolicyRequest, _mayfly_functions_v1_DeleteResourcePolicyResponse, _mayfly_functions_v1_DeleteResourcePolicyRequest__Output, _mayfly_functions_v1_DeleteResourcePolicyResponse__Output>
  GetAccountSettings: MethodDefinition<_mayfly_functions_v1_GetAccountSettingsRequest, _mayfly_functions_v1_GetAccountSettingsResponse, _mayfly_functions_v1_GetAccountSettingsRequest__Output, _mayfly_functions_v1_GetAccountSettingsResponse__Output>
  GetAlias: MethodDefinition<_mayfly_functions_v1_GetAliasRequest, _mayfly_functions_v1_AliasConfiguration, _mayfly_functions_v1_GetAliasRequest__Output, _mayfly_functions_v1_AliasConfiguration__Output>
  GetCodeSigningConfig: MethodDefinition<_mayfly_functions_v1_GetCodeSigningConfigRequest, _mayfly_functions_v1_GetCodeSigningConfigResponse, _mayfly_functions_v1_GetCodeSigningConfigRequest__Output, _mayfly_functions_v1_GetCodeSigningConfigResponse__Output>
  GetEventSourceMapping: MethodDefinition<_mayfly_functions_v1_GetEventSourceMappingRequest, _mayfly_functions_v1_EventSourceMappingConfiguration, _mayfly_functions_v1_GetEventSourceMappingRequest__Output, _mayfly_functions_v1_EventSourceMappingConfiguration__Output>
  GetFunction: MethodDefinition<_mayfly_functions_v1_GetFunctionRequest, _mayfly_functions_v1_GetFunctionResponse, _mayfly_functions_v1_GetFunctionRequest__Output, _mayfly_functions_v1_GetFunctionResponse__Output>
  GetFunctionCodeSigningConfig: MethodDefinition<_mayfly_functions_v1_GetFunctionCodeSigningConfigRequest, _mayfly_functions_v1_FunctionCodeSigningConfig, _mayfly_functions_v1_GetFunctionCodeSigningConfigRequest__Output, _mayfly_functions_v1_FunctionCodeSigningConfig__Output>
  GetFunctionConcurrency: MethodDefinition<_mayfly_functions_v1_GetFunctionConcurrencyRequest, _mayfly_functions_v1_Concurrency, _mayfly_functions_v1_GetFunctionConcurrencyRequest__Output, _mayfly_functions_v1_Concurrency__Output>
  GetFunctionConfiguration: MethodDefinition<_mayfly_functions_v1_GetFunctionConfigurationRequest, _mayfly_functions_v1_FunctionConfiguration, _mayfly_functions_v1_GetFunctionConfigurationRequest__Output, _mayfly_functions_v1_FunctionConfiguration__Output>
  GetFunctionEventInvokeConfig: MethodDefinition<_mayfly_functions_v1_GetFunctionEventInvokeConfigRequest, _mayfly_functions_v1_FunctionEventInvokeConfig, _mayfly_functions_v1_GetFunctionEventInvokeConfigRequest__Output, _mayfly_functions_v1_FunctionEventInvokeConfig__Output>
  GetFunctionRecursionConfig: MethodDefinition<_mayfly_functions_v1_GetFunctionRecursionConfigRequest, _mayfly_functions_v1_GetFunctionRecursionConfigResponse, _mayfly_functions_v1_GetFunctionRecursionConfigRequest__Output, _mayfly_functions_v1_GetFunctionRecursionConfigResponse__Output>
  GetFunctionScalingConfig: MethodDefinition<_mayfly_functions_v1_GetFunctionScalingConfigRequest, _mayfly_functions_v1_GetFunctionScalingConfigResponse, _mayfly_functions_v1_GetFunctionScalingConfigRequest__Output, _mayfly_functions_v1_GetFunctionScalingConfigResponse__Output>
  GetFunctionUrlConfig: MethodDefinition<_mayfly_functions_v1_GetFunctionUrlConfigRequest, _mayfly_functions_v1_FunctionUrlConfig, _mayfly_functions_v1_GetFunctionUrlConfigRequest__Output, _mayfly_functions_v1_FunctionUrlConfig__Output>
  GetLayerVersion: MethodDefinition<_mayfly_functions_v1_GetLayerVersionRequest, _mayfly_functions_v1_LayerVersion, _mayfly_functions_v1_GetLayerVersionRequest__Output, _mayfly_functions_v1_LayerVersion__Output>
  GetLayerVersionByArn: MethodDefinition<_mayfly_functions_v1_GetLayerVersionByArnRequest, _mayfly_functions_v1_LayerVersion, _mayfly_functions_v1_GetLayerVersionByArnRequest__Output, _mayfly_functions_v1_LayerVersion__Output>
  GetLayerVersionPolicy: MethodDefinition<_mayfly_functions_v1_GetLayerVersionPolicyRequest, _mayfly_functions_v1_GetLayerVersionPolicyResponse, _mayfly_functions_v1_GetLayerVersionPolicyRequest__Output, _mayfly_functions_v1_GetLayerVersionPolicyResponse__Output>
  GetPolicy: MethodDefinition<_mayfly_functions_v1_GetPolicyRequest, _mayfly_functions_v1_GetPolicyResponse, _mayfly_functions_v1_GetPolicyRequest__Output, _mayfly_functions_v1_GetPolicyResponse__Output>
  GetProvisionedConcurrencyConfig: MethodDefinition<_mayfly_functions_v1_GetProvisionedConcurrencyConfigRequest, _mayfly_functions_v1_ProvisionedConcurrencyConfig, _mayfly_functions_v1_GetProvisionedConcurrencyConfigRequest__Output, _mayfly_functions_v1_ProvisionedConcurrencyConfig__Output>
  GetResourcePolicy: MethodDefinition<_mayfly_functions_v1_GetResourcePolicyRequest, _mayfly_functions_v1_GetResourcePolicyResponse, _mayfly_functions_v1_GetResourcePolicyRequest__Output, _mayfly_functions_v1_GetResourcePolicyResponse__Output>
  GetRuntimeManagementConfig: MethodDefinition<_mayfly_functions_v1_GetRuntimeManagementConfigRequest, _mayfly_functions_v1_GetRuntimeManagementConfigResponse, _mayfly_functions_v1_GetRuntimeManagementConfigRequest__Output, _mayfly_functions_v1_GetRuntimeManagementConfigResponse__Output>
  ListAliases: MethodDefinition<_mayfly_functions_v1_ListAliasesRequest, _mayfly_functions_v1_ListAliasesResponse, _mayfly_functions_v1_ListAliasesRequest__Output, _mayfly_functions_v1_ListAliasesResponse__Output>
  ListCodeSigningConfigs: MethodDefinition<_mayfly_functions_v1_ListCodeSigningConfigsRequest, _mayfly_functions_v1_ListCodeSigningConfigsResponse, _mayfly_functions_v1_ListCodeSigningConfigsRequest__Output, _mayfly_functions_v1_ListCodeSigningConfigsResponse__Output>
  ListEventSourceMappings: MethodDefinition<_mayfly_functions_v1_ListEventSourceMappingsRequest, _mayfly_functions_v1_ListEventSourceMappingsResponse, _mayfly_functions_v1_ListEventSourceMappingsRequest__Output, _mayfly_functions_v1_ListEventSourceMappingsResponse__Output>
  ListFunctionEventInvokeConfigs: MethodDefinition<_mayfly_functions_v1_ListFunctionEventInvokeConfigsRequest, _mayfly_functions_v1_ListFunctionEventInvokeConfigsResponse, _mayfly_functions_v1_ListFunctionEventInvokeConfigsRequest__Output, _mayfly_functions_v1_ListFunctionEventInvokeConfigsResponse__Output>
  ListFunctionUrlConfigs: MethodDefinition<_mayfly_functions_v1_ListFunctionUrlConfigsRequest, _mayfly_functions_v1_ListFunctionUrlConfigsResponse, _mayfly_functions_v1_ListFunctionUrlConfigsRequest__Output, _mayfly_functions_v1_ListFunctionUrlConfigsResponse__Output>
  ListFunctions: MethodDefinition<_mayfly_functions_v1_ListFunctionsRequest, _mayfly_functions_v1_ListFunctionsResponse, _mayfly_functions_v1_ListFunctionsRequest__Output, _mayfly_functions_v1_ListFunctionsResponse__Output>
  ListFunctionsByCodeSigningConfig: MethodDefinition<_mayfly_functions_v1_ListFunctionsByCodeSigningConfigRequest, _mayfly_functions_v1_ListFunctionsByCodeSigningConfigResponse, _mayfly_functions_v1_ListFunctionsByCodeSigningConfigRequest__Output, _mayfly_functions_v1_ListFunctionsByCodeSigningConfigResponse__Output>
  ListLayerVersions: MethodDefinition<_mayfly_functions_v1_ListLayerVersionsRequest, _mayfly_functions_v1_ListLayerVersionsResponse, _mayfly_functions_v1_ListLayerVersionsRequest__Output, _mayfly_functions_v1_ListLayerVersionsResponse__Output>
  ListLayers: MethodDefinition<_mayfly_functions_v1_ListLayersRequest, _mayfly_functions_v1_ListLayersResponse, _mayfly_functions_v1_ListLayersRequest__Output, _mayfly_functions_v1_ListLayersResponse__Output>
  ListProvisionedConcurrencyConfigs: MethodDefinition<_mayfly_functions_v1_ListProvisionedConcurrencyConfigsRequest, _mayfly_functions_v1_ListProvisionedConcurrencyConfigsResponse, _mayfly_functions_v1_ListProvisionedConcurrencyConfigsRequest__Output, _mayfly_functions_v1_ListProvisionedConcurrencyConfigsResponse__Output>
  ListTags: MethodDefinition<_mayfly_functions_v1_ListTagsRequest, _mayfly_functions_v1_ListTagsResponse, _mayfly_functions_v1_ListTagsRequest__Output, _mayfly_functions_v1_ListTagsResponse__Output>
  ListVersionsByFunction: MethodDefinition<_mayfly_functions_v1_ListVersionsByFunctionRequest, _mayfly_functions_v1_ListVersionsByFunctionResponse, _mayfly_functions_v1_ListVersionsByFunctionRequest__Output, _mayfly_functions_v1_ListVersionsByFunctionResponse__Output>
  PublishLayerVersion: MethodDefinition<_mayfly_functions_v1_PublishLayerVersionRequest, _mayfly_functions_v1_LayerVersion, _mayfly_functions_v1_PublishLayerVersionRequest__Output, _mayfly_functions_v1_LayerVersion__Output>
  PublishVersion: MethodDefinition<_mayfly_functions_v1_PublishVersionRequest, _mayfly_functions_v1_FunctionConfiguration, _mayfly_functions_v1_PublishVersionRequest__Output, _mayfly_functions_v1_FunctionConfiguration__Output>
  PutFunctionCodeSigningConfig: MethodDefinition<_mayfly_functions_v1_PutFunctionCodeSigningConfigRequest, _mayfly_functions_v1_FunctionCodeSigningConfig, _mayfly_functions_v1_PutFunctionCodeSigningConfigRequest__Output, _mayfly_functions_v1_FunctionCodeSigningConfig__Output>
  PutFunctionConcurrency: MethodDefinition<_mayfly_functions_v1_PutFunctionConcurrencyRequest, _mayfly_functions_v1_Concurrency, _mayfly_functions_v1_PutFunctionConcurrencyRequest__Output, _mayfly_functions_v1_Concurrency__Output>
  PutFunctionEventInvokeConfig: MethodDefinition<_mayfly_functions_v1_PutFunctionEventInvokeConfigRequest, _mayfly_functions_v1_FunctionEventInvokeConfig, _mayfly_functions_v1_PutFunctionEventInvokeConfigRequest__Output, _mayfly_functions_v1_FunctionEventInvokeConfig__Output>
  PutFunctionRecursionConfig: MethodDefinition<_mayfly_functions_v1_PutFunctionRecursionConfigRequest, _mayfly_functions_v1_PutFunctionRecursionConfigResponse, _mayfly_functions_v1_PutFunctionRecursionConfigRequest__Output, _mayfly_functions_v1_PutFunctionRecursionConfigResponse__Output>
  PutFunctionScalingConfig: MethodDefinition<_mayfly_functions_v1_PutFunctionScalingConfigRequest, _mayfly_functions_v1_PutFunctionScalingConfigResponse, _mayfly_functions_v1_PutFunctionScalingConfigRequest__Output, _mayfly_functions_v1_PutFunctionScalingConfigResponse__Output>
  PutProvisionedConcurrencyConfig: MethodDefinition<_mayfly_functions_v1_PutProvisionedConcurrencyConfigRequest, _mayfly_functions_v1_ProvisionedConcurrencyConfig, _mayfly_functions_v1_PutProvisionedConcurrencyConfigRequest__Output, _mayfly_functions_v1_ProvisionedConcurrencyConfig__Output>
  PutResourcePolicy: MethodDefinition<_mayfly_functions_v1_PutResourcePolicyRequest, _mayfly_functions_v1_PutResourcePolicyResponse, _mayfly_functions_v1_PutResourcePolicyRequest__Output, _mayfly_functions_v1_PutResourcePolicyResponse__Output>
  PutRuntimeManagementConfig: MethodDefinition<_mayfly_functions_v1_PutRuntimeManagementConfigRequest, _mayfly_functions_v1_PutRuntimeManagementConfigResponse, _mayfly_functions_v1_PutRuntimeManagementConfigRequest__Output, _mayfly_functions_v1_PutRuntimeManagementConfigResponse__Output>
  RemoveLayerVersionPermission: MethodDefinition<_mayfly_functions_v1_RemoveLayerVersionPermissionRequest, _mayfly_functions_v1_RemoveLayerVersionPermissionResponse, _mayfly_functions_v1_RemoveLayerVersionPermissionRequest__Output, _mayfly_functions_v1_RemoveLayerVersionPermissionResponse__Output>
  RemovePermission: MethodDefinition<_mayfly_functions_v1_RemovePermissionRequest, _mayfly_functions_v1_RemovePermissionResponse, _mayfly_functions_v1_RemovePermissionRequest__Output, _mayfly_functions_v1_RemovePermissionResponse__Output>
  TagResource: MethodDefinition<_mayfly_functions_v1_TagResourceRequest, _mayfly_functions_v1_TagResourceResponse, _mayfly_functions_v1_TagResourceRequest__Output, _mayfly_functions_v1_TagResourceResponse__Output>
  UntagResource: MethodDefinition<_mayfly_functions_v1_UntagResourceRequest, _mayfly_functions_v1_UntagResourceResponse, _mayfly_functions_v1_UntagResourceRequest__Output, _mayfly_functions_v1_UntagResourceResponse__Output>
  UpdateAlias: MethodDefinition<_mayfly_functions_v1_UpdateAliasRequest, _mayfly_functions_v1_AliasConfiguration, _mayfly_functions_v1_UpdateAliasRequest__Output, _mayfly_functions_v1_AliasConfiguration__Output>
  UpdateCodeSigningConfig: MethodDefinition<_mayfly_functions_v1_UpdateCodeSigningConfigRequest, _mayfly_functions_v1_UpdateCodeSigningConfigResponse, _mayfly_functions_v1_UpdateCodeSigningConfigRequest__Output, _mayfly_functions_v1_UpdateCodeSigningConfigResponse__Output>
  UpdateEventSourceMapping: MethodDefinition<_mayfly_functions_v1_UpdateEventSourceMappingRequest, _mayfly_functions_v1_EventSourceMappingConfiguration, _mayfly_functions_v1_UpdateEventSourceMappingRequest__Output, _mayfly_functions_v1_EventSourceMappingConfiguration__Output>
  UpdateFunctionCode: MethodDefinition<_mayfly_functions_v1_UpdateFunctionCodeRequest, _mayfly_functions_v1_FunctionConfiguration, _mayfly_functions_v1_UpdateFunctionCodeRequest__Output, _mayfly_functions_v1_FunctionConfiguration__Output>
  UpdateFunctionConfiguration: MethodDefinition<_mayfly_functions_v1_UpdateFunctionConfigurationRequest, _mayfly_functions_v1_FunctionConfiguration, _mayfly_functions_v1_UpdateFunctionConfigurationRequest__Output, _mayfly_functions_v1_FunctionConfiguration__Output>
  UpdateFunctionEventInvokeConfig: MethodDefinition<_mayfly_functions_v1_UpdateFunctionEventInvokeConfigRequest, _mayfly_functions_v1_FunctionEventInvokeConfig, _mayfly_functions_v1_UpdateFunctionEventInvokeConfigRequest__Output, _mayfly_functions_v1_FunctionEventInvokeConfig__Output>
  UpdateFunctionUrlConfig: MethodDefinition<_mayfly_functions_v1_UpdateFunctionUrlConfigRequest, _mayfly_functions_v1_FunctionUrlConfig, _mayfly_functions_v1_UpdateFunctionUrlConfigRequest__Output, _mayfly_functions_v1_FunctionUrlConfig__Output>
}
