import type { PlatformError } from "@mayfly/errors/platform-error";

/** An error as the Lambda API answers it over HTTP. */
export interface ErrorAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON. */
  readonly body: string;
}

/**
 * Frames an error as AWS does (behaviours.md §4): the name in x-amzn-errortype; `message` or `Message`, `Type` and further
 * members in the body; Retry-After where it is known. An access that is denied without a reason has Message null.
 */
export function errorAnswer(error: PlatformError): ErrorAnswer {
  const { awsName, httpStatus, messageMember, type } = error.definition;
  const message = error.code === "AccessDenied" && error.publicMessage === "" ? null : error.publicMessage;
  const framed = { ...error.details, ...(type === undefined || error.omitType ? {} : { Type: type }), [messageMember]: message };
  const retryAfter = error.retryAfterSeconds === undefined ? {} : { "Retry-After": String(Math.ceil(error.retryAfterSeconds)) };
  return { status: httpStatus, headers: { "Content-Type": "application/json", "x-amzn-errortype": awsName, ...retryAfter }, body: JSON.stringify(framed) };
}
