import { limits } from "@mayfly/domain/limits";
import {
  compatibleArchitecture,
  compatibleRuntime,
  layerContent,
  layerName,
  layerPage,
  layerPublication,
  layerVersion,
  layerVersionArn,
  layerVersionPage,
} from "../layer-shapes.ts";
import type { OperationModel } from "../operation.ts";
import { integer, required, string } from "../shape.ts";
import { at } from "./input-members.ts";

const readLayerVersion = at("path", { LayerName: required(layerName), VersionNumber: required(integer()) });
const layerPageInput = at("query", {
  CompatibleRuntime: compatibleRuntime,
  CompatibleArchitecture: compatibleArchitecture,
  Marker: string(),
  MaxItems: integer({ min: 1, max: limits.listLayersItemsMax }),
});

/** The operations on layers. */
export const layerOperations = {
  PublishLayerVersion: {
    input: { ...at("path", { LayerName: required(layerName) }), ...at("body", { Content: required(layerContent), ...layerPublication }) },
    output: layerVersion,
    bodyBytesMax: limits.codeRequestBytesMax,
  },
  GetLayerVersion: { input: readLayerVersion, output: layerVersion, bodyBytesMax: 0 },
  GetLayerVersionByArn: { input: at("query", { Arn: required(layerVersionArn) }), output: layerVersion, bodyBytesMax: 0 },
  ListLayers: { input: layerPageInput, output: layerPage, bodyBytesMax: 0 },
  ListLayerVersions: { input: { ...at("path", { LayerName: required(layerName) }), ...layerPageInput }, output: layerVersionPage, bodyBytesMax: 0 },
  DeleteLayerVersion: { input: readLayerVersion, bodyBytesMax: limits.controlPlaneBodyBytesMax },
} satisfies Record<string, OperationModel>;
