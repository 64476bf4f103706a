import { PlatformError } from "@mayfly/errors/platform-error";
import type { IdentityInput } from "../../../core/identity/iam-questions.ts";

/** A request of the AWS Query protocol, read. */
export interface QueryRequest {
  readonly action: string;
  readonly version: string;
  readonly input: IdentityInput;
}

const parametersMax = 1000;
const depthMax = 8;
const listItemsMax = 1000;

/**
 * Reads a request of the AWS Query protocol: `Action`, `Version` and the input's members, from the body of a form and from the query of the URL. Members of
 * structures and lists are apart by dots: `Tags.member.1.Key`. Throws MissingAction or ValidationError for what cannot be read.
 */
export function readQueryRequest(body: Buffer, query: URLSearchParams): QueryRequest {
  const parameters = [...new URLSearchParams(body.toString("utf8")), ...query].filter(([name]) => !name.startsWith("X-Amz-"));
  if (parameters.length > parametersMax) throw new PlatformError("ValidationError", `A request has at most ${parametersMax} parameters.`);
  const root = new Map<string, Node>();
  for (const [name, value] of parameters) place(root, name.split("."), value);
  const action = textOf(root.get("Action"));
  const version = textOf(root.get("Version"));
  root.delete("Action");
  root.delete("Version");
  if (action === undefined || !/^[A-Za-z]{1,128}$/.test(action))
    throw new PlatformError("InvalidAction", "Missing Action: a request names the operation in the parameter Action.");
  return { action, version: version ?? "", input: structureOf(root) };
}

type Node = string | Map<string, Node>;

function place(root: Map<string, Node>, path: readonly string[], value: string): void {
  if (path.length > depthMax) throw new PlatformError("ValidationError", "The parameters are nested too deeply.");
  let node = root;
  for (const step of path.slice(0, -1)) {
    const next = node.get(step);
    if (typeof next === "string") throw new PlatformError("ValidationError", `The parameter ${path.join(".")} is both a value and a structure.`);
    const child = next ?? new Map<string, Node>();
    node.set(step, child);
    node = child;
  }
  node.set(path.at(-1) ?? "", value);
}

function structureOf(node: ReadonlyMap<string, Node>): IdentityInput {
  return Object.fromEntries([...node].filter(([name]) => name !== "__proto__").map(([name, child]) => [name, valueOf(child)]));
}

function valueOf(node: Node): unknown {
  if (typeof node === "string") return node;
  const members = node.get("member");
  if (node.size === 1 && members instanceof Map) return listOf(members);
  return structureOf(node);
}

function listOf(members: ReadonlyMap<string, Node>): readonly unknown[] {
  const numbered = [...members].map(([number, child]) => ({ number: Number(number), child }));
  if (numbered.length > listItemsMax || numbered.some(({ number }) => !Number.isInteger(number) || number < 1))
    throw new PlatformError("ValidationError", "The members of a list are numbered from 1.");
  return numbered.toSorted((one, other) => one.number - other.number).map(({ child }) => valueOf(child));
}

function textOf(node: Node | undefined): string | undefined {
  return typeof node === "string" ? node : undefined;
}
