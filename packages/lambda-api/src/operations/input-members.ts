import { functionName, namespacedFunctionName, qualifier } from "../function-shapes.ts";
import type { InputMember, MemberLocation } from "../operation.ts";
import { integer, required, string, toMember, type Member, type Shape } from "../shape.ts";

/** Places members at one location; names are the members' own unless given. */
export function at(
  location: MemberLocation,
  members: Readonly<Record<string, Member | Shape>>,
  wireNames: Readonly<Record<string, string>> = {},
): Record<string, InputMember> {
  return Object.fromEntries(Object.entries(members).map(([name, member]) => [name, { ...toMember(member), location, wireName: wireNames[name] ?? name }]));
}

/** FunctionName in the path, of operations that change something. */
export const namedFunction = at("path", { FunctionName: required(functionName) });
/** FunctionName in the path and Qualifier in the query, of operations that read or invoke. */
export const readFunction = { ...at("path", { FunctionName: required(namespacedFunctionName) }), ...at("query", { Qualifier: qualifier }) };
/** Marker and MaxItems of a list; more than the operation gives in a page are not an error. */
export const listRange = { Marker: string(), MaxItems: integer({ min: 1, max: 10_000 }) };
/** Marker and MaxItems of a list whose model allows no more than a page holds. */
export const shortListRange = at("query", { Marker: string(), MaxItems: integer({ min: 1, max: 50 }) });
