import type * as grpc from '@grpc/grpc-js';
import type { MessageTypeDefinition } from '@grpc/proto-loader';

import type { CopyPackageRequest as _mayfly_packages_v1_CopyPackageRequest, CopyPackageRequest__Output as _mayfly_packages_v1_CopyPackageRequest__Output } from './mayfly/packages/v1/CopyPackageRequest.ts';
import type { GetPackageRequest as _mayfly_packages_v1_GetPackageRequest, GetPackageRequest__Output as _mayfly_packages_v1_GetPackageRequest__Output } from './mayfly/packages/v1/GetPackageRequest.ts';
import type { PackageChunk as _mayfly_packages_v1_PackageChunk, PackageChunk__Output as _mayfly_packages_v1_PackageChunk__Output } from './mayfly/packages/v1/PackageChunk.ts';
import type { PackageDescription as _mayfly_packages_v1_PackageDescription, PackageDescription__Output as _mayfly_packages_v1_PackageDescription__Output } from './mayfly/packages/v1/PackageDescription.ts';
import type { PackagesClient as _mayfly_packages_v1_PackagesClient, PackagesDefinition as _mayfly_packages_v1_PackagesDefinition } from './mayfly/packages/v1/Packages.ts';
import type { PutPackageRequest as _mayfly_packages_v1_PutPackageRequest, PutPackageRequest__Output as _mayfly_packages_v1_PutPackageRequest__Output } from './mayfly/packages/v1/PutPackageRequest.ts';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  mayfly: {
    packages: {
      v1: {
        CopyPackageRequest: MessageTypeDefinition<_mayfly_packages_v1_CopyPackageRequest, _mayfly_packages_v1_CopyPackageRequest__Output>
        GetPackageRequest: MessageTypeDefinition<_mayfly_packages_v1_GetPackageRequest, _mayfly_packages_v1_GetPackageRequest__Output>
        PackageChunk: MessageTypeDefinition<_mayfly_packages_v1_PackageChunk, _mayfly_packages_v1_PackageChunk__Output>
        PackageDescription: MessageTypeDefinition<_mayfly_packages_v1_PackageDescription, _mayfly_packages_v1_PackageDescription__Output>
        Packages: SubtypeConstructor<typeof grpc.Client, _mayfly_packages_v1_PackagesClient> & { service: _mayfly_packages_v1_PackagesDefinition }
        PutPackageRequest: MessageTypeDefinition<_mayfly_packages_v1_PutPackageRequest, _mayfly_packages_v1_PutPackageRequest__Output>
      }
    }
  }
}

