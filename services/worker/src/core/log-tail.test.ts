import { expect, test } from "vitest";
import { LogTail } from "./log-tail.ts";

test("the tail holds the last bytes, wherever the pieces were cut", () => {
  const tail = new LogTail(10);
  for (const piece of ["abc", "defg", "hij", "klmno"]) tail.push(Buffer.from(piece));
  expect(tail.read().toString()).toBe("fghijklmno");
  tail.push(Buffer.from("0123456789abcdef"));
  expect(tail.read().toString()).toBe("6789abcdef");
  tail.clear();
  expect(tail.read()).toHaveLength(0);
});
