/** What Mayfly must say and keep of one function, one command after the other: behaviours.md §5, §6, §8 and §12 as a pure function. */

/** Which revision id a command names: none, the one read before the round, or one that was never given out. */
export type NamedRevision = "none" | "current" | "wrong";

/** Settings that hang at a function or one of its qualifiers. */
export const attachmentKinds = ["concurrency", "event-invoke", "url", "permission"] as const;
/** One of them. */
export type AttachmentKind = (typeof attachmentKinds)[number];

/** One call of the Lambda API on one function. */
export type Command =
  | { readonly name: "create"; readonly code: number; readonly publish: boolean }
  | { readonly name: "update-code"; readonly code: number; readonly publish: boolean; readonly revision: NamedRevision }
  | { readonly name: "update-memory"; readonly memoryMiB: number; readonly revision: NamedRevision }
  | { readonly name: "publish"; readonly revision: NamedRevision }
  | { readonly name: "delete-function" }
  | { readonly name: "delete-version"; readonly version: string }
  | { readonly name: "create-alias"; readonly alias: string; readonly version: string }
  | { readonly name: "update-alias"; readonly alias: string; readonly version: string; readonly revision: NamedRevision }
  | { readonly name: "delete-alias"; readonly alias: string }
  | { readonly name: "tag"; readonly key: string; readonly value: string }
  | { readonly name: "untag"; readonly key: string }
  | { readonly name: "put"; readonly kind: AttachmentKind; readonly qualifier: string; readonly value: number }
  | { readonly name: "remove"; readonly kind: AttachmentKind; readonly qualifier: string };

/** What runs: code by its number, and its memory. */
export interface Build {
  readonly code: number;
  readonly memoryMiB: number;
}

/** Everything that reads show of a function; nothing but empty records if it does not exist. */
export interface Visible {
  /** undefined if there is no such function. */
  readonly latest: Build | undefined;
  readonly versions: Readonly<Record<string, Build>>;
  /** The version that each runs. */
  readonly aliases: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  /** By `kind@qualifier`. */
  readonly attachments: Readonly<Record<string, number>>;
}

/** What a function is, with what reads do not show. */
export interface ModelState extends Visible {
  /** Numbers are never used again, not even by another function of this name. */
  readonly lastNumber: number;
  /** An update or the creation may not be over yet. */
  readonly unsettled: boolean;
  /** $LATEST has another revision id than when everything was last at rest. */
  readonly revised: boolean;
  /** Aliases that have another revision id than then, or are new. */
  readonly revisedAliases: readonly string[];
}

/** `ok`, `ok:<version>` for what answers a version number, or the kind of refusal. */
export type CommandAnswer = string;

/** One thing that may happen. */
export interface Possibility {
  readonly answer: CommandAnswer;
  readonly next: ModelState;
}

const nothing: Visible = { latest: undefined, versions: {}, aliases: {}, tags: {}, attachments: {} };

/** A name that no function has had yet. */
export const unused: ModelState = { ...nothing, lastNumber: 0, unsettled: false, revised: false, revisedAliases: [] };

/** What may be answered to a command, and what is then. More than one thing only where it depends on when an update settles. */
export function possibilities(state: ModelState, command: Command): readonly Possibility[] {
  const outcome = decide(state, command);
  if (!state.unsettled || state.latest === undefined || !needsRest(command)) return [outcome];
  // The revision id is looked at before the state.
  if (outcome.answer === "PreconditionFailed") return [outcome];
  return [outcome, { answer: "Conflict", next: state }];
}

function needsRest({ name }: Command): boolean {
  return name === "update-code" || name === "update-memory" || name === "publish";
}

function decide(state: ModelState, command: Command): Possibility {
  const refuse = (answer: string): Possibility => ({ answer, next: state });
  if (command.name === "create") return state.latest === undefined ? create(state, command) : refuse("Conflict");
  const { latest } = state;
  if (latest === undefined) return refuse("NotFound");
  switch (command.name) {
    case "update-code":
      if (namesOther(command.revision, state.revised)) return refuse("PreconditionFailed");
      return update(state, { ...latest, code: command.code }, command.publish);
    case "update-memory":
      if (namesOther(command.revision, state.revised)) return refuse("PreconditionFailed");
      return update(state, { ...latest, memoryMiB: command.memoryMiB }, false);
    case "publish":
      if (namesOther(command.revision, state.revised)) return refuse("PreconditionFailed");
      return publish(state, latest);
    case "delete-function":
      return { answer: "ok", next: { ...unused, lastNumber: state.lastNumber } };
    case "tag":
      return accept({ ...state, tags: { ...state.tags, [command.key]: command.value } });
    case "untag":
      return accept({ ...state, tags: without(state.tags, command.key), revised: true });
    case "delete-version":
      if (Object.values(state.aliases).includes(command.version)) return refuse("Conflict");
      return accept({ ...state, versions: without(state.versions, command.version), attachments: withoutQualifier(state.attachments, command.version) });
    case "create-alias":
    case "update-alias":
    case "delete-alias":
      return decideAlias(state, command);
    default:
      return decideAttachment(state, command);
  }
}

