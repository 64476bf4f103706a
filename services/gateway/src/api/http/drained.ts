import { once } from "node:events";
import type { ServerResponse } from "node:http";

/** Resolves when the client has taken what was written, or is gone: the server cuts off one that takes nothing. */
export async function drained(response: ServerResponse): Promise<void> {
  const gone = new AbortController();
  const onClose = (): void => gone.abort();
  response.once("close", onClose);
  await once(response, "drain", { signal: gone.signal }).catch(() => undefined);
  response.off("close", onClose);
}
