// Original file: proto/mayfly/functions/v1/functions.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { AliasConfiguration as _mayfly_functions_v1_AliasConfiguration, AliasConfiguration__Output as _mayfly_functions_v1_AliasConfiguration__Output } from '../../../mayfly/functions/v1/AliasConfiguration.ts';
import type { CreateAliasRequest as _mayfly_functions_v1_CreateAliasRequest, CreateAliasRequest__Output as _mayfly_functions_v1_CreateAliasRequest__Output } from '../../../mayfly/functions/v1/CreateAliasRequest.ts';
import type { CreateFunctionRequest as _mayfly_functions_v1_CreateFunctionRequest, CreateFunctionRequest__Output as _mayfly_functions_v1_CreateFunctionRequest__Output } from '../../../mayfly/functions/v1/CreateFunctionRequest.ts';
import type { DeleteAliasRequest as _mayfly_functions_v1_DeleteAliasRequest, DeleteAliasRequest__Output as _mayfly_functions_v1_DeleteAliasRequest__Output } from '../../../mayfly/functions/v1/DeleteAliasRequest.ts';
import type { DeleteAliasResponse as _mayfly_functions_v1_DeleteAliasResponse, DeleteAliasResponse__Output as _mayfly_functions_v1_DeleteAliasResponse__Output } from '../../../mayfly/functions/v1/DeleteAliasResponse.ts';
import type { DeleteFunctionRequest as _mayfly_functions_v1_DeleteFunctionRequest, DeleteFunctionRequest__Output as _mayfly_functions_v1_DeleteFunctionRequest__Output } from '../../../mayfly/functions/v1/DeleteFunctionRequest.ts';
import type { DeleteFunctionResponse as _mayfly_functions_v1_DeleteFunctionResponse, DeleteFunctionResponse__Output as _mayfly_functions_v1_DeleteFunctionResponse__Output } from '../../../mayfly/functions/v1/DeleteFunctionResponse.ts';
import type { DeleteLayerVersionRequest as _mayfly_functions_v1_DeleteLayerVersionRequest, DeleteLayerVersionRequest__Output as _mayfly_functions_v1_DeleteLayerVersionRequest__Output } from '../../../mayfly/functions/v1/DeleteLayerVersionRequest.ts';
import type { DeleteLayerVersionResponse as _mayfly_functions_v1_DeleteLayerVersionResponse, DeleteLayerVersionResponse__Output as _mayfly_functions_v1_DeleteLayerVersionResponse__Output } from '../../../mayfly/functions/v1/DeleteLayerVersionResponse.ts';
import type { FunctionConfiguration as _mayfly_functions_v1_FunctionConfiguration, FunctionConfiguration__Output as _mayfly_functions_v1_FunctionConfiguration__Output } from '../../../mayfly/functions/v1/FunctionConfiguration.ts';
import type { GetAliasRequest as _mayfly_functions_v1_GetAliasRequest, GetAliasRequest__Output as _mayfly_functions_v1_GetAliasRequest__Output } from '../../../mayfly/functions/v1/GetAliasRequest.ts';
import type { GetFunctionConfigurationRequest as _mayfly_functions_v1_GetFunctionConfigurationRequest, GetFunctionConfigurationRequest__Output as _mayfly_functions_v1_GetFunctionConfigurationRequest__Output } from '../../../mayfly/functions/v1/GetFunctionConfigurationRequest.ts';
import type { GetFunctionRequest as _mayfly_functions_v1_GetFunctionRequest, GetFunctionRequest__Output as _mayfly_functions_v1_GetFunctionRequest__Output } from '../../../mayfly/functions/v1/GetFunctionRequest.ts';
import type { GetFunctionResponse as _mayfly_functions_v1_GetFunctionResponse, GetFunctionResponse__Output as _mayfly_functions_v1_GetFunctionResponse__Output } from '../../../mayfly/functions/v1/GetFunctionResponse.ts';
import type { GetLayerVersionByArnRequest as _mayfly_functions_v1_GetLayerVersionByArnRequest, GetLayerVersionByArnRequest__Output as _mayfly_functions_v1_GetLayerVersionByArnRequest__Output } from '../../../mayfly/functions/v1/GetLayerVersionByArnRequest.ts';
import type { GetLayerVersionRequest as _mayfly_functions_v1_GetLayerVersionRequest, GetLayerVersionRequest__Output as _mayfly_functions_v1_GetLayerVersionRequest__Output } from '../../../mayfly/functions/v1/GetLayerVersionRequest.ts';
import type { LayerVersion as _mayfly_functions_v1_LayerVersion, LayerVersion__Output as _mayfly_functions_v1_LayerVersion__Output } from '../../../mayfly/functions/v1/LayerVersion.ts';
import type { ListAliasesRequest as _mayfly_functions_v1_ListAliasesRequest, ListAliasesRequest__Output as _mayfly_functions_v1_ListAliasesRequest__Output } from '../../../mayfly/functions/v1/ListAliasesRequest.ts';
import type { ListAliasesResponse as _mayfly_functions_v1_ListAliasesResponse, ListAliasesResponse__Output as _mayfly_functions_v1_ListAliasesResponse__Output } from '../../../mayfly/functions/v1/ListAliasesResponse.ts';
import type { ListFunctionsRequest as _mayfly_functions_v1_ListFunctionsRequest, ListFunctionsRequest__Output as _mayfly_functions_v1_ListFunctionsRequest__Output } from '../../../mayfly/functions/v1/ListFunctionsRequest.ts';
import type { ListFunctionsResponse as _mayfly_functions_v1_ListFunctionsResponse, ListFunctionsResponse__Output as _mayfly_functions_v1_ListFunctionsResponse__Output } from '../../../mayfly/functions/v1/ListFunctionsResponse.ts';
import type { ListLayerVersionsRequest as _mayfly_functions_v1_ListLayerVersionsRequest, ListLayerVersionsRequest__Output as _mayfly_functions_v1_ListLayerVersionsRequest__Output } from '../../../mayfly/functions/v1/ListLayerVersionsRequest.ts';
import type { ListLayerVersionsResponse as _mayfly_functions_v1_ListLayerVersionsResponse, ListLayerVersionsResponse__Output as _mayfly_functions_v1_ListLayerVersionsResponse__Output } from '../../../mayfly/functions/v1/ListLayerVersionsResponse.ts';
import type { ListLayersRequest as _mayfly_functions_v1_ListLayersRequest, ListLayersRequest__Output as _mayfly_functions_v1_ListLayersRequest__Output } from '../../../mayfly/functions/v1/ListLayersRequest.ts';
import type { ListLayersResponse as _mayfly_functions_v1_ListLayersResponse, ListLayersResponse__Output as _mayfly_functions_v1_ListLayersResponse__Output } from '../../../mayfly/functions/v1/ListLayersResponse.ts';
import type { ListVersionsByFunctionRequest as _mayfly_functions_v1_ListVersionsByFunctionRequest, ListVersionsByFunctionRequest__Output as _mayfly_functions_v1_ListVersionsByFunctionRequest__Output } from '../../../mayfly/functions/v1/ListVersionsByFunctionRequest.ts';
import type { ListVersionsByFunctionResponse as _mayfly_functions_v1_ListVersionsByFunctionResponse, ListVersionsByFunctionResponse__Output as _mayfly_functions_v1_ListVersionsByFunctionResponse__Output } from '../../../mayfly/functions/v1/ListVersionsByFunctionResponse.ts';
import type { PublishLayerVersionRequest as _mayfly_functions_v1_PublishLayerVersionRequest, PublishLayerVersionRequest__Output as _mayfly_functions_v1_PublishLayerVersionRequest__Output } from '../../../mayfly/functions/v1/PublishLayerVersionRequest.ts';
import type { PublishVersionRequest as _mayfly_functions_v1_PublishVersionRequest, PublishVersionRequest__Output as _mayfly_functions_v1_PublishVersionRequest__Output } from '../../../mayfly/functions/v1/PublishVersionRequest.ts';
import type { UpdateAliasRequest as _mayfly_functions_v1_UpdateAliasRequest, UpdateAliasRequest__Output as _mayfly_functions_v1_UpdateAliasRequest__Output } from '../../../mayfly/functions/v1/UpdateAliasRequest.ts';
import type { UpdateFunctionCodeRequest as _mayfly_functions_v1_UpdateFunctionCodeRequest, UpdateFunctionCodeRequest__Output as _mayfly_functions_v1_UpdateFunctionCodeRequest__Output } from '../../../mayfly/functions/v1/UpdateFunctionCodeRequest.ts';
import type { UpdateFunctionConfigurationRequest as _mayfly_functions_v1_UpdateFunctionConfigurationRequest, UpdateFunctionConfigurationRequest__Output as _mayfly_functions_v1_UpdateFunctionConfigurationRequest__Output } from '../../../mayfly/functions/v1/UpdateFunctionConfigurationRequest.ts';

