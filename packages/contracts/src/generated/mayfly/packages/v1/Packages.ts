// Original file: proto/mayfly/packages/v1/packages.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { CopyPackageRequest as _mayfly_packages_v1_CopyPackageRequest, CopyPackageRequest__Output as _mayfly_packages_v1_CopyPackageRequest__Output } from '../../../mayfly/packages/v1/CopyPackageRequest.ts';
import type { GetPackageRequest as _mayfly_packages_v1_GetPackageRequest, GetPackageRequest__Output as _mayfly_packages_v1_GetPackageRequest__Output } from '../../../mayfly/packages/v1/GetPackageRequest.ts';
import type { PackageChunk as _mayfly_packages_v1_PackageChunk, PackageChunk__Output as _mayfly_packages_v1_PackageChunk__Output } from '../../../mayfly/packages/v1/PackageChunk.ts';
import type { PackageDescription as _mayfly_packages_v1_PackageDescription, PackageDescription__Output as _mayfly_packages_v1_PackageDescription__Output } from '../../../mayfly/packages/v1/PackageDescription.ts';
import type { PutPackageRequest as _mayfly_packages_v1_PutPackageRequest, PutPackageRequest__Output as _mayfly_packages_v1_PutPackageRequest__Output } from '../../../mayfly/packages/v1/PutPackageRequest.ts';

export interface PackagesClient extends grpc.Client {
  CopyPackage(argument: _mayfly_packages_v1_CopyPackageRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_packages_v1_PackageDescription__Output>): grpc.ClientUnaryCall;
  CopyPackage(argument: _mayfly_packages_v1_CopyPackageRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_packages_v1_PackageDescription__Output>): grpc.ClientUnaryCall;
  CopyPackage(argument: _mayfly_packages_v1_CopyPackageRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_packages_v1_PackageDescription__Output>): grpc.ClientUnaryCall;
  CopyPackage(argument: _mayfly_packages_v1_CopyPackageRequest, callback: grpc.requestCallback<_mayfly_packages_v1_PackageDescription__Output>): grpc.ClientUnaryCall;
  copyPackage(argument: _mayfly_packages_v1_CopyPackageRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_packages_v1_PackageDescription__Output>): grpc.ClientUnaryCall;
  copyPackage(argument: _mayfly_packages_v1_CopyPackageRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_packages_v1_PackageDescription__Output>): grpc.ClientUnaryCall;
  copyPackage(argument: _mayfly_packages_v1_CopyPackageRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_packages_v1_PackageDescription__Output>): grpc.ClientUnaryCall;
  copyPackage(argument: _mayfly_packages_v1_CopyPackageRequest, callback: grpc.requestCallback<_mayfly_packages_v1_PackageDescription__Output>): grpc.ClientUnaryCall;
  
  DescribePackage(argument: _mayfly_packages_v1_GetPackageRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_packages_v1_PackageDescription__Output>): grpc.ClientUnaryCall;
  DescribePackage(argument: _mayfly_packages_v1_GetPackageRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_packages_v1_PackageDescription__Output>): grpc.ClientUnaryCall;
  DescribePackage(argument: _mayfly_packages_v1_GetPackageRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_packages_v1_PackageDescription__Output>): grpc.ClientUnaryCall;
  DescribePackage(argument: _mayfly_packages_v1_GetPackageRequest, callback: grpc.requestCallback<_mayfly_packages_v1_PackageDescription__Output>): grpc.ClientUnaryCall;
  describePackage(argument: _mayfly_packages_v1_GetPackageRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_packages_v1_PackageDescription__Output>): grpc.ClientUnaryCall;
  describePackage(argument: _mayfly_packages_v1_GetPackageRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_packages_v1_PackageDescription__Output>): grpc.ClientUnaryCall;
  describePackage(argument: _mayfly_packages_v1_GetPackageRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_packages_v1_PackageDescription__Output>): grpc.ClientUnaryCall;
  describePackage(argument: _mayfly_packages_v1_GetPackageRequest, callback: grpc.requestCallback<_mayfly_packages_v1_PackageDescription__Output>): grpc.ClientUnaryCall;
  
