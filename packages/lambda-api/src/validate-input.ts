import { PlatformError } from "@mayfly/errors/platform-error";
import { checkMembers } from "./constraints.ts";
import type { ImplementedOperation, Input } from "./operation.ts";
import type { Member, Shape } from "./shape.ts";

/**
 * Throws ValidationException with everything in `input` that breaks the model, all at once (behaviours.md §4.2), or
 * InvalidParameterValueException for a member that Mayfly cannot honour yet. Existence is checked by others, later.
 */
export function validateInput(operation: ImplementedOperation, input: Input): void {
  const violations: string[] = [];
  checkMembers(operation.input, input, { path: "", violations });
  if (violations.length > 0) throw new PlatformError("Validation", `${countErrors(violations.length)} detected: ${violations.join("; ")}`);
  const unsupported = findUnsupported(operation.input, input, "");
  if (unsupported === undefined) return;
  const { path, refusal = `Mayfly does not support the parameter ${path} of ${operation.name} yet.` } = unsupported;
  throw new PlatformError("InvalidParameterValue", refusal);
}

function countErrors(count: number): string {
  return count === 1 ? "1 validation error" : `${count} validation errors`;
}

/** Where a member is that Mayfly lacks, and AWS's words for it if there are some. */
interface Unsupported {
  readonly path: string;
  readonly refusal?: string | undefined;
}

function findUnsupported(members: Readonly<Record<string, Member>>, values: Input, path: string): Unsupported | undefined {
  for (const name in members) {
    const member = members[name];
    const value = values[name];
    if (member === undefined || value === undefined) continue;
    if (member.notYet === true && !asksForNothing(value)) return { path: path + name, refusal: member.refusal };
    const nested = findUnsupportedInside(member.shape, value, `${path}${name}.`);
    if (nested !== undefined) return nested;
  }
  return undefined;
}

function findUnsupportedInside(shape: Shape, value: unknown, path: string): Unsupported | undefined {
  if (shape.kind !== "structure" || typeof value !== "object" || value === null) return undefined;
  // A structure's value is a JSON object, as read-input and message-mapping leave it.
  return findUnsupported(shape.members, value as Input, path);
}

/** SDKs and tools send defaults explicitly: false, empty, None, Off and objects of these change nothing. */
function asksForNothing(value: unknown): boolean {
  if (value === null || value === false || value === "" || value === "None") return true;
  if (typeof value !== "object") return false;
  return Object.values(value).every(asksForNothing);
}
