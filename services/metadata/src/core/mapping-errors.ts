import { mappingKind, type EventSourceMappingSettings } from "@mayfly/domain/event-source-mapping";
import { PlatformError } from "@mayfly/errors/platform-error";
import { settingNames, type SourceSetting } from "./event-source-traits.ts";

/** 400 of a mapping that cannot be as it is asked for. */
export function mappingRefused(message: string): PlatformError {
  return new PlatformError("InvalidParameterValue", message);
}

/** 400 of a creation without something that its kind of source needs (behaviours.md §4.6, §11). */
export function missingSetting(setting: SourceSetting): PlatformError {
  const name = settingNames[setting];
  const member = name.startsWith("DocumentDB") ? "documentDBEventSourceConfig" : name.charAt(0).toLowerCase() + name.slice(1);
  return mappingRefused(
    setting === "startingPosition"
      ? `1 validation error detected: Value null at '${member}' failed to satisfy constraint: Member must not be null.`
      : `Required '${member}' parameter is missing.`,
  );
}

/** 400 of a setting that the kind of source does not have. */
export function unsupportedSetting(setting: SourceSetting): PlatformError {
  return mappingRefused(`Unsupported ${settingNames[setting]} parameter for given event source mapping type.`);
}

/** 404 of every operation on a mapping that is not there (behaviours.md §5). */
export function mappingNotFound(): PlatformError {
  return new PlatformError("ResourceNotFound", "The resource you requested does not exist.");
}

/** 400 of a change of a mapping that is on its way from one state to another. */
export function mappingInUse(verb: "update" | "delete"): PlatformError {
  return new PlatformError("ResourceInUse", `Cannot ${verb} the event source mapping because it is in use.`);
}

/** 409 of a mapping of the same source to the same function, in AWS's words for each kind of source (behaviours.md §11). */
export function mappingExists(settings: EventSourceMappingSettings, functionArn: string, uuid: string): PlatformError {
  return new PlatformError(
    "ResourceConflict",
    `${existing(settings, functionArn)} already exists. Please update or delete the existing mapping with UUID ${uuid}`,
  );
}

function existing(settings: EventSourceMappingSettings, functionArn: string): string {
  const { eventSourceArn = "", functionName, endpoints = {}, topics = [] } = settings;
  switch (mappingKind(settings)) {
    case "sqs":
    case "sqs-fifo":
      return `An event source mapping with SQS arn (" ${eventSourceArn} ") and function (" ${functionName} ")`;
    case "self-managed-kafka":
      return `An event source mapping with event source ("${Object.values(endpoints).flat().join(",")}"), function ("${functionArn}"), topics ("${topics.join(",")}")`;
    default:
      return `The event source arn (" ${eventSourceArn} ") and function (" ${functionName} ") provided mapping`;
  }
}
