/** How far one invocation channel is. Both halves of the channel keep it and refuse what it does not allow. */
export type InvocationState =
  | { readonly kind: "offered" }
  | { readonly kind: "accepted" }
  | { readonly kind: "answering" }
  | { readonly kind: "answered" }
  | { readonly kind: "over"; readonly outcome: InvocationOutcome };

/** How an invocation channel ended: it ran to its end, it was refused and has not run, or the other side was lost. */
export type InvocationOutcome = "done" | "refused" | "lost";

/** What can happen on an invocation channel: the parts of the agent's frames, and the loss of the other side. */
export type InvocationEvent = "accept" | "refuse" | "head" | "chunk" | "end" | "done" | "lose";

/** A channel whose first frame has been sent. */
export const offered: InvocationState = { kind: "offered" };

const accepted: InvocationState = { kind: "accepted" };
const answering: InvocationState = { kind: "answering" };
const answered: InvocationState = { kind: "answered" };
const done: InvocationState = { kind: "over", outcome: "done" };
const refused: InvocationState = { kind: "over", outcome: "refused" };
const lost: InvocationState = { kind: "over", outcome: "lost" };

type Row = Readonly<Partial<Record<InvocationEvent, InvocationState>>>;

/** Every transition there is; what is not here is refused (DESIGN §4, one invocation is one channel). */
const transitions: Readonly<Record<InvocationState["kind"], Row>> = {
  offered: { accept: accepted, refuse: refused, lose: lost },
  accepted: { head: answering, lose: lost },
  answering: { chunk: answering, end: answered, lose: lost },
  answered: { done, lose: lost },
  over: {},
};

/** The state after `event`, or undefined if `state` does not allow it. */
export function transitionInvocation(state: InvocationState, event: InvocationEvent): InvocationState | undefined {
  return transitions[state.kind][event];
}
