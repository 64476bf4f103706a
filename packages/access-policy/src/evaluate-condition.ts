import type { ContextKeys } from "./access-request.ts";
import { matchesArn } from "./arn-pattern.ts";
import { parseBoolean, parseDate, parseNumber, parseRange } from "./condition-values.ts";
import type { Condition, ConditionOperator, PolicyVersion } from "./policy-document.ts";
import { expandVariables } from "./policy-variables.ts";
import { matchesWildcard, withoutMarks } from "./wildcard.ts";

/** Says whether a value of the request satisfies one value of the policy. */
type Comparison = (wanted: string, found: string) => boolean;

interface Operator {
  readonly compare: Comparison;
  /** Negated operators hold when no value of the policy matches, and when the key is absent. */
  readonly negated: boolean;
}

const equal: Comparison = (wanted, found) => withoutMarks(wanted) === found;
const equalIgnoringCase: Comparison = (wanted, found) => withoutMarks(wanted).toLowerCase() === found.toLowerCase();
const positive = (compare: Comparison): Operator => ({ compare, negated: false });
const negative = (compare: Comparison): Operator => ({ compare, negated: true });

function ordered<Value>(parse: (text: string) => Value | undefined, holds: (found: Value, wanted: Value) => boolean): Comparison {
  return (wantedText, foundText) => {
    const wanted = parse(withoutMarks(wantedText));
    const found = parse(foundText);
    return wanted !== undefined && found !== undefined && holds(found, wanted);
  };
}

const same = <Value>(found: Value, wanted: Value): boolean => found === wanted;
const less = (found: number, wanted: number): boolean => found < wanted;
const lessOrSame = (found: number, wanted: number): boolean => found <= wanted;
const greater = (found: number, wanted: number): boolean => found > wanted;
const greaterOrSame = (found: number, wanted: number): boolean => found >= wanted;
const inRange: Comparison = (wanted, found) => parseRange(withoutMarks(wanted))?.(found) ?? false;

const operators: Readonly<Record<Exclude<ConditionOperator, "Null">, Operator>> = {
  StringEquals: positive(equal),
  StringNotEquals: negative(equal),
  StringEqualsIgnoreCase: positive(equalIgnoringCase),
  StringNotEqualsIgnoreCase: negative(equalIgnoringCase),
  StringLike: positive(matchesWildcard),
  StringNotLike: negative(matchesWildcard),
  NumericEquals: positive(ordered(parseNumber, same)),
  NumericNotEquals: negative(ordered(parseNumber, same)),
  NumericLessThan: positive(ordered(parseNumber, less)),
  NumericLessThanEquals: positive(ordered(parseNumber, lessOrSame)),
  NumericGreaterThan: positive(ordered(parseNumber, greater)),
  NumericGreaterThanEquals: positive(ordered(parseNumber, greaterOrSame)),
  DateEquals: positive(ordered(parseDate, same)),
  DateNotEquals: negative(ordered(parseDate, same)),
  DateLessThan: positive(ordered(parseDate, less)),
  DateLessThanEquals: positive(ordered(parseDate, lessOrSame)),
  DateGreaterThan: positive(ordered(parseDate, greater)),
  DateGreaterThanEquals: positive(ordered(parseDate, greaterOrSame)),
  Bool: positive(ordered(parseBoolean, same)),
  BinaryEquals: positive(equal),
  IpAddress: positive(inRange),
  NotIpAddress: negative(inRange),
  ArnEquals: positive(matchesArn),
  ArnLike: positive(matchesArn),
  ArnNotEquals: negative(matchesArn),
  ArnNotLike: negative(matchesArn),
};

/** True if the request satisfies the condition (IAM User Guide, "Condition operators", "Set operators for multivalued context keys"). */
export function satisfies(condition: Condition, context: ContextKeys, version: PolicyVersion): boolean {
  const found = context.get(condition.key);
  if (condition.operator === "Null") return condition.values.some((value) => (parseBoolean(value) === true) === (found === undefined));
  const { compare, negated } = operators[condition.operator];
  if (found === undefined) return condition.ifExists || condition.qualifier === "ForAllValues" || (negated && condition.qualifier === undefined);
  const wanted = condition.values.map((value) => expandVariables(value, context, version)).filter((value) => value !== undefined);
  const matches = (value: string): boolean => wanted.some((each) => compare(each, value));
  const holds = (value: string): boolean => matches(value) !== negated;
  if (condition.qualifier === "ForAnyValue") return found.some(holds);
  if (condition.qualifier === "ForAllValues") return found.every(holds);
  return negated ? !found.some(matches) : found.some(matches);
}
