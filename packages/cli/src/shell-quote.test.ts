import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { shellQuote } from "./shell-quote.ts";

test.each(["plain", "http://127.0.0.1:8700", "", "two words", "it's", '$HOME `id` \\ "q"', "a\nb"])("a shell reads %j back as it was", (value) => {
  expect(execFileSync("sh", ["-c", `printf %s ${shellQuote(value)}`]).toString()).toBe(value);
});
