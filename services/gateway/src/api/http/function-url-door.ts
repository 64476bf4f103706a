import type { IncomingMessage, ServerResponse } from "node:http";
import type { CorsSettings } from "@mayfly/domain/attachments/function-url";
import { limits } from "@mayfly/domain/limits";
import { PlatformError } from "@mayfly/errors/platform-error";
import type { Clock } from "@mayfly/kernel/clock";
import { errorAnswer } from "@mayfly/lambda-api/error-answer";
import type { Logger } from "@mayfly/telemetry/logger";
import { requireRegion, requireService } from "../../core/authentication/require-scope.ts";
import type { PendingSignature, SignatureVerifier } from "../../core/authentication/signature-verifier.ts";
import type { RequestOrigin } from "../../core/authorization/authorizer.ts";
import { answerHeaders, isCorsConfigured, preflightHeaders } from "../../core/function-urls/cors-headers.ts";
import { parseFunctionUrlHost, type FunctionUrlBase } from "../../core/function-urls/function-url-address.ts";
import type { FunctionUrlTable, ServedUrl } from "../../core/function-urls/function-url-table.ts";
import type { HeaderList } from "../../core/function-urls/header-list.ts";
import { sourceIpOf } from "../../core/function-urls/source-ip.ts";
import { urlForbidden, type UrlAccess } from "../../core/function-urls/url-access.ts";
import { readUrlAnswer } from "../../core/function-urls/url-answer.ts";
import { buildUrlEvent } from "../../core/function-urls/url-event.ts";
import { beginUrlStream, UrlStreamFailed, type UrlStream } from "../../core/function-urls/url-stream.ts";
import { principalOf, rootPrincipal, type Principal } from "../../core/identity/principal.ts";
import { requestTooLarge, type InvocationIntake, type InvokeCommand } from "../../core/invocation/invocation-intake.ts";
import { answerUnread } from "./answer-unread.ts";
import { drained } from "./drained.ts";
import { Exchange } from "./exchange.ts";
import { readBody, type BodyBudget, type HeldBody } from "./read-body.ts";

/** What the door needs. */
export interface FunctionUrlDoorDependencies {
  readonly region: string;
  readonly table: FunctionUrlTable;
  readonly access: UrlAccess;
  readonly verifier: SignatureVerifier;
  readonly intake: InvocationIntake;
  readonly budget: BodyBudget;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Where clients reach the URLs; known once the door is open. */
  readonly base: () => FunctionUrlBase;
  /** Proxies in front that append to X-Forwarded-For. */
  readonly proxies: number;
  /** Counts an answer. */
  readonly onAnswer: (operation: string, status: number) => void;
}

/** One request to a URL that exists. */
interface UrlCall {
  readonly exchange: Exchange;
  readonly served: ServedUrl;
  readonly origin: RequestOrigin;
  /** What the URL's CORS settings add to the answer. */
  readonly cors: HeaderList;
}

/** Serves function URLs (behaviours.md §12, docs/adr/0014-function-urls.md): told apart by the Host header, an HTTP request becomes an event and the function's answer an HTTP answer. */
export class FunctionUrlDoor {
  readonly #dependencies: FunctionUrlDoorDependencies;

  constructor(dependencies: FunctionUrlDoorDependencies) {
    this.#dependencies = dependencies;
  }

