import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { RouteMatch } from "@mayfly/lambda-api/router";
import type { Caller } from "../../core/caller.ts";
import type { HeaderList } from "../../core/function-urls/header-list.ts";

/** Above this, copying a body costs more than a second buffer in the write. */
const joinedBytesMax = 32 * 1024;
const noQuery = new URLSearchParams();

/** One HTTP request and its answer. */
export class Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** UUID: x-amzn-RequestId, and the request id of the invocation if it is one. */
  readonly requestId: string = randomUUID();
  /** Path as sent. */
  readonly rawPath: string;
  /** Query as sent, without the question mark. */
  readonly rawQuery: string;
  readonly query: URLSearchParams;

  constructor(request: IncomingMessage, response: ServerResponse) {
    this.request = request;
    this.response = response;
    const target = originForm(request.url ?? "/");
    const mark = target.indexOf("?");
    this.rawPath = mark === -1 ? target : target.slice(0, mark);
    this.rawQuery = mark === -1 ? "" : target.slice(mark + 1);
    this.query = this.rawQuery === "" ? noQuery : new URLSearchParams(this.rawQuery);
  }

  get method(): string {
    return this.request.method ?? "GET";
  }

  /** A request header; empty if it was not sent. */
  header(name: string): string {
    const value = this.request.headers[name];
    return typeof value === "string" ? value : (value?.[0] ?? "");
  }

  /** Where the client reaches this gateway. */
  get baseUrl(): string {
    return `http://${this.header("host")}`;
  }

  /** Answers with a whole body. A list of names and values in turn may have a name more than once. */
  send(status: number, headers: Readonly<Record<string, string>> | HeaderList, body: Buffer | string): void {
    const length = typeof body === "string" ? Buffer.byteLength(body) : body.length;
    const bodiless = status === 204 || status === 304;
    if (isHeaderList(headers))
      this.response.writeHead(status, [...headers, "x-amzn-RequestId", this.requestId, ...(bodiless ? [] : ["Content-Length", String(length)])]);
    else this.response.writeHead(status, { ...headers, "x-amzn-RequestId": this.requestId, ...(bodiless ? {} : { "Content-Length": length }) });
    if (bodiless) this.response.end();
    // Node writes a latin-1 string together with the head in one system call, a Buffer in a slower one of its own kind.
    else if (typeof body !== "string" && length <= joinedBytesMax) this.response.end(body.toString("latin1"), "latin1");
    else this.response.end(body);
  }
}

function isHeaderList(headers: Readonly<Record<string, string>> | HeaderList): headers is HeaderList {
  return Array.isArray(headers);
}

/** Path and query alone: a client may name the whole address (RFC 9112 §3.2.2). */
function originForm(target: string): string {
  if (target.startsWith("/")) return target;
  const [authority = ""] = /^https?:\/\/[^/?]*/i.exec(target) ?? [];
  const rest = target.slice(authority.length);
  return rest.startsWith("?") || rest === "" ? `/${rest}` : rest;
}

/** An authenticated request of the Lambda API with its body. */
export interface LambdaCall {
  readonly exchange: Exchange;
  readonly caller: Caller;
  readonly route: RouteMatch;
  readonly body: Buffer;
}
