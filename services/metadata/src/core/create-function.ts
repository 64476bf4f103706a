import { latestVersion } from "@mayfly/domain/function-identity";
import type { FunctionKey, FunctionLayer, StoredCode } from "@mayfly/domain/function-record";
import { limits } from "@mayfly/domain/limits";
import type { UnplacedRecord } from "../ports/function-store.ts";
import { defaultLogging, mergeLogging, type LoggingInput } from "./logging-settings.ts";
import { checkUnpackedTotal } from "./unpacked-total.ts";

/** What a request to create a function says; undefined means the default. */
export interface CreateInput {
  readonly key: FunctionKey;
  readonly code: StoredCode;
  readonly role: string;
  readonly runtime: string;
  readonly handler: string;
  readonly description: string | undefined;
  readonly timeoutSeconds: number | undefined;
  readonly memoryMib: number | undefined;
  readonly ephemeralMib: number | undefined;
  readonly variables: Readonly<Record<string, string>> | undefined;
  readonly tracingMode: string | undefined;
  readonly logging: LoggingInput | undefined;
  readonly architecture: string | undefined;
  /** Lowest first. */
  readonly layers: readonly FunctionLayer[];
  readonly tags: Readonly<Record<string, string>>;
}

/** What makes two changes of the same content differ. */
export interface ChangeStamp {
  /** Epoch milliseconds. */
  readonly now: number;
  /** Lower-case UUID, never used before. */
  readonly revisionId: string;
}

/** The record of a new function, Pending, with AWS's defaults (behaviours.md §6). Throws 400 if its code and layers are too large together. */
export function createRecord(input: CreateInput, stamp: ChangeStamp, architectureDefault: string): UnplacedRecord {
  const { region, account, functionName } = input.key;
  checkUnpackedTotal(input.code, input.layers);
  return {
    region,
    account,
    functionName,
    version: latestVersion,
    settings: {
      runtime: input.runtime,
      handler: input.handler,
      role: input.role,
      description: input.description ?? "",
      timeoutSeconds: input.timeoutSeconds ?? limits.timeoutSecondsDefault,
      memoryMib: input.memoryMib ?? limits.memoryMibDefault,
      ephemeralMib: input.ephemeralMib ?? limits.ephemeralMibMin,
      variables: input.variables,
      tracingMode: input.tracingMode ?? "PassThrough",
      logging: mergeLogging(defaultLogging(functionName), input.logging),
      architecture: input.architecture ?? architectureDefault,
      layers: input.layers,
    },
    code: input.code,
    tags: input.tags,
    revisionId: stamp.revisionId,
    lastModifiedAt: stamp.now,
    state: { name: "creating" },
  };
}
