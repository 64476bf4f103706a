import { parseBoolean, parseDate, parseNumber, parseRange } from "./condition-values.ts";
import { conditionOperators, type Condition, type ConditionOperator, type PolicyVersion } from "./policy-document.ts";
import { PolicyError } from "./policy-error.ts";
import { isObject } from "./policy-json.ts";

const operatorForm = /^(?:(ForAnyValue|ForAllValues):)?([A-Za-z]+?)(IfExists)?$/i;
const byLowerCase = new Map<string, ConditionOperator>(conditionOperators.map((name) => [name.toLowerCase(), name]));

/** Reads a Condition element. Throws PolicyError for an unknown operator, a key without vendor, or a value that its operator cannot compare. */
export function parseConditions(element: unknown, version: PolicyVersion): readonly Condition[] {
  if (element === undefined) return [];
  if (!isObject(element)) throw new PolicyError("Syntax errors in policy: Condition must be an object.");
  return Object.entries(element).flatMap(([name, keys]) => {
    const operator = parseOperator(name);
    if (!isObject(keys)) throw new PolicyError(`Syntax errors in policy: Condition ${name} must be an object of keys and values.`);
    return Object.entries(keys).map(([key, value]) => {
      if (!/^[A-Za-z0-9-]+:./.test(key)) throw new PolicyError(`Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.: ${key}`);
      return { ...operator, key: key.toLowerCase(), values: parseValues(operator.operator, value, version) };
    });
  });
}

function parseOperator(name: string): Pick<Condition, "operator" | "qualifier" | "ifExists"> {
  const [, qualifier, base = "", ifExists] = operatorForm.exec(name) ?? [];
  const operator = byLowerCase.get(base.toLowerCase());
  if (operator === undefined || (operator === "Null" && (ifExists ?? qualifier) !== undefined)) throw new PolicyError(`Invalid Condition type : ${name}`);
  return {
    operator,
    qualifier: qualifier === undefined ? undefined : qualifier.toLowerCase() === "foranyvalue" ? "ForAnyValue" : "ForAllValues",
    ifExists: ifExists !== undefined,
  };
}

function parseValues(operator: ConditionOperator, value: unknown, version: PolicyVersion): readonly string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.map((each) => {
    if (typeof each !== "string" && typeof each !== "number" && typeof each !== "boolean")
      throw new PolicyError("Syntax errors in policy: the values of a condition are strings, numbers, or true and false.");
    const text = String(each);
    const hasVariable = version === "2012-10-17" && text.includes("${");
    if (!hasVariable && !isComparable(operator, text)) throw new PolicyError(`Syntax errors in policy: ${operator} cannot compare with "${text}".`);
    return text;
  });
}

function isComparable(operator: ConditionOperator, text: string): boolean {
  if (operator.startsWith("Numeric")) return parseNumber(text) !== undefined;
  if (operator.startsWith("Date")) return parseDate(text) !== undefined;
  if (operator.endsWith("IpAddress")) return parseRange(text) !== undefined;
  if (operator === "Bool" || operator === "Null") return parseBoolean(text) !== undefined;
  return true;
}
