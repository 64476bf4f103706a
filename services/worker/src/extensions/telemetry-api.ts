import type { IncomingMessage, ServerResponse } from "node:http";
import { methodNotAllowed, readBody, sendAnswer, type ApiAnswer } from "../runtime/api-answers.ts";
import type { SandboxApi } from "../runtime/sandbox-api-server.ts";
import { extensionRefusals } from "./extension-answers.ts";
import type { ExtensionRegistry } from "./extension-registry.ts";
import { identifierOf } from "./extensions-api.ts";
import type { TelemetryHub } from "./telemetry-hub.ts";
import { parseTelemetryRequest, type TelemetryApiName } from "./telemetry-request.ts";

const bodyBytesMax = 64 * 1024;
/** AWS's own samples ask with and without a slash at the end. */
const paths: Readonly<Record<string, TelemetryApiName>> = {
  "/2022-07-01/telemetry": "telemetry",
  "/2022-07-01/telemetry/": "telemetry",
  "/2020-08-15/logs": "logs",
  "/2020-08-15/logs/": "logs",
};

/** The Telemetry API 2022-07-01 and the Logs API 2020-08-15, served inside one sandbox. Answers as in behaviours.md §15. */
export class TelemetryApi implements SandboxApi {
  readonly #registry: ExtensionRegistry;
  readonly #hub: TelemetryHub;

  constructor(registry: ExtensionRegistry, hub: TelemetryHub) {
    this.#registry = registry;
    this.#hub = hub;
  }

  serve(request: IncomingMessage, response: ServerResponse, path: string): boolean {
    const api = paths[path];
    if (api === undefined) return false;
    if (request.method === "PUT") this.#takeSubscription(api, request, response);
    else {
      request.resume();
      sendAnswer(response, methodNotAllowed("PUT"));
    }
    return true;
  }

  #takeSubscription(api: TelemetryApiName, request: IncomingMessage, response: ServerResponse): void {
    const id = identifierOf(request);
    const extension = typeof id === "string" ? this.#registry.findById(id) : undefined;
    if (extension === undefined) {
      request.resume();
      return sendAnswer(response, typeof id === "string" ? extensionRefusals.unknownExtension(id) : id);
    }
    return readBody(request, bodyBytesMax, (outcome) => {
      const body = outcome.kind === "whole" ? outcome.body.toString() : "";
      sendAnswer(response, this.#subscribe(api, extension.name, body));
    });
  }

  #subscribe(api: TelemetryApiName, extension: string, body: string): ApiAnswer {
    const request = parseTelemetryRequest(api, body);
    if (typeof request === "string") return refusal(400, api === "logs" ? "Logs.ValidationError" : "ValidationError", request);
    switch (this.#hub.subscribe(extension, request)) {
      case "closed": {
        const name = api === "logs" ? "Logs" : "Telemetry";
        return refusal(403, `${name}.SubscriptionClosed`, `${name} API subscription is closed already`);
      }
      case "other-api":
        return refusal(400, api === "logs" ? "Logs.ValidationError" : "ValidationError", "the extension has subscribed by the other API already");
      case undefined:
        return { status: 200, body: '"OK"' };
    }
  }
}

function refusal(status: number, errorType: string, errorMessage: string): ApiAnswer {
  return { status, body: { errorMessage, errorType } };
}
