import type { ConnectionOptions } from "@nats-io/transport-node";

/**
 * Servers, credentials and TLS of NATS URLs, which the client library itself does not read: `nats://user:password@host:port`,
 * `nats://token@host:port`, `tls://…` to demand TLS. One connection has one identity: the first URL's credentials.
 * Throws TypeError on what is no such URL.
 */
export function parseNatsUrls(urls: readonly string[]): Pick<ConnectionOptions, "servers" | "user" | "pass" | "token" | "tls"> {
  const parsed = urls.map(parseNatsUrl);
  const first = parsed[0];
  if (first === undefined) throw new TypeError("no NATS server is named");
  const user = decodeURIComponent(first.username);
  const pass = decodeURIComponent(first.password);
  const credentials = user === "" ? {} : pass === "" ? { token: user } : { user, pass };
  const tls = parsed.some((url) => url.protocol === "tls:") ? { tls: {} } : {};
  return { servers: parsed.map((url) => (url.port === "" ? url.hostname : url.host)), ...credentials, ...tls };
}

function parseNatsUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !["nats:", "tls:"].includes(url.protocol) || url.hostname === "") {
    // The text may hold a password, so it is not repeated.
    throw new TypeError("a NATS server is named by a URL like nats://user:password@host:4222");
  }
  return url;
}
