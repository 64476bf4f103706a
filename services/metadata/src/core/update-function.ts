import type { FunctionLayer, FunctionRecord, FunctionRevision, FunctionSettings, StoredCode } from "@mayfly/domain/function-record";
import { transition } from "@mayfly/domain/function-state";
import type { UnplacedRecord } from "../ports/function-store.ts";
import type { ChangeStamp } from "./create-function.ts";
import { revisionMismatch, updateRefused } from "./function-errors.ts";
import { mergeLogging, type LoggingInput } from "./logging-settings.ts";
import { checkUnpackedTotal } from "./unpacked-total.ts";

/** What UpdateFunctionCode says. */
export interface CodeUpdate {
  readonly code: StoredCode;
  readonly architecture: string | undefined;
}

/** What UpdateFunctionConfiguration says; undefined leaves a setting alone. */
export interface ConfigurationUpdate extends Partial<Record<"role" | "handler" | "description" | "runtime" | "tracingMode", string | undefined>> {
  readonly timeoutSeconds?: number | undefined;
  readonly memoryMib?: number | undefined;
  readonly ephemeralMib?: number | undefined;
  /** Replaces all variables. */
  readonly variables?: Readonly<Record<string, string>> | undefined;
  readonly logging?: LoggingInput | undefined;
  /** Replaces all layers; lowest first. */
  readonly layers?: readonly FunctionLayer[] | undefined;
}

/** What an update makes of code and configuration. */
export type Revised = Omit<FunctionRevision, "generation">;

/** Throws 412 if the request names another revision id than the latest, 409 if the state allows no update now. */
export function checkUpdate(record: FunctionRecord, revisionId: string | undefined): void {
  if (revisionId !== undefined && revisionId !== record.revisionId) throw revisionMismatch();
  if (transition(record.state, { name: "update" }) === undefined) throw updateRefused(record, record.state);
}

/** Code and configuration after an UpdateFunctionCode. Throws 400 if code and layers are too large together. */
export function reviseCode(record: FunctionRecord, update: CodeUpdate): Revised {
  checkUnpackedTotal(update.code, record.settings.layers);
  return { code: update.code, settings: { ...record.settings, architecture: update.architecture ?? record.settings.architecture } };
}

/** Code and configuration after an UpdateFunctionConfiguration. Throws 400 if code and layers are too large together. */
export function reviseConfiguration(record: FunctionRecord, update: ConfigurationUpdate): Revised {
  const { settings } = record;
  const revised: FunctionSettings = {
    runtime: update.runtime ?? settings.runtime,
    handler: update.handler ?? settings.handler,
    role: update.role ?? settings.role,
    description: update.description ?? settings.description,
    timeoutSeconds: update.timeoutSeconds ?? settings.timeoutSeconds,
    memoryMib: update.memoryMib ?? settings.memoryMib,
    ephemeralMib: update.ephemeralMib ?? settings.ephemeralMib,
    variables: update.variables ?? settings.variables,
    tracingMode: update.tracingMode ?? settings.tracingMode,
    logging: mergeLogging(settings.logging, update.logging),
    architecture: settings.architecture,
    layers: update.layers ?? settings.layers,
  };
  checkUnpackedTotal(record.code, revised.layers);
  return { code: record.code, settings: revised };
}

/** The record with an update started: InProgress, while what ran before goes on running. A redundant update is one too (behaviours.md §6). Throws 409 if the state forbids it. */
export function startUpdate(record: FunctionRecord, revised: Revised, stamp: ChangeStamp): UnplacedRecord {
  const state = transition(record.state, { name: "update" });
  if (state === undefined) throw updateRefused(record, record.state);
  const { generation, settings, code, sequence: _sequence, running: _running, ...kept } = record;
  const running = state.name === "updating" ? (record.running ?? { generation, settings, code }) : undefined;
  return { ...kept, ...revised, state, running, revisionId: stamp.revisionId, lastModifiedAt: stamp.now };
}