  /** Answers one request; never rejects. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const exchange = new Exchange(request, response);
    const served = this.#find(exchange);
    const settings = served !== undefined && isCorsConfigured(served.url.cors) ? served.url.cors : undefined;
    const cors = settings === undefined ? noHeaders : answerHeaders(settings, exchange.header("origin"));
    try {
      if (served === undefined) throw urlUnknown();
      if (settings !== undefined && isPreflight(exchange)) await answerPreflight(exchange, settings);
      else await this.#serve({ exchange, served, origin: this.#originOf(exchange), cors });
    } catch (error) {
      await this.#sendError(exchange, cors, error);
    }
    this.#dependencies.onAnswer("FunctionUrl", response.statusCode);
  }

  #originOf(exchange: Exchange): RequestOrigin {
    const sourceIp = sourceIpOf(peerOf(exchange.request), exchange.header("x-forwarded-for"), this.#dependencies.proxies);
    return { sourceIp, userAgent: exchange.request.headers["user-agent"] };
  }

  #find(exchange: Exchange): ServedUrl | undefined {
    const named = parseFunctionUrlHost(exchange.header("host"));
    return named === undefined ? undefined : this.#dependencies.table.find(named.region, named.urlId);
  }

  async #serve(call: UrlCall): Promise<void> {
    const { exchange, served } = call;
    const signature = served.url.authType === "AWS_IAM" ? this.#beginSignature(exchange) : undefined;
    // Who needs no signature is refused before the body is there.
    if (signature === undefined) this.#dependencies.access.require(served, undefined, call.origin);
    using body = await this.#readBody(exchange);
    const payload = signature === undefined ? body.bytes : signature.verify(body.bytes);
    const command = this.#command(call, payload, signature === undefined ? undefined : this.#admit(call, signature));
    if (served.url.invokeMode === "RESPONSE_STREAM") await this.#answerStream(call, command);
    else await this.#answerWhole(call, command);
  }

  #beginSignature(exchange: Exchange): PendingSignature {
    const { method, rawPath, rawQuery, query, request } = exchange;
    try {
      const signature = this.#dependencies.verifier.begin({ method, rawPath, rawQuery, headers: request.headers }, query);
      requireService(signature.parts, "lambda");
      requireRegion(signature.parts, this.#dependencies.region);
      return signature;
    } catch (error) {
      throw error instanceof PlatformError && error.code === "MissingAuthenticationToken" ? urlForbidden() : error;
    }
  }

  /** Who signed; throws unless it may invoke the URL. */
  #admit({ served, origin }: UrlCall, signature: PendingSignature): Signer {
    const { accessKeyId } = signature.credential;
    const principal = principalOf(signature.credential);
    this.#dependencies.access.require(served, principal, origin);
    return { accessKeyId, principal };
  }

  #readBody(exchange: Exchange): Promise<HeldBody> {
    const bytesMax = limits.syncPayloadBytesMax;
    return readBody(exchange.request, { bytesMax, budget: this.#dependencies.budget, tooLarge: () => requestTooLarge(bytesMax, "InvokeFunction") });
  }

  #command({ exchange, served, origin }: UrlCall, body: Buffer, signer: Signer | undefined): InvokeCommand {
    const { key, url } = served;
    const { requestId, request } = exchange;
    const { region, account, functionName, qualifier } = key;
    const now = this.#dependencies.clock.now();
    const { scheme, port } = this.#dependencies.base();
    const { method, rawPath, rawQuery, query } = exchange;
    const asked = { method, rawPath, rawQuery, query, headers: request.rawHeaders, httpVersion: request.httpVersion, peer: peerOf(request), body };
    const context = {
      urlId: url.urlId,
      requestId,
      now,
      sourceIp: origin.sourceIp ?? "",
      scheme,
      port,
      signer: signer === undefined ? undefined : describeSigner(signer),
    };
    return {
      // Whoever may use the URL acts in the function's account.
      caller: {
        region,
        account,
        principalArn: signer?.principal.access.arn ?? "",
        principal: rootPrincipal(account),
        origin: { ...origin, viaFunctionUrl: true },
      },
      requestId,
      functionName,
      qualifier: qualifier === "" ? undefined : qualifier,
      invocationType: "RequestResponse",
      logTail: false,
      payload: (traceHeader) => buildUrlEvent(asked, { ...context, traceHeader }),
      clientContext: "",
      traceHeader: exchange.header("x-amzn-trace-id"),
      traceParent: exchange.header("traceparent"),
    };
  }

  async #answerWhole({ exchange, cors }: UrlCall, command: InvokeCommand): Promise<void> {
    const outcome = await this.#dependencies.intake.invoke(command);
    const answer = outcome.functionError === "" ? readUrlAnswer(outcome.payload, outcome.contentType) : undefined;
    const { status, headers, body } = answer ?? badGateway;
    exchange.send(status, [...headers, ...cors, "X-Amzn-Trace-Id", outcome.traceHeader], body);
  }

  async #answerStream({ exchange, cors }: UrlCall, command: InvokeCommand): Promise<void> {
    const outcome = await this.#dependencies.intake.invokeStreaming(command);
    const own: HeaderList = [...cors, "X-Amzn-Trace-Id", outcome.traceHeader];
    const stream = await beginUrlStream(outcome.answer);
    if (stream === undefined) exchange.send(badGateway.status, [...badGateway.headers, ...own], badGateway.body);
    else await sendStream(exchange, stream, own);
  }

  async #sendError(exchange: Exchange, cors: HeaderList, thrown: unknown): Promise<void> {
    if (thrown instanceof UrlStreamFailed) return;
    const error = PlatformError.from(thrown);
    if (error.code === "Service") this.#dependencies.logger.error("request failed", { requestId: exchange.requestId, operation: "FunctionUrl", error });
    // The function or alias has gone, and its URL with it, though this gateway does not know yet.
    const { status, headers, body } = errorAnswer(error.code === "ResourceNotFound" ? urlUnknown() : error);
    await answerUnread(exchange, { status: error.code === "DeadlineExceeded" ? 504 : status, headers: [...Object.entries(headers).flat(), ...cors], body });
  }
}

interface Signer {
  readonly accessKeyId: string;
  readonly principal: Principal;
}

const noHeaders: HeaderList = [];
const badGateway = { status: 502, headers: ["Content-Type", "application/json"], body: "Internal Server Error" } as const;

function urlUnknown(): PlatformError {
  return new PlatformError("AccessDenied", "");
}

function describeSigner({ accessKeyId, principal }: Signer): { accessKeyId: string; account: string; arn: string; principalId: string } {
  return { accessKeyId, account: principal.access.account, arn: principal.access.arn, principalId: principal.userId };
}

function isPreflight(exchange: Exchange): boolean {
  return exchange.method === "OPTIONS" && exchange.header("origin") !== "" && exchange.header("access-control-request-method") !== "";
}

async function answerPreflight(exchange: Exchange, settings: CorsSettings): Promise<void> {
  await answerUnread(exchange, { status: 200, headers: preflightHeaders(settings, exchange.header("origin")), body: "" });
}

function peerOf(request: IncomingMessage): string {
  return request.socket.remoteAddress?.replace(/^::ffff:/, "") ?? "";
}

/** Sends a stream as fast as the client takes it. One that breaks off ends the connection, so that the client does not take a part for the whole. */
async function sendStream({ response, requestId, method }: Exchange, { head, body }: UrlStream, own: HeaderList): Promise<void> {
  response.writeHead(head.status, [...head.headers, ...own, "x-amzn-RequestId", requestId]);
  const bodiless = method === "HEAD" || head.status === 204 || head.status === 304;
  try {
    for await (const chunk of body) {
      if (response.destroyed) return;
      if (!bodiless && !response.write(chunk)) await drained(response);
    }
    response.end();
  } catch (error) {
    // What was written so far still goes out.
    if (response.socket === null) response.destroy();
    else response.socket.destroySoon();
    throw error;
  }
}
