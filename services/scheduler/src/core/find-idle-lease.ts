import type { Cluster, Environment } from "./cluster.ts";

/** The environment of an account whose lease is best asked back: one that is surely idle before one that may be, asked longest ago first, and none that was asked after `askedBeforeMs`. */
export function findIdleLease(cluster: Cluster, account: string, askedBeforeMs: number): Environment | undefined {
  let best: Environment | undefined;
  for (const environment of cluster.environments.values()) {
    if (environment.account !== account || environment.state.kind !== "leased" || environment.reported === "busy") continue;
    if (environment.askedAtMs > askedBeforeMs) continue;
    if (best === undefined || rank(environment) < rank(best)) best = environment;
  }
  return best;
}

function rank(environment: Environment): number {
  return environment.reported === "idle" ? environment.askedAtMs : Number.MAX_SAFE_INTEGER;
}
