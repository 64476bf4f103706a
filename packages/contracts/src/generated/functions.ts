import type * as grpc from '@grpc/grpc-js';
import type { MessageTypeDefinition } from '@grpc/proto-loader';

import type { AddLayerVersionPermissionRequest as _mayfly_functions_v1_AddLayerVersionPermissionRequest, AddLayerVersionPermissionRequest__Output as _mayfly_functions_v1_AddLayerVersionPermissionRequest__Output } from './mayfly/functions/v1/AddLayerVersionPermissionRequest.ts';
import type { AddLayerVersionPermissionResponse as _mayfly_functions_v1_AddLayerVersionPermissionResponse, AddLayerVersionPermissionResponse__Output as _mayfly_functions_v1_AddLayerVersionPermissionResponse__Output } from './mayfly/functions/v1/AddLayerVersionPermissionResponse.ts';
import type { AddPermissionRequest as _mayfly_functions_v1_AddPermissionRequest, AddPermissionRequest__Output as _mayfly_functions_v1_AddPermissionRequest__Output } from './mayfly/functions/v1/AddPermissionRequest.ts';
import type { AddPermissionResponse as _mayfly_functions_v1_AddPermissionResponse, AddPermissionResponse__Output as _mayfly_functions_v1_AddPermissionResponse__Output } from './mayfly/functions/v1/AddPermissionResponse.ts';
import type { AliasConfiguration as _mayfly_functions_v1_AliasConfiguration, AliasConfiguration__Output as _mayfly_functions_v1_AliasConfiguration__Output } from './mayfly/functions/v1/AliasConfiguration.ts';
import type { AliasRoutingConfiguration as _mayfly_functions_v1_AliasRoutingConfiguration, AliasRoutingConfiguration__Output as _mayfly_functions_v1_AliasRoutingConfiguration__Output } from './mayfly/functions/v1/AliasRoutingConfiguration.ts';
import type { Cors as _mayfly_functions_v1_Cors, Cors__Output as _mayfly_functions_v1_Cors__Output } from './mayfly/functions/v1/Cors.ts';
import type { CreateAliasRequest as _mayfly_functions_v1_CreateAliasRequest, CreateAliasRequest__Output as _mayfly_functions_v1_CreateAliasRequest__Output } from './mayfly/functions/v1/CreateAliasRequest.ts';
import type { CreateFunctionRequest as _mayfly_functions_v1_CreateFunctionRequest, CreateFunctionRequest__Output as _mayfly_functions_v1_CreateFunctionRequest__Output } from './mayfly/functions/v1/CreateFunctionRequest.ts';
import type { CreateFunctionUrlConfigRequest as _mayfly_functions_v1_CreateFunctionUrlConfigRequest, CreateFunctionUrlConfigRequest__Output as _mayfly_functions_v1_CreateFunctionUrlConfigRequest__Output } from './mayfly/functions/v1/CreateFunctionUrlConfigRequest.ts';
import type { DeleteAliasRequest as _mayfly_functions_v1_DeleteAliasRequest, DeleteAliasRequest__Output as _mayfly_functions_v1_DeleteAliasRequest__Output } from './mayfly/functions/v1/DeleteAliasRequest.ts';
import type { DeleteAliasResponse as _mayfly_functions_v1_DeleteAliasResponse, DeleteAliasResponse__Output as _mayfly_functions_v1_DeleteAliasResponse__Output } from './mayfly/functions/v1/DeleteAliasResponse.ts';
import type { DeleteFunctionRequest as _mayfly_functions_v1_DeleteFunctionRequest, DeleteFunctionRequest__Output as _mayfly_functions_v1_DeleteFunctionRequest__Output } from './mayfly/functions/v1/DeleteFunctionRequest.ts';
import type { DeleteFunctionResponse as _mayfly_functions_v1_DeleteFunctionResponse, DeleteFunctionResponse__Output as _mayfly_functions_v1_DeleteFunctionResponse__Output } from './mayfly/functions/v1/DeleteFunctionResponse.ts';
import type { DeleteFunctionUrlConfigRequest as _mayfly_functions_v1_DeleteFunctionUrlConfigRequest, DeleteFunctionUrlConfigRequest__Output as _mayfly_functions_v1_DeleteFunctionUrlConfigRequest__Output } from './mayfly/functions/v1/DeleteFunctionUrlConfigRequest.ts';
import type { DeleteFunctionUrlConfigResponse as _mayfly_functions_v1_DeleteFunctionUrlConfigResponse, DeleteFunctionUrlConfigResponse__Output as _mayfly_functions_v1_DeleteFunctionUrlConfigResponse__Output } from './mayfly/functions/v1/DeleteFunctionUrlConfigResponse.ts';
import type { DeleteLayerVersionRequest as _mayfly_functions_v1_DeleteLayerVersionRequest, DeleteLayerVersionRequest__Output as _mayfly_functions_v1_DeleteLayerVersionRequest__Output } from './mayfly/functions/v1/DeleteLayerVersionRequest.ts';
import type { DeleteLayerVersionResponse as _mayfly_functions_v1_DeleteLayerVersionResponse, DeleteLayerVersionResponse__Output as _mayfly_functions_v1_DeleteLayerVersionResponse__Output } from './mayfly/functions/v1/DeleteLayerVersionResponse.ts';
import type { DeleteResourcePolicyRequest as _mayfly_functions_v1_DeleteResourcePolicyRequest, DeleteResourcePolicyRequest__Output as _mayfly_functions_v1_DeleteResourcePolicyRequest__Output } from './mayfly/functions/v1/DeleteResourcePolicyRequest.ts';
import type { DeleteResourcePolicyResponse as _mayfly_functions_v1_DeleteResourcePolicyResponse, DeleteResourcePolicyResponse__Output as _mayfly_functions_v1_DeleteResourcePolicyResponse__Output } from './mayfly/functions/v1/DeleteResourcePolicyResponse.ts';
import type { Environment as _mayfly_functions_v1_Environment, Environment__Output as _mayfly_functions_v1_Environment__Output } from './mayfly/functions/v1/Environment.ts';
import type { EphemeralStorage as _mayfly_functions_v1_EphemeralStorage, EphemeralStorage__Output as _mayfly_functions_v1_EphemeralStorage__Output } from './mayfly/functions/v1/EphemeralStorage.ts';
import type { FunctionCode as _mayfly_functions_v1_FunctionCode, FunctionCode__Output as _mayfly_functions_v1_FunctionCode__Output } from './mayfly/functions/v1/FunctionCode.ts';
import type { FunctionCodeLocation as _mayfly_functions_v1_FunctionCodeLocation, FunctionCodeLocation__Output as _mayfly_functions_v1_FunctionCodeLocation__Output } from './mayfly/functions/v1/FunctionCodeLocation.ts';
import type { FunctionConfiguration as _mayfly_functions_v1_FunctionConfiguration, FunctionConfiguration__Output as _mayfly_functions_v1_FunctionConfiguration__Output } from './mayfly/functions/v1/FunctionConfiguration.ts';
import type { FunctionLayer as _mayfly_functions_v1_FunctionLayer, FunctionLayer__Output as _mayfly_functions_v1_FunctionLayer__Output } from './mayfly/functions/v1/FunctionLayer.ts';
import type { FunctionUrlConfig as _mayfly_functions_v1_FunctionUrlConfig, FunctionUrlConfig__Output as _mayfly_functions_v1_FunctionUrlConfig__Output } from './mayfly/functions/v1/FunctionUrlConfig.ts';
import type { FunctionsClient as _mayfly_functions_v1_FunctionsClient, FunctionsDefinition as _mayfly_functions_v1_FunctionsDefinition } from './mayfly/functions/v1/Functions.ts';
import type { GetAliasRequest as _mayfly_functions_v1_GetAliasRequest, GetAliasRequest__Output as _mayfly_functions_v1_GetAliasRequest__Output } from './mayfly/functions/v1/GetAliasRequest.ts';
import type { GetFunctionConfigurationRequest as _mayfly_functions_v1_GetFunctionConfigurationRequest, GetFunctionConfigurationRequest__Output as _mayfly_functions_v1_GetFunctionConfigurationRequest__Output } from './mayfly/functions/v1/GetFunctionConfigurationRequest.ts';
import type { GetFunctionRequest as _mayfly_functions_v1_GetFunctionRequest, GetFunctionRequest__Output as _mayfly_functions_v1_GetFunctionRequest__Output } from './mayfly/functions/v1/GetFunctionRequest.ts';
import type { GetFunctionResponse as _mayfly_functions_v1_GetFunctionResponse, GetFunctionResponse__Output as _mayfly_functions_v1_GetFunctionResponse__Output } from './mayfly/functions/v1/GetFunctionResponse.ts';
import type { GetFunctionUrlConfigRequest as _mayfly_functions_v1_GetFunctionUrlConfigRequest, GetFunctionUrlConfigRequest__Output as _mayfly_functions_v1_GetFunctionUrlConfigRequest__Output } from './mayfly/functions/v1/GetFunctionUrlConfigRequest.ts';
import type { GetLayerVersionByArnRequest as _mayfly_functions_v1_GetLayerVersionByArnRequest, GetLayerVersionByArnRequest__Output as _mayfly_functions_v1_GetLayerVersionByArnRequest__Output } from './mayfly/functions/v1/GetLayerVersionByArnRequest.ts';
import type { GetLayerVersionPolicyRequest as _mayfly_functions_v1_GetLayerVersionPolicyRequest, GetLayerVersionPolicyRequest__Output as _mayfly_functions_v1_GetLayerVersionPolicyRequest__Output } from './mayfly/functions/v1/GetLayerVersionPolicyRequest.ts';
import type { GetLayerVersionPolicyResponse as _mayfly_functions_v1_GetLayerVersionPolicyResponse, GetLayerVersionPolicyResponse__Output as _mayfly_functions_v1_GetLayerVersionPolicyResponse__Output } from './mayfly/functions/v1/GetLayerVersionPolicyResponse.ts';
import type { GetLayerVersionRequest as _mayfly_functions_v1_GetLayerVersionRequest, GetLayerVersionRequest__Output as _mayfly_functions_v1_GetLayerVersionRequest__Output } from './mayfly/functions/v1/GetLayerVersionRequest.ts';
import type { GetPolicyRequest as _mayfly_functions_v1_GetPolicyRequest, GetPolicyRequest__Output as _mayfly_functions_v1_GetPolicyRequest__Output } from './mayfly/functions/v1/GetPolicyRequest.ts';
import type { GetPolicyResponse as _mayfly_functions_v1_GetPolicyResponse, GetPolicyResponse__Output as _mayfly_functions_v1_GetPolicyResponse__Output } from './mayfly/functions/v1/GetPolicyResponse.ts';
import type { GetResourcePolicyRequest as _mayfly_functions_v1_GetResourcePolicyRequest, GetResourcePolicyRequest__Output as _mayfly_functions_v1_GetResourcePolicyRequest__Output } from './mayfly/functions/v1/GetResourcePolicyRequest.ts';
import type { GetResourcePolicyResponse as _mayfly_functions_v1_GetResourcePolicyResponse, GetResourcePolicyResponse__Output as _mayfly_functions_v1_GetResourcePolicyResponse__Output } from './mayfly/functions/v1/GetResourcePolicyResponse.ts';
import type { LayerContent as _mayfly_functions_v1_LayerContent, LayerContent__Output as _mayfly_functions_v1_LayerContent__Output } from './mayfly/functions/v1/LayerContent.ts';
import type { LayerContentInput as _mayfly_functions_v1_LayerContentInput, LayerContentInput__Output as _mayfly_functions_v1_LayerContentInput__Output } from './mayfly/functions/v1/LayerContentInput.ts';
import type { LayerListItem as _mayfly_functions_v1_LayerListItem, LayerListItem__Output as _mayfly_functions_v1_LayerListItem__Output } from './mayfly/functions/v1/LayerListItem.ts';
import type { LayerVersion as _mayfly_functions_v1_LayerVersion, LayerVersion__Output as _mayfly_functions_v1_LayerVersion__Output } from './mayfly/functions/v1/LayerVersion.ts';
import type { ListAliasesRequest as _mayfly_functions_v1_ListAliasesRequest, ListAliasesRequest__Output as _mayfly_functions_v1_ListAliasesRequest__Output } from './mayfly/functions/v1/ListAliasesRequest.ts';
import type { ListAliasesResponse as _mayfly_functions_v1_ListAliasesResponse, ListAliasesResponse__Output as _mayfly_functions_v1_ListAliasesResponse__Output } from './mayfly/functions/v1/ListAliasesResponse.ts';
import type { ListFunctionUrlConfigsRequest as _mayfly_functions_v1_ListFunctionUrlConfigsRequest, ListFunctionUrlConfigsRequest__Output as _mayfly_functions_v1_ListFunctionUrlConfigsRequest__Output } from './mayfly/functions/v1/ListFunctionUrlConfigsRequest.ts';
import type { ListFunctionUrlConfigsResponse as _mayfly_functions_v1_ListFunctionUrlConfigsResponse, ListFunctionUrlConfigsResponse__Output as _mayfly_functions_v1_ListFunctionUrlConfigsResponse__Output } from './mayfly/functions/v1/ListFunctionUrlConfigsResponse.ts';
import type { ListFunctionsRequest as _mayfly_functions_v1_ListFunctionsRequest, ListFunctionsRequest__Output as _mayfly_functions_v1_ListFunctionsRequest__Output } from './mayfly/functions/v1/ListFunctionsRequest.ts';
import type { ListFunctionsResponse as _mayfly_functions_v1_ListFunctionsResponse, ListFunctionsResponse__Output as _mayfly_functions_v1_ListFunctionsResponse__Output } from './mayfly/functions/v1/ListFunctionsResponse.ts';
import type { ListLayerVersionsRequest as _mayfly_functions_v1_ListLayerVersionsRequest, ListLayerVersionsRequest__Output as _mayfly_functions_v1_ListLayerVersionsRequest__Output } from './mayfly/functions/v1/ListLayerVersionsRequest.ts';
import type { ListLayerVersionsResponse as _mayfly_functions_v1_ListLayerVersionsResponse, ListLayerVersionsResponse__Output as _mayfly_functions_v1_ListLayerVersionsResponse__Output } from './mayfly/functions/v1/ListLayerVersionsResponse.ts';
import type { ListLayersRequest as _mayfly_functions_v1_ListLayersRequest, ListLayersRequest__Output as _mayfly_functions_v1_ListLayersRequest__Output } from './mayfly/functions/v1/ListLayersRequest.ts';
import type { ListLayersResponse as _mayfly_functions_v1_ListLayersResponse, ListLayersResponse__Output as _mayfly_functions_v1_ListLayersResponse__Output } from './mayfly/functions/v1/ListLayersResponse.ts';
import type { ListTagsRequest as _mayfly_functions_v1_ListTagsRequest, ListTagsRequest__Output as _mayfly_functions_v1_ListTagsRequest__Output } from './mayfly/functions/v1/ListTagsRequest.ts';
import type { ListTagsResponse as _mayfly_functions_v1_ListTagsResponse, ListTagsResponse__Output as _mayfly_functions_v1_ListTagsResponse__Output } from './mayfly/functions/v1/ListTagsResponse.ts';
import type { ListVersionsByFunctionRequest as _mayfly_functions_v1_ListVersionsByFunctionRequest, ListVersionsByFunctionRequest__Output as _mayfly_functions_v1_ListVersionsByFunctionRequest__Output } from './mayfly/functions/v1/ListVersionsByFunctionRequest.ts';
import type { ListVersionsByFunctionResponse as _mayfly_functions_v1_ListVersionsByFunctionResponse, ListVersionsByFunctionResponse__Output as _mayfly_functions_v1_ListVersionsByFunctionResponse__Output } from './mayfly/functions/v1/ListVersionsByFunctionResponse.ts';
import type { LoggingConfig as _mayfly_functions_v1_LoggingConfig, LoggingConfig__Output as _mayfly_functions_v1_LoggingConfig__Output } from './mayfly/functions/v1/LoggingConfig.ts';
import type { PackageReference as _mayfly_functions_v1_PackageReference, PackageReference__Output as _mayfly_functions_v1_PackageReference__Output } from './mayfly/functions/v1/PackageReference.ts';
import type { PublishLayerVersionRequest as _mayfly_functions_v1_PublishLayerVersionRequest, PublishLayerVersionRequest__Output as _mayfly_functions_v1_PublishLayerVersionRequest__Output } from './mayfly/functions/v1/PublishLayerVersionRequest.ts';
import type { PublishVersionRequest as _mayfly_functions_v1_PublishVersionRequest, PublishVersionRequest__Output as _mayfly_functions_v1_PublishVersionRequest__Output } from './mayfly/functions/v1/PublishVersionRequest.ts';
import type { PutResourcePolicyRequest as _mayfly_functions_v1_PutResourcePolicyRequest, PutResourcePolicyRequest__Output as _mayfly_functions_v1_PutResourcePolicyRequest__Output } from './mayfly/functions/v1/PutResourcePolicyRequest.ts';
import type { PutResourcePolicyResponse as _mayfly_functions_v1_PutResourcePolicyResponse, PutResourcePolicyResponse__Output as _mayfly_functions_v1_PutResourcePolicyResponse__Output } from './mayfly/functions/v1/PutResourcePolicyResponse.ts';
import type { RemoveLayerVersionPermissionRequest as _mayfly_functions_v1_RemoveLayerVersionPermissionRequest, RemoveLayerVersionPermissionRequest__Output as _mayfly_functions_v1_RemoveLayerVersionPermissionRequest__Output } from './mayfly/functions/v1/RemoveLayerVersionPermissionRequest.ts';
import type { RemoveLayerVersionPermissionResponse as _mayfly_functions_v1_RemoveLayerVersionPermissionResponse, RemoveLayerVersionPermissionResponse__Output as _mayfly_functions_v1_RemoveLayerVersionPermissionResponse__Output } from './mayfly/functions/v1/RemoveLayerVersionPermissionResponse.ts';
import type { RemovePermissionRequest as _mayfly_functions_v1_RemovePermissionRequest, RemovePermissionRequest__Output as _mayfly_functions_v1_RemovePermissionRequest__Output } from './mayfly/functions/v1/RemovePermissionRequest.ts';
import type { RemovePermissionResponse as _mayfly_functions_v1_RemovePermissionResponse, RemovePermissionResponse__Output as _mayfly_functions_v1_RemovePermissionResponse__Output } from './mayfly/functions/v1/RemovePermissionResponse.ts';
import type { RuntimeVersionConfig as _mayfly_functions_v1_RuntimeVersionConfig, RuntimeVersionConfig__Output as _mayfly_functions_v1_RuntimeVersionConfig__Output } from './mayfly/functions/v1/RuntimeVersionConfig.ts';
import type { SnapStart as _mayfly_functions_v1_SnapStart, SnapStart__Output as _mayfly_functions_v1_SnapStart__Output } from './mayfly/functions/v1/SnapStart.ts';
import type { StringList as _mayfly_functions_v1_StringList, StringList__Output as _mayfly_functions_v1_StringList__Output } from './mayfly/functions/v1/StringList.ts';
import type { TagResourceRequest as _mayfly_functions_v1_TagResourceRequest, TagResourceRequest__Output as _mayfly_functions_v1_TagResourceRequest__Output } from './mayfly/functions/v1/TagResourceRequest.ts';
import type { TagResourceResponse as _mayfly_functions_v1_TagResourceResponse, TagResourceResponse__Output as _mayfly_functions_v1_TagResourceResponse__Output } from './mayfly/functions/v1/TagResourceResponse.ts';
import type { TracingConfig as _mayfly_functions_v1_TracingConfig, TracingConfig__Output as _mayfly_functions_v1_TracingConfig__Output } from './mayfly/functions/v1/TracingConfig.ts';
import type { UntagResourceRequest as _mayfly_functions_v1_UntagResourceRequest, UntagResourceRequest__Output as _mayfly_functions_v1_UntagResourceRequest__Output } from './mayfly/functions/v1/UntagResourceRequest.ts';
import type { UntagResourceResponse as _mayfly_functions_v1_UntagResourceResponse, UntagResourceResponse__Output as _mayfly_functions_v1_UntagResourceResponse__Output } from './mayfly/functions/v1/UntagResourceResponse.ts';
import type { UpdateAliasRequest as _mayfly_functions_v1_UpdateAliasRequest, UpdateAliasRequest__Output as _mayfly_functions_v1_UpdateAliasRequest__Output } from './mayfly/functions/v1/UpdateAliasRequest.ts';
import type { UpdateFunctionCodeRequest as _mayfly_functions_v1_UpdateFunctionCodeRequest, UpdateFunctionCodeRequest__Output as _mayfly_functions_v1_UpdateFunctionCodeRequest__Output } from './mayfly/functions/v1/UpdateFunctionCodeRequest.ts';
import type { UpdateFunctionConfigurationRequest as _mayfly_functions_v1_UpdateFunctionConfigurationRequest, UpdateFunctionConfigurationRequest__Output as _mayfly_functions_v1_UpdateFunctionConfigurationRequest__Output } from './mayfly/functions/v1/UpdateFunctionConfigurationRequest.ts';
import type { UpdateFunctionUrlConfigRequest as _mayfly_functions_v1_UpdateFunctionUrlConfigRequest, UpdateFunctionUrlConfigRequest__Output as _mayfly_functions_v1_UpdateFunctionUrlConfigRequest__Output } from './mayfly/functions/v1/UpdateFunctionUrlConfigRequest.ts';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  mayfly: {
    functions: {
      v1: {
        AddLayerVersionPermissionRequest: MessageTypeDefinition<_mayfly_functions_v1_AddLayerVersionPermissionRequest, _mayfly_functions_v1_AddLayerVersionPermissionRequest__Output>
        AddLayerVersionPermissionResponse: MessageTypeDefinition<_mayfly_functions_v1_AddLayerVersionPermissionResponse, _mayfly_functions_v1_AddLayerVersionPermissionResponse__Output>
        AddPermissionRequest: MessageTypeDefinition<_mayfly_functions_v1_AddPermissionRequest, _mayfly_functions_v1_AddPermissionRequest__Output>
        AddPermissionResponse: MessageTypeDefinition<_mayfly_functions_v1_AddPermissionResponse, _mayfly_functions_v1_AddPermissionResponse__Output>
        AliasConfiguration: MessageTypeDefinition<_mayfly_functions_v1_AliasConfiguration, _mayfly_functions_v1_AliasConfiguration__Output>
        AliasRoutingConfiguration: MessageTypeDefinition<_mayfly_functions_v1_AliasRoutingConfiguration, _mayfly_functions_v1_AliasRoutingConfiguration__Output>
        Cors: MessageTypeDefinition<_mayfly_functions_v1_Cors, _mayfly_functions_v1_Cors__Output>
        CreateAliasRequest: MessageTypeDefinition<_mayfly_functions_v1_CreateAliasRequest, _mayfly_functions_v1_CreateAliasRequest__Output>
        CreateFunctionRequest: MessageTypeDefinition<_mayfly_functions_v1_CreateFunctionRequest, _mayfly_functions_v1_CreateFunctionRequest__Output>
        CreateFunctionUrlConfigRequest: MessageTypeDefinition<_mayfly_functions_v1_CreateFunctionUrlConfigRequest, _mayfly_functions_v1_CreateFunctionUrlConfigRequest__Output>
        DeleteAliasRequest: MessageTypeDefinition<_mayfly_functions_v1_DeleteAliasRequest, _mayfly_functions_v1_DeleteAliasRequest__Output>
        DeleteAliasResponse: MessageTypeDefinition<_mayfly_functions_v1_DeleteAliasResponse, _mayfly_functions_v1_DeleteAliasResponse__Output>
        DeleteFunctionRequest: MessageTypeDefinition<_mayfly_functions_v1_DeleteFunctionRequest, _mayfly_functions_v1_DeleteFunctionRequest__Output>
        DeleteFunctionResponse: MessageTypeDefinition<_mayfly_functions_v1_DeleteFunctionResponse, _mayfly_functions_v1_DeleteFunctionResponse__Output>
        DeleteFunctionUrlConfigRequest: MessageTypeDefinition<_mayfly_functions_v1_DeleteFunctionUrlConfigRequest, _mayfly_functions_v1_DeleteFunctionUrlConfigRequest__Output>
        DeleteFunctionUrlConfigResponse: MessageTypeDefinition<_mayfly_functions_v1_DeleteFunctionUrlConfigResponse, _mayfly_functions_v1_DeleteFunctionUrlConfigResponse__Output>
        DeleteLayerVersionRequest: MessageTypeDefinition<_mayfly_functions_v1_DeleteLayerVersionRequest, _mayfly_functions_v1_DeleteLayerVersionRequest__Output>
        DeleteLayerVersionResponse: MessageTypeDefinition<_mayfly_functions_v1_DeleteLayerVersionResponse, _mayfly_functions_v1_DeleteLayerVersionResponse__Output>
        DeleteResourcePolicyRequest: MessageTypeDefinition<_mayfly_functions_v1_DeleteResourcePolicyRequest, _mayfly_functions_v1_DeleteResourcePolicyRequest__Output>
        DeleteResourcePolicyResponse: MessageTypeDefinition<_mayfly_functions_v1_DeleteResourcePolicyResponse, _mayfly_functions_v1_DeleteResourcePolicyResponse__Output>
        Environment: MessageTypeDefinition<_mayfly_functions_v1_Environment, _mayfly_functions_v1_Environment__Output>
        EphemeralStorage: MessageTypeDefinition<_mayfly_functions_v1_EphemeralStorage, _mayfly_functions_v1_EphemeralStorage__Output>
        FunctionCode: MessageTypeDefinition<_mayfly_functions_v1_FunctionCode, _mayfly_functions_v1_FunctionCode__Output>
        FunctionCodeLocation: MessageTypeDefinition<_mayfly_functions_v1_FunctionCodeLocation, _mayfly_functions_v1_FunctionCodeLocation__Output>
        FunctionConfiguration: MessageTypeDefinition<_mayfly_functions_v1_FunctionConfiguration, _mayfly_functions_v1_FunctionConfiguration__Output>
        FunctionLayer: MessageTypeDefinition<_mayfly_functions_v1_FunctionLayer, _mayfly_functions_v1_FunctionLayer__Output>
        FunctionUrlConfig: MessageTypeDefinition<_mayfly_functions_v1_FunctionUrlConfig, _mayfly_functions_v1_FunctionUrlConfig__Output>
        Functions: SubtypeConstructor<typeof grpc.Client, _mayfly_functions_v1_FunctionsClient> & { service: _mayfly_functions_v1_FunctionsDefinition }
        GetAliasRequest: MessageTypeDefinition<_mayfly_functions_v1_GetAliasRequest, _mayfly_functions_v1_GetAliasRequest__Output>
        GetFunctionConfigurationRequest: MessageTypeDefinition<_mayfly_functions_v1_GetFunctionConfigurationRequest, _mayfly_functions_v1_GetFunctionConfigurationRequest__Output>
        GetFunctionRequest: MessageTypeDefinition<_mayfly_functions_v1_GetFunctionRequest, _mayfly_functions_v1_GetFunctionRequest__Output>
        GetFunctionResponse: MessageTypeDefinition<_mayfly_functions_v1_GetFunctionResponse, _mayfly_functions_v1_GetFunctionResponse__Output>
        GetFunctionUrlConfigRequest: MessageTypeDefinition<_mayfly_functions_v1_GetFunctionUrlConfigRequest, _mayfly_functions_v1_GetFunctionUrlConfigRequest__Output>
        GetLayerVersionByArnRequest: MessageTypeDefinition<_mayfly_functions_v1_GetLayerVersionByArnRequest, _mayfly_functions_v1_GetLayerVersionByArnRequest__Output>
        GetLayerVersionPolicyRequest: MessageTypeDefinition<_mayfly_functions_v1_GetLayerVersionPolicyRequest, _mayfly_functions_v1_GetLayerVersionPolicyRequest__Output>
        GetLayerVersionPolicyResponse: MessageTypeDefinition<_mayfly_functions_v1_GetLayerVersionPolicyResponse, _mayfly_functions_v1_GetLayerVersionPolicyResponse__Output>
        GetLayerVersionRequest: MessageTypeDefinition<_mayfly_functions_v1_GetLayerVersionRequest, _mayfly_functions_v1_GetLayerVersionRequest__Output>
        GetPolicyRequest: MessageTypeDefinition<_mayfly_functions_v1_GetPolicyRequest, _mayfly_functions_v1_GetPolicyRequest__Output>
        GetPolicyResponse: MessageTypeDefinition<_mayfly_functions_v1_GetPolicyResponse, _mayfly_functions_v1_GetPolicyResponse__Output>
        GetResourcePolicyRequest: MessageTypeDefinition<_mayfly_functions_v1_GetResourcePolicyRequest, _mayfly_functions_v1_GetResourcePolicyRequest__Output>
        GetResourcePolicyResponse: MessageTypeDefinition<_mayfly_functions_v1_GetResourcePolicyResponse, _mayfly_functions_v1_GetResourcePolicyResponse__Output>
        LayerContent: MessageTypeDefinition<_mayfly_functions_v1_LayerContent, _mayfly_functions_v1_LayerContent__Output>
        LayerContentInput: MessageTypeDefinition<_mayfly_functions_v1_LayerContentInput, _mayfly_functions_v1_LayerContentInput__Output>
        LayerListItem: MessageTypeDefinition<_mayfly_functions_v1_LayerListItem, _mayfly_functions_v1_LayerListItem__Output>
        LayerVersion: MessageTypeDefinition<_mayfly_functions_v1_LayerVersion, _mayfly_functions_v1_LayerVersion__Output>
        ListAliasesRequest: MessageTypeDefinition<_mayfly_functions_v1_ListAliasesRequest, _mayfly_functions_v1_ListAliasesRequest__Output>
        ListAliasesResponse: MessageTypeDefinition<_mayfly_functions_v1_ListAliasesResponse, _mayfly_functions_v1_ListAliasesResponse__Output>
        ListFunctionUrlConfigsRequest: MessageTypeDefinition<_mayfly_functions_v1_ListFunctionUrlConfigsRequest, _mayfly_functions_v1_ListFunctionUrlConfigsRequest__Output>
        ListFunctionUrlConfigsResponse: MessageTypeDefinition<_mayfly_functions_v1_ListFunctionUrlConfigsResponse, _mayfly_functions_v1_ListFunctionUrlConfigsResponse__Output>
        ListFunctionsRequest: MessageTypeDefinition<_mayfly_functions_v1_ListFunctionsRequest, _mayfly_functions_v1_ListFunctionsRequest__Output>
        ListFunctionsResponse: MessageTypeDefinition<_mayfly_functions_v1_ListFunctionsResponse, _mayfly_functions_v1_ListFunctionsResponse__Output>
        ListLayerVersionsRequest: MessageTypeDefinition<_mayfly_functions_v1_ListLayerVersionsRequest, _mayfly_functions_v1_ListLayerVersionsRequest__Output>
        ListLayerVersionsResponse: MessageTypeDefinition<_mayfly_functions_v1_ListLayerVersionsResponse, _mayfly_functions_v1_ListLayerVersionsResponse__Output>
        ListLayersRequest: MessageTypeDefinition<_mayfly_functions_v1_ListLayersRequest, _mayfly_functions_v1_ListLayersRequest__Output>
        ListLayersResponse: MessageTypeDefinition<_mayfly_functions_v1_ListLayersResponse, _mayfly_functions_v1_ListLayersResponse__Output>
        ListTagsRequest: MessageTypeDefinition<_mayfly_functions_v1_ListTagsRequest, _mayfly_functions_v1_ListTagsRequest__Output>
        ListTagsResponse: MessageTypeDefinition<_mayfly_functions_v1_ListTagsResponse, _mayfly_functions_v1_ListTagsResponse__Output>
        ListVersionsByFunctionRequest: MessageTypeDefinition<_mayfly_functions_v1_ListVersionsByFunctionRequest, _mayfly_functions_v1_ListVersionsByFunctionRequest__Output>
        ListVersionsByFunctionResponse: MessageTypeDefinition<_mayfly_functions_v1_ListVersionsByFunctionResponse, _mayfly_functions_v1_ListVersionsByFunctionResponse__Output>
        LoggingConfig: MessageTypeDefinition<_mayfly_functions_v1_LoggingConfig, _mayfly_functions_v1_LoggingConfig__Output>
        PackageReference: MessageTypeDefinition<_mayfly_functions_v1_PackageReference, _mayfly_functions_v1_PackageReference__Output>
        PublishLayerVersionRequest: MessageTypeDefinition<_mayfly_functions_v1_PublishLayerVersionRequest, _mayfly_functions_v1_PublishLayerVersionRequest__Output>
        PublishVersionRequest: MessageTypeDefinition<_mayfly_functions_v1_PublishVersionRequest, _mayfly_functions_v1_PublishVersionRequest__Output>
        PutResourcePolicyRequest: MessageTypeDefinition<_mayfly_functions_v1_PutResourcePolicyRequest, _mayfly_functions_v1_PutResourcePolicyRequest__Output>
        PutResourcePolicyResponse: MessageTypeDefinition<_mayfly_functions_v1_PutResourcePolicyResponse, _mayfly_functions_v1_PutResourcePolicyResponse__Output>
        RemoveLayerVersionPermissionRequest: MessageTypeDefinition<_mayfly_functions_v1_RemoveLayerVersionPermissionRequest, _mayfly_functions_v1_RemoveLayerVersionPermissionRequest__Output>
        RemoveLayerVersionPermissionResponse: MessageTypeDefinition<_mayfly_functions_v1_RemoveLayerVersionPermissionResponse, _mayfly_functions_v1_RemoveLayerVersionPermissionResponse__Output>
        RemovePermissionRequest: MessageTypeDefinition<_mayfly_functions_v1_RemovePermissionRequest, _mayfly_functions_v1_RemovePermissionRequest__Output>
        RemovePermissionResponse: MessageTypeDefinition<_mayfly_functions_v1_RemovePermissionResponse, _mayfly_functions_v1_RemovePermissionResponse__Output>
        RuntimeVersionConfig: MessageTypeDefinition<_mayfly_functions_v1_RuntimeVersionConfig, _mayfly_functions_v1_RuntimeVersionConfig__Output>
        SnapStart: MessageTypeDefinition<_mayfly_functions_v1_SnapStart, _mayfly_functions_v1_SnapStart__Output>
        StringList: MessageTypeDefinition<_mayfly_functions_v1_StringList, _mayfly_functions_v1_StringList__Output>
        TagResourceRequest: MessageTypeDefinition<_mayfly_functions_v1_TagResourceRequest, _mayfly_functions_v1_TagResourceRequest__Output>
        TagResourceResponse: MessageTypeDefinition<_mayfly_functions_v1_TagResourceResponse, _mayfly_functions_v1_TagResourceResponse__Output>
        TracingConfig: MessageTypeDefinition<_mayfly_functions_v1_TracingConfig, _mayfly_functions_v1_TracingConfig__Output>
        UntagResourceRequest: MessageTypeDefinition<_mayfly_functions_v1_UntagResourceRequest, _mayfly_functions_v1_UntagResourceRequest__Output>
        UntagResourceResponse: MessageTypeDefinition<_mayfly_functions_v1_UntagResourceResponse, _mayfly_functions_v1_UntagResourceResponse__Output>
        UpdateAliasRequest: MessageTypeDefinition<_mayfly_functions_v1_UpdateAliasRequest, _mayfly_functions_v1_UpdateAliasRequest__Output>
        UpdateFunctionCodeRequest: MessageTypeDefinition<_mayfly_functions_v1_UpdateFunctionCodeRequest, _mayfly_functions_v1_UpdateFunctionCodeRequest__Output>
        UpdateFunctionConfigurationRequest: MessageTypeDefinition<_mayfly_functions_v1_UpdateFunctionConfigurationRequest, _mayfly_functions_v1_UpdateFunctionConfigurationRequest__Output>
        UpdateFunctionUrlConfigRequest: MessageTypeDefinition<_mayfly_functions_v1_UpdateFunctionUrlConfigRequest, _mayfly_functions_v1_UpdateFunctionUrlConfigRequest__Output>
      }
    }
  }
}

