import fc from "fast-check";
import type { AttachmentKind, Command } from "./control-plane-model.ts";

/** What is killed while a round's commands are on their way, and how long after they start. */
export interface Fault {
  readonly victim: "metadata" | "redis";
  readonly afterMs: number;
}

/** Commands that clients send at the same time, each client its own one after the other. */
export interface Round {
  /** One list a client. */
  readonly commands: readonly (readonly Command[])[];
  readonly fault: Fault | undefined;
}

/** How many archives commands choose from. */
export const codeCount = 3;
/** Where permissions may hang, beside the function itself. */
export const qualifiers = ["live", "canary", "1"] as const;

const code = fc.nat(codeCount - 1);
const alias = fc.constantFrom("live", "canary");
/** How far below the next number; see numbersFrom. */
const version = fc.constantFrom("-0", "-1", "-2", "-3", "$LATEST");
const revision = fc.oneof({ weight: 3, arbitrary: fc.constant("none" as const) }, { weight: 2, arbitrary: fc.constantFrom("current", "wrong") });
const publish = fc.boolean();
const qualifierOf = {
  concurrency: fc.constant(""),
  url: fc.constantFrom("", "live", "canary"),
  permission: fc.constantFrom("", ...qualifiers),
  "event-invoke": fc.constantFrom("", "live", "canary", "-1", "-2"),
} satisfies Record<AttachmentKind, fc.Arbitrary<string>>;
const place = fc
  .constantFrom<AttachmentKind>("concurrency", "event-invoke", "url", "permission")
  .chain((kind) => qualifierOf[kind].map((qualifier) => ({ kind, qualifier })));

const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ name: fc.constant("create"), code, publish }) },
  { weight: 4, arbitrary: fc.record({ name: fc.constant("update-code"), code, publish, revision }) },
  { weight: 3, arbitrary: fc.record({ name: fc.constant("update-memory"), memoryMiB: fc.constantFrom(128, 192, 256), revision }) },
  { weight: 4, arbitrary: fc.record({ name: fc.constant("publish"), revision }) },
  { weight: 1, arbitrary: fc.record({ name: fc.constant("delete-function") }) },
  { weight: 2, arbitrary: fc.record({ name: fc.constant("delete-version"), version: fc.constantFrom("-1", "-2", "-3") }) },
  { weight: 3, arbitrary: fc.record({ name: fc.constant("create-alias"), alias, version }) },
  { weight: 3, arbitrary: fc.record({ name: fc.constant("update-alias"), alias, version, revision }) },
  { weight: 1, arbitrary: fc.record({ name: fc.constant("delete-alias"), alias }) },
  { weight: 2, arbitrary: fc.record({ name: fc.constant("tag"), key: fc.constantFrom("team", "stage"), value: fc.constantFrom("a", "b") }) },
  { weight: 1, arbitrary: fc.record({ name: fc.constant("untag"), key: fc.constantFrom("team", "stage") }) },
  { weight: 5, arbitrary: fc.tuple(place, fc.nat(2)).map(([at, value]): Command => ({ name: "put", ...at, value: at.kind === "url" ? value % 2 : value })) },
  { weight: 2, arbitrary: place.map((at): Command => ({ name: "remove", ...at })) },
);

/** Something to work on, where there is no function. */
export const beginning: readonly Command[] = [
  { name: "create", code: 0, publish: true },
  { name: "create-alias", alias: "live", version: "$LATEST" },
  { name: "put", kind: "event-invoke", qualifier: "live", value: 1 },
];
const oneClient = fc.array(command, { minLength: 1, maxLength: 4 });
const afterMs = fc.nat(120);
/** A supervisor starts what dies again and again only after some seconds, and while those pass nothing else is tried. */
const fault: fc.Arbitrary<Fault | undefined> = fc.oneof(
  { weight: 7, arbitrary: fc.constant(undefined) },
  { weight: 1, arbitrary: fc.record({ victim: fc.constant("redis" as const), afterMs }) },
  { weight: 2, arbitrary: fc.record({ victim: fc.constant("metadata" as const), afterMs }) },
);

/** Rounds of two clients on one function. Short ones say which command did it, long ones bring commands together. */
export const rounds: fc.Arbitrary<readonly Round[]> = fc.array(fc.record({ commands: fc.tuple(oneClient, oneClient), fault }), {
  minLength: 100,
  maxLength: 100,
});

/** The command with the numbers of versions around the last one that was published, instead of how far they are below the next. */
export function numbersFrom(lastNumber: number, command: Command): Command {
  const number = (written: string): string => (/^-\d$/.test(written) ? String(Math.max(1, lastNumber + 1 + Number(written))) : written);
  if ("version" in command) return { ...command, version: number(command.version) };
  return "qualifier" in command ? { ...command, qualifier: number(command.qualifier) } : command;
}
