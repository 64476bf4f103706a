import { encodeHeaderValue, isConnectionHeader, isHeaderName, type HeaderList } from "./header-list.ts";

/** What a client of a function URL is answered, but for what the service adds. */
export interface UrlAnswer {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: Buffer;
}

/** Status and headers as a function says them. */
export type UrlAnswerHead = Omit<UrlAnswer, "body">;

/** Content type by which a stream says that it begins with status and headers. */
export const integrationContentType = "application/vnd.awslambda.http-integration-response";
/** What separates them from the body. */
export const preludeEnd = Buffer.alloc(8);

const jsonHeaders: HeaderList = ["Content-Type", "application/json"];
/** What the service says itself, whatever the function says. */
const serviceHeaders: ReadonlySet<string> = new Set(["content-length", "x-amzn-requestid", "x-amzn-trace-id"]);
const braceOpen = 0x7b;
const quote = 0x22;
const space = 0x20;
const nothing = Buffer.alloc(0);

/**
 * Reads a function's whole answer (behaviours.md §12): an object with a statusCode says status, headers, cookies and body;
 * a string is the body; any other JSON is the body as it is. Undefined for what no answer can be made of: the client gets
 * 502. An answer that is no JSON, which only a custom runtime or a stream can give, is the body under its own content type.
 */
export function readUrlAnswer(payload: Buffer, contentType: string): UrlAnswer | undefined {
  if (contentType === integrationContentType) return readWholeStream(payload);
  const first = payload[payload.findIndex((byte) => byte > space)];
  const plain = { status: 200, headers: jsonHeaders, body: payload };
  if (first !== braceOpen && first !== quote) return { ...plain, headers: contentType === "" ? jsonHeaders : ["Content-Type", contentType] };
  if (first === braceOpen && !payload.includes('"statusCode"') && !payload.includes("\\u")) return plain;
  const parsed = parseJson(payload.toString("utf8"));
  if (parsed === undefined) return { ...plain, headers: ["Content-Type", contentType] };
  if (typeof parsed === "string") return { ...plain, body: Buffer.from(parsed) };
  if (!isRecord(parsed) || parsed["statusCode"] === undefined) return plain;
  const head = readAnswerHead(parsed, "application/json");
  const body = readBody(parsed);
  return head === undefined || body === undefined ? undefined : { ...head, body };
}

/** Reads status, headers and cookies; undefined if one of them cannot be sent. The content type is `defaultType` unless there is one. */
function readAnswerHead(answer: Readonly<Record<string, unknown>>, defaultType: string): UrlAnswerHead | undefined {
  const { statusCode = 200, headers, cookies } = answer;
  const status = readStatus(statusCode);
  const list: string[] = [];
  if (status === undefined || !addHeaders(list, headers ?? {}) || !addCookies(list, cookies ?? [])) return undefined;
  const typed = list.some((name, index) => index % 2 === 0 && name.toLowerCase() === "content-type");
  return { status, headers: typed ? list : ["Content-Type", defaultType, ...list] };
}

/** An object, as opposed to a list or null. */
function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readStatus(statusCode: unknown): number | undefined {
  const status = typeof statusCode === "string" && /^\d{3}$/.test(statusCode) ? Number(statusCode) : statusCode;
  return typeof status === "number" && Number.isInteger(status) && status >= 200 && status <= 599 ? status : undefined;
}

/** False if one of them cannot be sent. What concerns the connection, or is the service's to say, is left out. */
function addHeaders(list: string[], headers: unknown): boolean {
  if (!isRecord(headers)) return false;
  for (const [name, value] of Object.entries(headers)) {
    const lower = name.toLowerCase();
    if (value === null || isConnectionHeader(lower) || serviceHeaders.has(lower)) continue;
    if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") return false;
    const encoded = encodeHeaderValue(String(value));
    if (encoded === undefined || !isHeaderName(name)) return false;
    list.push(name, encoded);
  }
  return true;
}

function addCookies(list: string[], cookies: unknown): boolean {
  if (!Array.isArray(cookies)) return false;
  for (const cookie of cookies) {
    const encoded = typeof cookie === "string" ? encodeHeaderValue(cookie) : undefined;
    if (encoded === undefined) return false;
    list.push("Set-Cookie", encoded);
  }
  return true;
}

function readBody({ body, isBase64Encoded }: Readonly<Record<string, unknown>>): Buffer | undefined {
  if (body === undefined || body === null) return nothing;
  if (typeof body !== "string") return Buffer.from(JSON.stringify(body));
  return isBase64Encoded === true ? decodeBase64(body) : Buffer.from(body);
}

/** Undefined if the text is not base64: node skips what is none, the length tells. */
function decodeBase64(text: string): Buffer | undefined {
  const decoded = Buffer.from(text, "base64");
  const digits = text.endsWith("==") ? text.length - 2 : text.endsWith("=") ? text.length - 1 : text.length;
  return decoded.length === Math.floor((digits * 3) / 4) ? decoded : undefined;
}

/** A stream that was gathered: status and headers, eight zero bytes, body. */
function readWholeStream(payload: Buffer): UrlAnswer | undefined {
  const end = payload.indexOf(preludeEnd);
  const head = end === -1 ? undefined : readPrelude(payload.subarray(0, end));
  return head === undefined ? undefined : { ...head, body: payload.subarray(end + preludeEnd.length) };
}

/** Reads what a stream begins with; undefined if it is no such thing. */
export function readPrelude(text: Buffer): UrlAnswerHead | undefined {
  const parsed = parseJson(text.toString("utf8"));
  return isRecord(parsed) ? readAnswerHead(parsed, "application/octet-stream") : undefined;
}
