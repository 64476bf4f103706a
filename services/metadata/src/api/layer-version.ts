import type { LayerVersion } from "@mayfly/contracts/generated/mayfly/functions/v1/LayerVersion";
import { layerArn, layerVersionArn } from "@mayfly/domain/layer-name";
import type { LayerVersionRecord } from "@mayfly/domain/layer-record";
import { formatTime } from "./format-time.ts";

/** A version as lists show it: without content and the ARN of its layer. */
export function listedLayerVersion(record: LayerVersionRecord): LayerVersion {
  return {
    layer_version_arn: layerVersionArn(record, record.version),
    version: record.version,
    description: record.description,
    created_date: formatTime(record.createdAt),
    compatible_runtimes: [...record.compatibleRuntimes],
    compatible_architectures: [...record.compatibleArchitectures],
    ...(record.license === undefined ? {} : { license_info: record.license }),
  };
}

/** A version as the operations on it answer. */
export function layerVersion(record: LayerVersionRecord): LayerVersion {
  const { sha256, sizeBytes } = record.content;
  return {
    ...listedLayerVersion(record),
    layer_arn: layerArn(record),
    content: { code_sha256: Buffer.from(sha256, "hex").toString("base64"), code_size: sizeBytes },
  };
}
