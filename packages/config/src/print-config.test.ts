import { expect, test } from "vitest";
import { z } from "zod";
import { describeConfig, formatConfig } from "./print-config.ts";
import { secret } from "./secret.ts";

const schema = z.object({
  httpPort: z.number().describe("the port of the HTTP API"),
  natsUrl: z.string(),
  s3SecretKey: secret(z.string()),
  dataDir: z.string().optional(),
});

test("settings are printed sorted, without secrets, without passwords in URLs and without what is absent", () => {
  const text = formatConfig(schema, { httpPort: 8700, natsUrl: "nats://user:password@127.0.0.1:4222", s3SecretKey: "hidden" });

  expect(text).toBe("MAYFLY_HTTP_PORT=8700\nMAYFLY_NATS_URL=nats://(secret)@127.0.0.1:4222\nMAYFLY_S3_SECRET_KEY=(secret)\n");
});

test("settings are described by variable, meaning and secrecy", () => {
  expect(describeConfig(schema)).toContainEqual({ variable: "MAYFLY_HTTP_PORT", meaning: "the port of the HTTP API", isSecret: false });
  expect(describeConfig(schema)).toContainEqual({ variable: "MAYFLY_S3_SECRET_KEY", meaning: "", isSecret: true });
});
