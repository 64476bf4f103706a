import { PlatformError } from "@mayfly/errors/platform-error";
import { errorAnswer, type ErrorAnswer } from "@mayfly/lambda-api/error-answer";
import { escapeXml } from "./query/escape-xml.ts";

/**
 * Answers a request that is signed for a service that Mayfly does not have, in the protocol of that service, so that its
 * client shows the sentence: XML for S3, the query protocol's XML for form posts (STS, SNS …), JSON for all others.
 */
export function unknownServiceAnswer(service: string, contentType: string): ErrorAnswer {
  const variable = `AWS_ENDPOINT_URL_${service.toUpperCase().replace(/[^A-Z0-9]/g, "_")}`;
  const message = `Mayfly has no service '${service}'. Set ${variable} to an endpoint that has it, or unset AWS_ENDPOINT_URL for it.`;
  const answer = errorAnswer(new PlatformError("UnknownService", message));
  const error = `<Code>UnknownService</Code><Message>${escapeXml(message)}</Message>`;
  const asXml = (body: string): ErrorAnswer => ({ ...answer, headers: { ...answer.headers, "Content-Type": "application/xml" }, body });
  if (service === "s3") return asXml(`<?xml version="1.0" encoding="UTF-8"?><Error>${error}</Error>`);
  if (contentType.startsWith("application/x-www-form-urlencoded")) return asXml(`<ErrorResponse><Error><Type>Sender</Type>${error}</Error></ErrorResponse>`);
  return answer;
}
