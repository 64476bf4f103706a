import { logVerbosity, Server, ServerCredentials, setLogVerbosity, type UntypedServiceImplementation } from "@grpc/grpc-js";
import { serviceMethods } from "@mayfly/contracts/protos";
import { PlatformError } from "@mayfly/errors/platform-error";
import { HealthImplementation } from "grpc-health-check";
import { reportNothing, type CallFailureListener } from "./call-failure.ts";
import { contractMethods, defaultMessageBytesMax, type ServiceRegistration } from "./contract-methods.ts";
import { addReflection } from "./reflection.ts";
import { serverHandler, type Authenticate, type ServerCallSettings } from "./server-handler.ts";

/** How a gRPC server is made. */
export interface GrpcServerOptions {
  readonly services: readonly ServiceRegistration[];
  /** Runs before every call but health checks and reflection. Without it every caller is let in. */
  readonly authenticate?: Authenticate;
  /** True to let clients like grpcurl ask for the services and their messages. */
  readonly reflection: boolean;
  /** 64 MiB by default. */
  readonly maxMessageBytes?: number;
  /** Milliseconds that running calls have to end when the server is disposed; 5,000 by default. */
  readonly drainTimeoutMs?: number;
  /** Milliseconds that a caller may take nothing of a streamed answer before the call is ended; 60,000 by default. */
  readonly stalledMs?: number;
  /** Plain text by default. */
  readonly credentials?: ServerCredentials;
  readonly onCallFailure?: CallFailureListener;
}

/** A gRPC server with health checks (grpc.health.v1). Disposing it stops new calls, waits for running ones, then cuts what is left. */
export interface GrpcServer extends AsyncDisposable {
  /** Listens and resolves with the port, which is a free one for port 0. Fails with PlatformError ServiceUnavailable. */
  start(address: { readonly host: string; readonly port: number }): Promise<number>;
  /** What health checks are told; serving from `start` until it is disposed. */
  setServing(serving: boolean): void;
}

/** A server for these services; it serves once it is started. */
export function createGrpcServer(options: GrpcServerOptions): GrpcServer {
  // grpc-js writes to standard error what we throw anyway, like a port that is taken.
  setLogVerbosity(logVerbosity.NONE);
  return new ContractServer(options);
}

const defaultStalledMs = 60_000;

class ContractServer implements GrpcServer {
  readonly #server: Server;
  readonly #health: HealthImplementation;
  readonly #serviceNames: readonly string[];
  readonly #drain = new AbortController();
  readonly #drainTimeoutMs: number;
  readonly #credentials: ServerCredentials;

  constructor(options: GrpcServerOptions) {
    const maxMessageBytes = options.maxMessageBytes ?? defaultMessageBytesMax;
    this.#server = new Server({
      "grpc.max_receive_message_length": maxMessageBytes,
      "grpc.max_send_message_length": maxMessageBytes,
      "grpc.keepalive_time_ms": 10_000,
      "grpc.keepalive_timeout_ms": 5_000,
    });
    this.#drainTimeoutMs = options.drainTimeoutMs ?? 5_000;
    this.#credentials = options.credentials ?? ServerCredentials.createInsecure();
    this.#serviceNames = ["", ...options.services.map(({ contract }) => contract.name)];
    this.#health = new HealthImplementation();
    this.setServing(false);
    this.#health.addToServer(this.#server);
    if (options.reflection)
      addReflection(
        this.#server,
        options.services.map(({ contract }) => contract.name),
      );
    const settings = {
      authenticate: options.authenticate,
      draining: this.#drain.signal,
      report: options.onCallFailure ?? reportNothing,
      stalledMs: options.stalledMs ?? defaultStalledMs,
    };
    for (const service of options.services) this.#server.addService(serviceMethods(service.contract.name), implementationOf(service, settings));
  }

  async start(address: { readonly host: string; readonly port: number }): Promise<number> {
    const host = address.host.includes(":") ? `[${address.host}]` : address.host;
    const port = await new Promise<number>((resolve, reject) => {
      this.#server.bindAsync(`${host}:${address.port}`, this.#credentials, (error, bound) => {
        if (error === null) resolve(bound);
        else
          reject(
            new PlatformError("ServiceUnavailable", `The gRPC port ${address.port} on ${address.host} cannot be listened on: ${error.message}.`, {
              cause: error,
            }),
          );
      });
    });
    this.setServing(true);
    return port;
  }

  setServing(serving: boolean): void {
    for (const name of this.#serviceNames) this.#health.setStatus(name, serving ? "SERVING" : "NOT_SERVING");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.setServing(false);
    this.#drain.abort();
    await new Promise<void>((resolve) => {
      const deadline = setTimeout(() => this.#server.forceShutdown(), this.#drainTimeoutMs);
      this.#server.tryShutdown(() => {
        clearTimeout(deadline);
        // Ends idle connections that tryShutdown leaves to their clients.
        this.#server.forceShutdown();
        resolve();
      });
    });
  }
}

function implementationOf(service: ServiceRegistration, settings: ServerCallSettings): UntypedServiceImplementation {
  return Object.fromEntries(contractMethods(service.contract).map((method) => [method.name, serverHandler(service, method, settings)]));
}
