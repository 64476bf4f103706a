import type { FunctionKey } from "@mayfly/domain/function-record";
import { PlatformError } from "@mayfly/errors/platform-error";

/** Destinations as a request names them; absent or empty is none. */
export interface Destinations {
  readonly onSuccess: string | undefined;
  readonly onFailure: string | undefined;
}

/** Services that take the outcome of an asynchronous invocation; nats is Mayfly's own (DESIGN §10). */
const successServices: ReadonlySet<string> = new Set(["lambda", "sns", "sqs", "events", "nats"]);
const failureServices: ReadonlySet<string> = new Set([...successServices, "s3"]);

/** Throws 400 in AWS's words if an outcome cannot go there (behaviours.md §11). `exists` says whether the account has a function of that name. */
export async function checkDestinations(destinations: Destinations, key: FunctionKey, exists: (functionName: string) => Promise<boolean>): Promise<void> {
  const { onSuccess, onFailure } = destinations;
  const takesSuccess = onSuccess === undefined || (await isDestination(onSuccess, successServices, { key, exists }));
  const takesFailure = onFailure === undefined || (await isDestination(onFailure, failureServices, { key, exists }));
  if (takesSuccess && takesFailure) return;
  const shown = `DestinationConfig(onSuccess=${show("OnSuccess", onSuccess)}, onFailure=${show("OnFailure", onFailure)})`;
  throw new PlatformError("InvalidParameterValue", `The provided destination config ${shown} is invalid.`);
}

async function isDestination(
  arn: string,
  services: ReadonlySet<string>,
  { key, exists }: { readonly key: FunctionKey; readonly exists: (functionName: string) => Promise<boolean> },
): Promise<boolean> {
  const [, , service = "", region = "", account = "", ...resource] = arn.split(":");
  if (!services.has(service)) return false;
  if (service === "nats") return isSubject(resource.join(":")) && account === key.account;
  if (service !== "lambda") return true;
  const [kind, functionName] = resource;
  if (kind !== "function" || functionName === undefined || region !== key.region || account !== key.account) throw invalid(arn);
  if (functionName === key.functionName) throw new PlatformError("InvalidParameterValue", "You can't specify the function as a destination for itself.");
  if (!(await exists(functionName))) throw invalid(arn);
  return true;
}

/** `subject/NAME`, without wildcards, and none of Mayfly's or the server's own. */
function isSubject(resource: string): boolean {
  return /^subject\/(?!mayfly\.|\$|_INBOX\.)[^\s.*>]+(\.[^\s.*>]+)*$/.test(resource);
}

function invalid(arn: string): PlatformError {
  return new PlatformError("InvalidParameterValue", `The destination ARN ${arn} is invalid.`);
}

function show(name: string, arn: string | undefined): string {
  return arn === undefined ? "null" : `${name}(destination=${arn})`;
}
