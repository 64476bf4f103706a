import type { FunctionIdentity } from "./function-identity.ts";
import type { FunctionState } from "./function-state.ts";

/** Names one function, all versions together. */
export interface FunctionKey {
  readonly region: string;
  /** Twelve digits. */
  readonly account: string;
  readonly functionName: string;
}

/** A deployment package, or the archive of a layer version, in the package store; or a directory of the host. */
export interface StoredCode {
  /** Of the archive as uploaded, or of the directory's path; lower-case hex. */
  readonly sha256: string;
  readonly sizeBytes: number;
  /** Of all files when unpacked; undefined in records of a Mayfly that did not keep it. */
  readonly unpackedBytes?: number | undefined;
  /** Absolute path of the directory that is the code as it is now (hot reload); undefined if the package store has it. */
  readonly directory?: string | undefined;
}

/** A layer version that a function has. It holds what is needed to run it: the version may be deleted meanwhile. */
export interface FunctionLayer extends StoredCode {
  /** ARN of the version. */
  readonly arn: string;
}

/** How function logs are written. The levels are there exactly when the format is JSON (behaviours.md §6). */
export interface LoggingSettings {
  readonly format: "Text" | "JSON";
  readonly applicationLevel?: string | undefined;
  readonly systemLevel?: string | undefined;
  readonly group: string;
}

/** What a client can configure, defaults filled in. */
export interface FunctionSettings {
  readonly runtime: string;
  readonly handler: string;
  /** ARN of the execution role. */
  readonly role: string;
  readonly description: string;
  readonly timeoutSeconds: number;
  readonly memoryMib: number;
  readonly ephemeralMib: number;
  /** Undefined if no client ever sent it: it is then absent from answers. */
  readonly variables?: Readonly<Record<string, string>> | undefined;
  readonly tracingMode: string;
  readonly logging: LoggingSettings;
  readonly architecture: string;
  /** Lowest first. */
  readonly layers: readonly FunctionLayer[];
}

/** Code and configuration that belong together. `generation` changes with every change of either and is never used twice, also not after deletion. */
export interface FunctionRevision {
  readonly generation: number;
  readonly settings: FunctionSettings;
  readonly code: StoredCode;
}

/** All that metadata knows of a function's $LATEST or of one published version. */
export interface FunctionRecord extends FunctionIdentity, FunctionRevision {
  /** Position in the change feed of the transition that wrote this record; no other write has it. */
  readonly sequence: number;
  /** Lower-case UUID that clients see; changes as behaviours.md §6 says. */
  readonly revisionId: string;
  /** Epoch milliseconds of the last change by a client. */
  readonly lastModifiedAt: number;
  readonly tags: Readonly<Record<string, string>>;
  readonly state: FunctionState;
  /** What invocations run while an update is not yet (or, failed, never) ready; undefined when that is the record's own revision. */
  readonly running?: FunctionRevision | undefined;
  /** Only of a published version: the description that $LATEST had then. The version's own may be another. */
  readonly publishedDescription?: string | undefined;
}
