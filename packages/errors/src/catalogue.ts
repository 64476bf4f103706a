/** gRPC status numbers that the catalogue uses. */
const grpcStatus = {
  invalidArgument: 3,
  deadlineExceeded: 4,
  notFound: 5,
  alreadyExists: 6,
  permissionDenied: 7,
  resourceExhausted: 8,
  failedPrecondition: 9,
  aborted: 10,
  unimplemented: 12,
  internal: 13,
  unavailable: 14,
  unauthenticated: 16,
} as const;

/** How one error code is answered on each door. */
export interface ErrorDefinition {
  /** The exception name that AWS clients see (header x-amzn-errortype). */
  readonly awsName: string;
  readonly httpStatus: number;
  readonly grpcStatus: number;
  /** Member that holds the message in the HTTP body (behaviours.md, Error framing). */
  readonly messageMember: "message" | "Message";
  /** Value of the body's `Type`, absent where AWS sends none. */
  readonly type?: "User" | "Service";
  /** True if the same request may succeed later. */
  readonly retryable: boolean;
  /** What it means, for the reference page. */
  readonly meaning: string;
}

/** Every platform error that Mayfly can answer. Code, docs and types come from this table. */
export const errorCatalogue = {
  Validation: {
    awsName: "ValidationException",
    httpStatus: 400,
    grpcStatus: grpcStatus.invalidArgument,
    messageMember: "message",
    retryable: false,
    meaning: "a member of the request breaks a constraint of the API's model",
  },
  InvalidParameterValue: {
    awsName: "InvalidParameterValueException",
    httpStatus: 400,
    grpcStatus: grpcStatus.invalidArgument,
    messageMember: "message",
    type: "User",
    retryable: false,
    meaning: "a parameter is not valid",
  },
  InvalidRequestContent: {
    awsName: "InvalidRequestContentException",
    httpStatus: 400,
    grpcStatus: grpcStatus.invalidArgument,
    messageMember: "message",
    type: "User",
    retryable: false,
    meaning: "the request body is not JSON",
  },
  Serialization: {
    awsName: "SerializationException",
    httpStatus: 400,
    grpcStatus: grpcStatus.invalidArgument,
    messageMember: "Message",
    type: "User",
    retryable: false,
    meaning: "the request body cannot be read as the operation's input",
  },
  CodeStorageExceeded: {
    awsName: "CodeStorageExceededException",
    httpStatus: 400,
    grpcStatus: grpcStatus.resourceExhausted,
    messageMember: "message",
    type: "User",
    retryable: false,
    meaning: "the account's code storage is full",
  },
  MissingAuthenticationToken: {
    awsName: "MissingAuthenticationTokenException",
    httpStatus: 403,
    grpcStatus: grpcStatus.unauthenticated,
    messageMember: "message",
    retryable: false,
    meaning: "the request is not signed",
  },
  IncompleteSignature: {
    awsName: "IncompleteSignatureException",
    httpStatus: 403,
    grpcStatus: grpcStatus.unauthenticated,
    messageMember: "message",
    retryable: false,
    meaning: "the signature lacks a part",
  },
  InvalidSignature: {
    awsName: "InvalidSignatureException",
    httpStatus: 403,
    grpcStatus: grpcStatus.unauthenticated,
    messageMember: "message",
    retryable: false,
    meaning: "the signature is wrong or expired",
  },
  UnrecognizedClient: {
    awsName: "UnrecognizedClientException",
    httpStatus: 403,
    grpcStatus: grpcStatus.unauthenticated,
    messageMember: "message",
    retryable: false,
    meaning: "the access key or token is not known",
  },
  AccessDenied: {
    awsName: "AccessDeniedException",
    httpStatus: 403,
    grpcStatus: grpcStatus.permissionDenied,
    messageMember: "Message",
    retryable: false,
    meaning: "the caller may not do this",
  },
  ResourceNotFound: {
    awsName: "ResourceNotFoundException",
    httpStatus: 404,
    grpcStatus: grpcStatus.notFound,
    messageMember: "Message",
    type: "User",
    retryable: false,
    meaning: "the resource does not exist",
  },
  UnknownOperation: {
    awsName: "UnknownOperationException",
    httpStatus: 404,
    grpcStatus: grpcStatus.unimplemented,
    messageMember: "Message",
    retryable: false,
    meaning: "no operation has this method and path",
  },
  ResourceConflict: {
    awsName: "ResourceConflictException",
    httpStatus: 409,
    grpcStatus: grpcStatus.aborted,
    messageMember: "message",
    type: "User",
    retryable: false,
    meaning: "the resource exists already or is in a state that forbids the operation",
  },
  PreconditionFailed: {
    awsName: "PreconditionFailedException",
    httpStatus: 412,
    grpcStatus: grpcStatus.failedPrecondition,
    messageMember: "message",
    type: "User",
    retryable: false,
    meaning: "the revision id is not the latest",
  },
  RequestTooLarge: {
    awsName: "RequestEntityTooLargeException",
    httpStatus: 413,
    grpcStatus: grpcStatus.resourceExhausted,
    messageMember: "Message",
    retryable: false,
    meaning: "the request is larger than its limit",
  },
  UnsupportedMediaType: {
    awsName: "UnsupportedMediaTypeException",
    httpStatus: 415,
    grpcStatus: grpcStatus.invalidArgument,
    messageMember: "message",
    type: "User",
    retryable: false,
    meaning: "the body is not JSON",
  },
  TooManyRequests: {
    awsName: "TooManyRequestsException",
    httpStatus: 429,
    grpcStatus: grpcStatus.resourceExhausted,
    messageMember: "message",
    type: "User",
    retryable: true,
    meaning: "a concurrency or rate limit is reached",
  },
  Service: {
    awsName: "ServiceException",
    httpStatus: 500,
    grpcStatus: grpcStatus.internal,
    messageMember: "Message",
    type: "Service",
    retryable: true,
    meaning: "Mayfly failed",
  },
  UnknownService: {
    awsName: "UnknownService",
    httpStatus: 501,
    grpcStatus: grpcStatus.unimplemented,
    messageMember: "message",
    retryable: false,
    meaning: "the request is signed for an AWS service that Mayfly does not have",
  },
  InvalidRuntime: {
    awsName: "InvalidRuntimeException",
    httpStatus: 502,
    grpcStatus: grpcStatus.failedPrecondition,
    messageMember: "Message",
    type: "Service",
    retryable: false,
    meaning: "the function's runtime cannot be run",
  },
  ServiceUnavailable: {
    awsName: "ServiceUnavailableException",
    httpStatus: 503,
    grpcStatus: grpcStatus.unavailable,
    messageMember: "Message",
    type: "Service",
    retryable: true,
    meaning: "a part of Mayfly is down or has no capacity",
  },
  DeadlineExceeded: {
    awsName: "ServiceException",
    httpStatus: 500,
    grpcStatus: grpcStatus.deadlineExceeded,
    messageMember: "Message",
    type: "Service",
    retryable: true,
    meaning: "an answer between services did not come in time",
  },
  NoResponders: {
    awsName: "ServiceUnavailableException",
    httpStatus: 503,
    grpcStatus: grpcStatus.unavailable,
    messageMember: "Message",
    type: "Service",
    retryable: true,
    meaning: "no process serves the subject",
  },
  LeaseFenced: {
    awsName: "ServiceException",
    httpStatus: 500,
    grpcStatus: grpcStatus.aborted,
    messageMember: "Message",
    type: "Service",
    retryable: true,
    meaning: "the lease's epoch is not the environment's; another lease is tried",
  },
  EnvironmentGone: {
    awsName: "ServiceException",
    httpStatus: 500,
    grpcStatus: grpcStatus.aborted,
    messageMember: "Message",
    type: "Service",
    retryable: true,
    meaning: "the leased environment no longer exists; another lease is tried",
  },
} as const satisfies Record<string, ErrorDefinition>;

/** A code of the catalogue. */
export type ErrorCode = keyof typeof errorCatalogue;

/** True if `text` is a code of the catalogue. */
export function isErrorCode(text: string): text is ErrorCode {
  return Object.hasOwn(errorCatalogue, text);
}
