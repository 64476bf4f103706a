import type { IncomingMessage, ServerResponse } from "node:http";
import { PlatformError } from "@mayfly/errors/platform-error";
import { errorAnswer } from "@mayfly/lambda-api/error-answer";
import {
  isControlOperation,
  isLambdaOperation,
  lambdaOperation,
  lambdaOperations,
  type ControlOperation,
  type LambdaOperationName,
} from "@mayfly/lambda-api/lambda-operations";
import { outputFromMessage } from "@mayfly/lambda-api/message-mapping";
import { readInput } from "@mayfly/lambda-api/read-input";
import { createRouter, type RouteMatch } from "@mayfly/lambda-api/router";
import { limits } from "@mayfly/domain/limits";
import type { Logger } from "@mayfly/telemetry/logger";
import { incomingTraceParent } from "@mayfly/telemetry/trace-parent";
import { requireRegion } from "../../core/authentication/require-scope.ts";
import { isChunkedPayload } from "../../core/authentication/aws-chunked.ts";
import type { SignatureVerifier } from "../../core/authentication/signature-verifier.ts";
import { principalOf } from "../../core/identity/principal.ts";
import type { FunctionControl } from "../../core/function-control.ts";
import { requestTooLarge, type InvocationIntake } from "../../core/invocation/invocation-intake.ts";
import type { PackageUrls } from "../../core/package-urls.ts";
import { answerUnread } from "./answer-unread.ts";
import { Exchange, type LambdaCall } from "./exchange.ts";
import { handleInvoke, handleInvokeAsync, handleInvokeWithResponseStream } from "./invoke-handlers.ts";
import { answerQuery, isQueryService, signedFor, type QueryApiDependencies } from "./query/query-api.ts";
import { queryErrorAnswer } from "./query/query-answer.ts";
import type { LogsHttpApi } from "./logs/logs-http-api.ts";
import { unknownServiceAnswer } from "./unknown-service.ts";
import { readBody, type BodyBudget, type HeldBody } from "./read-body.ts";

/** What the API needs. */
export interface LambdaHttpApiDependencies {
  readonly region: string;
  readonly verifier: SignatureVerifier;
  readonly intake: InvocationIntake;
  readonly control: FunctionControl;
  readonly packageUrls: PackageUrls;
  /** Address of the function URL with this id. */
  readonly functionUrl: (urlId: string) => string;
  /** IAM and STS; absent where there are none. */
  readonly query: QueryApiDependencies | undefined;
  readonly budget: BodyBudget;
  readonly logger: Logger;
  /** Absent: there is no log store, and so no CloudWatch Logs. */
  readonly logs?: LogsHttpApi | undefined;
  /** Counts an answer. */
  readonly onAnswer: (operation: string, status: number) => void;
}

/** What the framing of chunks of 8 KiB and more adds to the largest payload at most. */
const chunkFramingBytesMax = 128 * 1024;

type Handler = (call: LambdaCall) => Promise<void>;

/**
 * The AWS-compatible HTTP API: told by the credential scope which service is meant, by method and path which operation.
 * Everything that concerns one operation follows from its entry in packages/lambda-api.
 */
export class LambdaHttpApi {
  readonly #dependencies: LambdaHttpApiDependencies;
  readonly #router = createRouter(lambdaOperations);
  readonly #invocations: Readonly<Record<Exclude<LambdaOperationName, ControlOperation>, Handler>>;

