import { findServer } from "@mayfly/servers/find-server";
import type { BubblewrapDriverOptions } from "./create-bubblewrap-driver.ts";

/** Options that name the bubblewrap of this machine, which is fetched where it is not installed. */
export async function installedBubblewrap(): Promise<Pick<BubblewrapDriverOptions, "bubblewrapPath" | "bubblewrapEnvironment">> {
  const { path, environment } = await findServer("bwrap");
  return { bubblewrapPath: path, bubblewrapEnvironment: environment };
}
