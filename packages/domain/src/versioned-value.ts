import { PlatformError } from "@mayfly/errors/platform-error";

/** Turns outside data into a trusted value, or throws; every zod schema is one. */
export interface Parser<Value> {
  parse(input: unknown): Value;
}

/** How one kind of value is stored: as JSON with a schema number in it (DESIGN §3). */
export interface VersionedValueOptions<Value> {
  /** For messages, like "function record". */
  readonly name: string;
  /** The number that this release writes. */
  readonly schema: number;
  /** What a value of that number must look like. */
  readonly parser: Parser<Value>;
  /** From each older number to the next; `migrations[n]` turns a value of number n into one of n + 1. */
  readonly migrations?: Readonly<Record<number, (old: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>>>;
}

/** Writes and reads one kind of stored value. */
export interface VersionedValue<Value> {
  encode(value: Value): string;
  /** Migrates an older value; throws PlatformError Service for a newer one, or for one that cannot be read. */
  decode(text: string): Value;
}

/** A codec for one kind of stored value. */
export function versionedValue<Value extends object>(options: VersionedValueOptions<Value>): VersionedValue<Value> {
  return {
    encode: (value) => JSON.stringify({ schema: options.schema, ...value }),
    decode(text) {
      const { schema, ...stored } = parseObject(options.name, text);
      return options.parser.parse(migrate(options, schema, stored));
    },
  };
}

function parseObject(name: string, text: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)) return { ...parsed };
  } catch (error) {
    throw new PlatformError("Service", `A stored ${name} is not JSON.`, { cause: error });
  }
  throw new PlatformError("Service", `A stored ${name} is not a JSON object.`);
}

function migrate<Value>(options: VersionedValueOptions<Value>, schema: unknown, stored: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  if (typeof schema !== "number") throw new PlatformError("Service", `A stored ${options.name} has no schema number.`);
  if (schema > options.schema) {
    throw new PlatformError(
      "Service",
      `A stored ${options.name} has schema ${schema}, but this Mayfly knows ${options.schema} at most. Run the newer Mayfly that wrote it.`,
    );
  }
  let value = stored;
  for (let number = schema; number < options.schema; number += 1) {
    const step = options.migrations?.[number];
    if (step === undefined) throw new PlatformError("Service", `A stored ${options.name} has schema ${schema}, which this Mayfly can no longer read.`);
    value = step(value);
  }
  return value;
}
