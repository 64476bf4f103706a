/** npm and npx forward a Ctrl-C that has reached this process already; what comes so soon after the first is its echo. */
const echoMs = 1000;

/** Resolves at the first SIGINT, SIGTERM or SIGHUP. Another one a second later ends the process at once: the user does not want to wait. */
export function stopSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let firstAtMs: number | undefined;
    const stop = (signal: NodeJS.Signals): void => {
      const nowMs = performance.now();
      firstAtMs ??= nowMs;
      if (nowMs - firstAtMs > echoMs) process.exit(130);
      resolve(signal);
    };
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);
  });
}
