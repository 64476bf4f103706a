import { possibilities, type Command, type CommandAnswer, type ModelState } from "./zz-model.ts";

/** A command of one client, and what came back. */
export interface Call {
  readonly client: number;
  readonly command: Command;
  /** undefined if nobody said what has become of it. */
  readonly answer: CommandAnswer | undefined;
  readonly startedAt: number;
  readonly endedAt: number;
}

/**
 * Everything that may be true after concurrent calls, each of which happened at one moment between its start and its end. A
 * call without an answer happened at some moment after its start, or never. Empty if no order explains the answers.
 */
export function linearise(before: readonly ModelState[], calls: readonly Call[]): readonly ModelState[] {
  let frontier = new Map([["", { left: calls, states: distinct(before) }]]);
  for (let step = 0; step < calls.length; step += 1) {
    const next: typeof frontier = new Map();
    for (const { left, states } of frontier.values()) {
      for (const call of left.filter((each) => mayBeNext(each, left))) {
        const rest = left.filter((each) => each !== call);
        const key = rest.map((each) => calls.indexOf(each)).join(" ");
        const reached = states.flatMap((state) => after(state, call));
        next.set(key, { left: rest, states: distinct([...(next.get(key)?.states ?? []), ...reached]) });
      }
    }
    frontier = next;
  }
  return [...frontier.values()].flatMap(({ states }) => states);
}

function mayBeNext(call: Call, left: readonly Call[]): boolean {
  return left.every((other) => other === call || other.answer === undefined || other.endedAt >= call.startedAt);
}

function after(state: ModelState, { command, answer }: Call): readonly ModelState[] {
  const possible = possibilities(state, command);
  if (answer === undefined) return [state, ...possible.map(({ next }) => next)];
  return possible.filter((each) => each.answer === answer).map(({ next }) => next);
}

function distinct(states: readonly ModelState[]): readonly ModelState[] {
  return [...new Map(states.map((state) => [canonical(state), state])).values()];
}

/** The same text for equal values, whatever the order of their keys. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
