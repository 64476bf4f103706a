import { PlatformError } from "@mayfly/errors/platform-error";
import type { Clock } from "@mayfly/kernel/clock";
import { isStoreFailure } from "@mayfly/log-store/jetstream-errors";
import type { LogStore } from "@mayfly/log-store/log-store";
import type { Logger } from "@mayfly/telemetry/logger";
import { requireRegion } from "../../../core/authentication/require-scope.ts";
import type { PendingSignature } from "../../../core/authentication/signature-verifier.ts";
import type { Authorizer } from "../../../core/authorization/authorizer.ts";
import { principalOf } from "../../../core/identity/principal.ts";
import { requestTooLarge } from "../../../core/invocation/invocation-intake.ts";
import { CloudWatchLogs } from "../../../core/logs/cloudwatch-logs.ts";
import { findLogsOperation, logsBodyBytesMax, readLogsInput } from "../../../core/logs/log-operations.ts";
import { logRequests } from "../../../core/logs/log-requests.ts";
import { resourcesOf } from "../../../core/logs/log-resources.ts";
import { answerUnread } from "../answer-unread.ts";
import type { Exchange } from "../exchange.ts";
import { readBody, type BodyBudget } from "../read-body.ts";
import { LiveTailSessions } from "./live-tail-sessions.ts";
import { json11, logsErrorAnswer } from "./logs-error-answer.ts";

/** What the API needs. */
export interface LogsHttpApiDependencies {
  readonly region: string;
  readonly store: LogStore;
  readonly authorizer: Authorizer;
  readonly budget: BodyBudget;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Counts an answer. */
  readonly onAnswer: (operation: string, status: number) => void;
}

const targetPrefix = "Logs_20140328.";

/** The CloudWatch Logs API in AWS JSON 1.1. Disposing ends its live tail sessions. */
export class LogsHttpApi implements Disposable {
  readonly #dependencies: LogsHttpApiDependencies;
  readonly #logs: CloudWatchLogs;
  readonly #sessions: LiveTailSessions;

  constructor(dependencies: LogsHttpApiDependencies) {
    const { store, clock } = dependencies;
    this.#dependencies = dependencies;
    this.#logs = new CloudWatchLogs(store, clock);
    this.#sessions = new LiveTailSessions({ store, clock, logs: this.#logs });
  }

  /** Answers a request that is signed for the service `logs`; never rejects. */
  async handle(exchange: Exchange, signature: PendingSignature): Promise<void> {
    const name = exchange.header("x-amz-target").replace(targetPrefix, "");
    const operation = findLogsOperation(name);
    try {
      await this.#answer(exchange, signature, name);
    } catch (error) {
      await this.#sendError(exchange, operation ?? "unknown", error);
    }
    this.#dependencies.onAnswer(operation ?? "unknown", exchange.response.statusCode);
  }

  [Symbol.dispose](): void {
    this.#sessions[Symbol.dispose]();
  }

  async #answer(exchange: Exchange, signature: PendingSignature, name: string): Promise<void> {
    const { budget, region, authorizer } = this.#dependencies;
    const operation = findLogsOperation(name);
    const bytesMax = logsBodyBytesMax(operation);
    using body = await readBody(exchange.request, { bytesMax, budget, tooLarge: () => requestTooLarge(bytesMax, name) });
    const payload = signature.verify(body.bytes);
    requireRegion(signature.parts, region);
    if (operation === undefined) throw new PlatformError("UnknownOperation", `Mayfly has no operation '${name.slice(0, 128)}' of CloudWatch Logs.`);
    const input = readLogsInput(operation, payload);
    const { account } = signature.credential;
    const caller = { region, account, requestId: exchange.requestId };
    const { request } = exchange;
    const origin = { sourceIp: request.socket.remoteAddress, userAgent: request.headers["user-agent"] };
    for (const resource of resourcesOf(operation, input, caller)) {
      authorizer.require(principalOf(signature.credential), { action: `logs:${operation}`, resource, resourceAccount: account, origin });
    }
    if (operation === "StartLiveTail") return await this.#sessions.run(exchange, logRequests.liveTail.parse(input), caller);
    const output = await this.#logs.perform(operation, input, caller);
    return exchange.send(200, { "Content-Type": json11 }, output === undefined ? "" : JSON.stringify(output));
  }

  async #sendError(exchange: Exchange, operation: string, thrown: unknown): Promise<void> {
    const error = isStoreFailure(thrown)
      ? new PlatformError("ServiceUnavailable", "The log store does not answer.", { cause: thrown, retryAfterSeconds: 1 })
      : PlatformError.from(thrown);
    if (error.cause !== undefined) this.#dependencies.logger.error("request failed", { requestId: exchange.requestId, operation, error });
    await answerUnread(exchange, logsErrorAnswer(error));
  }
}
