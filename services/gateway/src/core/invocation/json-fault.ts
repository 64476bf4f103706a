/** Where and how a text stops being JSON. */
export interface JsonFault {
  readonly offset: number;
  /** What Jackson calls it: the text ends too early, a word that is no literal, or a character that does not belong there. */
  readonly kind: "end" | "token" | "character";
}

type Expectation = "value" | "value or ]" | "key" | "key or }" | ":" | ", or close" | "end";

/**
 * Finds the first place where `text` is not JSON. JSON.parse is faster and decides whether a text is JSON; this runs only
 * for texts that it has refused, because V8 does not always name the place. One pass, no recursion.
 */
export function findJsonFault(text: string): JsonFault {
  const open: ("]" | "}")[] = [];
  let expectation: Expectation = "value";
  let offset = 0;
  for (;;) {
    offset = skipWhitespace(text, offset);
    if (offset >= text.length) return { offset: text.length, kind: "end" };
    const character = text.charAt(offset);
    const next = structure(character, expectation, open) ?? scalar(text, offset, expectation);
    if (typeof next === "object") return next;
    offset = next === 0 ? offset + 1 : next;
    expectation = afterwards(character, expectation, open);
  }
}

/** 0 if the character is structure that may stand here; undefined if it is to be read as a string, number or literal. */
function structure(character: string, expectation: Expectation, open: ("]" | "}")[]): 0 | undefined {
  if ((character === "{" || character === "[") && expectation.startsWith("value")) {
    open.push(character === "{" ? "}" : "]");
    return 0;
  }
  if (character === open.at(-1) && (expectation === ", or close" || expectation === (character === "]" ? "value or ]" : "key or }"))) {
    open.pop();
    return 0;
  }
  const separates = (character === ":" && expectation === ":") || (character === "," && expectation === ", or close" && open.length > 0);
  return separates ? 0 : undefined;
}

function afterwards(character: string, expectation: Expectation, open: readonly ("]" | "}")[]): Expectation {
  if (character === "{") return "key or }";
  if (character === "[") return "value or ]";
  if (character === ":") return "value";
  if (character === ",") return open.at(-1) === "}" ? "key" : "value";
  if (expectation.startsWith("key") && character === '"') return ":";
  return open.length === 0 ? "end" : ", or close";
}

/** The end of a string, number or literal that may stand here, or the fault. */
function scalar(text: string, offset: number, expectation: Expectation): number | JsonFault {
  const character = text.charAt(offset);
  const mayBeString = expectation.startsWith("value") || expectation.startsWith("key");
  if (character === '"' && mayBeString) return stringEnd(text, offset);
  const word = /[A-Za-z0-9_.+-]+/y;
  word.lastIndex = offset;
  const found = word.exec(text)?.[0];
  if (found === undefined) return { offset, kind: "character" };
  const isLiteral = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/.test(found);
  if (isLiteral && expectation.startsWith("value")) return offset + found.length;
  return { offset, kind: /^[A-Za-z_]/.test(found) && expectation.startsWith("value") ? "token" : "character" };
}

function stringEnd(text: string, start: number): number | JsonFault {
  for (let offset = start + 1; offset < text.length; offset += 1) {
    const code = text.charCodeAt(offset);
    if (code === 0x22) return offset + 1;
    if (code < 0x20) return { offset, kind: "character" };
    if (code === 0x5c) {
      const escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
      escape.lastIndex = offset;
      const found = escape.exec(text)?.[0];
      if (found === undefined) return { offset, kind: "character" };
      offset += found.length - 1;
    }
  }
  return { offset: text.length, kind: "end" };
}

function skipWhitespace(text: string, from: number): number {
  let offset = from;
  while (offset < text.length && " \t\r\n".includes(text.charAt(offset))) offset += 1;
  return offset;
}
