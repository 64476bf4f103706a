import { createBubblewrapDriver } from "@mayfly/sandbox/bubblewrap/create-bubblewrap-driver";
import type { SandboxDriver } from "@mayfly/sandbox/sandbox-driver";
import { findServer } from "@mayfly/servers/find-server";
import { captureLogger } from "@mayfly/testkit/capture-logger";
import { temporaryDirectory } from "@mayfly/testkit/temporary-directory";

/** The bubblewrap driver of this machine, with a state directory of its own; disposing it leaves nothing. */
export async function startInstalledDriver(): Promise<AsyncDisposable & { readonly driver: SandboxDriver }> {
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
  return { driver, [Symbol.asyncDispose]: () => started.disposeAsync() };
}
