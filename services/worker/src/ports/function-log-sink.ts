/** One environment's log. */
export interface FunctionLogStream {
  readonly account: string;
  readonly logGroup: string;
  readonly logStream: string;
}

/**
 * Takes what functions write. Lines come in order and without their line feed; START, END and REPORT are lines too. Must not
 * wait and must not throw: what it cannot take it drops and counts.
 */
export interface FunctionLogSink {
  /** False if nothing is kept: then nobody makes lines. */
  readonly enabled: boolean;
  write(stream: FunctionLogStream, lines: readonly string[]): void;
}

/** Keeps nothing. */
export const noFunctionLogs: FunctionLogSink = { enabled: false, write() {} };

/** Hands every line to a callback: standalone shows functions' output with it. */
export function callbackLogSink(onLines: (stream: FunctionLogStream, lines: readonly string[]) => void): FunctionLogSink {
  return { enabled: true, write: onLines };
}

/** Hands everything to each of several sinks. */
export function combinedLogSink(sinks: readonly FunctionLogSink[]): FunctionLogSink {
  const takers = sinks.filter((sink) => sink.enabled);
  const [only] = takers;
  if (only === undefined) return noFunctionLogs;
  if (takers.length === 1) return only;
  return {
    enabled: true,
    write(stream, lines) {
      for (const sink of takers) sink.write(stream, lines);
    },
  };
}
