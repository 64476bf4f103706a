import { BlockList, isIP } from "node:net";

/** The number that a policy or a request gives; undefined if the text is none. */
export function parseNumber(text: string): number | undefined {
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : undefined;
}

const isoDate = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;

/** Milliseconds since 1970 of a date of ISO 8601 (UTC unless it says otherwise) or of seconds since 1970; undefined if the text is neither. */
export function parseDate(text: string): number | undefined {
  if (/^\d{1,13}$/.test(text)) return Number(text) * 1000;
  if (!isoDate.test(text)) return undefined;
  const time = Date.parse(text.includes("T") && !/(?:Z|[+-]\d{2}:?\d{2})$/.test(text) ? `${text}Z` : text);
  return Number.isNaN(time) ? undefined : time;
}

/** True or false in any case; undefined if the text is neither. */
export function parseBoolean(text: string): boolean | undefined {
  const lower = text.toLowerCase();
  return lower === "true" ? true : lower === "false" ? false : undefined;
}

/** Says whether an address lies in a range of CIDR notation, or is the address; undefined if the range is neither. */
export function parseRange(text: string): ((address: string) => boolean) | undefined {
  const [network = "", prefix, ...more] = text.split("/");
  const family = isIP(network);
  const bitsMax = family === 6 ? 128 : 32;
  if (family === 0 || more.length > 0 || (prefix !== undefined && !(/^\d{1,3}$/.test(prefix) && Number(prefix) <= bitsMax))) return undefined;
  const range = new BlockList();
  range.addSubnet(network, prefix === undefined ? bitsMax : Number(prefix), family === 6 ? "ipv6" : "ipv4");
  return (address) => {
    const version = isIP(address);
    return version !== 0 && range.check(address, version === 6 ? "ipv6" : "ipv4");
  };
}
