import type { HeaderList } from "../../core/function-urls/header-list.ts";
import type { Exchange } from "./exchange.ts";
import { discardBody } from "./read-body.ts";

/** What is answered, whatever the request still sends. */
export interface UnreadAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>> | HeaderList;
  readonly body: string;
}

/**
 * Answers a request whose body nobody has read to its end, and closes the connection if that end does not come. Does nothing
 * once an answer has begun or the client is gone.
 */
export async function answerUnread(exchange: Exchange, { status, headers, body }: UnreadAnswer): Promise<void> {
  const { response, request } = exchange;
  if (response.headersSent || response.destroyed) return;
  const unread = await discardBody(request);
  if (response.destroyed) return;
  if (unread === "given-up") response.setHeader("Connection", "close");
  exchange.send(status, headers, body);
}
