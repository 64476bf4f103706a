import { PlatformError } from "@mayfly/errors/platform-error";

/** True if a message is what a pattern asks for. */
export type MessageFilter = (message: string) => boolean;

/** CloudWatch Logs's words for a pattern that it cannot read; `why` says what Mayfly does not take. */
export function invalidPattern(why: string): PlatformError {
  return new PlatformError("InvalidParameterValue", `Invalid filter pattern: ${why}`);
}

/** True if a JSON document is what a condition asks for. */
type Condition = (document: unknown) => boolean;

/** Nested parentheses of a condition. */
const depthMax = 32;

/**
 * Reads a condition on JSON events (AWS: "Filter pattern syntax for JSON log events"): `{ $.a.b[0] = "x*" && ($.n >= 3 || $.c IS TRUE) }`
 * with = != < > <= >=, IS TRUE, IS FALSE, IS NULL, NOT EXISTS. Throws PlatformError for anything else.
 */
export function parseJsonPattern(pattern: string): MessageFilter {
  const condition = new JsonPatternParser(pattern).parse();
  return (message) => {
    // Nearly every line of a text log: not worth an exception each.
    if (!message.trimStart().startsWith("{")) return false;
    try {
      return condition(JSON.parse(message));
    } catch {
      return false;
    }
  };
}

/** A selector, an operator, a bracket, a quoted or a bare value. */
const tokenPattern = /\s*(?:(\$(?:\.[A-Za-z0-9_-]+|\["[^"]*"\]|\[\d+\])+)|(&&|\|\||!=|<=|>=|[=<>(){}])|"((?:[^"\\]|\\.)*)"|([^\s=<>!&|(){}"]+))/y;

type Token = { readonly kind: "selector" | "operator" | "word"; readonly text: string } | { readonly kind: "phrase"; readonly text: string };

class JsonPatternParser {
  readonly #tokens: readonly Token[];
  #index = 0;

  constructor(pattern: string) {
    this.#tokens = tokensOf(pattern);
  }

  parse(): Condition {
    this.#expect("{");
    const condition = this.#either(0);
    this.#expect("}");
    if (this.#index < this.#tokens.length) throw invalidPattern("nothing may follow the closing brace.");
    return condition;
  }

  #either(depth: number): Condition {
    let condition = this.#both(depth);
    while (this.#accept("||")) {
      const [left, right] = [condition, this.#both(depth)];
      condition = (document) => left(document) || right(document);
    }
    return condition;
  }

  #both(depth: number): Condition {
    let condition = this.#single(depth);
    while (this.#accept("&&")) {
      const [left, right] = [condition, this.#single(depth)];
      condition = (document) => left(document) && right(document);
    }
    return condition;
  }

  #single(depth: number): Condition {
    if (depth > depthMax) throw invalidPattern("too many parentheses.");
    if (this.#accept("(")) {
      const condition = this.#either(depth + 1);
      this.#expect(")");
      return condition;
    }
    const selector = this.#next();
    if (selector?.kind !== "selector") throw invalidPattern("a condition begins with a selector like $.level.");
    const path = pathOf(selector.text);
    const operator = this.#next();
    if (operator?.kind === "word") return this.#named(path, operator.text.toUpperCase());
    const value = this.#next();
    if (operator?.kind !== "operator" || value === undefined || value.kind === "operator" || value.kind === "selector") {
      throw invalidPattern("a selector is followed by an operator and a value.");
    }
    return comparison(path, operator.text, value);
  }

  #named(path: readonly string[], operator: string): Condition {
    const word = this.#next()?.text.toUpperCase() ?? "";
    const name = `${operator} ${word}`;
    if (name === "IS TRUE") return (document) => select(document, path) === true;
    if (name === "IS FALSE") return (document) => select(document, path) === false;
    if (name === "IS NULL") return (document) => select(document, path) === null;
    if (name === "NOT EXISTS") return (document) => select(document, path) === undefined;
    throw invalidPattern(`'${name}' is no operator.`);
  }

  #next(): Token | undefined {
    const token = this.#tokens[this.#index];
    this.#index += 1;
    return token;
  }

  #accept(operator: string): boolean {
    const token = this.#tokens[this.#index];
    if (token?.kind !== "operator" || token.text !== operator) return false;
    this.#index += 1;
    return true;
  }

  #expect(operator: string): void {
    if (!this.#accept(operator)) throw invalidPattern(`'${operator}' is missing.`);
  }
}

function tokensOf(pattern: string): readonly Token[] {
  const tokens: Token[] = [];
  const trimmed = pattern.trim();
  tokenPattern.lastIndex = 0;
  while (tokenPattern.lastIndex < trimmed.length) {
    const match = tokenPattern.exec(trimmed);
    if (match === null) throw invalidPattern("it cannot be read to its end.");
    const [, selector, operator, phrase, word] = match;
    if (selector !== undefined) tokens.push({ kind: "selector", text: selector });
    else if (operator !== undefined) tokens.push({ kind: "operator", text: operator });
    else if (phrase !== undefined) tokens.push({ kind: "phrase", text: phrase.replace(/\\(.)/g, "$1") });
    else tokens.push({ kind: "word", text: word ?? "" });
  }
  return tokens;
}

function pathOf(selector: string): readonly string[] {
  return [...selector.matchAll(/\.([A-Za-z0-9_-]+)|\["([^"]*)"\]|\[(\d+)\]/g)].map(([, name, quoted, index]) => name ?? quoted ?? index ?? "");
}

function select(document: unknown, path: readonly string[]): unknown {
  let value = document;
  for (const step of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
    // An object's or array's own member, whatever it is.
    value = (value as Readonly<Record<string, unknown>>)[step];
  }
  return value;
}

function comparison(path: readonly string[], operator: string, value: Token): Condition {
  if (value.kind === "word" && value.text.startsWith("%")) throw invalidPattern("Mayfly has no regular expressions in patterns.");
  const number = value.kind === "word" && /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(value.text) ? Number(value.text) : undefined;
  if (operator === "=" || operator === "!=") {
    const equals = number === undefined ? matchesText(value.text) : (found: unknown) => found === number;
    if (operator === "=") return (document) => equals(select(document, path));
    // AWS: a member that is not there is not unequal.
    return (document) => {
      const found = select(document, path);
      return found !== undefined && !equals(found);
    };
  }
  if (number === undefined) throw invalidPattern(`'${operator}' compares numbers.`);
  const holds = numeric[operator];
  if (holds === undefined) throw invalidPattern(`'${operator}' is no operator.`);
  return (document) => {
    const found = select(document, path);
    return typeof found === "number" && holds(found, number);
  };
}

const numeric: Readonly<Record<string, (found: number, wanted: number) => boolean>> = {
  "<": (found, wanted) => found < wanted,
  ">": (found, wanted) => found > wanted,
  "<=": (found, wanted) => found <= wanted,
  ">=": (found, wanted) => found >= wanted,
};

/** Stars stand for anything. No regular expression, so that no pattern takes longer than its pieces and the text together allow. */
function matchesText(wanted: string): (found: unknown) => boolean {
  const pieces = wanted.split("*");
  const [first = "", ...rest] = pieces;
  const last = rest.pop();
  return (found) => {
    if (typeof found !== "string") return false;
    if (last === undefined) return found === wanted;
    if (!found.startsWith(first) || !found.endsWith(last) || found.length < first.length + last.length) return false;
    const end = found.length - last.length;
    let from = first.length;
    for (const piece of rest) {
      const at = found.indexOf(piece, from);
      if (at === -1 || at + piece.length > end) return false;
      from = at + piece.length;
    }
    return true;
  };
}
