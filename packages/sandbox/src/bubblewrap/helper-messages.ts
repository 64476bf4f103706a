/**
 * What the agent and its helper say to each other over node's IPC channel. Both halves run the same source, so these
 * types are trusted on both sides.
 */
import type { ProcessIdentity } from "@mayfly/kernel/process-identity";
import type { MeterFiles } from "../cgroups/cgroup-tree.ts";
import type { OciRuntime } from "../oci/oci-config.ts";
import type { SandboxBinding, SandboxCapabilities, SandboxSpec } from "../sandbox-driver.ts";

/** What the helper is started with. */
export interface HelperSettings {
  readonly stateDirectory: string;
  readonly bubblewrapPath: string;
  readonly bubblewrapEnvironment: Readonly<Record<string, string>>;
  /** Given, sandboxes are made by this OCI runtime instead of bubblewrap. */
  readonly oci?: { readonly runtime: OciRuntime; readonly path: string; readonly environment: Readonly<Record<string, string>> };
  /** Given, sandboxes reach the public internet through this host, and nothing else; by this nft(8). */
  readonly nat?: { readonly nftPath: string; readonly nftEnvironment: Readonly<Record<string, string>> };
  /** False for a helper in a user namespace of an ordinary user, where it only seems to be root. */
  readonly isRoot: boolean;
  /** Host uids and gids to give to sandboxes, one each. */
  readonly uidRange: UidRange;
}

/** `count` host uids from `first` on. */
export interface UidRange {
  readonly first: number;
  readonly count: number;
}

/** How a helper begins. */
export interface HelperStart {
  readonly settings: HelperSettings;
  /** Given, the helper is in the namespaces of an earlier one, whose anchor this is, and goes on with what it can of these sandboxes. */
  readonly succession?: { readonly anchor: ProcessIdentity; readonly claimed: readonly string[] };
}

/** A helper that has begun. */
export interface StartedHelper {
  readonly capabilities: SandboxCapabilities;
  /** The claimed sandboxes that it goes on with; the others are gone. */
  readonly adopted: readonly string[];
}

/** Requests of the agent and what answers each. */
export interface HelperMethods {
  start: { request: HelperStart; response: StartedHelper };
  /** Answered at once by a helper that works. */
  ping: { request: undefined; response: undefined };
  /** A new anchor, for one that has died. */
  anchor: { request: undefined; response: undefined };
  create: { request: SandboxSpec; response: CreatedSandbox };
  outputOpened: { request: SandboxReference; response: undefined };
  bind: { request: SandboxBinding & { readonly sandboxId: string }; response: undefined };
  limitProcessor: { request: SandboxReference & { readonly processors: number }; response: undefined };
  freeze: { request: SandboxReference; response: undefined };
  thaw: { request: SandboxReference; response: undefined };
  kill: { request: SandboxReference; response: undefined };
  terminate: { request: SandboxReference; response: undefined };
  connect: { request: SandboxReference & { readonly port: number; readonly connectionId: string }; response: undefined };
  dispose: { request: SandboxReference; response: undefined };
  stop: { request: undefined; response: undefined };
}

/** Names of the requests. */
export type HelperMethod = keyof HelperMethods;

/** Which sandbox is meant. */
export interface SandboxReference {
  readonly sandboxId: string;
}

/** Where the agent finds the rest of a sandbox that it got the sockets of. */
export interface CreatedSandbox {
  readonly stdoutPath: string;
  readonly stderrPath: string;
  /** Only of a supervised sandbox. */
  readonly companionsPath: string | undefined;
  /** To be held open, so that how the sandbox ended is not lost while no helper runs. */
  readonly exitStatusPath: string;
  readonly meterFiles: MeterFiles;
}

/** Agent to helper. */
export interface HelperRequest {
  readonly requestId: number;
  readonly method: HelperMethod;
  readonly body: HelperMethods[HelperMethod]["request"];
}

/** How a sandbox's first process ended, as bubblewrap reports it. */
export interface ExitReport {
  readonly exitCode: number | undefined;
  readonly signal: string | undefined;
  readonly outOfMemory: boolean;
  /** Said by the agent of a sandbox that no helper goes on with. */
  readonly lost?: true;
}

/** The sockets that a sandbox begins with; `control` only a supervised one. */
export type SocketPart = "channel" | "runtimeApi" | "door" | "control";

/** Helper to agent. `handle`, `lifeline` and `connection` messages carry a socket beside them and come before the answer to their request. */
export type HelperMessage =
  | { readonly kind: "answer"; readonly requestId: number; readonly response: HelperMethods[HelperMethod]["response"] }
  | { readonly kind: "failure"; readonly requestId: number; readonly message: string }
  | { readonly kind: "handle"; readonly sandboxId: string; readonly part: SocketPart }
  | { readonly kind: "lifeline"; readonly anchor: ProcessIdentity }
  | { readonly kind: "connection"; readonly connectionId: string }
  | { readonly kind: "exit"; readonly sandboxId: string; readonly report: ExitReport };
