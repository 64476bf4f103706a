/** Where clients reach the function URLs of a gateway. */
export interface FunctionUrlBase {
  readonly scheme: "http" | "https";
  /** Domain under which each URL has a host of its own, with its port where that is not the scheme's: `localhost:8703`. */
  readonly authority: string;
  /** The port, also where it is the scheme's own. */
  readonly port: string;
}

/** Reads a base such as `https://functions.example.com`. */
export function functionUrlBase(base: string): FunctionUrlBase {
  const { protocol, host, port } = new URL(base);
  const scheme = protocol === "https:" ? "https" : "http";
  return { scheme, authority: host, port: port === "" ? (scheme === "https" ? "443" : "80") : port };
}

/** The address of one function URL, with the trailing slash that AWS's have. */
export function functionUrlAddress(base: FunctionUrlBase, region: string, urlId: string): string {
  return `${base.scheme}://${urlId}.lambda-url.${region}.${base.authority}/`;
}

const hostForm = /^([a-z0-9]{1,63})\.lambda-url\.([a-z0-9-]{1,63})\./i;

/** The id and region that a Host header names; undefined if it is no function URL's. The domain is left to the network: a proxy may have another. */
export function parseFunctionUrlHost(host: string): { readonly urlId: string; readonly region: string } | undefined {
  const [, urlId, region] = hostForm.exec(host) ?? [];
  return urlId === undefined || region === undefined ? undefined : { urlId: urlId.toLowerCase(), region: region.toLowerCase() };
}
