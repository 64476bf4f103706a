import { callHeaders, type CallContext, type ServiceHandlers } from "@mayfly/contracts/service-contract";
import type { packagesService } from "@mayfly/contracts/services";
import type { Span, Tracing } from "@mayfly/telemetry/tracing";

type PackagesHandlers = ServiceHandlers<typeof packagesService>;

/** The handlers with a span for every call that its caller traces; themselves if there is no tracing. */
export function tracedPackagesHandlers(handlers: PackagesHandlers, tracing: Tracing): PackagesHandlers {
  if (!tracing.enabled) return handlers;
  const start = (method: keyof PackagesHandlers, call: CallContext): Span | undefined => {
    const traceParent = call.headers.get(callHeaders.traceParent) ?? "";
    return traceParent === "" ? undefined : tracing.startSpan(`package-store ${method}`, { kind: "server", traceParent });
  };
  return {
    PutPackage: (requests, call) => answered(start("PutPackage", call), handlers.PutPackage(requests, call)),
    CopyPackage: (request, call) => answered(start("CopyPackage", call), handlers.CopyPackage(request, call)),
    GetPackage: (request, call) => streamed(start("GetPackage", call), handlers.GetPackage(request, call)),
    DescribePackage: (request, call) => answered(start("DescribePackage", call), handlers.DescribePackage(request, call)),
  };
}

async function answered<Answer>(span: Span | undefined, answer: Promise<Answer>): Promise<Answer> {
  try {
    const done = await answer;
    span?.end();
    return done;
  } catch (error) {
    span?.end(error);
    throw error;
  }
}

async function* streamed<Answer>(span: Span | undefined, answers: AsyncIterable<Answer>): AsyncGenerator<Answer, void, undefined> {
  try {
    yield* answers;
  } catch (error) {
    span?.end(error);
    throw error;
  } finally {
    span?.end();
  }
}
