import type { LambdaClientConfig } from "@aws-sdk/client-lambda";

/** A whole Mayfly in processes of its own, as its users run it. Disposing stops it as Ctrl-C does and fails if it does not end well. */
export interface System extends AsyncDisposable {
  readonly region: string;
  readonly account: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly token: string;
  /** One a gateway. */
  readonly httpEndpoints: readonly string[];
  /** One a gateway; host and port. */
  readonly grpcAddresses: readonly string[];
  /** With the default user's name and password. */
  readonly natsUrl: string;
  /** Directories where workers write function logs. */
  readonly functionLogDirectories: readonly string[];
  /** Directories below which nothing of a sandbox may be left after the stop. */
  readonly sandboxDirectories: readonly string[];
}

/** Client settings for one of a system's gateways. */
export function clientConfig(system: System, gateway = 0): LambdaClientConfig {
  const endpoint = system.httpEndpoints[gateway % system.httpEndpoints.length];
  if (endpoint === undefined) throw new Error("the system has no gateway");
  return {
    endpoint,
    region: system.region,
    credentials: { accessKeyId: system.accessKeyId, secretAccessKey: system.secretAccessKey },
    maxAttempts: 1,
  };
}
