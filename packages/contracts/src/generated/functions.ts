import type * as grpc from '@grpc/grpc-js';
import type { MessageTypeDefinition } from '@grpc/proto-loader';

import type { AliasConfiguration as _mayfly_functions_v1_AliasConfiguration, AliasConfiguration__Output as _mayfly_functions_v1_AliasConfiguration__Output } from './mayfly/functions/v1/AliasConfiguration.ts';
import type { AliasRoutingConfiguration as _mayfly_functions_v1_AliasRoutingConfiguration, AliasRoutingConfiguration__Output as _mayfly_functions_v1_AliasRoutingConfiguration__Output } from './mayfly/functions/v1/AliasRoutingConfiguration.ts';
import type { CreateAliasRequest as _mayfly_functions_v1_CreateAliasRequest, CreateAliasRequest__Output as _mayfly_functions_v1_CreateAliasRequest__Output } from './mayfly/functions/v1/CreateAliasRequest.ts';
import type { CreateFunctionRequest as _mayfly_functions_v1_CreateFunctionRequest, CreateFunctionRequest__Output as _mayfly_functions_v1_CreateFunctionRequest__Output } from './mayfly/functions/v1/CreateFunctionRequest.ts';
import type { DeleteAliasRequest as _mayfly_functions_v1_DeleteAliasRequest, DeleteAliasRequest__Output as _mayfly_functions_v1_DeleteAliasRequest__Output } from './mayfly/functions/v1/DeleteAliasRequest.ts';
import type { DeleteAliasResponse as _mayfly_functions_v1_DeleteAliasResponse, DeleteAliasResponse__Output as _mayfly_functions_v1_DeleteAliasResponse__Output } from './mayfly/functions/v1/DeleteAliasResponse.ts';
import type { DeleteFunctionRequest as _mayfly_functions_v1_DeleteFunctionRequest, DeleteFunctionRequest__Output as _mayfly_functions_v1_DeleteFunctionRequest__Output } from './mayfly/functions/v1/DeleteFunctionRequest.ts';
import type { DeleteFunctionResponse as _mayfly_functions_v1_DeleteFunctionResponse, DeleteFunctionResponse__Output as _mayfly_functions_v1_DeleteFunctionResponse__Output } from './mayfly/functions/v1/DeleteFunctionResponse.ts';
import type { DeleteLayerVersionRequest as _mayfly_functions_v1_DeleteLayerVersionRequest, DeleteLayerVersionRequest__Output as _mayfly_functions_v1_DeleteLayerVersionRequest__Output } from './mayfly/functions/v1/DeleteLayerVersionRequest.ts';
import type { DeleteLayerVersionResponse as _mayfly_functions_v1_DeleteLayerVersionResponse, DeleteLayerVersionResponse__Output as _mayfly_functions_v1_DeleteLayerVersionResponse__Output } from './mayfly/functions/v1/DeleteLayerVersionResponse.ts';
import type { Environment as _mayfly_functions_v1_Environment, Environment__Output as _mayfly_functions_v1_Environment__Output } from './mayfly/functions/v1/Environment.ts';
import type { EphemeralStorage as _mayfly_functions_v1_EphemeralStorage, EphemeralStorage__Output as _mayfly_functions_v1_EphemeralStorage__Output } from './mayfly/functions/v1/EphemeralStorage.ts';
import type { FunctionCode as _mayfly_functions_v1_FunctionCode, FunctionCode__Output as _mayfly_functions_v1_FunctionCode__Output } from './mayfly/functions/v1/FunctionCode.ts';
import type { FunctionCodeLocation as _mayfly_functions_v1_FunctionCodeLocation, FunctionCodeLocation__Output as _mayfly_functions_v1_FunctionCodeLocation__Output } from './mayfly/functions/v1/FunctionCodeLocation.ts';
import type { FunctionConfiguration as _mayfly_functions_v1_FunctionConfiguration, FunctionConfiguration__Output as _mayfly_functions_v1_FunctionConfiguration__Output } from './mayfly/functions/v1/FunctionConfiguration.ts';
import type { FunctionLayer as _mayfly_functions_v1_FunctionLayer, FunctionLayer__Output as _mayfly_functions_v1_FunctionLayer__Output } from './mayfly/functions/v1/FunctionLayer.ts';
import type { FunctionsClient as _mayfly_functions_v1_FunctionsClient, FunctionsDefinition as _mayfly_functions_v1_FunctionsDefinition } from './mayfly/functions/v1/Functions.ts';
import type { GetAliasRequest as _mayfly_functions_v1_GetAliasRequest, GetAliasRequest__Output as _mayfly_functions_v1_GetAliasRequest__Output } from './mayfly/functions/v1/GetAliasRequest.ts';
import type { GetFunctionConfigurationRequest as _mayfly_functions_v1_GetFunctionConfigurationRequest, GetFunctionConfigurationRequest__Output as _mayfly_functions_v1_GetFunctionConfigurationRequest__Output } from './mayfly/functions/v1/GetFunctionConfigurationRequest.ts';
import type { GetFunctionRequest as _mayfly_functions_v1_GetFunctionRequest, GetFunctionRequest__Output as _mayfly_functions_v1_GetFunctionRequest__Output } from './mayfly/functions/v1/GetFunctionRequest.ts';
import type { GetFunctionResponse as _mayfly_functions_v1_GetFunctionResponse, GetFunctionResponse__Output as _mayfly_functions_v1_GetFunctionResponse__Output } from './mayfly/functions/v1/GetFunctionResponse.ts';
import type { GetLayerVersionByArnRequest as _mayfly_functions_v1_GetLayerVersionByArnRequest, GetLayerVersionByArnRequest__Output as _mayfly_functions_v1_GetLayerVersionByArnRequest__Output } from './mayfly/functions/v1/GetLayerVersionByArnRequest.ts';
import type { GetLayerVersionRequest as _mayfly_functions_v1_GetLayerVersionRequest, GetLayerVersionRequest__Output as _mayfly_functions_v1_GetLayerVersionRequest__Output } from './mayfly/functions/v1/GetLayerVersionRequest.ts';
import type { LayerContent as _mayfly_functions_v1_LayerContent, LayerContent__Output as _mayfly_functions_v1_LayerContent__Output } from './mayfly/functions/v1/LayerContent.ts';
import type { LayerContentInput as _mayfly_functions_v1_LayerContentInput, LayerContentInput__Output as _mayfly_functions_v1_LayerContentInput__Output } from './mayfly/functions/v1/LayerContentInput.ts';
import type { LayerListItem as _mayfly_functions_v1_LayerListItem, LayerListItem__Output as _mayfly_functions_v1_LayerListItem__Output } from './mayfly/functions/v1/LayerListItem.ts';
import type { LayerVersion as _mayfly_functions_v1_LayerVersion, LayerVersion__Output as _mayfly_functions_v1_LayerVersion__Output } from './mayfly/functions/v1/LayerVersion.ts';
import type { ListAliasesRequest as _mayfly_functions_v1_ListAliasesRequest, ListAliasesRequest__Output as _mayfly_functions_v1_ListAliasesRequest__Output } from './mayfly/functions/v1/ListAliasesRequest.ts';
import type { ListAliasesResponse as _mayfly_functions_v1_ListAliasesResponse, ListAliasesResponse__Output as _mayfly_functions_v1_ListAliasesResponse__Output } from './mayfly/functions/v1/ListAliasesResponse.ts';
import type { ListFunctionsRequest as _mayfly_functions_v1_ListFunctionsRequest, ListFunctionsRequest__Output as _mayfly_functions_v1_ListFunctionsRequest__Output } from './mayfly/functions/v1/ListFunctionsRequest.ts';
import type { ListFunctionsResponse as _mayfly_functions_v1_ListFunctionsResponse, ListFunctionsResponse__Output as _mayfly_functions_v1_ListFunctionsResponse__Output } from './mayfly/functions/v1/ListFunctionsResponse.ts';
import type { ListLayerVersionsRequest as _mayfly_functions_v1_ListLayerVersionsRequest, ListLayerVersionsRequest__Output as _mayfly_functions_v1_ListLayerVersionsRequest__Output } from './mayfly/functions/v1/ListLayerVersionsRequest.ts';
import type { ListLayerVersionsResponse as _mayfly_functions_v1_ListLayerVersionsResponse, ListLayerVersionsResponse__Output as _mayfly_functions_v1_ListLayerVersionsResponse__Output } from './mayfly/functions/v1/ListLayerVersionsResponse.ts';
import type { ListLayersRequest as _mayfly_functions_v1_ListLayersRequest, ListLayersRequest__Output as _mayfly_functions_v1_ListLayersRequest__Output } from './mayfly/functions/v1/ListLayersRequest.ts';
import type { ListLayersResponse as _mayfly_functions_v1_ListLayersResponse, ListLayersResponse__Output as _mayfly_functions_v1_ListLayersResponse__Output } from './mayfly/functions/v1/ListLayersResponse.ts';
import type { ListVersionsByFunctionRequest as _mayfly_functions_v1_ListVersionsByFunctionRequest, ListVersionsByFunctionRequest__Output as _mayfly_functions_v1_ListVersionsByFunctionRequest__Output } from './mayfly/functions/v1/ListVersionsByFunctionRequest.ts';
import type { ListVersionsByFunctionResponse as _mayfly_functions_v1_ListVersionsByFunctionResponse, ListVersionsByFunctionResponse__Output as _mayfly_functions_v1_ListVersionsByFunctionResponse__Output } from './mayfly/functions/v1/ListVersionsByFunctionResponse.ts';
import type { LoggingConfig as _mayfly_functions_v1_LoggingConfig, LoggingConfig__Output as _mayfly_functions_v1_LoggingConfig__Output } from './mayfly/functions/v1/LoggingConfig.ts';
import type { PackageReference as _mayfly_functions_v1_PackageReference, PackageReference__Output as _mayfly_functions_v1_PackageReference__Output } from './mayfly/functions/v1/PackageReference.ts';
import type { PublishLayerVersionRequest as _mayfly_functions_v1_PublishLayerVersionRequest, PublishLayerVersionRequest__Output as _mayfly_functions_v1_PublishLayerVersionRequest__Output } from './mayfly/functions/v1/PublishLayerVersionRequest.ts';
import type { PublishVersionRequest as _mayfly_functions_v1_PublishVersionRequest, PublishVersionRequest__Output as _mayfly_functions_v1_PublishVersionRequest__Output } from './mayfly/functions/v1/PublishVersionRequest.ts';
import type { RuntimeVersionConfig as _mayfly_functions_v1_RuntimeVersionConfig, RuntimeVersionConfig__Output as _mayfly_functions_v1_RuntimeVersionConfig__Output } from './mayfly/functions/v1/RuntimeVersionConfig.ts';
import type { SnapStart as _mayfly_functions_v1_SnapStart, SnapStart__Output as _mayfly_functions_v1_SnapStart__Output } from './mayfly/functions/v1/SnapStart.ts';
import type { StringList as _mayfly_functions_v1_StringList, StringList__Output as _mayfly_functions_v1_StringList__Output } from './mayfly/functions/v1/StringList.ts';
import type { TracingConfig as _mayfly_functions_v1_TracingConfig, TracingConfig__Output as _mayfly_functions_v1_TracingConfig__Output } from './mayfly/functions/v1/TracingConfig.ts';
import type { UpdateAliasRequest as _mayfly_functions_v1_UpdateAliasRequest, UpdateAliasRequest__Output as _mayfly_functions_v1_UpdateAliasRequest__Output } from './mayfly/functions/v1/UpdateAliasRequest.ts';
import type { UpdateFunctionCodeRequest as _mayfly_functions_v1_UpdateFunctionCodeRequest, UpdateFunctionCodeRequest__Output as _mayfly_functions_v1_UpdateFunctionCodeRequest__Output } from './mayfly/functions/v1/UpdateFunctionCodeRequest.ts';
import type { UpdateFunctionConfigurationRequest as _mayfly_functions_v1_UpdateFunctionConfigurationRequest, UpdateFunctionConfigurationRequest__Output as _mayfly_functions_v1_UpdateFunctionConfigurationRequest__Output } from './mayfly/functions/v1/UpdateFunctionConfigurationRequest.ts';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  mayfly: {
    functions: {
      v1: {
        AliasConfiguration: MessageTypeDefinition<_mayfly_functions_v1_AliasConfiguration, _mayfly_functions_v1_AliasConfiguration__Output>
        AliasRoutingConfiguration: MessageTypeDefinition<_mayfly_functions_v1_AliasRoutingConfiguration, _mayfly_functions_v1_AliasRoutingConfiguration__Output>
        CreateAliasRequest: MessageTypeDefinition<_mayfly_functions_v1_CreateAliasRequest, _mayfly_functions_v1_CreateAliasRequest__Output>
        CreateFunctionRequest: MessageTypeDefinition<_mayfly_functions_v1_CreateFunctionRequest, _mayfly_functions_v1_CreateFunctionRequest__Output>
        DeleteAliasRequest: MessageTypeDefinition<_mayfly_functions_v1_DeleteAliasRequest, _mayfly_functions_v1_DeleteAliasRequest__Output>
        DeleteAliasResponse: MessageTypeDefinition<_mayfly_functions_v1_DeleteAliasResponse, _mayfly_functions_v1_DeleteAliasResponse__Output>
        DeleteFunctionRequest: MessageTypeDefinition<_mayfly_functions_v1_DeleteFunctionRequest, _mayfly_functions_v1_DeleteFunctionRequest__Output>
        DeleteFunctionResponse: MessageTypeDefinition<_mayfly_functions_v1_DeleteFunctionResponse, _mayfly_functions_v1_DeleteFunctionResponse__Output>
        DeleteLayerVersionRequest: MessageTypeDefinition<_mayfly_functions_v1_DeleteLayerVersionRequest, _mayfly_functions_v1_DeleteLayerVersionRequest__Output>
        DeleteLayerVersionResponse: MessageTypeDefinition<_mayfly_functions_v1_DeleteLayerVersionResponse, _mayfly_functions_v1_DeleteLayerVersionResponse__Output>
        Environment: MessageTypeDefinition<_mayfly_functions_v1_Environment, _mayfly_functions_v1_Environment__Output>
        EphemeralStorage: MessageTypeDefinition<_mayfly_functions_v1_EphemeralStorage, _mayfly_functions_v1_EphemeralStorage__Output>
        FunctionCode: MessageTypeDefinition<_mayfly_functions_v1_FunctionCode, _mayfly_functions_v1_FunctionCode__Output>
        FunctionCodeLocation: MessageTypeDefinition<_mayfly_functions_v1_FunctionCodeLocation, _mayfly_functions_v1_FunctionCodeLocation__Output>
        FunctionConfiguration: MessageTypeDefinition<_mayfly_functions_v1_FunctionConfiguration, _mayfly_functions_v1_FunctionConfiguration__Output>
        FunctionLayer: MessageTypeDefinition<_mayfly_functions_v1_FunctionLayer, _mayfly_functions_v1_FunctionLayer__Output>
        Functions: SubtypeConstructor<typeof grpc.Client, _mayfly_functions_v1_FunctionsClient> & { service: _mayfly_functions_v1_FunctionsDefinition }
        GetAliasRequest: MessageTypeDefinition<_mayfly_functions_v1_GetAliasRequest, _mayfly_functions_v1_GetAliasRequest__Output>
        GetFunctionConfigurationRequest: MessageTypeDefinition<_mayfly_functions_v1_GetFunctionConfigurationRequest, _mayfly_functions_v1_GetFunctionConfigurationRequest__Output>
        GetFunctionRequest: MessageTypeDefinition<_mayfly_functions_v1_GetFunctionRequest, _mayfly_functions_v1_GetFunctionRequest__Output>
        GetFunctionResponse: MessageTypeDefinition<_mayfly_functions_v1_GetFunctionResponse, _mayfly_functions_v1_GetFunctionResponse__Output>
        GetLayerVersionByArnRequest: MessageTypeDefinition<_mayfly_functions_v1_GetLayerVersionByArnRequest, _mayfly_functions_v1_GetLayerVersionByArnRequest__Output>
        GetLayerVersionRequest: MessageTypeDefinition<_mayfly_functions_v1_GetLayerVersionRequest, _mayfly_functions_v1_GetLayerVersionRequest__Output>
        LayerContent: MessageTypeDefinition<_mayfly_functions_v1_LayerContent, _mayfly_functions_v1_LayerContent__Output>
        LayerContentInput: MessageTypeDefinition<_mayfly_functions_v1_LayerContentInput, _mayfly_functions_v1_LayerContentInput__Output>
        LayerListItem: MessageTypeDefinition<_mayfly_functions_v1_LayerListItem, _mayfly_functions_v1_LayerListItem__Output>
        LayerVersion: MessageTypeDefinition<_mayfly_functions_v1_LayerVersion, _mayfly_functions_v1_LayerVersion__Output>
        ListAliasesRequest: MessageTypeDefinition<_mayfly_functions_v1_ListAliasesRequest, _mayfly_functions_v1_ListAliasesRequest__Output>
        ListAliasesResponse: MessageTypeDefinition<_mayfly_functions_v1_ListAliasesResponse, _mayfly_functions_v1_ListAliasesResponse__Output>
        ListFunctionsRequest: MessageTypeDefinition<_mayfly_functions_v1_ListFunctionsRequest, _mayfly_functions_v1_ListFunctionsRequest__Output>
        ListFunctionsResponse: MessageTypeDefinition<_mayfly_functions_v1_ListFunctionsResponse, _mayfly_functions_v1_ListFunctionsResponse__Output>
        ListLayerVersionsRequest: MessageTypeDefinition<_mayfly_functions_v1_ListLayerVersionsRequest, _mayfly_functions_v1_ListLayerVersionsRequest__Output>
        ListLayerVersionsResponse: MessageTypeDefinition<_mayfly_functions_v1_ListLayerVersionsResponse, _mayfly_functions_v1_ListLayerVersionsResponse__Output>
        ListLayersRequest: MessageTypeDefinition<_mayfly_functions_v1_ListLayersRequest, _mayfly_functions_v1_ListLayersRequest__Output>
        ListLayersResponse: MessageTypeDefinition<_mayfly_functions_v1_ListLayersResponse, _mayfly_functions_v1_ListLayersResponse__Output>
        ListVersionsByFunctionRequest: MessageTypeDefinition<_mayfly_functions_v1_ListVersionsByFunctionRequest, _mayfly_functions_v1_ListVersionsByFunctionRequest__Output>
        ListVersionsByFunctionResponse: MessageTypeDefinition<_mayfly_functions_v1_ListVersionsByFunctionResponse, _mayfly_functions_v1_ListVersionsByFunctionResponse__Output>
        LoggingConfig: MessageTypeDefinition<_mayfly_functions_v1_LoggingConfig, _mayfly_functions_v1_LoggingConfig__Output>
        PackageReference: MessageTypeDefinition<_mayfly_functions_v1_PackageReference, _mayfly_functions_v1_PackageReference__Output>
        PublishLayerVersionRequest: MessageTypeDefinition<_mayfly_functions_v1_PublishLayerVersionRequest, _mayfly_functions_v1_PublishLayerVersionRequest__Output>
        PublishVersionRequest: MessageTypeDefinition<_mayfly_functions_v1_PublishVersionRequest, _mayfly_functions_v1_PublishVersionRequest__Output>
        RuntimeVersionConfig: MessageTypeDefinition<_mayfly_functions_v1_RuntimeVersionConfig, _mayfly_functions_v1_RuntimeVersionConfig__Output>
        SnapStart: MessageTypeDefinition<_mayfly_functions_v1_SnapStart, _mayfly_functions_v1_SnapStart__Output>
        StringList: MessageTypeDefinition<_mayfly_functions_v1_StringList, _mayfly_functions_v1_StringList__Output>
        TracingConfig: MessageTypeDefinition<_mayfly_functions_v1_TracingConfig, _mayfly_functions_v1_TracingConfig__Output>
        UpdateAliasRequest: MessageTypeDefinition<_mayfly_functions_v1_UpdateAliasRequest, _mayfly_functions_v1_UpdateAliasRequest__Output>
        UpdateFunctionCodeRequest: MessageTypeDefinition<_mayfly_functions_v1_UpdateFunctionCodeRequest, _mayfly_functions_v1_UpdateFunctionCodeRequest__Output>
        UpdateFunctionConfigurationRequest: MessageTypeDefinition<_mayfly_functions_v1_UpdateFunctionConfigurationRequest, _mayfly_functions_v1_UpdateFunctionConfigurationRequest__Output>
      }
    }
  }
}