export interface FunctionsClient extends grpc.Client {
  CreateAlias(argument: _mayfly_functions_v1_CreateAliasRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_AliasConfiguration__Output>): grpc.ClientUnaryCall;
  CreateAlias(argument: _mayfly_functions_v1_CreateAliasRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_AliasConfiguration__Output>): grpc.ClientUnaryCall;
  CreateAlias(argument: _mayfly_functions_v1_CreateAliasRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_AliasConfiguration__Output>): grpc.ClientUnaryCall;
  CreateAlias(argument: _mayfly_functions_v1_CreateAliasRequest, callback: grpc.requestCallback<_mayfly_functions_v1_AliasConfiguration__Output>): grpc.ClientUnaryCall;
  createAlias(argument: _mayfly_functions_v1_CreateAliasRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_AliasConfiguration__Output>): grpc.ClientUnaryCall;
  createAlias(argument: _mayfly_functions_v1_CreateAliasRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_AliasConfiguration__Output>): grpc.ClientUnaryCall;
  createAlias(argument: _mayfly_functions_v1_CreateAliasRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_AliasConfiguration__Output>): grpc.ClientUnaryCall;
  createAlias(argument: _mayfly_functions_v1_CreateAliasRequest, callback: grpc.requestCallback<_mayfly_functions_v1_AliasConfiguration__Output>): grpc.ClientUnaryCall;
  
