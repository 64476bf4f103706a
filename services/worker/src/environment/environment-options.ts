import type { Tracing } from "@mayfly/telemetry/tracing";
import type { Environment } from "./environment.ts";
import type { FunctionProcessDependencies } from "./function-process.ts";
import type { EnvironmentLease } from "./lease.ts";
import type { FunctionLogStream } from "../ports/function-log-sink.ts";
import type { StartRequest } from "../placement/start-function.ts";

/** What environments need of the agent. */
export interface EnvironmentDependencies extends FunctionProcessDependencies {
  readonly tracing: Tracing;
  readonly initPhaseMs: number;
  /** Idle for this long, an environment is frozen. */
  readonly freezeAfterMs: number;
  /** Idle for this long, an environment is retired, unless the scheduler is silent. */
  readonly keepAliveMs: number;
  /** True while the scheduler is heard. */
  readonly schedulerHeard: () => boolean;
  /** Told of every change that the scheduler should know soon. */
  readonly onChange: (environment: Environment) => void;
}

/** A function version's place on this host. */
export interface EnvironmentOptions extends StartRequest {
  readonly environmentId: string;
  readonly lease: EnvironmentLease;
  /** Started for a provisioning: it is kept whether it is used or not. */
  readonly provisioned: boolean;
  readonly logStream: FunctionLogStream;
  /** From here on (monotonic) it takes an invocation at most, and then ends: its credentials will not last. */
  readonly retireAtMs: number;
  /** False once the function's code is another than the one that runs here: then it takes no invocation any more, and ends. */
  readonly codeIsCurrent: () => boolean;
  /** Frees what the environment uses once it is gone. */
  readonly release: () => void;
}

/** How an environment came into being. */
export interface StartedEnvironment {
  /** Milliseconds from the first step to the end of the init phase. */
  readonly initMs: number;
  readonly prewarmed: boolean;
  /** It exists, but its init phase failed: the first invocation tries again, or is answered with that. */
  readonly initFailed: boolean;
}
