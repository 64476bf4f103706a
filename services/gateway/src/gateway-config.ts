import { commonSettings, port } from "@mayfly/config/common-settings";
import { functionUrlSettings } from "@mayfly/config/function-url-settings";
import { listenSettings, mayListen, mayListenError } from "@mayfly/config/listen-settings";
import { identitySettings } from "@mayfly/config/identity-settings";
import { logStoreSettings } from "@mayfly/config/log-store-settings";
import { secret } from "@mayfly/config/secret";
import { z } from "zod";

const address = z.string().regex(/^.+:\d+$/, "expected host:port");

/** Settings of `mayfly serve gateway`. */
export const gatewayConfig = z
  .object({
    ...commonSettings,
    ...listenSettings,
    httpPort: port.default(8700).describe("the port of the AWS-compatible HTTP API"),
    grpcPort: port.default(8701).describe("the port of the gRPC API"),
    metricsPort: port.default(8702).describe("the port of metrics and health"),
    urlPort: port.default(8703).describe("the port of function URLs"),
    ...functionUrlSettings,
    natsUrl: secret(z.string().describe("the NATS that reaches scheduler and workers, such as nats://user:password@127.0.0.1:4222")),
    metadataAddress: address.default("127.0.0.1:8711").describe("host and port of the metadata service"),
    packageStoreAddress: address.default("127.0.0.1:8712").describe("host and port of the package store"),
    credentialsFile: z
      .string()
      .min(1)
      .describe("a JSON file with the access keys that may call: [{accessKeyId, secretAccessKey, account, principalArn, token}]"),
    ...identitySettings,
    ...logStoreSettings,
    additionalRuntimes: z
      .string()
      .default("")
      .transform((names) => names.split(",").filter((name) => name !== ""))
      .describe("runtimes of the workers' own manifests that functions may have beside AWS's, separated by commas"),
    packageUrlKey: secret(z.string().min(32).optional().describe("signs the links to deployment packages; the same for all gateways behind one address")),
  })
  .refine(mayListen, { error: mayListenError });
