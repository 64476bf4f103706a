import { isDeepStrictEqual } from "node:util";
import type { FunctionRecord } from "@mayfly/domain/function-record";
import type { FunctionState } from "@mayfly/domain/function-state";
import { PlatformError } from "@mayfly/errors/platform-error";
import type { UnnumberedRecord, UnplacedRecord } from "../ports/function-store.ts";
import { updateRefused } from "./function-errors.ts";
import { checkUpdate } from "./update-function.ts";

/** What PublishVersion asks for beside the version. */
export interface PublishConditions {
  readonly revisionId: string | undefined;
  /** Base64. */
  readonly codeSha256: string | undefined;
}

/** Throws what a publication of this $LATEST must be refused with: 412 or 400 if it is not what the request names, 409 if its state allows none now. */
export function checkPublish(latest: FunctionRecord, conditions: PublishConditions): void {
  checkUpdate(latest, conditions.revisionId);
  if (latest.state.name === "failed") throw updateRefused(latest, latest.state);
  const current = Buffer.from(latest.code.sha256, "hex").toString("base64");
  if (conditions.codeSha256 === undefined || conditions.codeSha256 === current) return;
  throw new PlatformError(
    "InvalidParameterValue",
    `CodeSHA256 (${conditions.codeSha256}) is different from current CodeSHA256 in $LATEST (${current}). Please try again with the CodeSHA256 in $LATEST.`,
  );
}

/** True if code and configuration are those of the last version: there is then nothing to publish (behaviours.md §6). */
export function isPublished(latest: Pick<FunctionRecord, "code" | "settings">, last: FunctionRecord): boolean {
  // A version may have a description of its own.
  const { description, ...settings } = latest.settings;
  const { description: versionDescription, ...versionSettings } = last.settings;
  const sameDescription = description === (last.publishedDescription ?? versionDescription);
  return sameDescription && latest.code.sha256 === last.code.sha256 && isDeepStrictEqual(settings, versionSettings);
}

/** The version that $LATEST is published as. Its LastModified is that of $LATEST. */
export function versionRecord(latest: UnplacedRecord, version: { readonly description: string | undefined; readonly revisionId: string }): UnnumberedRecord {
  const { region, account, functionName, settings, code, lastModifiedAt, state } = latest;
  return {
    region,
    account,
    functionName,
    settings: { ...settings, description: version.description ?? settings.description },
    code,
    revisionId: version.revisionId,
    lastModifiedAt,
    tags: {},
    state: publishedState(state),
    publishedDescription: settings.description,
  };
}

/** What $LATEST runs needs no preparation; everything else is made ready as a version of its own. */
function publishedState(state: FunctionState): FunctionState {
  return state.name === "active" ? { name: "active" } : { name: "creating" };
}