  CreateFunction(argument: _mayfly_functions_v1_CreateFunctionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionConfiguration__Output>): grpc.ClientUnaryCall;
  CreateFunction(argument: _mayfly_functions_v1_CreateFunctionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionConfiguration__Output>): grpc.ClientUnaryCall;
  CreateFunction(argument: _mayfly_functions_v1_CreateFunctionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionConfiguration__Output>): grpc.ClientUnaryCall;
  CreateFunction(argument: _mayfly_functions_v1_CreateFunctionRequest, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionConfiguration__Output>): grpc.ClientUnaryCall;
  createFunction(argument: _mayfly_functions_v1_CreateFunctionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionConfiguration__Output>): grpc.ClientUnaryCall;
  createFunction(argument: _mayfly_functions_v1_CreateFunctionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionConfiguration__Output>): grpc.ClientUnaryCall;
  createFunction(argument: _mayfly_functions_v1_CreateFunctionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionConfiguration__Output>): grpc.ClientUnaryCall;
  createFunction(argument: _mayfly_functions_v1_CreateFunctionRequest, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionConfiguration__Output>): grpc.ClientUnaryCall;
  
  DeleteAlias(argument: _mayfly_functions_v1_DeleteAliasRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteAliasResponse__Output>): grpc.ClientUnaryCall;
  DeleteAlias(argument: _mayfly_functions_v1_DeleteAliasRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteAliasResponse__Output>): grpc.ClientUnaryCall;
  DeleteAlias(argument: _mayfly_functions_v1_DeleteAliasRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteAliasResponse__Output>): grpc.ClientUnaryCall;
  DeleteAlias(argument: _mayfly_functions_v1_DeleteAliasRequest, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteAliasResponse__Output>): grpc.ClientUnaryCall;
  deleteAlias(argument: _mayfly_functions_v1_DeleteAliasRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteAliasResponse__Output>): grpc.ClientUnaryCall;
  deleteAlias(argument: _mayfly_functions_v1_DeleteAliasRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteAliasResponse__Output>): grpc.ClientUnaryCall;
  deleteAlias(argument: _mayfly_functions_v1_DeleteAliasRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteAliasResponse__Output>): grpc.ClientUnaryCall;
  deleteAlias(argument: _mayfly_functions_v1_DeleteAliasRequest, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteAliasResponse__Output>): grpc.ClientUnaryCall;
  
