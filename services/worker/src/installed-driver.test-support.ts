import { createBubblewrapDriver } from "@mayfly/sandbox/bubblewrap/create-bubblewrap-driver";
import type { SandboxDriver } from "@mayfly/sandbox/sandbox-driver";
import { findServer } from "@mayfly/servers/find-server";
import { captureLogger } from "@mayfly/testkit/capture-logger";
import { temporaryDirectory } from "@mayfly/testkit/temporary-directory";
import { afterAll, beforeAll } from "vitest";

/** The bubblewrap driver of this machine, with a state directory of its own; disposing it leaves nothing. */
export interface InstalledDriver extends AsyncDisposable {
  readonly driver: SandboxDriver;
  readonly stateDirectory: string;
}

/** Starts the installed driver before the tests of the file that calls this and disposes it after them. */
export function useInstalledDriver(): () => InstalledDriver {
  let installed: InstalledDriver | undefined;
  beforeAll(async () => {
    installed = await startInstalledDriver();
  });
  afterAll(async () => {
    await installed?.[Symbol.asyncDispose]();
  });
  return () => {
    if (installed === undefined) throw new Error("the sandbox driver did not start");
    return installed;
  };
}

async function startInstalledDriver(): Promise<InstalledDriver> {
  await using unlessStarted = new AsyncDisposableStack();
  const state = unlessStarted.use(await temporaryDirectory());
  const bubblewrap = await findServer("bwrap");
  const driver = unlessStarted.use(
    await createBubblewrapDriver({
      stateDirectory: state.path,
      bubblewrapPath: bubblewrap.path,
      bubblewrapEnvironment: bubblewrap.environment,
      logger: captureLogger(),
    }),
  );
  const started = unlessStarted.move();
  return { driver, stateDirectory: state.path, [Symbol.asyncDispose]: () => started.disposeAsync() };
}
