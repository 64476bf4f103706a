import { PlatformError } from "@mayfly/errors/platform-error";

/** Which part of a list. */
export interface PageRequest {
  readonly Marker?: string | undefined;
  readonly MaxItems: number;
}

/** How a list says that there is more. */
export interface PageEnd {
  readonly IsTruncated: boolean;
  readonly Marker?: string;
}

/** A page of a list that is in the order of its keys: what comes after the marker, which is a key in base64. Throws ValidationError for a marker that none of ours is. */
export function pageOf<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  request: PageRequest,
): { readonly page: readonly Item[]; readonly end: PageEnd } {
  const after = request.Marker === undefined ? undefined : decodeMarker(request.Marker);
  const rest = after === undefined ? items : items.filter((item) => keyOf(item) > after);
  const page = rest.slice(0, request.MaxItems);
  const last = page.at(-1);
  if (last === undefined || page.length === rest.length) return { page, end: { IsTruncated: false } };
  return { page, end: { IsTruncated: true, Marker: Buffer.from(keyOf(last)).toString("base64") } };
}

function decodeMarker(marker: string): string {
  const key = Buffer.from(marker, "base64").toString("utf8");
  if (Buffer.from(key).toString("base64") !== marker) throw new PlatformError("ValidationError", "Invalid Marker.");
  return key;
}
