import type { ErrorCode } from "@mayfly/errors/catalogue";
import type { PlatformError } from "@mayfly/errors/platform-error";
import type { ErrorAnswer } from "@mayfly/lambda-api/error-answer";

/** Media type of AWS JSON 1.1, in both directions. */
export const json11 = "application/x-amz-json-1.1";

/** Where CloudWatch Logs has another name for an error than Lambda. */
const names: Partial<Record<ErrorCode, string>> = {
  Validation: "InvalidParameterException",
  InvalidParameterValue: "InvalidParameterException",
  ResourceConflict: "ResourceAlreadyExistsException",
  TooManyRequests: "ThrottlingException",
  Service: "InternalFailure",
};

/** An error in AWS JSON 1.1, whose errors of the client all have the status 400. */
export function logsErrorAnswer(error: PlatformError): ErrorAnswer {
  const { awsName, httpStatus } = error.definition;
  const type = names[error.code] ?? awsName;
  const retryAfter = error.retryAfterSeconds === undefined ? {} : { "Retry-After": String(Math.ceil(error.retryAfterSeconds)) };
  return {
    status: httpStatus >= 500 ? httpStatus : 400,
    headers: { "Content-Type": json11, "x-amzn-errortype": type, ...retryAfter },
    body: JSON.stringify({ __type: type, message: error.publicMessage }),
  };
}