function accept(next: ModelState): Possibility {
  return { answer: "ok", next };
}

function namesOther(revision: NamedRevision, revised: boolean): boolean {
  return revision === "wrong" || (revision === "current" && revised);
}

function create(state: ModelState, { code, publish: published }: Extract<Command, { name: "create" }>): Possibility {
  const latest = { code, memoryMiB: 128 };
  const made: ModelState = { ...unused, lastNumber: state.lastNumber, latest, unsettled: true, revised: true };
  return published ? { answer: `ok:${state.lastNumber + 1}`, next: numbered(made, latest) } : { answer: "ok:$LATEST", next: made };
}

function update(state: ModelState, latest: Build, published: boolean): Possibility {
  const next: ModelState = { ...state, latest, unsettled: true, revised: true };
  return published ? publish(next, latest) : { answer: "ok:$LATEST", next };
}

/** What the last version is already needs no other one. */
function publish(state: ModelState, latest: Build): Possibility {
  const last = Object.keys(state.versions)
    .map(Number)
    .toSorted((a, b) => b - a)[0];
  const build = last === undefined ? undefined : state.versions[String(last)];
  if (build !== undefined && build.code === latest.code && build.memoryMiB === latest.memoryMiB) return { answer: `ok:${last}`, next: state };
  return { answer: `ok:${state.lastNumber + 1}`, next: { ...numbered(state, latest), revised: true } };
}

function numbered(state: ModelState, build: Build): ModelState {
  const number = state.lastNumber + 1;
  return { ...state, lastNumber: number, versions: { ...state.versions, [number]: build } };
}

function decideAlias(state: ModelState, command: Extract<Command, { name: "create-alias" | "update-alias" | "delete-alias" }>): Possibility {
  const { alias } = command;
  const exists = state.aliases[alias] !== undefined;
  if (command.name === "delete-alias") {
    const { aliases, attachments, revisedAliases } = state;
    return accept({
      ...state,
      aliases: without(aliases, alias),
      attachments: withoutQualifier(attachments, alias),
      revisedAliases: revisedAliases.filter((each) => each !== alias),
    });
  }
  if (command.name === "create-alias" && exists) return { answer: "Conflict", next: state };
  if (command.name === "update-alias") {
    if (!exists) return { answer: "NotFound", next: state };
    if (namesOther(command.revision, state.revisedAliases.includes(alias))) return { answer: "PreconditionFailed", next: state };
  }
  if (command.version !== "$LATEST" && state.versions[command.version] === undefined) return { answer: "NotFound", next: state };
  const revisedAliases = [...new Set([...state.revisedAliases, alias])].toSorted();
  return accept({ ...state, aliases: { ...state.aliases, [alias]: command.version }, revisedAliases });
}

function decideAttachment(state: ModelState, command: Extract<Command, { name: "put" | "remove" }>): Possibility {
  const { kind, qualifier } = command;
  const key = `${kind}@${qualifier}`;
  const there = state.attachments[key] !== undefined;
  const held = qualifier === "" || state.aliases[qualifier] !== undefined || state.versions[qualifier] !== undefined;
  if (command.name === "put") {
    if (!held) return { answer: "NotFound", next: state };
    if (there && (kind === "url" || kind === "permission")) return { answer: "Conflict", next: state };
    return accept({ ...state, attachments: { ...state.attachments, [key]: command.value } });
  }
  if (!there) return { answer: kind === "concurrency" ? "ok" : "NotFound", next: state };
  return accept({ ...state, attachments: without(state.attachments, key) });
}

function without<Value>(record: Readonly<Record<string, Value>>, key: string): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(record).filter(([each]) => each !== key));
}

function withoutQualifier(attachments: Readonly<Record<string, number>>, qualifier: string): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(attachments).filter(([key]) => !key.endsWith(`@${qualifier}`)));
}
