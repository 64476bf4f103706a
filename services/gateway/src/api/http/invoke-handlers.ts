import { lambdaOperation } from "@mayfly/lambda-api/lambda-operations";
import type { ImplementedOperation, Input } from "@mayfly/lambda-api/operation";
import { readInput } from "@mayfly/lambda-api/read-input";
import { validateInput } from "@mayfly/lambda-api/validate-input";
import type { InvocationIntake, InvocationType, InvokeCommand, StreamingOutcome } from "../../core/invocation/invocation-intake.ts";
import { StreamCompletionReader } from "../../core/invocation/stream-completion.ts";
import { drained } from "./drained.ts";
import { encodeInvokeComplete, encodePayloadChunk } from "./event-stream.ts";
import type { Exchange, LambdaCall } from "./exchange.ts";

const invoke = lambdaOperation("Invoke");
const invokeWithResponseStream = lambdaOperation("InvokeWithResponseStream");
const invokeAsync = lambdaOperation("InvokeAsync");
/** Answers Invoke: status, headers and body as behaviours.md §10 has them. */
export async function handleInvoke(call: LambdaCall, intake: InvocationIntake): Promise<void> {
  const outcome = await intake.invoke(readCommand(invoke, call));
  const headers: Record<string, string> = { "Content-Type": "application/json", "X-Amzn-Trace-Id": outcome.traceHeader };
  if (outcome.executedVersion !== "") headers["X-Amz-Executed-Version"] = outcome.executedVersion;
  if (outcome.functionError !== "") headers["X-Amz-Function-Error"] = outcome.functionError;
  if (outcome.logResult !== "") headers["X-Amz-Log-Result"] = outcome.logResult;
  call.exchange.send(outcome.statusCode, headers, outcome.payload);
}

/** Answers the deprecated InvokeAsync: 202 once the event is durable. */
export async function handleInvokeAsync(call: LambdaCall, intake: InvocationIntake): Promise<void> {
  const input = readInput(invokeAsync, {
    pathParameters: call.route.pathParameters,
    query: call.exchange.query,
    headers: call.exchange.request.headers,
    body: call.body,
  });
  validateInput(invokeAsync, input);
  await intake.publish({ ...commandFrom(input, call), invocationType: "Event" });
  call.exchange.send(202, { "Content-Type": "application/json" }, JSON.stringify({ Status: 202 }));
}

/** Answers InvokeWithResponseStream: an event stream, one frame for every piece that the function flushed, and InvokeComplete. */
export async function handleInvokeWithResponseStream(call: LambdaCall, intake: InvocationIntake): Promise<void> {
  const command = readCommand(invokeWithResponseStream, call);
  const { exchange } = call;
  if (command.invocationType === "DryRun") {
    const outcome = await intake.invoke(command);
    exchange.send(outcome.statusCode, { "X-Amzn-Trace-Id": outcome.traceHeader }, outcome.payload);
    return;
  }
  await sendStream(exchange, await intake.invokeStreaming(command), command.logTail);
}

function readCommand(operation: ImplementedOperation, call: LambdaCall): InvokeCommand {
  const { exchange, route, body } = call;
  const input = readInput(operation, { pathParameters: route.pathParameters, query: exchange.query, headers: exchange.request.headers, body });
  validateInput(operation, input);
  return commandFrom(input, call);
}

function commandFrom(input: Input, call: LambdaCall): InvokeCommand {
  const { exchange, caller, body } = call;
  return {
    caller,
    requestId: exchange.requestId,
    functionName: textOf(input, "FunctionName") ?? "",
    qualifier: textOf(input, "Qualifier"),
    // validateInput has checked that it is one of these.
    invocationType: (textOf(input, "InvocationType") ?? "RequestResponse") as InvocationType,
    logTail: input["LogType"] === "Tail",
    payload: body,
    clientContext: textOf(input, "ClientContext") ?? "",
    traceHeader: exchange.header("x-amzn-trace-id"),
    traceParent: exchange.header("traceparent"),
  };
}

function textOf(input: Input, name: string): string | undefined {
  const value = input[name];
  return typeof value === "string" ? value : undefined;
}

async function sendStream(exchange: Exchange, outcome: StreamingOutcome, logTail: boolean): Promise<void> {
  const { response } = exchange;
  response.writeHead(200, {
    "Content-Type": "application/vnd.amazon.eventstream",
    "x-amzn-RequestId": exchange.requestId,
    "X-Amzn-Trace-Id": outcome.traceHeader,
    "X-Amz-Executed-Version": outcome.executedVersion,
  });
  const reader = new StreamCompletionReader(outcome.answer);
  try {
    for await (const chunk of reader.chunks()) {
      if (response.destroyed) break;
      if (!response.write(encodePayloadChunk(chunk))) await drained(response);
    }
    response.end(encodeInvokeComplete(await reader.completion(logTail)));
  } catch (error) {
    response.destroy();
    throw error;
  }
}
