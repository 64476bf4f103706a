import { accountConcurrencyMax, commonSettings, port } from "@mayfly/config/common-settings";
import { listenSettings, mayListen, mayListenError } from "@mayfly/config/listen-settings";
import { secret } from "@mayfly/config/secret";
import { z } from "zod";

/** Settings of `mayfly serve scheduler`. */
export const schedulerConfig = z
  .object({
    ...commonSettings,
    ...listenSettings,
    metricsPort: port.default(8716).describe("the port of metrics and health"),
    natsUrl: secret(z.string().describe("the NATS that reaches gateways and workers, such as nats://user:password@127.0.0.1:4222")),
    natsClientUrl: secret(
      z.string().optional().describe("what clients use to reach NATS, in whose account their streams are; without it event source mappings read no stream"),
    ),
    metadataAddress: z
      .string()
      .regex(/^.+:\d+$/, "expected host:port")
      .default("127.0.0.1:8711")
      .describe("host and port of the metadata service"),
    accountConcurrencyMax,
    placementsPerAgentMax: z.coerce
      .number()
      .int()
      .min(1)
      .default(4)
      .describe("how many environments one worker starts at a time; its number of cores is a good value"),
    keepAliveSeconds: z.coerce.number().int().min(1).default(600).describe("seconds after which an environment that nobody uses is retired"),
    eventsBytesMax: z.coerce.number().int().min(1_048_576).default(1_073_741_824).describe("bytes of events that may wait; more are refused"),
    eventsRunningMax: z.coerce
      .number()
      .int()
      .min(1)
      .default(256)
      .describe("how many asynchronous events run at a time, of all functions, beside one of each that is always allowed"),
  })
  .refine(mayListen, { error: mayListenError });
