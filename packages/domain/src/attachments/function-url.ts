import { z } from "zod";
import { attachmentKind } from "../attachment.ts";

/** Which pages of other origins may call a function URL; undefined members were not given. */
export interface CorsSettings {
  readonly allowCredentials?: boolean | undefined;
  readonly allowHeaders?: readonly string[] | undefined;
  readonly allowMethods?: readonly string[] | undefined;
  /** Origins, or `*`. */
  readonly allowOrigins?: readonly string[] | undefined;
  readonly exposeHeaders?: readonly string[] | undefined;
  readonly maxAgeSeconds?: number | undefined;
}

/** A function URL. Hangs at the function as a whole, whose $LATEST it then invokes, or at an alias. */
export interface FunctionUrl {
  /** First label of its host: lower-case letters and digits, never given twice. */
  readonly urlId: string;
  readonly authType: "NONE" | "AWS_IAM";
  /** Undefined if no client ever gave it; it is then BUFFERED. */
  readonly invokeMode?: "BUFFERED" | "RESPONSE_STREAM" | undefined;
  readonly cors?: CorsSettings | undefined;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  /** Epoch milliseconds. */
  readonly lastModifiedAt: number;
}

const strings = z.array(z.string()).optional();

/** CreateFunctionUrlConfig. */
export const functionUrlKind = attachmentKind<FunctionUrl>({
  name: "function-url",
  schema: 1,
  parser: z.object({
    urlId: z.string().regex(/^[a-z0-9]+$/),
    authType: z.enum(["NONE", "AWS_IAM"]),
    invokeMode: z.enum(["BUFFERED", "RESPONSE_STREAM"]).optional(),
    cors: z
      .object({
        allowCredentials: z.boolean().optional(),
        allowHeaders: strings,
        allowMethods: strings,
        allowOrigins: strings,
        exposeHeaders: strings,
        maxAgeSeconds: z.number().int().min(0).optional(),
      })
      .optional(),
    createdAt: z.number(),
    lastModifiedAt: z.number(),
  }),
});
