import type { Cluster, Environment } from "./cluster.ts";

/** The environment among those that `suits` whose lease is best asked back: one that is surely idle before one that may be, asked longest ago first, and none that was asked after `askedBeforeMs`. */
export function findIdleLease(cluster: Cluster, suits: (environment: Environment) => boolean, askedBeforeMs: number): Environment | undefined {
  let best: Environment | undefined;
  for (const environment of cluster.environments.values()) {
    if (environment.state.kind !== "leased" || environment.reported === "busy" || !suits(environment)) continue;
    if (environment.askedAtMs > askedBeforeMs) continue;
    if (best === undefined || rank(environment) < rank(best)) best = environment;
  }
  return best;
}

function rank(environment: Environment): number {
  return environment.reported === "idle" ? environment.askedAtMs : Number.MAX_SAFE_INTEGER;
}
