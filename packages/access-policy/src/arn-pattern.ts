import { matchesWildcard } from "./wildcard.ts";

/** arn, partition, service, region, account, and the resource with whatever colons it has. */
const componentCount = 6;

/**
 * True if the ARN matches the pattern: each of the six components by itself, with wildcards (IAM User Guide, "ARN operators"). A pattern with fewer
 * components ends in wildcards, as IAM completes it; `*` alone matches anything.
 */
export function matchesArn(pattern: string, arn: string): boolean {
  if (pattern === "*") return true;
  const wanted = components(pattern);
  const found = components(arn);
  if (found.length < componentCount) return false;
  return found.every((component, index) => matchesWildcard(wanted[index] ?? "*", component));
}

function components(arn: string): readonly string[] {
  const parts = arn.split(":");
  return parts.length <= componentCount ? parts : [...parts.slice(0, componentCount - 1), parts.slice(componentCount - 1).join(":")];
}
