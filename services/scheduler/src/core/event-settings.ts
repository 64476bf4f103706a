import type { EventInvoke } from "@mayfly/domain/attachments/event-invoke";
import type { EventLimits } from "./event-decision.ts";

/** The bounds that hold for one event now: those of its function's configuration where it sets them. */
export function boundsFor(settings: EventInvoke | undefined, defaults: EventLimits): EventLimits {
  return {
    ...defaults,
    maximumAgeMs: settings?.eventAgeSeconds === undefined ? defaults.maximumAgeMs : settings.eventAgeSeconds * 1_000,
    retryDelaysMs: settings?.retryAttempts === undefined ? defaults.retryDelaysMs : defaults.retryDelaysMs.slice(0, settings.retryAttempts),
  };
}
