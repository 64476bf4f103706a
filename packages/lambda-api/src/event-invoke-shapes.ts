import { limits } from "@mayfly/domain/limits";
import { double, integer, list, string, structure, type Member, type Shape } from "./shape.ts";

/** ARN of a destination, a Kafka topic, or nothing. */
const destinationArn = string({
  min: 0,
  max: 350,
  pattern:
    "$|kafka://([^.]([a-zA-Z0-9\\-_.]{0,248}))|arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\\-])+:((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1})?:(\\d{12})?:(.*)",
});
/** Where outcomes go. */
export const destinationConfig = structure({ OnSuccess: structure({ Destination: destinationArn }), OnFailure: structure({ Destination: destinationArn }) });

/** What PutFunctionEventInvokeConfig and UpdateFunctionEventInvokeConfig say. */
export const eventInvokeSettings = {
  MaximumRetryAttempts: integer({ min: 0, max: limits.eventRetryAttemptsMax }),
  MaximumEventAgeInSeconds: integer({ min: limits.eventAgeSecondsMin, max: limits.eventAgeSecondsMax }),
  DestinationConfig: destinationConfig,
} satisfies Record<string, Member | Shape>;

/** A configuration as answered. */
export const eventInvokeConfig = structure({
  LastModified: double(),
  FunctionArn: string(),
  MaximumRetryAttempts: integer(),
  MaximumEventAgeInSeconds: integer(),
  DestinationConfig: destinationConfig,
});

/** Answer of ListFunctionEventInvokeConfigs. */
export const eventInvokePage = structure({ FunctionEventInvokeConfigs: list(eventInvokeConfig), NextMarker: string() });