  DeleteFunction(argument: _mayfly_functions_v1_DeleteFunctionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteFunctionResponse__Output>): grpc.ClientUnaryCall;
  DeleteFunction(argument: _mayfly_functions_v1_DeleteFunctionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteFunctionResponse__Output>): grpc.ClientUnaryCall;
  DeleteFunction(argument: _mayfly_functions_v1_DeleteFunctionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteFunctionResponse__Output>): grpc.ClientUnaryCall;
  DeleteFunction(argument: _mayfly_functions_v1_DeleteFunctionRequest, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteFunctionResponse__Output>): grpc.ClientUnaryCall;
  deleteFunction(argument: _mayfly_functions_v1_DeleteFunctionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteFunctionResponse__Output>): grpc.ClientUnaryCall;
  deleteFunction(argument: _mayfly_functions_v1_DeleteFunctionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteFunctionResponse__Output>): grpc.ClientUnaryCall;
  deleteFunction(argument: _mayfly_functions_v1_DeleteFunctionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteFunctionResponse__Output>): grpc.ClientUnaryCall;
  deleteFunction(argument: _mayfly_functions_v1_DeleteFunctionRequest, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteFunctionResponse__Output>): grpc.ClientUnaryCall;
  
  DeleteLayerVersion(argument: _mayfly_functions_v1_DeleteLayerVersionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteLayerVersionResponse__Output>): grpc.ClientUnaryCall;
  DeleteLayerVersion(argument: _mayfly_functions_v1_DeleteLayerVersionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteLayerVersionResponse__Output>): grpc.ClientUnaryCall;
  DeleteLayerVersion(argument: _mayfly_functions_v1_DeleteLayerVersionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteLayerVersionResponse__Output>): grpc.ClientUnaryCall;
  DeleteLayerVersion(argument: _mayfly_functions_v1_DeleteLayerVersionRequest, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteLayerVersionResponse__Output>): grpc.ClientUnaryCall;
  deleteLayerVersion(argument: _mayfly_functions_v1_DeleteLayerVersionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteLayerVersionResponse__Output>): grpc.ClientUnaryCall;
  deleteLayerVersion(argument: _mayfly_functions_v1_DeleteLayerVersionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteLayerVersionResponse__Output>): grpc.ClientUnaryCall;
  deleteLayerVersion(argument: _mayfly_functions_v1_DeleteLayerVersionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteLayerVersionResponse__Output>): grpc.ClientUnaryCall;
  deleteLayerVersion(argument: _mayfly_functions_v1_DeleteLayerVersionRequest, callback: grpc.requestCallback<_mayfly_functions_v1_DeleteLayerVersionResponse__Output>): grpc.ClientUnaryCall;
  
  GetAlias(argument: _mayfly_functions_v1_GetAliasRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_AliasConfiguration__Output>): grpc.ClientUnaryCall;
  GetAlias(argument: _mayfly_functions_v1_GetAliasRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_AliasConfiguration__Output>): grpc.ClientUnaryCall;
  GetAlias(argument: _mayfly_functions_v1_GetAliasRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_AliasConfiguration__Output>): grpc.ClientUnaryCall;
  GetAlias(argument: _mayfly_functions_v1_GetAliasRequest, callback: grpc.requestCallback<_mayfly_functions_v1_AliasConfiguration__Output>): grpc.ClientUnaryCall;
  getAlias(argument: _mayfly_functions_v1_GetAliasRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_AliasConfiguration__Output>): grpc.ClientUnaryCall;
  getAlias(argument: _mayfly_functions_v1_GetAliasRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_AliasConfiguration__Output>): grpc.ClientUnaryCall;
  getAlias(argument: _mayfly_functions_v1_GetAliasRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_AliasConfiguration__Output>): grpc.ClientUnaryCall;
  getAlias(argument: _mayfly_functions_v1_GetAliasRequest, callback: grpc.requestCallback<_mayfly_functions_v1_AliasConfiguration__Output>): grpc.ClientUnaryCall;
  
