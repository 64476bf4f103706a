/** What one value of a record must look like. */
type ValueMatcher = (value: unknown) => boolean;

/** A filter of an event source mapping, ready to be asked about events. */
export interface EventFilter {
  matches(event: unknown): boolean;
}

/**
 * Reads a filter pattern of AWS's event filtering: equal, ignoring case, prefix, suffix, anything-but, numeric, exists, null and `$or`.
 * Undefined if it is not a valid pattern. Rules: AWS Lambda developer guide, "Control which events Lambda sends to your function".
 */
export function parseEventFilter(text: string): EventFilter | undefined {
  try {
    const matches = objectMatcher(JSON.parse(text));
    return { matches };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function invalid(): SyntaxError {
  return new SyntaxError("not a filter pattern");
}

function objectMatcher(pattern: unknown): ValueMatcher {
  if (!isObject(pattern)) throw invalid();
  const fields = Object.entries(pattern).map(([name, wanted]) => fieldMatcher(name, wanted));
  if (fields.length === 0) throw invalid();
  return (event) => fields.every((field) => field(event));
}

function fieldMatcher(name: string, wanted: unknown): ValueMatcher {
  if (name === "$or" && Array.isArray(wanted) && wanted.every(isObject)) {
    const alternatives = wanted.map(objectMatcher);
    if (alternatives.length < 2) throw invalid();
    return (event) => alternatives.some((alternative) => alternative(event));
  }
  const inside = Array.isArray(wanted) ? anyOf(wanted) : objectMatcher(wanted);
  // What is in a list counts for each of its items, also where the pattern goes deeper.
  return (event) => (Array.isArray(event) ? event.some((item) => inside(fieldOf(item, name))) : inside(fieldOf(event, name)));
}

function fieldOf(event: unknown, name: string): unknown {
  return isObject(event) && Object.hasOwn(event, name) ? event[name] : undefined;
}

/** A field matches if one of the alternatives matches its value, or one item of a list. */
function anyOf(alternatives: readonly unknown[]): ValueMatcher {
  if (alternatives.length === 0) throw invalid();
  const matchers = alternatives.map(alternativeMatcher);
  return (value) => matchers.some((matcher) => (Array.isArray(value) && value.length > 0 ? value.some(matcher) : matcher(value)));
}

function alternativeMatcher(alternative: unknown): ValueMatcher {
  if (!isObject(alternative)) return equals(alternative);
  const [entry, ...others] = Object.entries(alternative);
  if (entry === undefined || others.length > 0) throw invalid();
  return operatorMatcher(...entry);
}

function operatorMatcher(operator: string, operand: unknown): ValueMatcher {
  switch (operator) {
    case "exists":
      if (typeof operand !== "boolean") throw invalid();
      return (value) => (value !== undefined && !isObject(value)) === operand;
    case "anything-but":
      return anythingBut(operand);
    case "numeric":
      return numeric(operand);
    case "prefix":
    case "suffix":
    case "equals-ignore-case":
      return textMatcher(operator, operand);
    default:
      throw invalid();
  }
}

function textMatcher(operator: string, operand: unknown): ValueMatcher {
  if (isObject(operand) && operator !== "equals-ignore-case") {
    const folded: unknown = operand["equals-ignore-case"];
    if (typeof folded !== "string" || Object.keys(operand).length !== 1) throw invalid();
    const matcher = textMatcher(operator, folded.toLowerCase());
    return (value) => typeof value === "string" && matcher(value.toLowerCase());
  }
  if (typeof operand !== "string") throw invalid();
  if (operator === "prefix") return (value) => typeof value === "string" && value.startsWith(operand);
  if (operator === "suffix") return (value) => typeof value === "string" && value.endsWith(operand);
  const folded = operand.toLowerCase();
  return (value) => typeof value === "string" && value.toLowerCase() === folded;
}

function anythingBut(operand: unknown): ValueMatcher {
  const excluded = isObject(operand) ? alternativeMatcher(operand) : anyOfEqual(Array.isArray(operand) ? operand : [operand]);
  return (value) => value !== undefined && !excluded(value);
}

function anyOfEqual(values: readonly unknown[]): ValueMatcher {
  if (values.length === 0 || values.some((value) => typeof value !== "string" && typeof value !== "number")) throw invalid();
  return (value) => values.includes(value);
}

function equals(wanted: unknown): ValueMatcher {
  if (wanted !== null && typeof wanted !== "string" && typeof wanted !== "number" && typeof wanted !== "boolean") throw invalid();
  return (value) => value === wanted;
}

const comparisons: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  "=": (value, bound) => value === bound,
  "<": (value, bound) => value < bound,
  "<=": (value, bound) => value <= bound,
  ">": (value, bound) => value > bound,
  ">=": (value, bound) => value >= bound,
};

/** `["=", 5]`, `[">", 0]`, or two bounds: `[">", 0, "<=", 100]`. */
function numeric(operand: unknown): ValueMatcher {
  if (!Array.isArray(operand) || (operand.length !== 2 && operand.length !== 4)) throw invalid();
  const bounds: ((value: number) => boolean)[] = [];
  for (let index = 0; index < operand.length; index += 2) {
    const compare = comparisons[String(operand[index])];
    const bound: unknown = operand[index + 1];
    if (compare === undefined || typeof bound !== "number") throw invalid();
    bounds.push((value) => compare(value, bound));
  }
  return (value) => typeof value === "number" && bounds.every((bound) => bound(value));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