  GetPackage(argument: _mayfly_packages_v1_GetPackageRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_mayfly_packages_v1_PackageChunk__Output>;
  GetPackage(argument: _mayfly_packages_v1_GetPackageRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_mayfly_packages_v1_PackageChunk__Output>;
  getPackage(argument: _mayfly_packages_v1_GetPackageRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_mayfly_packages_v1_PackageChunk__Output>;
  getPackage(argument: _mayfly_packages_v1_GetPackageRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_mayfly_packages_v1_PackageChunk__Output>;
  
  PutPackage(metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_packages_v1_PackageDescription__Output>): grpc.ClientWritableStream<_mayfly_packages_v1_PutPackageRequest>;
  PutPackage(metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_packages_v1_PackageDescription__Output>): grpc.ClientWritableStream<_mayfly_packages_v1_PutPackageRequest>;
  PutPackage(options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_packages_v1_PackageDescription__Output>): grpc.ClientWritableStream<_mayfly_packages_v1_PutPackageRequest>;
  PutPackage(callback: grpc.requestCallback<_mayfly_packages_v1_PackageDescription__Output>): grpc.ClientWritableStream<_mayfly_packages_v1_PutPackageRequest>;
  putPackage(metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_packages_v1_PackageDescription__Output>): grpc.ClientWritableStream<_mayfly_packages_v1_PutPackageRequest>;
  putPackage(metadata: grpc.Metadata, callback: grpc.requestCallback<_mayfly_packages_v1_PackageDescription__Output>): grpc.ClientWritableStream<_mayfly_packages_v1_PutPackageRequest>;
  putPackage(options: grpc.CallOptions, callback: grpc.requestCallback<_mayfly_packages_v1_PackageDescription__Output>): grpc.ClientWritableStream<_mayfly_packages_v1_PutPackageRequest>;
  putPackage(callback: grpc.requestCallback<_mayfly_packages_v1_PackageDescription__Output>): grpc.ClientWritableStream<_mayfly_packages_v1_PutPackageRequest>;
  
}

export interface PackagesHandlers extends grpc.UntypedServiceImplementation {
  CopyPackage: grpc.handleUnaryCall<_mayfly_packages_v1_CopyPackageRequest__Output, _mayfly_packages_v1_PackageDescription>;
  
  DescribePackage: grpc.handleUnaryCall<_mayfly_packages_v1_GetPackageRequest__Output, _mayfly_packages_v1_PackageDescription>;
  
  GetPackage: grpc.handleServerStreamingCall<_mayfly_packages_v1_GetPackageRequest__Output, _mayfly_packages_v1_PackageChunk>;
  
  PutPackage: grpc.handleClientStreamingCall<_mayfly_packages_v1_PutPackageRequest__Output, _mayfly_packages_v1_PackageDescription>;
  
}

export interface PackagesDefinition extends grpc.ServiceDefinition {
  CopyPackage: MethodDefinition<_mayfly_packages_v1_CopyPackageRequest, _mayfly_packages_v1_PackageDescription, _mayfly_packages_v1_CopyPackageRequest__Output, _mayfly_packages_v1_PackageDescription__Output>
  DescribePackage: MethodDefinition<_mayfly_packages_v1_GetPackageRequest, _mayfly_packages_v1_PackageDescription, _mayfly_packages_v1_GetPackageRequest__Output, _mayfly_packages_v1_PackageDescription__Output>
  GetPackage: MethodDefinition<_mayfly_packages_v1_GetPackageRequest, _mayfly_packages_v1_PackageChunk, _mayfly_packages_v1_GetPackageRequest__Output, _mayfly_packages_v1_PackageChunk__Output>
  PutPackage: MethodDefinition<_mayfly_packages_v1_PutPackageRequest, _mayfly_packages_v1_PackageDescription, _mayfly_packages_v1_PutPackageRequest__Output, _mayfly_packages_v1_PackageDescription__Output>
}
