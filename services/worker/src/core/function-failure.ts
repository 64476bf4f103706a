import { limits } from "@mayfly/domain/limits";

/** How a process ended, as far as the failure's text tells it. */
export interface ProcessEnd {
  readonly exitCode: number | undefined;
  readonly signal: string | undefined;
  readonly outOfMemory: boolean;
  readonly lost?: true;
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

/** Why a function cannot go on, before it is known which invocation is to be told. */
export interface FatalFailure {
  readonly errorType: string;
  readonly phrase: string;
  /** The host has lost the sandbox: no failure of the function. */
  readonly lost?: true;
}

/** A fatal failure as an invocation's answer. */
export function fatal(requestId: string, { errorType, phrase }: FatalFailure): FunctionFailure {
  return failure(errorType, `RequestId: ${requestId} Error: ${phrase}`);
}

/** What the log says of a fatal failure. */
export function fatalLines(requestId: string, { errorType, phrase }: FatalFailure): string {
  return `RequestId: ${requestId} Error: ${phrase}\n${errorType}\n`;
}

/** The runtime's process ended (behaviours.md §10). */
export function runtimeExited(end: ProcessEnd): FatalFailure {
  return { errorType: "Runtime.ExitError", phrase: exitedPhrase(end), ...(end.lost === undefined ? {} : { lost: end.lost }) };
}

/** What AWS says of an extension's process that ended. */
export function processPhrase({ exitCode, signal }: Pick<ProcessEnd, "exitCode" | "signal">): string {
  if (signal !== undefined) return `signal: ${signalNames[signal] ?? signal.toLowerCase()}`;
  return exitCode === 0 || exitCode === undefined ? "exit code 0" : `exit status ${exitCode}`;
}

/** What AWS says of a process that ended. */
export function exitedPhrase(end: ProcessEnd): string {
  // A shell between bubblewrap and the runtime tells a kill as 137. A runtime that exits by itself may have lost only a child to the limit.
  const ranOutOfMemory = end.outOfMemory && (end.exitCode === undefined || end.exitCode === 137);
  const signal = ranOutOfMemory ? "SIGKILL" : end.signal;
  if (signal !== undefined) return `Runtime exited with error: signal: ${signalNames[signal] ?? signal.toLowerCase()}`;
  return end.exitCode === 0 || end.exitCode === undefined
    ? "Runtime exited without providing a reason"
    : `Runtime exited with error: exit status ${end.exitCode}`;
}

/** The answer is larger than Lambda allows (behaviours.md §10; the order of members is AWS's). */
export function responseTooLarge(bytesMax: number = limits.responsePayloadBytesMax): FunctionFailure {
  const errorType = "Function.ResponseSizeTooLarge";
  return {
    errorType,
    document: JSON.stringify({ errorMessage: `Response payload size exceeded maximum allowed payload size (${bytesMax} bytes).`, errorType }),
  };
}

/** The runtime's connection broke in the middle of its answer. */
export function responseTruncated(): FunctionFailure {
  return failure("Runtime.TruncatedResponse", "The runtime broke off its response.");
}

/** The error type that counts: one that is not well formed becomes Function.Unknown or Runtime.Unknown (behaviours.md §13). */
export function reportedErrorType(value: string): string {
  if (/(Runtime|Function)\.[A-Z][a-zA-Z]+/.test(value)) return value;
  return value.startsWith("Function.") ? "Function.Unknown" : "Runtime.Unknown";
}

/** A custom runtime without an entry point (behaviours.md §10). */
export const missingEntrypoint: FatalFailure = {
  errorType: "Runtime.InvalidEntrypoint",
  phrase: "Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]",
};

/** An entry point that cannot be executed, in the words of AWS's own agent, which is written in Go. */
export function invalidEntrypoint(path: string, reason: "permission denied" | "exec format error" | "no such file or directory"): FatalFailure {
  return { errorType: missingEntrypoint.errorType, phrase: `fork/exec ${path}: ${reason}` };
}

/** The agent could not start the sandbox again for this invocation, or the runtime broke the protocol. */
export function runtimeFailed(requestId: string, reason: string): FunctionFailure {
  return failure("Runtime.Unknown", `RequestId: ${requestId} Error: ${reason}`);
}

const errorTypeCharactersMax = 256;

/** Reads the type of an error document that the function's process made. */
export function errorTypeOf(document: string): string {
  try {
    const parsed: unknown = JSON.parse(document);
    if (typeof parsed === "object" && parsed !== null && "errorType" in parsed && typeof parsed.errorType === "string") {
      return parsed.errorType.slice(0, errorTypeCharactersMax);
    }
  } catch {
    // Not JSON: the runtime is the function's own.
  }
  return "Runtime.Unknown";
}