  GetFunction(argument: _mayfly_functions_v1_GetFunctionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_GetFunctionResponse__Output>): grpc.ClientUnaryCall;
  GetFunction(argument: _mayfly_functions_v1_GetFunctionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_GetFunctionResponse__Output>): grpc.ClientUnaryCall;
  GetFunction(argument: _mayfly_functions_v1_GetFunctionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_GetFunctionResponse__Output>): grpc.ClientUnaryCall;
  GetFunction(argument: _mayfly_functions_v1_GetFunctionRequest, callback: grpc.requestCallback<_mayfly_functions_v1_GetFunctionResponse__Output>): grpc.ClientUnaryCall;
  getFunction(argument: _mayfly_functions_v1_GetFunctionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_GetFunctionResponse__Output>): grpc.ClientUnaryCall;
  getFunction(argument: _mayfly_functions_v1_GetFunctionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_GetFunctionResponse__Output>): grpc.ClientUnaryCall;
  getFunction(argument: _mayfly_functions_v1_GetFunctionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_GetFunctionResponse__Output>): grpc.ClientUnaryCall;
  getFunction(argument: _mayfly_functions_v1_GetFunctionRequest, callback: grpc.requestCallback<_mayfly_functions_v1_GetFunctionResponse__Output>): grpc.ClientUnaryCall;
  
  GetFunctionConfiguration(argument: _mayfly_functions_v1_GetFunctionConfigurationRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionConfiguration__Output>): grpc.ClientUnaryCall;
  GetFunctionConfiguration(argument: _mayfly_functions_v1_GetFunctionConfigurationRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionConfiguration__Output>): grpc.ClientUnaryCall;
  GetFunctionConfiguration(argument: _mayfly_functions_v1_GetFunctionConfigurationRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionConfiguration__Output>): grpc.ClientUnaryCall;
  GetFunctionConfiguration(argument: _mayfly_functions_v1_GetFunctionConfigurationRequest, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionConfiguration__Output>): grpc.ClientUnaryCall;
  getFunctionConfiguration(argument: _mayfly_functions_v1_GetFunctionConfigurationRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionConfiguration__Output>): grpc.ClientUnaryCall;
  getFunctionConfiguration(argument: _mayfly_functions_v1_GetFunctionConfigurationRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionConfiguration__Output>): grpc.ClientUnaryCall;
  getFunctionConfiguration(argument: _mayfly_functions_v1_GetFunctionConfigurationRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionConfiguration__Output>): grpc.ClientUnaryCall;
  getFunctionConfiguration(argument: _mayfly_functions_v1_GetFunctionConfigurationRequest, callback: grpc.requestCallback<_mayfly_functions_v1_FunctionConfiguration__Output>): grpc.ClientUnaryCall;
  
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
  
  ListAliases(argument: _mayfly_functions_v1_ListAliasesRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_ListAliasesResponse__Output>): grpc.ClientUnaryCall;
  ListAliases(argument: _mayfly_functions_v1_ListAliasesRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_ListAliasesResponse__Output>): grpc.ClientUnaryCall;
  ListAliases(argument: _mayfly_functions_v1_ListAliasesRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_ListAliasesResponse__Output>): grpc.ClientUnaryCall;
  ListAliases(argument: _mayfly_functions_v1_ListAliasesRequest, callback: grpc.requestCallback<_mayfly_functions_v1_ListAliasesResponse__Output>): grpc.ClientUnaryCall;
  listAliases(argument: _mayfly_functions_v1_ListAliasesRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_ListAliasesResponse__Output>): grpc.ClientUnaryCall;
  listAliases(argument: _mayfly_functions_v1_ListAliasesRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_ListAliasesResponse__Output>): grpc.ClientUnaryCall;
  listAliases(argument: _mayfly_functions_v1_ListAliasesRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_ListAliasesResponse__Output>): grpc.ClientUnaryCall;
  listAliases(argument: _mayfly_functions_v1_ListAliasesRequest, callback: grpc.requestCallback<_mayfly_functions_v1_ListAliasesResponse__Output>): grpc.ClientUnaryCall;
  
