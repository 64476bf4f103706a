import { z } from "zod";
import { secret } from "./secret.ts";

/** Settings of the object store that functions' code may be in; spread into the schema of each process that reads it. */
export const codeSourceSettings = {
  codeS3Url: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe("the MinIO or S3 server that S3Bucket and S3Key of CreateFunction, UpdateFunctionCode and PublishLayerVersion are looked up in"),
  codeS3AccessKey: secret(z.string().optional().describe("its access key: every account may have what this key may read")),
  codeS3SecretKey: secret(z.string().optional().describe("its secret key")),
  codeS3Region: z.string().default("us-east-1").describe("its region"),
} as const;

/** A schema's settings of that kind, read. */
interface CodeSourceConfig {
  readonly codeS3Url?: string | undefined;
  readonly codeS3AccessKey?: string | undefined;
  readonly codeS3SecretKey?: string | undefined;
  readonly codeS3Region: string;
}

/** An S3 server that code may be in, and who reads it. */
export interface CodeSourceAccess {
  readonly endpoint: URL;
  readonly accessKey: string;
  readonly secretKey: string;
  readonly region: string;
}

/** False where a URL has no keys or keys no URL. */
export function hasWholeCodeSource({ codeS3Url, codeS3AccessKey, codeS3SecretKey }: CodeSourceConfig): boolean {
  return (codeS3Url === undefined) === (codeS3AccessKey === undefined) && (codeS3Url === undefined) === (codeS3SecretKey === undefined);
}

/** What to say then. */
export const wholeCodeSourceError = "MAYFLY_CODE_S3_URL, MAYFLY_CODE_S3_ACCESS_KEY and MAYFLY_CODE_S3_SECRET_KEY belong together: set all, or none";

/** Where code may be; undefined if no server is set. */
export function codeSourceAccess({ codeS3Url, codeS3AccessKey = "", codeS3SecretKey = "", codeS3Region }: CodeSourceConfig): CodeSourceAccess | undefined {
  return codeS3Url === undefined ? undefined : { endpoint: new URL(codeS3Url), accessKey: codeS3AccessKey, secretKey: codeS3SecretKey, region: codeS3Region };
}
