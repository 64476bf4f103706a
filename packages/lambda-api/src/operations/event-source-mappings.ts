import { limits } from "@mayfly/domain/limits";
import { eventSourceArn, eventSourceMappingConfiguration, eventSourceMappingPage, mappingChanges, mappingCreation } from "../event-source-mapping-shapes.ts";
import { namespacedFunctionName, tags } from "../function-shapes.ts";
import type { OperationModel } from "../operation.ts";
import { required, string } from "../shape.ts";
import { at, listRange } from "./input-members.ts";

const uuid = at("path", { UUID: required(string()) });

/** The operations on event source mappings. */
export const eventSourceMappingOperations = {
  CreateEventSourceMapping: {
    input: at("body", { FunctionName: required(namespacedFunctionName), ...mappingCreation, ...mappingChanges, Tags: tags }),
    output: eventSourceMappingConfiguration,
    differences: [
      "Of event sources only JetStream streams are read. A mapping of any other is kept and goes through its states, and its `LastProcessingResult` says that nothing reads the source.",
      "Whether a queue, stream or table of AWS's exists is not looked at.",
    ],
    bodyBytesMax: limits.controlPlaneBodyBytesMax,
    nameMayBeQualified: true,
  },
  GetEventSourceMapping: { input: uuid, output: eventSourceMappingConfiguration, bodyBytesMax: 0 },
  ListEventSourceMappings: {
    input: at("query", { EventSourceArn: eventSourceArn, FunctionName: namespacedFunctionName, ...listRange }),
    output: eventSourceMappingPage,
    bodyBytesMax: 0,
    nameMayBeQualified: true,
  },
  UpdateEventSourceMapping: {
    input: { ...uuid, ...at("body", { FunctionName: namespacedFunctionName, ...mappingChanges }) },
    output: eventSourceMappingConfiguration,
    bodyBytesMax: limits.controlPlaneBodyBytesMax,
    nameMayBeQualified: true,
  },
  DeleteEventSourceMapping: { input: uuid, output: eventSourceMappingConfiguration, bodyBytesMax: limits.controlPlaneBodyBytesMax },
} satisfies Record<string, OperationModel>;
