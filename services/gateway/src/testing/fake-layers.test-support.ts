import type { LayerVersion__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/LayerVersion";
import type { functionsService } from "@mayfly/contracts/services";
import type { ServiceHandlers } from "@mayfly/contracts/service-contract";
import { layerArn, layerVersionArn } from "@mayfly/domain/layer-name";
import { PlatformError } from "@mayfly/errors/platform-error";

type LayerOperations = Pick<
  ServiceHandlers<typeof functionsService>,
  "PublishLayerVersion" | "GetLayerVersion" | "GetLayerVersionByArn" | "ListLayers" | "ListLayerVersions" | "DeleteLayerVersion"
>;

/** Layers of one account in a list, as much as a gateway needs of metadata. */
export function fakeLayers(owner: { readonly region: string; readonly account: string }): LayerOperations {
  const versions: LayerVersion__Output[] = [];
  const find = (arn: string): LayerVersion__Output => {
    const found = versions.find((version) => version.layer_version_arn === arn);
    if (found === undefined) throw new PlatformError("ResourceNotFound", "The resource you requested does not exist.");
    return found;
  };
  const arnOf = (layerName: string, version: number): string => layerVersionArn({ ...owner, layerName }, version);
  return {
    PublishLayerVersion: async (request) => {
      const { stored } = request.content ?? {};
      const layer = layerArn({ ...owner, layerName: request.layer_name });
      const version = versions.filter((each) => each.layer_arn === layer).length + 1;
      const published: LayerVersion__Output = {
        content: { location: "", code_sha256: Buffer.from(stored?.sha256 ?? "", "hex").toString("base64"), code_size: stored?.size_bytes ?? 0 },
        layer_arn: layer,
        layer_version_arn: arnOf(request.layer_name, version),
        description: request.description ?? "",
        created_date: "2026-01-01T00:00:00.000+0000",
        version,
        compatible_runtimes: request.compatible_runtimes,
        compatible_architectures: request.compatible_architectures,
        ...(request.license_info === undefined ? {} : { license_info: request.license_info }),
      };
      versions.push(published);
      return published;
    },
    GetLayerVersion: async (request) => find(arnOf(request.layer_name, request.version_number)),
    GetLayerVersionByArn: async (request) => find(request.arn),
    ListLayers: async () => ({ layers: [] }),
    ListLayerVersions: async (request) => ({
      layer_versions: versions
        .filter((version) => version.layer_arn === layerArn({ ...owner, layerName: request.layer_name }))
        .map((version) => ({ ...version, content: null, layer_arn: "" })),
    }),
    DeleteLayerVersion: async (request) => {
      const place = versions.findIndex((version) => version.layer_version_arn === arnOf(request.layer_name, request.version_number));
      if (place >= 0) versions.splice(place, 1);
      return {};
    },
  };
}
