import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { FunctionSpec__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/FunctionSpec";
import { z } from "zod";
import { apiAnswers, methodNotAllowed, readBody, sendAnswer, type ApiAnswer } from "../runtime/api-answers.ts";
import type { SandboxApi } from "../runtime/sandbox-api-server.ts";
import { extensionRefusals } from "./extension-answers.ts";
import type { Extension, ExtensionRegistry, ExtensionSubscription } from "./extension-registry.ts";

const base = "/2020-01-01/extension/";
const bodyBytesMax = 64 * 1024;
/** Names and error types go into events and log lines. */
const wordCharactersMax = 256;

const registrationSchema = z.object({
  events: z.array(z.string()).nullish(),
  configurationKeys: z.array(z.string()).nullish(),
});

type Route = (request: IncomingMessage, response: ServerResponse) => void;

/** AWS's Extensions API 2020-01-01, served inside one sandbox. Answers as in behaviours.md §14. */
export class ExtensionsApi implements SandboxApi {
  /** The function; undefined until it is bound, when nothing of it runs yet. */
  spec: FunctionSpec__Output | undefined;
  readonly #registry: ExtensionRegistry;

  constructor(registry: ExtensionRegistry) {
    this.#registry = registry;
  }

  serve(request: IncomingMessage, response: ServerResponse, path: string): boolean {
    if (!path.startsWith(base)) return false;
    const resource = path.slice(base.length);
    const route = this.#route(resource);
    if (route === undefined) return false;
    const method = resource === "event/next" ? "GET" : "POST";
    if (request.method === method) route(request, response);
    else refuse(request, response, methodNotAllowed(method));
    return true;
  }

  #route(resource: string): Route | undefined {
    switch (resource) {
      case "register":
        return (request, response) => this.#takeRegistration(request, response);
      case "event/next":
        return (request, response) => this.#next(request, response);
      case "init/error":
        return (request, response) => this.#takeError("init-error", request, response);
      case "exit/error":
        return (request, response) => this.#takeError("exit-error", request, response);
      default:
        return undefined;
    }
  }

  #takeRegistration(request: IncomingMessage, response: ServerResponse): void {
    const name = headerOf(request, "lambda-extension-name");
    if (name === "") return refuse(request, response, extensionRefusals.emptyName);
    if (name.length > wordCharactersMax) return refuse(request, response, extensionRefusals.nameTooLong);
    return readBody(request, bodyBytesMax, (outcome) => {
      const parsed = outcome.kind === "whole" ? parseRegistration(outcome.body.toString()) : "unexpected end of JSON input";
      if (typeof parsed === "string") return sendAnswer(response, extensionRefusals.invalidFormat(parsed));
      const registered = this.#register(name, parsed);
      if ("status" in registered) return sendAnswer(response, registered);
      return this.#welcome(registered, request, response);
    });
  }

  #register(name: string, events: readonly string[]): Extension | ApiAnswer {
    const external = this.#registry.findExternal(name);
    for (const event of events) {
      if (external === undefined && event === "SHUTDOWN") {
        return extensionRefusals.invalidEvent(event, "ShutdownEventNotSupportedForInternalExtension");
      }
      if (event !== "INVOKE" && event !== "SHUTDOWN") return extensionRefusals.invalidEvent(event, "ErrorInvalidEventType");
    }
    const extension = external ?? this.#registry.addInternal(name);
    if (typeof extension === "string") return extensionRefusals[extension];
    const before = extension.state;
    if (before !== "Started") return extensionRefusals.invalidState(before, "register", name);
    extension.subscriptions = [...new Set(events)].filter(isSubscription);
    this.#registry.step(extension, "register");
    return extension;
  }

  #welcome(extension: Extension, request: IncomingMessage, response: ServerResponse): void {
    const identity = this.spec?.identity;
    const wantsAccount = headerOf(request, "lambda-extension-accept-feature")
      .split(",")
      .some((feature) => feature.trim() === "accountId");
    sendAnswer(response, {
      status: 200,
      headers: { "Lambda-Extension-Identifier": extension.id },
      body: {
        ...(wantsAccount ? { accountId: identity?.account ?? "" } : {}),
        functionName: identity?.function_name ?? "",
        functionVersion: identity?.version ?? "",
        handler: this.spec?.handler ?? "",
      },
    });
  }

  #next(request: IncomingMessage, response: ServerResponse): void {
    const id = identifierOf(request);
    if (typeof id !== "string") return refuse(request, response, id);
    const extension = this.#registry.findById(id);
    if (extension === undefined) return refuse(request, response, extensionRefusals.unknownExtension(id));
    const before = extension.state;
    const deliver = (event: object): void => sendEvent(response, event);
    if (!this.#registry.next(extension, deliver)) return refuse(request, response, extensionRefusals.invalidState(before, "next", id));
    response.on("close", () => {
      if (extension.deliver === deliver) extension.deliver = undefined;
    });
    return undefined;
  }

  #takeError(kind: "init-error" | "exit-error", request: IncomingMessage, response: ServerResponse): void {
    const id = identifierOf(request);
    if (typeof id !== "string") return refuse(request, response, id);
    const errorType = headerOf(request, "lambda-extension-function-error-type");
    if (errorType === "") return refuse(request, response, extensionRefusals.missingErrorType);
    const extension = this.#registry.findById(id);
    if (extension === undefined) return refuse(request, response, extensionRefusals.unknownIdentifier);
    const before = extension.state;
    if (!this.#registry.step(extension, kind)) return refuse(request, response, extensionRefusals.invalidState(before, kind, id));
    if (extension.state !== before) extension.errorType = errorType.slice(0, wordCharactersMax);
    return refuse(request, response, apiAnswers.accepted);
  }
}

/** The id that a request names, or what it is refused with. */
export function identifierOf(request: IncomingMessage): string | ApiAnswer {
  const id = headerOf(request, "lambda-extension-identifier");
  if (id === "") return extensionRefusals.missingIdentifier;
  return /^[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}$/i.test(id) ? id.toLowerCase() : extensionRefusals.invalidIdentifier;
}

/** The events of a registration, or what is wrong with it in the words of Go's JSON parser. */
function parseRegistration(text: string): readonly string[] | string {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    const first = text.trimStart()[0];
    return first === undefined ? "unexpected end of JSON input" : `invalid character '${first}' looking for beginning of value`;
  }
  const registration = registrationSchema.safeParse(parsed);
  if (!registration.success) return `json: cannot unmarshal ${registration.error.issues[0]?.path.join(".") ?? "body"}`;
  if ((registration.data.configurationKeys ?? []).length > 0) return "configurationKeys are deprecated; use environment variables instead";
  return registration.data.events ?? [];
}

function isSubscription(event: string): event is ExtensionSubscription {
  return event === "INVOKE" || event === "SHUTDOWN";
}

function sendEvent(response: ServerResponse, event: object): void {
  const body = `${JSON.stringify(event)}\n`;
  response
    .writeHead(200, {
      "Content-Type": "application/json",
      "Content-Length": Buffer.byteLength(body),
      "Lambda-Extension-Event-Identifier": randomUUID(),
    })
    .end(body);
}

function headerOf(request: IncomingMessage, name: string): string {
  const value = request.headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? "";
}

function refuse(request: IncomingMessage, response: ServerResponse, answer: ApiAnswer): void {
  request.resume();
  sendAnswer(response, answer);
}
