import { limits } from "@mayfly/domain/limits";
import { PlatformError } from "@mayfly/errors/platform-error";
import type { PendingSignature } from "../../../core/authentication/signature-verifier.ts";
import type { IdentityControl } from "../../../core/identity/identity-control.ts";
import { principalOf } from "../../../core/identity/principal.ts";
import type { Exchange } from "../exchange.ts";
import { readBody, type BodyBudget } from "../read-body.ts";
import { queryAnswer, type QueryService } from "./query-answer.ts";
import { readQueryRequest } from "./query-input.ts";

/** What IAM and STS over HTTP need. */
export interface QueryApiDependencies {
  readonly control: IdentityControl;
  readonly region: string;
  readonly budget: BodyBudget;
  /** Counts an answer, by its service. */
  readonly onAnswer: (service: string, status: number) => void;
}

/** Answers a request of IAM or STS in XML. Throws PlatformError, which `queryErrorAnswer` frames. */
export async function answerQuery(exchange: Exchange, signature: PendingSignature, dependencies: QueryApiDependencies): Promise<void> {
  const { control, region, budget } = dependencies;
  const { service } = signature.parts;
  if (!isQueryService(service)) throw new PlatformError("UnknownService", `Mayfly has no service '${service}'.`);
  const bytesMax = limits.controlPlaneBodyBytesMax;
  const tooLarge = (): PlatformError => new PlatformError("RequestTooLarge", `A request has at most ${bytesMax} bytes.`);
  using body = await readBody(exchange.request, { bytesMax, budget, tooLarge });
  const payload = signature.verify(body.bytes);
  if (exchange.method !== "POST" && exchange.method !== "GET") throw new PlatformError("InvalidAction", "Requests are sent by POST or GET.");
  const { action, input } = readQueryRequest(payload, exchange.query);
  const { account, principalArn } = signature.credential;
  const origin = { sourceIp: exchange.request.socket.remoteAddress, userAgent: exchange.header("user-agent") };
  const caller = { region, account, principalArn, principal: principalOf(signature.credential), origin };
  const output = await control.perform({ service, operation: action, input, caller, requestId: exchange.requestId });
  exchange.send(200, { "Content-Type": "text/xml" }, queryAnswer(output, { service, action, requestId: exchange.requestId }));
  dependencies.onAnswer(service, 200);
}

/** True for the services that Mayfly has over the AWS Query protocol. */
export function isQueryService(service: string): service is QueryService {
  return service === "iam" || service === "sts";
}

/** The service of the Query protocol that a request says it is for, before the signature is looked at; undefined for all others. An unsigned form is STS's. */
export function signedFor(exchange: Exchange): QueryService | undefined {
  const scope = exchange.header("authorization") || (exchange.query.get("X-Amz-Credential") ?? "");
  if (scope === "" && exchange.header("content-type").startsWith("application/x-www-form-urlencoded")) return "sts";
  const service = /\/(iam|sts)\/aws4_request/.exec(scope)?.[1] ?? "";
  return isQueryService(service) ? service : undefined;
}
