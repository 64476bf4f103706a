/**
 * PlatformError ⇄ gRPC status. A status of ours carries, in its trailers, `mayfly-error` (the AWS exception name) and
 * `mayfly-error-code` (our code) for people and scripts, and grpc-status-details-bin with an ErrorInfo {reason: AWS name,
 * domain: mayfly, metadata: details and what begins with `mayfly-`} and a RetryInfo, which make it whole on the other side.
 */
import { Metadata, status as statusCode } from "@grpc/grpc-js";
import { errorCatalogue, isErrorCode, type ErrorCode } from "@mayfly/errors/catalogue";
import { PlatformError } from "@mayfly/errors/platform-error";
import { decodeStatusDetails, encodeStatusDetails } from "./status-details.ts";

/** A gRPC status as grpc-js takes it for an error. */
export interface ErrorStatus {
  readonly code: number;
  readonly details: string;
  readonly metadata: Metadata;
}

const codeKey = "mayfly-code";
const omitTypeKey = "mayfly-omit-type";
/** Clients of other languages refuse trailers above 8 KiB; the message is in them twice, once with up to 3 characters a byte. */
const messageCharactersMax = 1_500;

/** The status that tells a client of this error. Anything but a PlatformError becomes a Service error without details. */
export function toErrorStatus(error: unknown): ErrorStatus {
  const platformError = PlatformError.from(error);
  const { code, definition, retryAfterSeconds } = platformError;
  const message = truncate(platformError.publicMessage);
  const metadata = new Metadata();
  metadata.set("mayfly-error", definition.awsName);
  metadata.set("mayfly-error-code", code);
  const own = platformError.omitType ? { [codeKey]: code, [omitTypeKey]: "true" } : { [codeKey]: code };
  const details = { grpcStatus: definition.grpcStatus, message, reason: definition.awsName, metadata: { ...platformError.details, ...own }, retryAfterSeconds };
  metadata.set("grpc-status-details-bin", encodeStatusDetails(details));
  return { code: definition.grpcStatus, details: message, metadata };
}

/** The error behind a failed call: the very one that `toErrorStatus` was given, or the nearest to a status that is not ours. */
export function fromErrorStatus(error: unknown): PlatformError {
  if (error instanceof PlatformError) return error;
  if (!isErrorStatus(error)) return PlatformError.from(error);
  return fromDetails(error) ?? fromForeignStatus(error);
}

function fromDetails(error: ErrorStatus): PlatformError | undefined {
  const [bytes] = error.metadata.get("grpc-status-details-bin");
  const details = bytes instanceof Buffer ? decodeStatusDetails(bytes) : undefined;
  if (details === undefined) return undefined;
  const { [codeKey]: code, [omitTypeKey]: omitType, ...rest } = details.metadata;
  if (code === undefined || !isErrorCode(code)) return undefined;
  const { retryAfterSeconds } = details;
  return new PlatformError(code, details.message, {
    details: rest,
    omitType: omitType === "true",
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  });
}

interface ForeignMeaning {
  readonly code: ErrorCode;
  readonly message: string;
}

const foreignMeanings: Readonly<Record<number, ForeignMeaning>> = {
  [statusCode.CANCELLED]: { code: "ServiceUnavailable", message: "The call was cancelled." },
  [statusCode.DEADLINE_EXCEEDED]: { code: "DeadlineExceeded", message: "The answer did not come in time." },
  [statusCode.UNAVAILABLE]: { code: "ServiceUnavailable", message: "The service cannot be reached." },
  [statusCode.RESOURCE_EXHAUSTED]: { code: "TooManyRequests", message: "The service has reached a limit." },
  [statusCode.UNIMPLEMENTED]: { code: "UnknownOperation", message: "The service does not have this operation." },
  [statusCode.NOT_FOUND]: { code: "ResourceNotFound", message: "The resource does not exist." },
  [statusCode.ALREADY_EXISTS]: { code: "ResourceConflict", message: "The resource exists already." },
  [statusCode.ABORTED]: { code: "ResourceConflict", message: "The operation conflicts with another." },
  [statusCode.FAILED_PRECONDITION]: { code: "PreconditionFailed", message: "The operation's precondition does not hold." },
  [statusCode.INVALID_ARGUMENT]: { code: "InvalidParameterValue", message: "A parameter is not valid." },
  [statusCode.OUT_OF_RANGE]: { code: "InvalidParameterValue", message: "A parameter is out of its range." },
  [statusCode.PERMISSION_DENIED]: { code: "AccessDenied", message: "The caller may not do this." },
  [statusCode.UNAUTHENTICATED]: { code: "UnrecognizedClient", message: "The caller is not known." },
};

function fromForeignStatus(error: ErrorStatus): PlatformError {
  // The status's own text may name addresses of ours, so it stays in the cause.
  if (error.code === errorCatalogue.RequestTooLarge.grpcStatus && error.details.includes("larger than")) {
    return new PlatformError("RequestTooLarge", "The message is larger than the service takes.", { cause: error });
  }
  const meaning = foreignMeanings[error.code];
  return meaning === undefined ? PlatformError.from(error) : new PlatformError(meaning.code, meaning.message, { cause: error });
}

function isErrorStatus(error: unknown): error is ErrorStatus {
  return (
    typeof error === "object" &&
    error !== null &&
    "code" in error &&
    typeof error.code === "number" &&
    "metadata" in error &&
    error.metadata instanceof Metadata &&
    "details" in error
  );
}

function truncate(message: string): string {
  return message.length <= messageCharactersMax ? message : `${message.slice(0, messageCharactersMax - 1)}…`;
}
