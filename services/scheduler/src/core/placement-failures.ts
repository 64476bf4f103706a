import type { ErrorCode } from "@mayfly/errors/catalogue";
import type { PlacementFailure } from "./effects.ts";
import type { Refusal } from "./refusals.ts";
import type { WaitingRequest } from "./waiting-requests.ts";

/** So many placements fail before whoever waits is told: a worker that was only restarting a part of itself is well again by then. */
const failuresMax = 3;

const elsewhereCodes: ReadonlySet<ErrorCode> = new Set(["ServiceUnavailable", "NoResponders", "DeadlineExceeded", "LeaseFenced"]);

/** True if another worker, or the same one a little later, may place what this one could not. */
export function worksElsewhere({ code }: PlacementFailure): boolean {
  return elsewhereCodes.has(code);
}

/** Takes note of a failure of a worker that works elsewhere. Gives the refusal once there were too many. */
export function noteFailure(request: WaitingRequest, failure: PlacementFailure): Refusal | undefined {
  if (failure.code !== "ServiceUnavailable" || !failure.certain || failure.full === true) return undefined;
  request.failures = (request.failures ?? 0) + 1;
  request.lastFailure = { code: failure.code, message: failure.message, reason: "", retryAfterMs: 1_000 };
  return request.failures < failuresMax ? undefined : request.lastFailure;
}
