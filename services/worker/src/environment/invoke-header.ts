import type { InvokeStart__Output } from "@mayfly/contracts/generated/mayfly/agent/v1/InvokeStart";
import type { InvokeHeader } from "@mayfly/runtimes/frame-protocol";

/** What a runtime is told of an invocation; `deadlineMs` is epoch milliseconds. */
export function invokeHeaderOf(start: InvokeStart__Output, deadlineMs: number): InvokeHeader {
  return {
    requestId: start.request_id,
    deadlineMs,
    invokedFunctionArn: start.invoked_function_arn,
    ...(start.trace_header === "" ? {} : { traceHeader: start.trace_header }),
    ...(start.client_context === "" ? {} : { clientContext: start.client_context }),
    ...(start.response_stream ? { responseStream: true } : {}),
  };
}