  constructor(dependencies: LambdaHttpApiDependencies) {
    this.#dependencies = dependencies;
    const { intake } = dependencies;
    this.#invocations = {
      Invoke: (call) => handleInvoke(call, intake),
      InvokeWithResponseStream: (call) => handleInvokeWithResponseStream(call, intake),
      InvokeAsync: (call) => handleInvokeAsync(call, intake),
    };
  }

  /** Answers one request; never rejects. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const exchange = new Exchange(request, response);
    let operation = "unknown";
    try {
      const signature = this.#dependencies.verifier.begin(
        { method: exchange.method, rawPath: exchange.rawPath, rawQuery: exchange.rawQuery, headers: request.headers },
        exchange.query,
      );
      const { query } = this.#dependencies;
      if (query !== undefined && isQueryService(signature.parts.service)) return await answerQuery(exchange, signature, query);
      const { logs } = this.#dependencies;
      if (signature.parts.service === "logs" && logs !== undefined) return await logs.handle(exchange, signature);
      if (signature.parts.service !== "lambda")
        return await answerUnread(exchange, unknownServiceAnswer(signature.parts.service, exchange.header("content-type")));
      const route = this.#router.match(exchange.method, exchange.rawPath, exchange.query);
      if (route !== undefined) operation = route.operation.name;
      using body = await this.#readBody(exchange, route);
      const payload = signature.verify(body.bytes);
      requireRegion(signature.parts, this.#dependencies.region);
      const { account, principalArn } = signature.credential;
      const origin = { sourceIp: request.socket.remoteAddress, userAgent: request.headers["user-agent"] };
      const caller = { region: this.#dependencies.region, account, principalArn, principal: principalOf(signature.credential), origin };
      await this.#dispatch(requireRoute(exchange, route), { exchange, caller, body: payload });
    } catch (error) {
      await this.#sendError(exchange, operation, error);
    }
    this.#dependencies.onAnswer(operation, response.statusCode);
  }

  #dispatch(route: RouteMatch, call: Omit<LambdaCall, "route">): Promise<void> {
    const { name } = route.operation;
    if (!isLambdaOperation(name)) throw new PlatformError("UnknownOperation", `${name} is not implemented yet in this version of Mayfly.`);
    return isControlOperation(name) ? this.#control(name, { ...call, route }) : this.#invocations[name]({ ...call, route });
  }

  #readBody(exchange: Exchange, route: RouteMatch | undefined): Promise<HeldBody> {
    const payloadBytesMax = route?.operation.model?.bodyBytesMax ?? limits.controlPlaneBodyBytesMax;
    // Invoke checks the payload itself once more.
    const bytesMax = isChunkedPayload(exchange.header("x-amz-content-sha256")) ? payloadBytesMax + chunkFramingBytesMax : payloadBytesMax;
    const operation = route === undefined ? exchange.method : publicName(route.operation.name);
    return readBody(exchange.request, { bytesMax, budget: this.#dependencies.budget, tooLarge: () => requestTooLarge(bytesMax, operation) });
  }

  async #control(name: ControlOperation, call: LambdaCall): Promise<void> {
    const { exchange, caller, route, body } = call;
    const operation = lambdaOperation(name);
    const input = readInput(operation, { pathParameters: route.pathParameters, query: exchange.query, headers: exchange.request.headers, body });
    const packageUrl = (sha256: string, account: string): string =>
      exchange.baseUrl + this.#dependencies.packageUrls.sign({ region: caller.region, account, sha256 });
    const traceParent = incomingTraceParent(exchange.header("traceparent"), exchange.header("x-amzn-trace-id"));
    const { control, functionUrl } = this.#dependencies;
    const message = await control.perform(name, input, { caller, requestId: exchange.requestId, traceParent, packageUrl, functionUrl });
    const output = operation.output === undefined ? "" : JSON.stringify(outputFromMessage(operation.output, message));
    exchange.send(operation.status, { "Content-Type": "application/json" }, output);
  }

  async #sendError(exchange: Exchange, operation: string, thrown: unknown): Promise<void> {
    const error = PlatformError.from(thrown);
    if (error.code === "Service") this.#dependencies.logger.error("request failed", { requestId: exchange.requestId, operation, error });
    const service = this.#dependencies.query === undefined ? undefined : signedFor(exchange);
    await answerUnread(exchange, service === undefined ? errorAnswer(error) : queryErrorAnswer(error, service, exchange.requestId));
  }
}

function requireRoute(exchange: Exchange, route: RouteMatch | undefined): RouteMatch {
  if (route === undefined) throw new PlatformError("UnknownOperation", `The Lambda API has no operation ${exchange.method} ${exchange.rawPath}.`);
  return route;
}

/** AWS's messages call Invoke by its name in IAM. */
function publicName(operation: string): string {
  return operation === "Invoke" ? "InvokeFunction" : operation;
}