  ListFunctions(argument: _mayfly_functions_v1_ListFunctionsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_ListFunctionsResponse__Output>): grpc.ClientUnaryCall;
  ListFunctions(argument: _mayfly_functions_v1_ListFunctionsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_ListFunctionsResponse__Output>): grpc.ClientUnaryCall;
  ListFunctions(argument: _mayfly_functions_v1_ListFunctionsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_ListFunctionsResponse__Output>): grpc.ClientUnaryCall;
  ListFunctions(argument: _mayfly_functions_v1_ListFunctionsRequest, callback: grpc.requestCallback<_mayfly_functions_v1_ListFunctionsResponse__Output>): grpc.ClientUnaryCall;
  listFunctions(argument: _mayfly_functions_v1_ListFunctionsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_ListFunctionsResponse__Output>): grpc.ClientUnaryCall;
  listFunctions(argument: _mayfly_functions_v1_ListFunctionsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_ListFunctionsResponse__Output>): grpc.ClientUnaryCall;
  listFunctions(argument: _mayfly_functions_v1_ListFunctionsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_ListFunctionsResponse__Output>): grpc.ClientUnaryCall;
  listFunctions(argument: _mayfly_functions_v1_ListFunctionsRequest, callback: grpc.requestCallback<_mayfly_functions_v1_ListFunctionsResponse__Output>): grpc.ClientUnaryCall;
  
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
  
  UpdateAlias(argument: _mayfly_functions_v1_UpdateAliasRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_AliasConfiguration__Output>): grpc.ClientUnaryCall;
  UpdateAlias(argument: _mayfly_functions_v1_UpdateAliasRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_AliasConfiguration__Output>): grpc.ClientUnaryCall;
  UpdateAlias(argument: _mayfly_functions_v1_UpdateAliasRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_AliasConfiguration__Output>): grpc.ClientUnaryCall;
  UpdateAlias(argument: _mayfly_functions_v1_UpdateAliasRequest, callback: grpc.requestCallback<_mayfly_functions_v1_AliasConfiguration__Output>): grpc.ClientUnaryCall;
  updateAlias(argument: _mayfly_functions_v1_UpdateAliasRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_AliasConfiguration__Output>): grpc.ClientUnaryCall;
  updateAlias(argument: _mayfly_functions_v1_UpdateAliasRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_functions_v1_AliasConfiguration__Output>): grpc.ClientUnaryCall;
  updateAlias(argument: _mayfly_functions_v1_UpdateAliasRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_functions_v1_AliasConfiguration__Output>): grpc.ClientUnaryCall;
  updateAlias(argument: _mayfly_functions_v1_UpdateAliasRequest, callback: grpc.requestCallback<_mayfly_functions_v1_AliasConfiguration__Output>): grpc.ClientUnaryCall;
  
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
  
}

export interface FunctionsHandlers extends grpc.UntypedServiceImplementation {
  CreateAlias: grpc.handleUnaryCall<_mayfly_functions_v1_CreateAliasRequest__Output, _mayfly_functions_v1_AliasConfiguration>;
  
  CreateFunction: grpc.handleUnaryCall<_mayfly_functions_v1_CreateFunctionRequest__Output, _mayfly_functions_v1_FunctionConfiguration>;
  
  DeleteAlias: grpc.handleUnaryCall<_mayfly_functions_v1_DeleteAliasRequest__Output, _mayfly_functions_v1_DeleteAliasResponse>;
  
  DeleteFunction: grpc.handleUnaryCall<_mayfly_functions_v1_DeleteFunctionRequest__Output, _mayfly_functions_v1_DeleteFunctionResponse>;
  
  DeleteLayerVersion: grpc.handleUnaryCall<_mayfly_functions_v1_DeleteLayerVersionRequest__Output, _mayfly_functions_v1_DeleteLayerVersionResponse>;
  
  GetAlias: grpc.handleUnaryCall<_mayfly_functions_v1_GetAliasRequest__Output, _mayfly_functions_v1_AliasConfiguration>;
  
  GetFunction: grpc.handleUnaryCall<_mayfly_functions_v1_GetFunctionRequest__Output, _mayfly_functions_v1_GetFunctionResponse>;
  
  GetFunctionConfiguration: grpc.handleUnaryCall<_mayfly_functions_v1_GetFunctionConfigurationRequest__Output, _mayfly_functions_v1_FunctionConfiguration>;
  
