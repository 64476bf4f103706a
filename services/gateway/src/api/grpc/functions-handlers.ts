import { randomUUID } from "node:crypto";
import type { functionsService } from "@mayfly/contracts/services";
import { callHeaders, type CallContext, type ServiceHandlers } from "@mayfly/contracts/service-contract";
import { controlOperations, lambdaOperation, type ControlOperation } from "@mayfly/lambda-api/lambda-operations";
import { inputFromMessage } from "@mayfly/lambda-api/message-mapping";
import type { ControlAnswer, FunctionControl } from "../../core/function-control.ts";
import type { PackageUrls } from "../../core/package-urls.ts";
import type { CallerOf } from "./bearer-authentication.ts";

/** What the handlers need. */
export interface FunctionsHandlersDependencies {
  readonly control: FunctionControl;
  readonly packageUrls: PackageUrls;
  readonly callerOf: CallerOf;
  /** Base URL of the gateway's HTTP API, for package locations. */
  readonly httpUrl: string;
  /** Address of the function URL with this id. */
  readonly functionUrl: (urlId: string) => string;
}

/** The control plane over gRPC: the same validation and the same core as over HTTP. */
export function createFunctionsHandlers(dependencies: FunctionsHandlersDependencies): ServiceHandlers<typeof functionsService> {
  const perform = <Name extends ControlOperation>(name: Name, message: object, call: CallContext): Promise<ControlAnswer<Name>> => {
    const caller = dependencies.callerOf(call);
    const packageUrl = (sha256: string, account: string): string =>
      dependencies.httpUrl + dependencies.packageUrls.sign({ region: caller.region, account, sha256 });
    const traceParent = call.headers.get(callHeaders.traceParent) ?? "";
    const controlCall = { caller, requestId: randomUUID(), traceParent, packageUrl, functionUrl: dependencies.functionUrl };
    return dependencies.control.perform(name, inputFromMessage(lambdaOperation(name).input, message), controlCall);
  };
  const handler =
    (name: ControlOperation) =>
    (request: object, call: CallContext): Promise<object> =>
      perform(name, request, call);
  // Operations and rpcs have the same names, and `perform` answers each with its own response.
  return Object.fromEntries(controlOperations.map((name) => [name, handler(name)])) as unknown as Served<ServiceHandlers<typeof functionsService>>;
}

/** The handlers if every rpc has an operation behind it; else nothing that could be served, which does not compile. */
type Served<Handlers> = Exclude<keyof Handlers, ControlOperation> extends never ? Handlers : unknown;
