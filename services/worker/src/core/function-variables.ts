import type { FunctionSpec__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/FunctionSpec";
import type { RuntimeManifest } from "@mayfly/runtimes/runtime-manifest";
import { doorUrl } from "@mayfly/sandbox/door-address";
import { runtimeApiAddress } from "@mayfly/sandbox/runtime-api-address";
import type { RoleCredentials } from "../ports/role-credentials.ts";

const xrayDaemonPort = "2000";

/** Values that a function may override (AWS: "Defined runtime environment variables", unreserved; and where SDKs find Mayfly). */
const defaults = {
  AWS_ENDPOINT_URL: doorUrl,
  AWS_XRAY_CONTEXT_MISSING: "LOG_ERROR",
  LANG: "en_US.UTF-8",
  PATH: "/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin",
  LD_LIBRARY_PATH: "/var/lang/lib:/lib64:/usr/lib64:/var/runtime:/var/runtime/lib:/var/task:/var/task/lib:/opt/lib",
  PWD: "/var/task",
  SHLVL: "0",
  TZ: ":UTC",
} as const;

/** What a prewarmed process boots with: all that is read at process start and the same for every function of a runtime. */
export function bootVariables(manifest: RuntimeManifest): Record<string, string> {
  return { ...defaults, ...manifest.variables, LAMBDA_TASK_ROOT: "/var/task", LAMBDA_RUNTIME_DIR: "/var/runtime" };
}

/** What an environment of a function has of its own. */
export interface EnvironmentVariables {
  /** Name of its log stream. */
  readonly logStream: string;
  /** Of the function's role; without any the function has none of their variables. */
  readonly credentials: RoleCredentials | undefined;
  /** Started for a provisioning, as the function is told. */
  readonly provisioned?: boolean;
}

/** The whole environment of a function, exactly AWS's set, AWS_ENDPOINT_URL and the function's own (behaviours.md §10 and §13, precedence). */
export function functionVariables(spec: FunctionSpec__Output, manifest: RuntimeManifest, own: EnvironmentVariables): Record<string, string> {
  const { AWS_EXECUTION_ENV, ...overridable } = manifest.variables;
  const region = spec.identity?.region ?? "";
  return {
    ...defaults,
    ...overridable,
    ...spec.variables,
    AWS_XRAY_DAEMON_ADDRESS: `${runtimeApiAddress.host}:${xrayDaemonPort}`,
    _AWS_XRAY_DAEMON_ADDRESS: runtimeApiAddress.host,
    _AWS_XRAY_DAEMON_PORT: xrayDaemonPort,
    ...credentialVariables(own.credentials),
    ...(AWS_EXECUTION_ENV === undefined ? {} : { AWS_EXECUTION_ENV }),
    ...(spec.log_format === "JSON" ? { AWS_LAMBDA_LOG_FORMAT: "JSON", AWS_LAMBDA_LOG_LEVEL: spec.application_log_level || "INFO" } : {}),
    _HANDLER: spec.handler,
    AWS_LAMBDA_INITIALIZATION_TYPE: own.provisioned === true ? "provisioned-concurrency" : "on-demand",
    AWS_LAMBDA_LOG_GROUP_NAME: spec.log_group,
    AWS_LAMBDA_LOG_STREAM_NAME: own.logStream,
    LAMBDA_TASK_ROOT: "/var/task",
    LAMBDA_RUNTIME_DIR: "/var/runtime",
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_LAMBDA_FUNCTION_NAME: spec.identity?.function_name ?? "",
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(spec.memory_mib),
    AWS_LAMBDA_FUNCTION_VERSION: spec.identity?.version ?? "",
    AWS_LAMBDA_RUNTIME_API: `${runtimeApiAddress.host}:${runtimeApiAddress.port}`,
  };
}

function credentialVariables(credentials: RoleCredentials | undefined): Record<string, string> {
  if (credentials === undefined) return {};
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  return { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: sessionToken };
}

const runtimesOwn = new Set([
  ...["_HANDLER", "AWS_EXECUTION_ENV", "AWS_LAMBDA_LOG_GROUP_NAME", "AWS_LAMBDA_LOG_STREAM_NAME"],
  ...["LAMBDA_TASK_ROOT", "LAMBDA_RUNTIME_DIR", "AWS_XRAY_CONTEXT_MISSING"],
]);

/** The environment of an external extension, given the function's whole one and what of it the function has set itself (behaviours.md §14). */
export function extensionVariables(variables: Readonly<Record<string, string>>, own: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(variables).filter(
      ([name]) => !name.startsWith("_") && !runtimesOwn.has(name) && (name !== "AWS_XRAY_DAEMON_ADDRESS" || own[name] !== undefined),
    ),
  );
}

/** What runtimes start whose program the function brings along. */
export const ownProgram = "/var/task/bootstrap";

const readAtStart = /^(?:NODE_.*|UV_.*|LD_.*|PYTHON.*|MALLOC_.*|GLIBC_TUNABLES|LANG|LC_.*|TZ|SSL_CERT_.*|OPENSSL_.*|AWS_LAMBDA_EXEC_WRAPPER)$/;

/** True if the function sets a variable that a process reads only when it starts: it is never bound from the pool (DESIGN §10). */
export function needsOwnBoot(variables: Readonly<Record<string, string>>): boolean {
  return Object.keys(variables).some((name) => readAtStart.test(name));
}

/** A log stream name: `YYYY/MM/DD/[VERSION]32hex`. */
export function logStreamName(version: string, startedAt: Date, unique: string): string {
  return `${startedAt.toISOString().slice(0, 10).replaceAll("-", "/")}/[${version}]${unique.replaceAll("-", "")}`;
}

/**
 * Program and arguments for a heap limit and a handler. A feature that AWS turns off by a flag is left on if NODE_OPTIONS asks for it. A
 * wrapper (AWS_LAMBDA_EXEC_WRAPPER) is started in the program's place, with the program as its arguments; not before a program of the
 * function's own (AWS: OS-only runtimes have no wrapper scripts).
 */
export function bootCommand(
  manifest: RuntimeManifest,
  { heapMib, handler }: { readonly heapMib: number; readonly handler: string },
  variables: Readonly<Record<string, string>>,
): string[] {
  const asked = (variables["NODE_OPTIONS"] ?? "").split(/\s+/);
  const removed = new Set(asked.map((flag) => manifest.removableFlags[flag]));
  const command = manifest.command
    .filter((word) => !removed.has(word))
    .map((word) => word.replace("{heapMib}", String(heapMib)).replace("{handler}", () => handler));
  const wrapper = variables["AWS_LAMBDA_EXEC_WRAPPER"];
  return wrapper === undefined || wrapper === "" || command.includes(ownProgram) ? command : [wrapper, ...command];
}
