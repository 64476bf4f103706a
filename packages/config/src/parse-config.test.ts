import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PlatformError } from "@mayfly/errors/platform-error";
import { expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { commonConfig, port } from "./common-settings.ts";
import { parseConfig } from "./parse-config.ts";
import type { Environment } from "./process-environment.ts";
import { secret } from "./secret.ts";

const schema = z.object({
  httpPort: port.default(8700).describe("the port of the HTTP API"),
  natsUrl: z.url().describe("the address of NATS"),
  s3SecretKey: secret(z.string().min(8).optional()),
});

function problemsOf(environment: Environment): string {
  try {
    parseConfig(schema, environment);
  } catch (error) {
    if (error instanceof PlatformError) return error.publicMessage;
    throw error;
  }
  throw new Error("the configuration was accepted");
}

function fileWith(content: string): string {
  const folder = mkdtempSync(join(tmpdir(), "mayfly-config-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, "secret");
  writeFileSync(path, content);
  return path;
}

test("camel-case keys come from prefixed upper-case variables, and defaults fill in", () => {
  const config = parseConfig(schema, { MAYFLY_NATS_URL: "nats://127.0.0.1:4222", PATH: "/bin" });

  expect(config).toEqual({ httpPort: 8700, natsUrl: "nats://127.0.0.1:4222" });
});

test("an empty variable counts as absent", () => {
  expect(parseConfig(schema, { MAYFLY_NATS_URL: "nats://n", MAYFLY_HTTP_PORT: "" }).httpPort).toBe(8700);
});

test("every problem is listed at once, each with what to change", () => {
  const message = problemsOf({ MAYFLY_HTTP_PROT: "1", MAYFLY_HTTP_PORT: "99999", MAYFLY_S3_SECRET_KEY: "short" });

  expect(message).toContain("The configuration has 4 problems");
  expect(message).toContain("MAYFLY_HTTP_PROT is not a setting of this process. Did you mean MAYFLY_HTTP_PORT?");
  expect(message).toMatch(/MAYFLY_HTTP_PORT "99999" is not valid: .*65535.* It is the port of the HTTP API\./);
  expect(message).toContain("MAYFLY_NATS_URL is missing. Set it. It is the address of NATS.");
});

test("the value of a secret is never in the message", () => {
  expect(problemsOf({ MAYFLY_NATS_URL: "nats://n", MAYFLY_S3_SECRET_KEY: "short" })).not.toContain("short");
});

test("a variable that resembles nothing gets no suggestion", () => {
  expect(problemsOf({ MAYFLY_NATS_URL: "nats://n", MAYFLY_ZZZZZZZZZZZZZZZZ: "1" })).toContain(
    "MAYFLY_ZZZZZZZZZZZZZZZZ is not a setting of this process. Remove it.",
  );
});

test("what mayfly env prints for clients does not stop a process started in the same shell", () => {
  expect(() => parseConfig(schema, { MAYFLY_NATS_URL: "nats://n", MAYFLY_TOKEN: "t", MAYFLY_TEST_S3_URL: "http://x" })).not.toThrow();
});

test("a secret is read from its file without the line's end", () => {
  const config = parseConfig(schema, { MAYFLY_NATS_URL: "nats://n", MAYFLY_S3_SECRET_KEY_FILE: fileWith("long-enough\n") });

  expect(config.s3SecretKey).toBe("long-enough");
});

test("a secret that is given twice, or whose file is missing, is an error", () => {
  expect(problemsOf({ MAYFLY_NATS_URL: "nats://n", MAYFLY_S3_SECRET_KEY: "long-enough", MAYFLY_S3_SECRET_KEY_FILE: fileWith("x") })).toContain("are both set");
  expect(problemsOf({ MAYFLY_NATS_URL: "nats://n", MAYFLY_S3_SECRET_KEY_FILE: "/nonexistent/file" })).toContain("/nonexistent/file, which cannot be read");
});

test("a setting that is no secret has no file variable", () => {
  expect(problemsOf({ MAYFLY_NATS_URL: "nats://n", MAYFLY_NATS_URL_FILE: "/x" })).toContain("MAYFLY_NATS_URL_FILE is not a setting");
});

test("a cross-field check's sentence is the message", () => {
  const checked = z
    .object({ cert: z.string().optional(), key: z.string().optional() })
    .refine(({ cert, key }) => (cert === undefined) === (key === undefined), "Set both MAYFLY_CERT and MAYFLY_KEY, or neither");

  expect(() => parseConfig(checked, { MAYFLY_CERT: "x" })).toThrow("Set both MAYFLY_CERT and MAYFLY_KEY, or neither.");
});

test("the common settings have the defaults of the design", () => {
  expect(parseConfig(commonConfig, {})).toEqual({ region: "us-east-1", account: "000000000000", logLevel: "info", traceSampleRatio: 1 });
});
