/** Below the 20 s that DESIGN §10 gives a stop, so that the sentence is written before somebody else ends the process. */
const stopMsMax = 18_000;

/** Stops a running system on disposal. What has not stopped after 18 s is ended by force: one sentence on standard error, exit code 1. */
export function stopWithin(system: AsyncDisposable): AsyncDisposable {
  return {
    async [Symbol.asyncDispose]() {
      const timer = setTimeout(() => {
        process.stderr.write(
          `mayfly: not everything had stopped after ${stopMsMax / 1000} s, so it is ended by force; what runs is run again or cleaned up at the next start\n`,
        );
        process.exit(1);
      }, stopMsMax);
      await system[Symbol.asyncDispose]();
      clearTimeout(timer);
    },
  };
}