  GetLayerVersion: grpc.handleUnaryCall<_mayfly_functions_v1_GetLayerVersionRequest__Output, _mayfly_functions_v1_LayerVersion>;
  
  GetLayerVersionByArn: grpc.handleUnaryCall<_mayfly_functions_v1_GetLayerVersionByArnRequest__Output, _mayfly_functions_v1_LayerVersion>;
  
  ListAliases: grpc.handleUnaryCall<_mayfly_functions_v1_ListAliasesRequest__Output, _mayfly_functions_v1_ListAliasesResponse>;
  
  ListFunctions: grpc.handleUnaryCall<_mayfly_functions_v1_ListFunctionsRequest__Output, _mayfly_functions_v1_ListFunctionsResponse>;
  
  ListLayerVersions: grpc.handleUnaryCall<_mayfly_functions_v1_ListLayerVersionsRequest__Output, _mayfly_functions_v1_ListLayerVersionsResponse>;
  
  ListLayers: grpc.handleUnaryCall<_mayfly_functions_v1_ListLayersRequest__Output, _mayfly_functions_v1_ListLayersResponse>;
  
  ListVersionsByFunction: grpc.handleUnaryCall<_mayfly_functions_v1_ListVersionsByFunctionRequest__Output, _mayfly_functions_v1_ListVersionsByFunctionResponse>;
  
  PublishLayerVersion: grpc.handleUnaryCall<_mayfly_functions_v1_PublishLayerVersionRequest__Output, _mayfly_functions_v1_LayerVersion>;
  
  PublishVersion: grpc.handleUnaryCall<_mayfly_functions_v1_PublishVersionRequest__Output, _mayfly_functions_v1_FunctionConfiguration>;
  
  UpdateAlias: grpc.handleUnaryCall<_mayfly_functions_v1_UpdateAliasRequest__Output, _mayfly_functions_v1_AliasConfiguration>;
  
  UpdateFunctionCode: grpc.handleUnaryCall<_mayfly_functions_v1_UpdateFunctionCodeRequest__Output, _mayfly_functions_v1_FunctionConfiguration>;
  
  UpdateFunctionConfiguration: grpc.handleUnaryCall<_mayfly_functions_v1_UpdateFunctionConfigurationRequest__Output, _mayfly_functions_v1_FunctionConfiguration>;
  
}

