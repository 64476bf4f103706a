import { PlatformError } from "@mayfly/errors/platform-error";

/** A Signature Version 4 signature, taken apart. */
export interface SignatureParts {
  readonly accessKeyId: string;
  /** YYYYMMDD of the credential scope. */
  readonly date: string;
  readonly region: string;
  /** Service that the request is meant for, like lambda. */
  readonly service: string;
  readonly signedHeaders: readonly string[];
  /** Lower-case hex. */
  readonly signature: string;
  /** YYYYMMDDTHHMMSSZ. */
  readonly amzDate: string;
  readonly sessionToken: string | undefined;
  /** Presigned requests: seconds that it is valid from its date. */
  readonly expiresSeconds: number | undefined;
}

const algorithm = "AWS4-HMAC-SHA256";
const signatureField = "Signature=";
/** AWS's maximum for presigned requests: seven days. */
const expiresSecondsMax = 604_800;

/** What a client's Authorization headers of one day have in common. */
type Scope = Pick<SignatureParts, "accessKeyId" | "date" | "region" | "service" | "signedHeaders">;

/** Scopes by the text before the signature: taking it apart again for every request costs more than the look-up. */
const knownScopes = new Map<string, Scope>();
const knownScopesMax = 256;
const knownTextMax = 1024;

/** Takes the signature out of the Authorization header. Throws PlatformError where a part is missing. */
export function parseAuthorizationHeader(headers: Readonly<Record<string, string | readonly string[] | undefined>>): SignatureParts {
  const authorization = single(headers["authorization"]) ?? "";
  if (!authorization.startsWith(`${algorithm} `)) throw new PlatformError("IncompleteSignature", `Authorization header requires '${algorithm}'.`);
  const amzDate = single(headers["x-amz-date"]);
  const sessionToken = single(headers["x-amz-security-token"]);
  const mark = authorization.lastIndexOf(signatureField);
  const scopeText = authorization.slice(0, mark);
  const known = knownScopes.get(scopeText);
  const last = authorization.slice(mark + signatureField.length).trim();
  if (known !== undefined && !last.includes(",")) return complete(known, { signature: last, amzDate, sessionToken, expires: undefined });
  const fields = new Map<string, string>();
  for (const field of authorization.slice(algorithm.length + 1).split(",")) {
    const separator = field.indexOf("=");
    fields.set(field.slice(0, separator).trim(), field.slice(separator + 1).trim());
  }
  const signature = fields.get("Signature");
  const scope = parseScope({ credential: fields.get("Credential"), signedHeaders: fields.get("SignedHeaders"), signature });
  if (signature === last && scopeText.length <= knownTextMax) keepScope(scopeText, scope);
  return complete(scope, { signature, amzDate, sessionToken, expires: undefined });
}

function keepScope(text: string, scope: Scope): void {
  if (knownScopes.size >= knownScopesMax) knownScopes.clear();
  knownScopes.set(text, scope);
}

/** Takes the signature out of the query of a presigned request. Throws PlatformError where a part is missing. */
export function parsePresignedQuery(query: URLSearchParams): SignatureParts {
  if (query.get("X-Amz-Algorithm") !== algorithm) throw new PlatformError("IncompleteSignature", `X-Amz-Algorithm must be '${algorithm}'.`);
  const signature = query.get("X-Amz-Signature") ?? undefined;
  const scope = parseScope({
    credential: query.get("X-Amz-Credential") ?? undefined,
    signedHeaders: query.get("X-Amz-SignedHeaders") ?? undefined,
    signature,
  });
  return complete(scope, {
    signature,
    amzDate: query.get("X-Amz-Date") ?? undefined,
    sessionToken: query.get("X-Amz-Security-Token") ?? undefined,
    expires: query.get("X-Amz-Expires") ?? "",
  });
}

interface FoundScope {
  readonly credential: string | undefined;
  readonly signedHeaders: string | undefined;
  readonly signature: string | undefined;
}

function parseScope({ credential, signedHeaders, signature }: FoundScope): Scope {
  if (credential === undefined || signedHeaders === undefined || signature === undefined) {
    const missing = Object.entries({ Credential: credential, Signature: signature, SignedHeaders: signedHeaders }).filter(([, value]) => value === undefined);
    throw new PlatformError("IncompleteSignature", missing.map(([name]) => `Authorization requires '${name}' parameter.`).join(" "));
  }
  const [accessKeyId, date, region, service, terminator, ...more] = credential.split("/");
  if (accessKeyId === undefined || date === undefined || region === undefined || service === undefined || terminator !== "aws4_request" || more.length > 0) {
    throw new PlatformError(
      "IncompleteSignature",
      `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${credential}'`,
    );
  }
  return { accessKeyId, date, region, service, signedHeaders: signedHeaders.split(";") };
}

interface FoundRest {
  readonly signature: string | undefined;
  readonly amzDate: string | undefined;
  readonly sessionToken: string | undefined;
  readonly expires: string | undefined;
}

function complete(scope: Scope, { signature = "", amzDate, sessionToken, expires }: FoundRest): SignatureParts {
  if (amzDate === undefined || !/^\d{8}T\d{6}Z$/.test(amzDate))
    throw new PlatformError("IncompleteSignature", "Authorization requires existence of an 'X-Amz-Date' of the form YYYYMMDDTHHMMSSZ.");
  const { accessKeyId, date, region, service, signedHeaders } = scope;
  return { accessKeyId, date, region, service, signedHeaders, signature, amzDate, sessionToken, expiresSeconds: parseExpires(expires) };
}

function parseExpires(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const seconds = /^\d{1,7}$/.test(text) ? Number(text) : Number.NaN;
  if (!(seconds >= 0 && seconds <= expiresSecondsMax))
    throw new PlatformError("IncompleteSignature", "X-Amz-Expires must be a number of seconds of at most a week.");
  return seconds;
}

function single(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === "object" ? value[0] : value;
}
