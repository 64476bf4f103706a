import { limits } from "@mayfly/domain/limits";

/** How a process ended, as far as the failure's text tells it. */
export interface ProcessEnd {
  readonly exitCode: number | undefined;
  readonly signal: string | undefined;
  readonly outOfMemory: boolean;
}

/** A failure of the function: the document that its invoker gets as the answer's payload. */
export interface FunctionFailure {
  readonly errorType: string;
  /** JSON text. */
  readonly document: string;
}

/** Go's names for signals, which AWS's texts use. */
const signalNames: Readonly<Record<string, string>> = {
  SIGHUP: "hangup",
  SIGINT: "interrupt",
  SIGQUIT: "quit",
  SIGILL: "illegal instruction",
  SIGTRAP: "trace/breakpoint trap",
  SIGABRT: "aborted",
  // Another name of the same number, which Node's table of signals prefers.
  SIGIOT: "aborted",
  SIGBUS: "bus error",
  SIGFPE: "floating point exception",
  SIGKILL: "killed",
  SIGSEGV: "segmentation fault",
  SIGPIPE: "broken pipe",
  SIGTERM: "terminated",
};

function failure(errorType: string, errorMessage: string): FunctionFailure {
  return { errorType, document: JSON.stringify({ errorType, errorMessage }) };
}

/** The function ran longer than its timeout (behaviours.md §10). */
export function timedOut(requestId: string, timeoutSeconds: number): FunctionFailure {
  return failure("Sandbox.Timedout", `RequestId: ${requestId} Error: ${timedOutPhrase(timeoutSeconds)}`);
}

/** What the log says of a timeout. */
export function timedOutPhrase(timeoutSeconds: number): string {
  return `Task timed out after ${timeoutSeconds.toFixed(2)} seconds`;
}

/** The runtime's process ended (behaviours.md §10). */
export function exited(requestId: string, end: ProcessEnd): FunctionFailure {
  return failure("Runtime.ExitError", `RequestId: ${requestId} Error: ${exitedPhrase(end)}`);
}

/** What AWS says of a process that ended. */
export function exitedPhrase(end: ProcessEnd): string {
  const signal = end.outOfMemory ? "SIGKILL" : end.signal;
  if (signal !== undefined) return `Runtime exited with error: signal: ${signalNames[signal] ?? signal.toLowerCase()}`;
  return end.exitCode === 0 || end.exitCode === undefined
    ? "Runtime exited without providing a reason"
    : `Runtime exited with error: exit status ${end.exitCode}`;
}

/** The answer is larger than Lambda allows (behaviours.md §10; the order of members is AWS's). */
export function responseTooLarge(): FunctionFailure {
  const errorType = "Function.ResponseSizeTooLarge";
  return {
    errorType,
    document: JSON.stringify({
      errorMessage: `Response payload size exceeded maximum allowed payload size (${limits.responsePayloadBytesMax} bytes).`,
      errorType,
    }),
  };
}

/** A custom runtime without an entry point (behaviours.md §10). */
export function invalidEntrypoint(requestId: string): FunctionFailure {
  return failure("Runtime.InvalidEntrypoint", `RequestId: ${requestId} Error: Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]`);
}

/** The agent could not start the sandbox again for this invocation, or the runtime broke the protocol. */
export function runtimeFailed(requestId: string, reason: string): FunctionFailure {
  return failure("Runtime.Unknown", `RequestId: ${requestId} Error: ${reason}`);
}
