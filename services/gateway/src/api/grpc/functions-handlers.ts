import { randomUUID } from "node:crypto";
import type { functionsService } from "@mayfly/contracts/services";
import { callHeaders, type CallContext, type ServiceHandlers } from "@mayfly/contracts/service-contract";
import { lambdaOperation } from "@mayfly/lambda-api/lambda-operations";
import { inputFromMessage } from "@mayfly/lambda-api/message-mapping";
import type { ControlAnswer, ControlOperation, FunctionControl } from "../../core/function-control.ts";
import type { PackageUrls } from "../../core/package-urls.ts";
import { callerOf } from "./bearer-authentication.ts";

/** What the handlers need. */
export interface FunctionsHandlersDependencies {
  readonly control: FunctionControl;
  readonly packageUrls: PackageUrls;
  /** Base URL of the gateway's HTTP API, for package locations. */
  readonly httpUrl: string;
}

/** The control plane over gRPC: the same validation and the same core as over HTTP. */
export function createFunctionsHandlers(dependencies: FunctionsHandlersDependencies): ServiceHandlers<typeof functionsService> {
  const perform = <Name extends ControlOperation>(name: Name, message: object, call: CallContext): Promise<ControlAnswer<Name>> => {
    const caller = callerOf(call);
    const packageUrl = (sha256: string): string =>
      dependencies.httpUrl + dependencies.packageUrls.sign({ region: caller.region, account: caller.account, sha256 });
    const traceParent = call.headers.get(callHeaders.traceParent) ?? "";
    const controlCall = { caller, requestId: randomUUID(), traceParent, packageUrl };
    return dependencies.control.perform(name, inputFromMessage(lambdaOperation(name).input, message), controlCall);
  };
  return {
    CreateFunction: (request, call) => perform("CreateFunction", request, call),
    GetFunction: (request, call) => perform("GetFunction", request, call),
    GetFunctionConfiguration: (request, call) => perform("GetFunctionConfiguration", request, call),
    UpdateFunctionCode: (request, call) => perform("UpdateFunctionCode", request, call),
    UpdateFunctionConfiguration: (request, call) => perform("UpdateFunctionConfiguration", request, call),
    ListFunctions: (request, call) => perform("ListFunctions", request, call),
    DeleteFunction: (request, call) => perform("DeleteFunction", request, call),
    PublishVersion: (request, call) => perform("PublishVersion", request, call),
    ListVersionsByFunction: (request, call) => perform("ListVersionsByFunction", request, call),
    CreateAlias: (request, call) => perform("CreateAlias", request, call),
    UpdateAlias: (request, call) => perform("UpdateAlias", request, call),
    GetAlias: (request, call) => perform("GetAlias", request, call),
    ListAliases: (request, call) => perform("ListAliases", request, call),
    DeleteAlias: (request, call) => perform("DeleteAlias", request, call),
    PublishLayerVersion: (request, call) => perform("PublishLayerVersion", request, call),
    GetLayerVersion: (request, call) => perform("GetLayerVersion", request, call),
    GetLayerVersionByArn: (request, call) => perform("GetLayerVersionByArn", request, call),
    ListLayers: (request, call) => perform("ListLayers", request, call),
    ListLayerVersions: (request, call) => perform("ListLayerVersions", request, call),
    DeleteLayerVersion: (request, call) => perform("DeleteLayerVersion", request, call),
  };
}
