import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Parser } from "@mayfly/domain/versioned-value";

/** A Lua script, ready to run: one file is one transition, which Redis does wholly or not at all. */
export interface RedisScript<Reply> {
  readonly source: string;
  /** SHA-1 of the source, by which EVALSHA names it. */
  readonly sha1: string;
  parseReply(reply: unknown): Reply;
}

/** Reads a `.lua` file, with another before it that defines functions for it. `reply` parses what it answers. Throws if there is no such file. */
export function loadScript<Reply>(file: URL, reply: Parser<Reply>, ...definitions: readonly URL[]): RedisScript<Reply> {
  const source = [...definitions, file].map((part) => readFileSync(part, "utf8")).join("");
  return { source, sha1: createHash("sha1").update(source).digest("hex"), parseReply: (value) => reply.parse(value) };
}
