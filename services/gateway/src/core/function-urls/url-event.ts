import { isUtf8 } from "node:buffer";
import { decodeHeaderValue, isConnectionHeader, type HeaderList } from "./header-list.ts";

/** One request to a function URL, as it came. */
export interface UrlRequest {
  readonly method: string;
  /** Path as sent. */
  readonly rawPath: string;
  /** Query as sent, without the question mark. */
  readonly rawQuery: string;
  readonly query: URLSearchParams;
  /** As they came, names in whatever case. */
  readonly headers: HeaderList;
  /** Like 1.1. */
  readonly httpVersion: string;
  /** Address of who is connected. */
  readonly peer: string;
  readonly body: Buffer;
}

/** What the service knows of it. */
export interface UrlRequestContext {
  readonly urlId: string;
  /** UUID of the invocation. */
  readonly requestId: string;
  /** Epoch milliseconds of its arrival. */
  readonly now: number;
  /** The client's address. */
  readonly sourceIp: string;
  /** X-Ray trace header that the function gets. */
  readonly traceHeader: string;
  readonly scheme: string;
  readonly port: string;
  /** Who signed the request; undefined for URLs without authentication. */
  readonly signer: UrlSigner | undefined;
}

/** Who signed a request. */
export interface UrlSigner {
  readonly accessKeyId: string;
  readonly account: string;
  readonly arn: string;
  /** Unique id of the user or of the role's session. */
  readonly principalId: string;
}

/** The event of payload format 2.0 that a request becomes (behaviours.md §12), as JSON. Paths, queries, header values and bodies survive whatever they hold. */
export function buildUrlEvent(request: UrlRequest, context: UrlRequestContext): Buffer {
  const { headers, cookies, host, userAgent, contentType, contentEncoding } = readHeaders(request, context);
  const { body } = request;
  const plain = body.length === 0 || (isTextual(contentType) && (contentEncoding === "" || contentEncoding === "identity") && isUtf8(body));
  const domainName = host.replace(/:\d*$/, "");
  return Buffer.from(
    JSON.stringify({
      version: "2.0",
      routeKey: "$default",
      rawPath: request.rawPath,
      rawQueryString: request.rawQuery,
      cookies: cookies.length === 0 ? undefined : cookies,
      headers,
      queryStringParameters: queryParameters(request),
      requestContext: {
        accountId: context.signer?.account ?? "anonymous",
        apiId: context.urlId,
        authorizer: context.signer === undefined ? undefined : { iam: describeSigner(context.signer) },
        domainName,
        domainPrefix: context.urlId,
        http: {
          method: request.method,
          path: request.rawPath,
          protocol: `HTTP/${request.httpVersion}`,
          sourceIp: context.sourceIp,
          userAgent,
        },
        requestId: context.requestId,
        routeKey: "$default",
        stage: "$default",
        time: formatTime(context.now),
        timeEpoch: context.now,
      },
      body: body.length === 0 ? undefined : body.toString(plain ? "utf8" : "base64"),
      isBase64Encoded: !plain,
    }),
  );
}

interface ReadHeaders {
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
  readonly host: string;
  readonly userAgent: string;
  readonly contentType: string;
  readonly contentEncoding: string;
}

/** Lower-case names; values of one name joined by commas. Cookies stand beside them; what the service itself says of the connection wins. */
function readHeaders(request: UrlRequest, context: UrlRequestContext): ReadHeaders {
  const headers = emptyRecord();
  const cookies: string[] = [];
  const dropped = namedByConnection(request.headers);
  for (let index = 0; index + 1 < request.headers.length; index += 2) {
    const name = (request.headers[index] ?? "").toLowerCase();
    if (isConnectionHeader(name) || dropped?.includes(name) === true) continue;
    const value = decodeHeaderValue(request.headers[index + 1] ?? "");
    if (name === "cookie") cookies.push(...value.split(";").flatMap((cookie) => (cookie.trim() === "" ? [] : [cookie.trim()])));
    else headers[name] = headers[name] === undefined ? value : `${headers[name]},${value}`;
  }
  const { body, peer } = request;
  if (body.length > 0) headers["content-length"] = String(body.length);
  const forwardedFor = headers["x-forwarded-for"];
  headers["x-forwarded-for"] = forwardedFor === undefined || forwardedFor === "" ? peer : `${forwardedFor}, ${peer}`;
  headers["x-forwarded-port"] = context.port;
  headers["x-forwarded-proto"] = context.scheme;
  headers["x-amzn-trace-id"] = context.traceHeader;
  return {
    headers,
    cookies,
    host: headers["host"] ?? "",
    userAgent: headers["user-agent"] ?? "",
    contentType: headers["content-type"] ?? "",
    contentEncoding: (headers["content-encoding"] ?? "").toLowerCase(),
  };
}

/** Without a prototype, so that a name may be anything. */
function emptyRecord(): Record<string, string> {
  return Object.create(null) as Record<string, string>;
}

/** Further headers of the connection, which a Connection header names. */
function namedByConnection(headers: HeaderList): readonly string[] | undefined {
  for (let index = 0; index + 1 < headers.length; index += 2) {
    if (headers[index]?.toLowerCase() !== "connection") continue;
    const value = headers[index + 1]?.toLowerCase() ?? "";
    if (value !== "keep-alive" && value !== "close") return value.split(",").map((name) => name.trim());
  }
  return undefined;
}

function queryParameters({ rawQuery, query }: UrlRequest): Readonly<Record<string, string>> | undefined {
  if (rawQuery === "") return undefined;
  const parameters = emptyRecord();
  for (const [name, value] of query) parameters[name] = parameters[name] === undefined ? value : `${parameters[name]},${value}`;
  return parameters;
}

/** Media types whose bodies are text for the service; forms are not, as on AWS. */
function isTextual(contentType: string): boolean {
  return /^text\/|[/+.-](?:json|xml|javascript)\b|^application\/x-ndjson/i.test(contentType.trimStart());
}

function describeSigner({ accessKeyId, account, arn, principalId }: UrlSigner): object {
  return { accessKey: accessKeyId, accountId: account, callerId: principalId, cognitoIdentity: null, principalOrgId: null, userArn: arn, userId: principalId };
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `12/Mar/2020:19:03:58 +0000`. */
function formatTime(epochMs: number): string {
  const date = new Date(epochMs);
  const two = (value: number): string => String(value).padStart(2, "0");
  const day = `${two(date.getUTCDate())}/${months[date.getUTCMonth()]}/${date.getUTCFullYear()}`;
  return `${day}:${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} +0000`;
}
