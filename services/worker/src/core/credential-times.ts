const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** How long credentials of execution roles are made for: AWS's longest. */
export const credentialSeconds = 12 * 3600;

/** An environment starts with so much time left, if credentials can be had; AWS gives no more. */
const leftAtStartMs = 6 * hourMs;
/** Below this, new ones are fetched beside the use of those that are there. */
const renewedBelowMs = 8 * hourMs;
/** The longest invocation, and five minutes for clocks that differ. */
const leftAtEndMs = 20 * minuteMs;
/** An environment that had to start without credentials lives no longer, so that the next one may have some. */
const withoutMs = minuteMs;

/** What to do with credentials for a start now: use them, use them and fetch new ones, or wait for new ones. */
export function planCredentials(expiresAt: number | undefined, now: number): "use" | "use-and-renew" | "renew" {
  if (expiresAt === undefined || expiresAt - now < leftAtStartMs) return "renew";
  return expiresAt - now < renewedBelowMs ? "use-and-renew" : "use";
}

/** True if an environment with them could still run an invocation of any length. */
export function mayStillStart(expiresAt: number, now: number): boolean {
  return expiresAt - now > leftAtEndMs;
}

/** Milliseconds after which an environment with credentials that end at `expiresAt`, or without any, takes no more invocations: its variables cannot change. */
export function environmentMsMax(expiresAt: number | undefined, now: number): number {
  return expiresAt === undefined ? withoutMs : Math.max(0, expiresAt - leftAtEndMs - now);
}
