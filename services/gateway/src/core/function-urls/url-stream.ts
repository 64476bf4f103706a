import { Readable } from "node:stream";
import type { StreamedAnswer } from "@mayfly/invocation/invoker";
import { integrationContentType, preludeEnd, readPrelude, type UrlAnswerHead } from "./url-answer.ts";

/** A streamed answer whose status and headers are known. */
export interface UrlStream {
  readonly head: UrlAnswerHead;
  /** The body as it comes; must be read to its end, or returned from early. Fails if the function fails midway. */
  readonly body: AsyncIterable<Buffer>;
}

/** What may stand before the body. */
const preludeBytesMax = 64 * 1024;
const nothing = Buffer.alloc(0);

/**
 * Waits for status and headers of a streamed answer: those that it begins with, if its content type says so, else 200. Undefined
 * if the function has failed before its first byte, or has begun with something else: the client gets 502. A function that does
 * not stream answers as it would be answered to InvokeWithResponseStream: its bytes are the body, whatever they say.
 */
export async function beginUrlStream(answer: StreamedAnswer): Promise<UrlStream | undefined> {
  if (!answer.head.streaming) return await gather(answer);
  const reader = answer.chunks[Symbol.asyncIterator]();
  const contentType = answer.head.content_type;
  try {
    const begun = contentType === integrationContentType ? await readHead(reader) : await beginPlain(reader, contentType);
    const failed = begun === undefined || (begun.ended && (await hasFailed(answer)));
    if (!failed) return { head: begun.head, body: restOf(answer, reader, begun.first) };
  } catch (error) {
    await reader.return?.(undefined);
    throw error;
  }
  await reader.return?.(undefined);
  return undefined;
}

/** All of it, which has at most 6 MiB: a failure must not be taken for an answer. */
async function gather(answer: StreamedAnswer): Promise<UrlStream | undefined> {
  const chunks = await Array.fromAsync(answer.chunks);
  if (await hasFailed(answer)) return undefined;
  return { head: plainHead(answer.head.content_type), body: Readable.from(chunks) };
}

function plainHead(contentType: string): UrlAnswerHead {
  return { status: 200, headers: ["Content-Type", contentType] };
}

interface Begun {
  readonly head: UrlAnswerHead;
  readonly first: Buffer;
  /** True if no more comes. */
  readonly ended: boolean;
}

async function beginPlain(reader: AsyncIterator<Buffer>, contentType: string): Promise<Begun> {
  const next = await reader.next();
  const ended = next.done === true;
  return { head: plainHead(contentType), first: ended ? nothing : next.value, ended };
}

async function readHead(reader: AsyncIterator<Buffer>): Promise<Begun | undefined> {
  let read: Buffer = nothing;
  while (read.length <= preludeBytesMax) {
    const next = await reader.next();
    if (next.done === true) return undefined;
    const searchFrom = Math.max(0, read.length - preludeEnd.length);
    read = Buffer.concat([read, next.value]);
    const end = read.indexOf(preludeEnd, searchFrom);
    if (end === -1) continue;
    const head = readPrelude(read.subarray(0, end));
    return head === undefined ? undefined : { head, first: read.subarray(end + preludeEnd.length), ended: false };
  }
  return undefined;
}

async function hasFailed(answer: StreamedAnswer): Promise<boolean> {
  const end = await answer.end;
  return end.function_error !== "" || end.stream_error_type !== "";
}

async function* restOf(answer: StreamedAnswer, reader: AsyncIterator<Buffer>, first: Buffer): AsyncGenerator<Buffer, void, undefined> {
  try {
    if (first.length > 0) yield first;
    for (let next = await reader.next(); next.done !== true; next = await reader.next()) yield next.value;
  } finally {
    await reader.return?.(undefined);
  }
  if (await hasFailed(answer)) throw new UrlStreamFailed();
}

/** The function failed after its answer had begun: all that can be done is to end the connection before the answer's end. */
export class UrlStreamFailed extends Error {
  constructor() {
    super("the function failed in the middle of its answer");
    this.name = "UrlStreamFailed";
  }
}
