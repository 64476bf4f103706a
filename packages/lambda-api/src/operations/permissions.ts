import { limits } from "@mayfly/domain/limits";
import { namespacedFunctionName, qualifier, revisionId } from "../function-shapes.ts";
import { layerName } from "../layer-shapes.ts";
import type { OperationModel } from "../operation.ts";
import {
  addedLayerStatement,
  addedStatement,
  layerPermission,
  namespacedStatementId,
  permission,
  policyAnswer,
  policyResourceArn,
  policyRevisionId,
  resourcePolicyText,
  statementId,
} from "../permission-shapes.ts";
import { integer, required } from "../shape.ts";
import { at, readFunction } from "./input-members.ts";

const bodyBytesMax = limits.controlPlaneBodyBytesMax;
const layerVersion = at("path", { LayerName: required(layerName), VersionNumber: required(integer()) });
const policyResource = at("path", { ResourceArn: required(policyResourceArn) });

/** The operations on the policies of functions and layer versions. */
export const permissionOperations = {
  AddPermission: { input: { ...readFunction, ...at("body", permission) }, output: addedStatement, bodyBytesMax },
  RemovePermission: {
    input: {
      ...at("path", { FunctionName: required(namespacedFunctionName), StatementId: required(namespacedStatementId) }),
      ...at("query", { Qualifier: qualifier, RevisionId: policyRevisionId }),
    },
    bodyBytesMax,
  },
  GetPolicy: { input: readFunction, output: policyAnswer, bodyBytesMax: 0 },
  PutResourcePolicy: {
    input: { ...policyResource, ...at("body", { Policy: required(resourcePolicyText), RevisionId: revisionId }) },
    output: policyAnswer,
    bodyBytesMax,
  },
  GetResourcePolicy: { input: policyResource, output: policyAnswer, bodyBytesMax: 0 },
  DeleteResourcePolicy: { input: { ...policyResource, ...at("query", { RevisionId: revisionId }) }, bodyBytesMax },
  AddLayerVersionPermission: {
    input: { ...layerVersion, ...at("body", layerPermission), ...at("query", { RevisionId: policyRevisionId }) },
    output: addedLayerStatement,
    bodyBytesMax,
  },
  RemoveLayerVersionPermission: {
    input: { ...layerVersion, ...at("path", { StatementId: required(statementId) }), ...at("query", { RevisionId: policyRevisionId }) },
    bodyBytesMax,
  },
  GetLayerVersionPolicy: { input: layerVersion, output: policyAnswer, bodyBytesMax: 0 },
} satisfies Record<string, OperationModel>;
