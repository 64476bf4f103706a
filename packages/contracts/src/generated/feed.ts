import type * as grpc from '@grpc/grpc-js';
import type { MessageTypeDefinition } from '@grpc/proto-loader';

import type { Change as _mayfly_functions_v1_Change, Change__Output as _mayfly_functions_v1_Change__Output } from './mayfly/functions/v1/Change.ts';
import type { CreateFunctionRequest as _mayfly_functions_v1_CreateFunctionRequest, CreateFunctionRequest__Output as _mayfly_functions_v1_CreateFunctionRequest__Output } from './mayfly/functions/v1/CreateFunctionRequest.ts';
import type { DeleteFunctionRequest as _mayfly_functions_v1_DeleteFunctionRequest, DeleteFunctionRequest__Output as _mayfly_functions_v1_DeleteFunctionRequest__Output } from './mayfly/functions/v1/DeleteFunctionRequest.ts';
import type { DeleteFunctionResponse as _mayfly_functions_v1_DeleteFunctionResponse, DeleteFunctionResponse__Output as _mayfly_functions_v1_DeleteFunctionResponse__Output } from './mayfly/functions/v1/DeleteFunctionResponse.ts';
import type { Environment as _mayfly_functions_v1_Environment, Environment__Output as _mayfly_functions_v1_Environment__Output } from './mayfly/functions/v1/Environment.ts';
import type { EphemeralStorage as _mayfly_functions_v1_EphemeralStorage, EphemeralStorage__Output as _mayfly_functions_v1_EphemeralStorage__Output } from './mayfly/functions/v1/EphemeralStorage.ts';
import type { FunctionCode as _mayfly_functions_v1_FunctionCode, FunctionCode__Output as _mayfly_functions_v1_FunctionCode__Output } from './mayfly/functions/v1/FunctionCode.ts';
import type { FunctionCodeLocation as _mayfly_functions_v1_FunctionCodeLocation, FunctionCodeLocation__Output as _mayfly_functions_v1_FunctionCodeLocation__Output } from './mayfly/functions/v1/FunctionCodeLocation.ts';
import type { FunctionConfiguration as _mayfly_functions_v1_FunctionConfiguration, FunctionConfiguration__Output as _mayfly_functions_v1_FunctionConfiguration__Output } from './mayfly/functions/v1/FunctionConfiguration.ts';
import type { FunctionFeedClient as _mayfly_functions_v1_FunctionFeedClient, FunctionFeedDefinition as _mayfly_functions_v1_FunctionFeedDefinition } from './mayfly/functions/v1/FunctionFeed.ts';
import type { FunctionIdentity as _mayfly_functions_v1_FunctionIdentity, FunctionIdentity__Output as _mayfly_functions_v1_FunctionIdentity__Output } from './mayfly/functions/v1/FunctionIdentity.ts';
import type { FunctionSpec as _mayfly_functions_v1_FunctionSpec, FunctionSpec__Output as _mayfly_functions_v1_FunctionSpec__Output } from './mayfly/functions/v1/FunctionSpec.ts';
import type { FunctionVersion as _mayfly_functions_v1_FunctionVersion, FunctionVersion__Output as _mayfly_functions_v1_FunctionVersion__Output } from './mayfly/functions/v1/FunctionVersion.ts';
import type { FunctionsClient as _mayfly_functions_v1_FunctionsClient, FunctionsDefinition as _mayfly_functions_v1_FunctionsDefinition } from './mayfly/functions/v1/Functions.ts';
import type { GetFunctionConfigurationRequest as _mayfly_functions_v1_GetFunctionConfigurationRequest, GetFunctionConfigurationRequest__Output as _mayfly_functions_v1_GetFunctionConfigurationRequest__Output } from './mayfly/functions/v1/GetFunctionConfigurationRequest.ts';
import type { GetFunctionRequest as _mayfly_functions_v1_GetFunctionRequest, GetFunctionRequest__Output as _mayfly_functions_v1_GetFunctionRequest__Output } from './mayfly/functions/v1/GetFunctionRequest.ts';
import type { GetFunctionResponse as _mayfly_functions_v1_GetFunctionResponse, GetFunctionResponse__Output as _mayfly_functions_v1_GetFunctionResponse__Output } from './mayfly/functions/v1/GetFunctionResponse.ts';
import type { ListFunctionsRequest as _mayfly_functions_v1_ListFunctionsRequest, ListFunctionsRequest__Output as _mayfly_functions_v1_ListFunctionsRequest__Output } from './mayfly/functions/v1/ListFunctionsRequest.ts';
import type { ListFunctionsResponse as _mayfly_functions_v1_ListFunctionsResponse, ListFunctionsResponse__Output as _mayfly_functions_v1_ListFunctionsResponse__Output } from './mayfly/functions/v1/ListFunctionsResponse.ts';
import type { LoggingConfig as _mayfly_functions_v1_LoggingConfig, LoggingConfig__Output as _mayfly_functions_v1_LoggingConfig__Output } from './mayfly/functions/v1/LoggingConfig.ts';
import type { PackageReference as _mayfly_functions_v1_PackageReference, PackageReference__Output as _mayfly_functions_v1_PackageReference__Output } from './mayfly/functions/v1/PackageReference.ts';
import type { RuntimeVersionConfig as _mayfly_functions_v1_RuntimeVersionConfig, RuntimeVersionConfig__Output as _mayfly_functions_v1_RuntimeVersionConfig__Output } from './mayfly/functions/v1/RuntimeVersionConfig.ts';
import type { SnapStart as _mayfly_functions_v1_SnapStart, SnapStart__Output as _mayfly_functions_v1_SnapStart__Output } from './mayfly/functions/v1/SnapStart.ts';
import type { StringList as _mayfly_functions_v1_StringList, StringList__Output as _mayfly_functions_v1_StringList__Output } from './mayfly/functions/v1/StringList.ts';
import type { TracingConfig as _mayfly_functions_v1_TracingConfig, TracingConfig__Output as _mayfly_functions_v1_TracingConfig__Output } from './mayfly/functions/v1/TracingConfig.ts';
import type { UpdateFunctionCodeRequest as _mayfly_functions_v1_UpdateFunctionCodeRequest, UpdateFunctionCodeRequest__Output as _mayfly_functions_v1_UpdateFunctionCodeRequest__Output } from './mayfly/functions/v1/UpdateFunctionCodeRequest.ts';
import type { UpdateFunctionConfigurationRequest as _mayfly_functions_v1_UpdateFunctionConfigurationRequest, UpdateFunctionConfigurationRequest__Output as _mayfly_functions_v1_UpdateFunctionConfigurationRequest__Output } from './mayfly/functions/v1/UpdateFunctionConfigurationRequest.ts';
import type { WatchRequest as _mayfly_functions_v1_WatchRequest, WatchRequest__Output as _mayfly_functions_v1_WatchRequest__Output } from './mayfly/functions/v1/WatchRequest.ts';
import type { WatchResponse as _mayfly_functions_v1_WatchResponse, WatchResponse__Output as _mayfly_functions_v1_WatchResponse__Output } from './mayfly/functions/v1/WatchResponse.ts';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  mayfly: {
    functions: {
      v1: {
        Change: MessageTypeDefinition<_mayfly_functions_v1_Change, _mayfly_functions_v1_Change__Output>
        CreateFunctionRequest: MessageTypeDefinition<_mayfly_functions_v1_CreateFunctionRequest, _mayfly_functions_v1_CreateFunctionRequest__Output>
        DeleteFunctionRequest: MessageTypeDefinition<_mayfly_functions_v1_DeleteFunctionRequest, _mayfly_functions_v1_DeleteFunctionRequest__Output>
        DeleteFunctionResponse: MessageTypeDefinition<_mayfly_functions_v1_DeleteFunctionResponse, _mayfly_functions_v1_DeleteFunctionResponse__Output>
        Environment: MessageTypeDefinition<_mayfly_functions_v1_Environment, _mayfly_functions_v1_Environment__Output>
        EphemeralStorage: MessageTypeDefinition<_mayfly_functions_v1_EphemeralStorage, _mayfly_functions_v1_EphemeralStorage__Output>
        FunctionCode: MessageTypeDefinition<_mayfly_functions_v1_FunctionCode, _mayfly_functions_v1_FunctionCode__Output>
        FunctionCodeLocation: MessageTypeDefinition<_mayfly_functions_v1_FunctionCodeLocation, _mayfly_functions_v1_FunctionCodeLocation__Output>
        FunctionConfiguration: MessageTypeDefinition<_mayfly_functions_v1_FunctionConfiguration, _mayfly_functions_v1_FunctionConfiguration__Output>
        FunctionFeed: SubtypeConstructor<typeof grpc.Client, _mayfly_functions_v1_FunctionFeedClient> & { service: _mayfly_functions_v1_FunctionFeedDefinition }
        FunctionIdentity: MessageTypeDefinition<_mayfly_functions_v1_FunctionIdentity, _mayfly_functions_v1_FunctionIdentity__Output>
        FunctionSpec: MessageTypeDefinition<_mayfly_functions_v1_FunctionSpec, _mayfly_functions_v1_FunctionSpec__Output>
        FunctionVersion: MessageTypeDefinition<_mayfly_functions_v1_FunctionVersion, _mayfly_functions_v1_FunctionVersion__Output>
        Functions: SubtypeConstructor<typeof grpc.Client, _mayfly_functions_v1_FunctionsClient> & { service: _mayfly_functions_v1_FunctionsDefinition }
        GetFunctionConfigurationRequest: MessageTypeDefinition<_mayfly_functions_v1_GetFunctionConfigurationRequest, _mayfly_functions_v1_GetFunctionConfigurationRequest__Output>
        GetFunctionRequest: MessageTypeDefinition<_mayfly_functions_v1_GetFunctionRequest, _mayfly_functions_v1_GetFunctionRequest__Output>
        GetFunctionResponse: MessageTypeDefinition<_mayfly_functions_v1_GetFunctionResponse, _mayfly_functions_v1_GetFunctionResponse__Output>
        ListFunctionsRequest: MessageTypeDefinition<_mayfly_functions_v1_ListFunctionsRequest, _mayfly_functions_v1_ListFunctionsRequest__Output>
        ListFunctionsResponse: MessageTypeDefinition<_mayfly_functions_v1_ListFunctionsResponse, _mayfly_functions_v1_ListFunctionsResponse__Output>
        LoggingConfig: MessageTypeDefinition<_mayfly_functions_v1_LoggingConfig, _mayfly_functions_v1_LoggingConfig__Output>
        PackageReference: MessageTypeDefinition<_mayfly_functions_v1_PackageReference, _mayfly_functions_v1_PackageReference__Output>
        RuntimeVersionConfig: MessageTypeDefinition<_mayfly_functions_v1_RuntimeVersionConfig, _mayfly_functions_v1_RuntimeVersionConfig__Output>
        SnapStart: MessageTypeDefinition<_mayfly_functions_v1_SnapStart, _mayfly_functions_v1_SnapStart__Output>
        StringList: MessageTypeDefinition<_mayfly_functions_v1_StringList, _mayfly_functions_v1_StringList__Output>
        TracingConfig: MessageTypeDefinition<_mayfly_functions_v1_TracingConfig, _mayfly_functions_v1_TracingConfig__Output>
        UpdateFunctionCodeRequest: MessageTypeDefinition<_mayfly_functions_v1_UpdateFunctionCodeRequest, _mayfly_functions_v1_UpdateFunctionCodeRequest__Output>
        UpdateFunctionConfigurationRequest: MessageTypeDefinition<_mayfly_functions_v1_UpdateFunctionConfigurationRequest, _mayfly_functions_v1_UpdateFunctionConfigurationRequest__Output>
        WatchRequest: MessageTypeDefinition<_mayfly_functions_v1_WatchRequest, _mayfly_functions_v1_WatchRequest__Output>
        WatchResponse: MessageTypeDefinition<_mayfly_functions_v1_WatchResponse, _mayfly_functions_v1_WatchResponse__Output>
      }
    }
  }
}

