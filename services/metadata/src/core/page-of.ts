import { decodeMarker, encodeMarker } from "./list-marker.ts";

/** One page of a list that is short enough to be read whole. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** For the next page; undefined on the last. */
  readonly nextMarker: string | undefined;
}

/** What a request says of the page that it wants; absent is the first, and as many as a page may have. */
export interface PageRequest {
  readonly marker?: string | undefined;
  readonly max_items?: number | undefined;
}

/** The items after the request's marker, at most `itemsMax`; they must be sorted by `nameOf`. Throws InvalidParameterValue for a marker of another making. */
export function pageOf<Item>(
  items: readonly Item[],
  request: PageRequest,
  how: { readonly itemsMax: number; readonly nameOf: (item: Item) => string },
): Page<Item> {
  const after = request.marker === undefined || request.marker === "" ? undefined : decodeMarker(request.marker);
  const rest = after === undefined ? items : items.filter((item) => how.nameOf(item) > after);
  const page = rest.slice(0, Math.max(1, Math.min(request.max_items ?? how.itemsMax, how.itemsMax)));
  const last = page.at(-1);
  return { items: page, nextMarker: last === undefined || page.length === rest.length ? undefined : encodeMarker(how.nameOf(last)) };
}
