// Original file: proto/mayfly/packages/v1/packages.proto


export interface PackageChunk {
  'chunk'?: (Buffer | Uint8Array | string);
}

export interface PackageChunk__Output {
  'chunk': (Buffer);
}
