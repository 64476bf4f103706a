import type { ApiAnswer } from "../runtime/api-answers.ts";
import { wantedExtensionState, type ExtensionState } from "../core/extension-state.ts";
import { extensionsMax } from "./extension-registry.ts";

function refusal(errorType: string, errorMessage: string): ApiAnswer {
  return { status: 403, body: { errorMessage, errorType } };
}

/** What the Extensions, Telemetry and Logs APIs refuse, in AWS's words (behaviours.md §14; AWS's runtime interface emulator). */
export const extensionRefusals = {
  emptyName: refusal("Extension.InvalidExtensionName", "Empty extension name"),
  // AWS's limit and words are not known; no file has a longer name.
  nameTooLong: refusal("Extension.InvalidExtensionName", "Extension name too long"),
  missingIdentifier: refusal("Extension.MissingExtensionIdentifier", "Missing Lambda-Extension-Identifier header"),
  invalidIdentifier: refusal("Extension.InvalidExtensionIdentifier", "Invalid Lambda-Extension-Identifier"),
  unknownExtension: (id: string) => refusal("Extension.UnknownExtensionIdentifier", `Unknown extension ${id}`),
  unknownIdentifier: refusal("Extension.UnknownExtensionIdentifier", "Unknown Lambda-Extension-Identifier"),
  missingErrorType: refusal("Extension.MissingHeader", "Lambda-Extension-Function-Error-Type not found"),
  invalidEvent: (event: string, reason: string) => refusal("Extension.InvalidEventType", `${event}: ${reason}`),
  invalidFormat: (reason: string) => refusal("InvalidRequestFormat", reason),
  closed: refusal("Extension.RegistrationClosed", "Extension registration closed already"),
  "too-many": refusal("Extension.TooManyExtensions", `Extension limit (${extensionsMax}) reached`),
  "name-taken": refusal("Extension.InvalidExtensionState", "Extension with this name already registered"),
  invalidState: (from: ExtensionState, event: keyof typeof wantedExtensionState, who: string) =>
    refusal(
      "Extension.InvalidExtensionState",
      `State transition from ${from} to ${wantedExtensionState[event]} failed for extension ${who}. Error: State transition is not allowed`,
    ),
} as const;
