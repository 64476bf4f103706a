import { once } from "node:events";
import { lambdaOperation } from "@mayfly/lambda-api/lambda-operations";
import type { ImplementedOperation, Input } from "@mayfly/lambda-api/operation";
import { readInput } from "@mayfly/lambda-api/read-input";
import { validateInput } from "@mayfly/lambda-api/validate-input";
import type { InvocationIntake, InvocationType, InvokeCommand, StreamingOutcome } from "../../core/invocation/invocation-intake.ts";
import { encodeInvokeComplete, encodePayloadChunk } from "./event-stream.ts";
import type { Exchange, LambdaCall } from "./exchange.ts";

const invoke = lambdaOperation("Invoke");
const invokeWithResponseStream = lambdaOperation("InvokeWithResponseStream");
const invokeAsync = lambdaOperation("InvokeAsync");
/** The worker, too, gives up an answer that nobody takes for so long. */
const stalledMsMax = 60_000;

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
  const { answer } = outcome;
  response.writeHead(200, {
    "Content-Type": "application/vnd.amazon.eventstream",
    "x-amzn-RequestId": exchange.requestId,
    "X-Amzn-Trace-Id": outcome.traceHeader,
    "X-Amz-Executed-Version": outcome.executedVersion,
  });
  const buffered: Buffer[] = [];
  try {
    for await (const chunk of answer.chunks) {
      // A function that does not stream is bounded to 6 MiB; if it fails, what it answered is the error's details.
      if (!answer.head.streaming) buffered.push(chunk);
      if (response.destroyed) break;
      if (!response.write(encodePayloadChunk(chunk))) await drained(exchange);
    }
    const end = await answer.end;
    const errorCode = end.stream_error_type === "" ? end.function_error : end.stream_error_type;
    const errorDetails = end.stream_error_body === "" && end.function_error !== "" ? Buffer.concat(buffered).toString("utf8") : end.stream_error_body;
    const logResult = logTail ? (await answer.done).log_tail.toString("base64") : "";
    response.end(encodeInvokeComplete({ errorCode, errorDetails, logResult }));
  } catch (error) {
    response.destroy();
    throw error;
  }
}

/** Resolves when the client has taken what was written, or is gone. One that takes nothing for a minute is cut off. */
async function drained({ response }: Exchange): Promise<void> {
  const gone = new AbortController();
  const onClose = (): void => gone.abort();
  response.once("close", onClose);
  const deadline = setTimeout(() => response.destroy(), stalledMsMax);
  await once(response, "drain", { signal: gone.signal }).catch(() => undefined);
  clearTimeout(deadline);
  response.off("close", onClose);
}
