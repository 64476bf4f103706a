// Draws every state machine by asking its transition function about each state and event there is.
import * as mapping from "../../packages/domain/src/event-source-mapping-state.ts";
import * as domain from "../../packages/domain/src/function-state.ts";
import * as lease from "../../packages/invocation/src/lease-state.ts";
import * as invocation from "../../packages/invocation/src/invocation-state.ts";
import * as schedulerEnvironment from "../../services/scheduler/src/core/environment-state.ts";
import * as workerEnvironment from "../../services/worker/src/core/environment-state.ts";
import * as extension from "../../services/worker/src/core/extension-state.ts";

const granted = { leaseId: "l", holderId: "h", epochTerm: 1, epochCounter: 1 };
const failure = { code: "InternalError", reason: "…" };
const kinds = (...names) => names.map((kind) => ({ kind }));
const reasons = ["ordered", "keep-alive", "failed", "exited", "drained", "pool"];

const machines = [
  {
    title: "Execution environment, as its agent keeps it",
    source: "services/worker/src/core/environment-state.ts",
    states: [
      ...kinds("starting", "ready"),
      ...[undefined, "ordered"].map((retireAfter) => ({ kind: "initializing", retireAfter })),
      { kind: "idle" },
      ...[undefined, "ordered"].map((retireAfter) => ({ kind: "busy", retireAfter })),
      { kind: "frozen" },
      { kind: "shutting-down", reason: "ordered" },
      { kind: "gone" },
    ],
    events: [
      ...kinds("boot", "bind", "initialize", "invoke", "finish", "freeze", "thaw"),
      ...reasons.map((reason) => ({ kind: "retire", reason })),
      ...kinds("exit", "remove"),
    ],
    transition: workerEnvironment.transition,
    stateName: (state) => (state.retireAfter !== undefined ? `${state.kind} (retire after)` : state.kind),
    eventName: (event) => (event.kind === "retire" ? `retire: ${event.reason}` : event.kind),
  },
  {
    title: "Extension",
    source: "services/worker/src/core/extension-state.ts",
    states: ["Started", "Registered", "Ready", "Running", "InitError", "ExitError", "LaunchError", "ShutdownFailed", "Exited"],
    events: ["register", "next", "event", "init-error", "exit-error", "launch-error", "exited", "shutdown-failed"],
    transition: extension.extensionTransition,
    stateName: (state) => state,
    eventName: (event) => event,
  },
  {
    title: "Execution environment, as the scheduler sees it",
    source: "services/scheduler/src/core/environment-state.ts",
    states: [{ kind: "placing", lease: granted, fresh: true }, { kind: "leased", lease: granted }, { kind: "idle", sinceMs: 0 }, ...kinds("retiring", "gone")],
    events: [{ kind: "grant" }, { kind: "park", atMs: 0 }, { kind: "lease", lease: granted }, { kind: "release", atMs: 0 }, ...kinds("retire", "lose")],
    transition: schedulerEnvironment.transitionEnvironment,
  },
  {
    title: "Lease, as its holder sees it",
    source: "packages/invocation/src/lease-state.ts",
    states: [{ kind: "requested" }, { kind: "idle", sinceMs: 0 }, { kind: "busy" }, { kind: "over", outcome: "released" }],
    events: [{ kind: "grant", atMs: 0 }, ...kinds("refuse", "withdraw", "take"), { kind: "free", atMs: 0 }, ...kinds("release", "lose")],
    transition: lease.transitionLease,
    stateName: (state) => state.kind,
  },
  {
    title: "Invocation channel, on both of its ends",
    source: "packages/invocation/src/invocation-state.ts",
    states: [...kinds("offered", "accepted", "answering", "answered"), { kind: "over", outcome: "done" }],
    events: ["accept", "refuse", "head", "chunk", "end", "done", "lose"],
    transition: invocation.transitionInvocation,
    eventName: (event) => event,
  },
  {
    title: "Function version",
    source: "packages/domain/src/function-state.ts",
    states: ["creating", "activating", "active", "updating", "switching", "update-failed", "failed"].map((name) => ({ name, ...failure })),
    events: ["update", "prepared", "preparation-failed", "acknowledged"].map((name) => ({ name, ...failure })),
    transition: domain.transition,
    stateName: (state) => state.name,
    eventName: (event) => event.name,
  },
  {
    title: "Event source mapping",
    source: "packages/domain/src/event-source-mapping-state.ts",
    states: [
      ...[true, false].map((enabled) => ({ name: "creating", enabled })),
      ...["enabled", "disabled"].map((name) => ({ name })),
      ...[true, false].map((enabled) => ({ name: "updating", enabled })),
      ...["enabling", "disabling", "deleting", "gone"].map((name) => ({ name })),
    ],
    events: [...[true, false].map((enabled) => ({ name: "update", enabled })), { name: "delete" }, { name: "acknowledged" }],
    transition: mapping.transitionMapping,
    stateName: (state) => (state.enabled === undefined ? state.name : `${state.name}_${state.enabled ? "enabled" : "disabled"}`),
    eventName: (event) => (event.enabled === undefined ? event.name : `update to ${event.enabled ? "enabled" : "disabled"}`),
  },
];

/** The page of every state machine: a diagram each. What has no arrow is refused. */
export function stateMachinesPage() {
  const intro = "An event that has no arrow at a state is refused: the transition function answers `undefined`, and the caller must not go on.";
  return `# State machines\n\n${intro}\n\n${machines.map(section).join("\n\n")}\n`;
}

function section(machine) {
  return `## ${machine.title}\n\nFrom [${machine.source}](../../${machine.source}).\n\n\`\`\`mermaid\nstateDiagram-v2\n${arrows(machine).join("\n")}\n\`\`\``;
}

function arrows({ states, events, transition, stateName = ({ kind }) => kind, eventName = ({ kind }) => kind }) {
  const byEnds = new Map();
  for (const state of states) {
    for (const event of events) {
      const next = transition(state, event);
      if (next === undefined) continue;
      const ends = `  ${identifier(stateName(state))} --> ${identifier(stateName(next))}`;
      byEnds.set(ends, [...(byEnds.get(ends) ?? []), eventName(event)]);
    }
  }
  return [...byEnds].map(([ends, names]) => `${ends} : ${shorten(names).replaceAll(":", " for")}`);
}

/** An event that leads the same way for all of its reasons needs none of them. */
function shorten(names) {
  const retire = names.filter((name) => name.startsWith("retire: "));
  const all = retire.length === reasons.length ? [...names.filter((name) => !retire.includes(name)), "retire"] : names;
  return all.join(", ");
}

/** Mermaid's names are words. */
function identifier(name) {
  return name.replace(" (retire after)", "_retire_after").replaceAll("-", "_");
}
