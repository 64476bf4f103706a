import { PlatformError } from "@mayfly/errors/platform-error";
import { expect, test } from "vitest";
import { versionedValue } from "./versioned-value.ts";

interface Thing {
  readonly size: number;
}

const parser = {
  parse(input: unknown): Thing {
    if (typeof input === "object" && input !== null && "size" in input && typeof input.size === "number") return { size: input.size };
    throw new Error("not a thing");
  },
};

const current = versionedValue<Thing>({ name: "thing", schema: 3, parser, migrations: { 2: ({ length }) => ({ size: length }) } });

function messageOf(decode: () => unknown): string {
  try {
    decode();
    return "no error";
  } catch (error) {
    return PlatformError.from(error).publicMessage;
  }
}

test("a value comes back as it was, with its schema number in the text", () => {
  const text = current.encode({ size: 5 });

  expect(JSON.parse(text)).toEqual({ schema: 3, size: 5 });
  expect(current.decode(text)).toEqual({ size: 5 });
});

test("an older value is migrated step by step", () => {
  expect(current.decode('{"schema":2,"length":7}')).toEqual({ size: 7 });
});

test("a newer value is refused with a sentence that says what to do", () => {
  expect(messageOf(() => current.decode('{"schema":4,"size":1}'))).toBe(
    "A stored thing has schema 4, but this Mayfly knows 3 at most. Run the newer Mayfly that wrote it.",
  );
});

test("a value too old to migrate, without a number, or not JSON is refused", () => {
  expect(messageOf(() => current.decode('{"schema":1}'))).toBe("A stored thing has schema 1, which this Mayfly can no longer read.");
  expect(messageOf(() => current.decode('{"size":1}'))).toBe("A stored thing has no schema number.");
  expect(messageOf(() => current.decode("garbage"))).toBe("A stored thing is not JSON.");
  expect(messageOf(() => current.decode("[]"))).toBe("A stored thing is not a JSON object.");
});
