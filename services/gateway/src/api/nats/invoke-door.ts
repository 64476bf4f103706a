import { randomUUID } from "node:crypto";
import { headers, type Msg, type MsgHdrs, type NatsConnection, type Subscription } from "@nats-io/transport-node";
import { natsHeaders, parsePublicSubject, publicSubjects } from "@mayfly/contracts/subjects";
import { headerBytes } from "../../nats-header-bytes.ts";
import { PlatformError } from "@mayfly/errors/platform-error";
import { rootArn } from "@mayfly/identity/identity-arns";
import type { Logger } from "@mayfly/telemetry/logger";
import { operatorPrincipal } from "../../core/identity/principal.ts";
import type { InvocationIntake, InvokeOutcome } from "../../core/invocation/invocation-intake.ts";

/** What the door needs. */
export interface InvokeDoorDependencies {
  readonly connection: NatsConnection;
  readonly intake: InvocationIntake;
  readonly region: string;
  /** The account that this gateway serves. */
  readonly account: string;
  readonly logger: Logger;
  /** Milliseconds that requests under way have when the door is closed. */
  readonly drainMs: number;
  /** Counts an answer with its HTTP status. */
  readonly onAnswer: (operation: string, status: number) => void;
}

/** Gateways share the requests. */
const queue = "mayfly-gateways";
/** Requests of this door that may be under way; further ones are refused at once. */
const openMax = 2000;

/**
 * The NATS door (DESIGN §10): a request on `mayfly.invoke.<account>.<function>[.<qualifier>]` is answered with the
 * function's answer; what the platform refuses is answered at once in the header Mayfly-Error. Disposing it takes no new
 * requests and waits for the answers of those under way.
 */
export function openInvokeDoor(dependencies: InvokeDoorDependencies): AsyncDisposable {
  return new InvokeDoor(dependencies);
}

class InvokeDoor implements AsyncDisposable {
  readonly #dependencies: InvokeDoorDependencies;
  readonly #subscription: Subscription;
  #open = 0;
  #drained: PromiseWithResolvers<void> | undefined;

  constructor(dependencies: InvokeDoorDependencies) {
    this.#dependencies = dependencies;
    this.#subscription = dependencies.connection.subscribe(publicSubjects.invokeAll, {
      queue,
      callback: (error, message) => {
        if (error !== null) dependencies.logger.error("invoke door failed", { error });
        else void this.#answer(message);
      },
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { promise: deadline, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, this.#dependencies.drainMs);
    await Promise.race([this.#drain(), deadline]).finally(() => clearTimeout(timer));
  }

  /** Without a connection the subscription's own drain would wait until there is one again. */
  async #drain(): Promise<void> {
    if (!this.#dependencies.connection.isClosed()) await this.#subscription.drain();
    if (this.#open === 0) return;
    this.#drained = Promise.withResolvers();
    await this.#drained.promise;
  }

  async #answer(message: Msg): Promise<void> {
    // Without a reply subject nobody learns of the answer: invocations without one are published as events.
    if (message.reply === undefined || message.reply === "") return;
    this.#open += 1;
    const requestId = randomUUID();
    try {
      this.#respond(message, requestId, await this.#invoke(message, requestId));
    } catch (thrown) {
      this.#refuse(message, requestId, PlatformError.from(thrown));
    } finally {
      this.#open -= 1;
      if (this.#open === 0) this.#drained?.resolve();
    }
  }

  #invoke(message: Msg, requestId: string): Promise<InvokeOutcome> {
    const { intake, region, account } = this.#dependencies;
    if (this.#open > openMax) throw new PlatformError("ServiceUnavailable", "This gateway has as many NATS requests under way as it can take.");
    const target = parsePublicSubject(message.subject);
    if (target === undefined)
      throw new PlatformError("InvalidParameterValue", `The subject ${message.subject} is not mayfly.invoke.<account>.<function>[.<qualifier>].`);
    if (target.account !== account) throw new PlatformError("AccessDenied", `The account ${target.account} is not served here.`);
    return intake.invoke({
      // What a NATS user may do is said by its permissions in NATS, not by policies.
      caller: { region, account, principalArn: rootArn(account), principal: operatorPrincipal(account, rootArn(account)), origin: { sourceIp: undefined } },
      requestId,
      functionName: target.functionName,
      qualifier: target.qualifier,
      invocationType: "RequestResponse",
      logTail: message.headers?.get(natsHeaders.logType) === "Tail",
      // The client library hands out a view of its receive buffer; a request may outlive it.
      payload: Buffer.from(message.data),
      clientContext: message.headers?.get(natsHeaders.clientContext) ?? "",
      traceHeader: message.headers?.get(natsHeaders.traceHeader) ?? "",
      traceParent: message.headers?.get(natsHeaders.traceParent) ?? "",
    });
  }

  #respond(message: Msg, requestId: string, outcome: InvokeOutcome): void {
    const answer = headers();
    answer.set(natsHeaders.requestId, requestId);
    answer.set(natsHeaders.executedVersion, outcome.executedVersion);
    if (outcome.functionError !== "") answer.set(natsHeaders.functionError, outcome.functionError);
    if (outcome.logResult !== "") answer.set(natsHeaders.logResult, outcome.logResult);
    this.#requireRoom(outcome.payload.length, answer);
    message.respond(outcome.payload, { headers: answer });
    this.#dependencies.onAnswer("Invoke", outcome.statusCode);
  }

  #refuse(message: Msg, requestId: string, error: PlatformError): void {
    const { logger, connection, onAnswer } = this.#dependencies;
    if (error.code === "Service") logger.error("request failed", { requestId, operation: "Invoke", error });
    onAnswer("Invoke", error.definition.httpStatus);
    if (connection.isClosed()) return;
    const answer = headers();
    answer.set(natsHeaders.requestId, requestId);
    answer.set(natsHeaders.error, error.definition.awsName);
    // A header ends at its line.
    answer.set(natsHeaders.errorMessage, error.publicMessage.replace(/\s*[\r\n]+\s*/g, " "));
    message.respond(new Uint8Array(), { headers: answer });
  }

  /** The function has run; an answer that the server does not take is the platform's error, with the limit in it. */
  #requireRoom(payloadBytes: number, answer: MsgHdrs): void {
    const bytesMax = this.#dependencies.connection.info?.max_payload ?? Number.POSITIVE_INFINITY;
    if (payloadBytes + headerBytes(answer) <= bytesMax) return;
    throw new PlatformError(
      "RequestTooLarge",
      `The answer has ${payloadBytes} bytes and the NATS server takes messages of at most ${bytesMax}, headers included; raise its max_payload, or invoke over HTTP or gRPC.`,
    );
  }
}
