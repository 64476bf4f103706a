import type { PlatformError } from "@mayfly/errors/platform-error";
import type { ErrorAnswer } from "@mayfly/lambda-api/error-answer";
import { escapeXml } from "./escape-xml.ts";

/** A service that speaks the AWS Query protocol. */
export type QueryService = "iam" | "sts";

const namespaces = { iam: "https://iam.amazonaws.com/doc/2010-05-08/", sts: "https://sts.amazonaws.com/doc/2011-06-15/" } as const satisfies Record<
  QueryService,
  string
>;

/** Operations without output members whose answer has a result all the same, by the service's model. */
const emptyResults = new Set(["UpdateRole"]);

/** One request, as its answer names it. */
export interface QueryAnswerOptions {
  readonly service: QueryService;
  readonly action: string;
  readonly requestId: string;
}

/** The XML of an answer. Members that are undefined are left out; members of lists are `<member>`. */
export function queryAnswer(output: object, { service, action, requestId }: QueryAnswerOptions): string {
  const members = membersOf(output);
  const result = members === "" && !emptyResults.has(action) ? "" : `<${action}Result>${members}</${action}Result>`;
  return `<${action}Response xmlns="${namespaces[service]}">${result}<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${action}Response>`;
}

function membersOf(value: object): string {
  return Object.entries(value)
    .map(([name, each]) => (each === undefined || each === null ? "" : `<${name}>${contentOf(each)}</${name}>`))
    .join("");
}

function contentOf(value: unknown): string {
  if (Array.isArray(value)) return value.map((each) => `<member>${contentOf(each)}</member>`).join("");
  if (typeof value === "object" && value !== null) return membersOf(value);
  return escapeXml(String(value));
}

/** Names of errors that the Query protocol spells without `Exception`, or in words of its own. */
const codes: ReadonlyMap<string, string> = new Map([
  ["AccessDeniedException", "AccessDenied"],
  ["UnrecognizedClientException", "InvalidClientTokenId"],
  ["InvalidSignatureException", "SignatureDoesNotMatch"],
  ["MissingAuthenticationTokenException", "MissingAuthenticationToken"],
  ["IncompleteSignatureException", "IncompleteSignature"],
  ["ExpiredTokenException", "ExpiredToken"],
  ["ServiceException", "ServiceFailure"],
  ["ServiceUnavailableException", "ServiceUnavailable"],
  ["TooManyRequestsException", "Throttling"],
  ["RequestEntityTooLargeException", "RequestEntityTooLarge"],
  ["InvalidParameterValueException", "InvalidParameterValue"],
]);

const noProviders = "Requests are signed: Mayfly has no identity providers. Use AssumeRole with an access key.";

/** The answer for an error, as clients of the Query protocol read it. */
export function queryErrorAnswer(error: PlatformError, service: QueryService, requestId: string): ErrorAnswer {
  const { awsName, httpStatus } = error.definition;
  const type = httpStatus >= 500 ? "Receiver" : "Sender";
  // AssumeRoleWithWebIdentity and AssumeRoleWithSAML are the operations that AWS takes unsigned.
  const message = error.code === "MissingAuthenticationToken" ? `${error.publicMessage}. ${noProviders}` : error.publicMessage;
  const content = `<Type>${type}</Type><Code>${codes.get(awsName) ?? awsName}</Code><Message>${escapeXml(message)}</Message>`;
  const body = `<ErrorResponse xmlns="${namespaces[service]}"><Error>${content}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`;
  const retry = error.retryAfterSeconds === undefined ? {} : { "Retry-After": String(error.retryAfterSeconds) };
  return { status: httpStatus, headers: { "Content-Type": "text/xml", ...retry }, body };
}
