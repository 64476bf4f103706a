import { limits } from "@mayfly/domain/limits";
import { z } from "zod";

const frameSchema = z.object({ path: z.string().optional(), line: z.int().optional(), label: z.string().optional() });

const exceptionSchema = z.object({
  message: z.string().optional(),
  type: z.string().optional(),
  stack: z.array(frameSchema).optional(),
});

const causeSchema = z.object({
  exceptions: z.array(exceptionSchema).nullish(),
  working_directory: z.string().nullish(),
  paths: z.array(z.string()).nullish(),
  message: z.string().nullish(),
});

type ErrorCause = z.infer<typeof causeSchema>;

/**
 * The cause of a failure as X-Ray knows it, from what a runtime sent: JSON of at most 64 KiB, cropped and never refused for its
 * size; undefined if it is no cause (behaviours.md §13).
 */
export function parseErrorCause(text: string): string | undefined {
  const cause = parse(text);
  if (cause === undefined) return undefined;
  for (const share of [1, 0.8, 0.6, 0.4, 0.2]) {
    const document = JSON.stringify(crop(cause, share));
    if (Buffer.byteLength(document) <= limits.errorCauseBytesMax) return document;
  }
  // JSON makes a character at most six bytes long, so that two such texts stay below the limit.
  const textLengthMax = limits.errorCauseBytesMax / 16;
  return JSON.stringify({
    exceptions: [],
    working_directory: (cause.working_directory ?? "").slice(0, textLengthMax),
    paths: [],
    message: (cause.message ?? "").slice(0, textLengthMax),
  });
}

function parse(text: string): ErrorCause | undefined {
  try {
    const cause = causeSchema.safeParse(JSON.parse(text)).data;
    if (cause === undefined) return undefined;
    const hasContent = (cause.exceptions ?? []).length > 0 || (cause.paths ?? []).length > 0 || (cause.working_directory ?? "") + (cause.message ?? "") !== "";
    return hasContent ? cause : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps this share of every list and text. */
function crop(cause: ErrorCause, share: number): ErrorCause {
  const part = <Item>(items: readonly Item[] | null | undefined): Item[] => (items ?? []).slice(0, Math.ceil((items ?? []).length * share));
  const start = (text: string | null | undefined): string => (text ?? "").slice(0, Math.ceil((text ?? "").length * share));
  return {
    exceptions: part(cause.exceptions).map((exception) => ({
      ...exception,
      ...(exception.message === undefined ? {} : { message: start(exception.message) }),
      ...(exception.stack === undefined ? {} : { stack: part(exception.stack) }),
    })),
    working_directory: cause.working_directory ?? "",
    paths: part(cause.paths),
    ...(cause.message === undefined || cause.message === null ? {} : { message: start(cause.message) }),
  };
}

const documentSchema = z.object({
  errorMessage: z.string().default(""),
  errorType: z.string().default(""),
  stackTrace: z.array(z.string()).optional(),
  errorCause: z.unknown(),
});

/** A failure whose document and cause came in one body. */
export interface FailureWithCause {
  /** JSON text; the words "Invalid error body" if the body was none. */
  readonly document: string;
  readonly cause: string | undefined;
}

/** Takes a body of type application/vnd.aws.lambda.error.cause+json apart. */
export function parseFailureWithCause(body: string): FailureWithCause {
  try {
    const { errorCause, ...document } = documentSchema.parse(JSON.parse(body));
    return { document: JSON.stringify(document), cause: errorCause === undefined ? undefined : parseErrorCause(JSON.stringify(errorCause)) };
  } catch {
    return { document: '"Invalid error body"', cause: undefined };
  }
}