export interface FunctionsDefinition extends grpc.ServiceDefinition {
  CreateAlias: MethodDefinition<_mayfly_functions_v1_CreateAliasRequest, _mayfly_functions_v1_AliasConfiguration, _mayfly_functions_v1_CreateAliasRequest__Output, _mayfly_functions_v1_AliasConfiguration__Output>
  CreateFunction: MethodDefinition<_mayfly_functions_v1_CreateFunctionRequest, _mayfly_functions_v1_FunctionConfiguration, _mayfly_functions_v1_CreateFunctionRequest__Output, _mayfly_functions_v1_FunctionConfiguration__Output>
  DeleteAlias: MethodDefinition<_mayfly_functions_v1_DeleteAliasRequest, _mayfly_functions_v1_DeleteAliasResponse, _mayfly_functions_v1_DeleteAliasRequest__Output, _mayfly_functions_v1_DeleteAliasResponse__Output>
  DeleteFunction: MethodDefinition<_mayfly_functions_v1_DeleteFunctionRequest, _mayfly_functions_v1_DeleteFunctionResponse, _mayfly_functions_v1_DeleteFunctionRequest__Output, _mayfly_functions_v1_DeleteFunctionResponse__Output>
  DeleteLayerVersion: MethodDefinition<_mayfly_functions_v1_DeleteLayerVersionRequest, _mayfly_functions_v1_DeleteLayerVersionResponse, _mayfly_functions_v1_DeleteLayerVersionRequest__Output, _mayfly_functions_v1_DeleteLayerVersionResponse__Output>
  GetAlias: MethodDefinition<_mayfly_functions_v1_GetAliasRequest, _mayfly_functions_v1_AliasConfiguration, _mayfly_functions_v1_GetAliasRequest__Output, _mayfly_functions_v1_AliasConfiguration__Output>
  GetFunction: MethodDefinition<_mayfly_functions_v1_GetFunctionRequest, _mayfly_functions_v1_GetFunctionResponse, _mayfly_functions_v1_GetFunctionRequest__Output, _mayfly_functions_v1_GetFunctionResponse__Output>
  GetFunctionConfiguration: MethodDefinition<_mayfly_functions_v1_GetFunctionConfigurationRequest, _mayfly_functions_v1_FunctionConfiguration, _mayfly_functions_v1_GetFunctionConfigurationRequest__Output, _mayfly_functions_v1_FunctionConfiguration__Output>
  GetLayerVersion: MethodDefinition<_mayfly_functions_v1_GetLayerVersionRequest, _mayfly_functions_v1_LayerVersion, _mayfly_functions_v1_GetLayerVersionRequest__Output, _mayfly_functions_v1_LayerVersion__Output>
  GetLayerVersionByArn: MethodDefinition<_mayfly_functions_v1_GetLayerVersionByArnRequest, _mayfly_functions_v1_LayerVersion, _mayfly_functions_v1_GetLayerVersionByArnRequest__Output, _mayfly_functions_v1_LayerVersion__Output>
  ListAliases: MethodDefinition<_mayfly_functions_v1_ListAliasesRequest, _mayfly_functions_v1_ListAliasesResponse, _mayfly_functions_v1_ListAliasesRequest__Output, _mayfly_functions_v1_ListAliasesResponse__Output>
  ListFunctions: MethodDefinition<_mayfly_functions_v1_ListFunctionsRequest, _mayfly_functions_v1_ListFunctionsResponse, _mayfly_functions_v1_ListFunctionsRequest__Output, _mayfly_functions_v1_ListFunctionsResponse__Output>
  ListLayerVersions: MethodDefinition<_mayfly_functions_v1_ListLayerVersionsRequest, _mayfly_functions_v1_ListLayerVersionsResponse, _mayfly_functions_v1_ListLayerVersionsRequest__Output, _mayfly_functions_v1_ListLayerVersionsResponse__Output>
  ListLayers: MethodDefinition<_mayfly_functions_v1_ListLayersRequest, _mayfly_functions_v1_ListLayersResponse, _mayfly_functions_v1_ListLayersRequest__Output, _mayfly_functions_v1_ListLayersResponse__Output>
  ListVersionsByFunction: MethodDefinition<_mayfly_functions_v1_ListVersionsByFunctionRequest, _mayfly_functions_v1_ListVersionsByFunctionResponse, _mayfly_functions_v1_ListVersionsByFunctionRequest__Output, _mayfly_functions_v1_ListVersionsByFunctionResponse__Output>
  PublishLayerVersion: MethodDefinition<_mayfly_functions_v1_PublishLayerVersionRequest, _mayfly_functions_v1_LayerVersion, _mayfly_functions_v1_PublishLayerVersionRequest__Output, _mayfly_functions_v1_LayerVersion__Output>
  PublishVersion: MethodDefinition<_mayfly_functions_v1_PublishVersionRequest, _mayfly_functions_v1_FunctionConfiguration, _mayfly_functions_v1_PublishVersionRequest__Output, _mayfly_functions_v1_FunctionConfiguration__Output>
  UpdateAlias: MethodDefinition<_mayfly_functions_v1_UpdateAliasRequest, _mayfly_functions_v1_AliasConfiguration, _mayfly_functions_v1_UpdateAliasRequest__Output, _mayfly_functions_v1_AliasConfiguration__Output>
  UpdateFunctionCode: MethodDefinition<_mayfly_functions_v1_UpdateFunctionCodeRequest, _mayfly_functions_v1_FunctionConfiguration, _mayfly_functions_v1_UpdateFunctionCodeRequest__Output, _mayfly_functions_v1_FunctionConfiguration__Output>
  UpdateFunctionConfiguration: MethodDefinition<_mayfly_functions_v1_UpdateFunctionConfigurationRequest, _mayfly_functions_v1_FunctionConfiguration, _mayfly_functions_v1_UpdateFunctionConfigurationRequest__Output, _mayfly_functions_v1_FunctionConfiguration__Output>
}
