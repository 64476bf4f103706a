import { randomUUID } from "node:crypto";
import type { InvokeRequest__Output } from "@mayfly/contracts/generated/mayfly/invocation/v1/InvokeRequest";
import type { InvokeResponse } from "@mayfly/contracts/generated/mayfly/invocation/v1/InvokeResponse";
import type { InvokeStreamResponse } from "@mayfly/contracts/generated/mayfly/invocation/v1/InvokeStreamResponse";
import type { invocationService } from "@mayfly/contracts/services";
import { callHeaders, type CallContext, type ServiceHandlers } from "@mayfly/contracts/service-contract";
import { PlatformError } from "@mayfly/errors/platform-error";
import { lambdaOperation } from "@mayfly/lambda-api/lambda-operations";
import { inputFromMessage } from "@mayfly/lambda-api/message-mapping";
import type { ImplementedOperation } from "@mayfly/lambda-api/operation";
import { validateInput } from "@mayfly/lambda-api/validate-input";
import type { Caller } from "../../core/caller.ts";
import type { InvocationIntake, InvocationType, InvokeCommand, InvokeOutcome } from "../../core/invocation/invocation-intake.ts";
import { StreamCompletionReader } from "../../core/invocation/stream-completion.ts";
import type { CallerOf } from "./bearer-authentication.ts";
import { concurrentAnswers } from "./concurrent-answers.ts";

const invoke = lambdaOperation("Invoke");
const invokeWithResponseStream = lambdaOperation("InvokeWithResponseStream");
/** Invocations of one InvokeMany stream that run side by side. */
const concurrencyMax = 256;

/** What the handlers need. */
export interface InvocationHandlersDependencies {
  readonly intake: InvocationIntake;
  readonly callerOf: CallerOf;
  /** Counts an answer with its HTTP status. */
  readonly onAnswer: (operation: string, status: number) => void;
}

/** Invocations over gRPC, with the same checks as over HTTP. */
export function createInvocationHandlers(dependencies: InvocationHandlersDependencies): ServiceHandlers<typeof invocationService> {
  const { intake, onAnswer } = dependencies;
  const counted = async <Answer>(operation: string, work: () => Promise<Answer>): Promise<Answer> => {
    try {
      const answer = await work();
      onAnswer(operation, 200);
      return answer;
    } catch (error) {
      onAnswer(operation, PlatformError.from(error).definition.httpStatus);
      throw error;
    }
  };
  return {
    Invoke: (request, call) =>
      counted("Invoke", async () => {
        const command = readCommand(invoke, request, originOf(call, dependencies));
        return describe(await intake.invoke(command), command.requestId, "");
      }),
    InvokeWithResponseStream: (request, call) => stream(request, originOf(call, dependencies), dependencies),
    InvokeMany(requests, call) {
      return concurrentAnswers(requests, { concurrencyMax, answer: (request) => answerOne(request, call, dependencies) });
    },
    Publish: (request, call) =>
      counted("Publish", async () => {
        const command = readCommand(
          invoke,
          { ...request, invocation_type: "Event", log_type: "", client_context: "", correlation_id: "" },
          originOf(call, dependencies),
        );
        const receipt = await intake.publish(command);
        return { request_id: command.requestId, stream: receipt.stream, sequence: receipt.sequence };
      }),
  };
}

async function answerOne(request: InvokeRequest__Output, call: CallContext, dependencies: InvocationHandlersDependencies): Promise<InvokeResponse> {
  const { correlation_id } = request;
  try {
    // Asked anew for each: a key may be revoked while the stream goes on.
    const command = readCommand(invoke, request, originOf(call, dependencies));
    const outcome = await dependencies.intake.invoke(command);
    dependencies.onAnswer("InvokeMany", outcome.statusCode);
    return describe(outcome, command.requestId, correlation_id);
  } catch (thrown) {
    const error = PlatformError.from(thrown);
    const { httpStatus, grpcStatus, awsName } = error.definition;
    dependencies.onAnswer("InvokeMany", httpStatus);
    return { status_code: httpStatus, correlation_id, error: { grpc_status: grpcStatus, name: awsName, message: error.publicMessage } };
  }
}

/** Who calls, and in which trace; one for all invocations of a stream. */
interface Origin {
  readonly caller: Caller;
  /** The call's metadata `traceparent`, empty if none. */
  readonly traceParent: string;
}

function originOf(call: CallContext, { callerOf }: InvocationHandlersDependencies): Origin {
  return { caller: callerOf(call), traceParent: call.headers.get(callHeaders.traceParent) ?? "" };
}

function readCommand(operation: ImplementedOperation, request: InvokeRequest__Output, origin: Origin): InvokeCommand {
  validateInput(operation, inputFromMessage(operation.input, request));
  return {
    caller: origin.caller,
    requestId: randomUUID(),
    functionName: request.function_name,
    qualifier: request.qualifier,
    // validateInput has checked that it is one of these, or empty.
    invocationType: request.invocation_type === "" ? "RequestResponse" : (request.invocation_type as InvocationType),
    logTail: request.log_type === "Tail",
    payload: request.payload,
    clientContext: request.client_context,
    traceHeader: request.trace_header,
    traceParent: origin.traceParent,
  };
}

function describe(outcome: InvokeOutcome, requestId: string, correlationId: string): InvokeResponse {
  return {
    status_code: outcome.statusCode,
    payload: outcome.payload,
    function_error: outcome.functionError,
    executed_version: outcome.executedVersion,
    log_result: outcome.logResult,
    request_id: requestId,
    correlation_id: correlationId,
  };
}

async function* stream(
  request: InvokeRequest__Output,
  origin: Origin,
  dependencies: InvocationHandlersDependencies,
): AsyncGenerator<InvokeStreamResponse, void, undefined> {
  // A caller that leaves early has had its answer so far.
  let status = 200;
  try {
    const command = readCommand(invokeWithResponseStream, request, origin);
    const { answer, executedVersion } = await dependencies.intake.invokeStreaming(command);
    yield { head: { request_id: command.requestId, executed_version: executedVersion, content_type: answer.head.content_type } };
    const reader = new StreamCompletionReader(answer);
    for await (const chunk of reader.chunks()) yield { payload_chunk: chunk };
    const { errorCode, errorDetails, logResult } = await reader.completion(command.logTail);
    yield { complete: { error_code: errorCode, error_details: errorDetails, log_result: logResult } };
  } catch (error) {
    status = PlatformError.from(error).definition.httpStatus;
    throw error;
  } finally {
    dependencies.onAnswer("InvokeWithResponseStream", status);
  }
}
