import { matchesArn } from "@mayfly/access-policy/arn-pattern";
import { parsePolicy } from "@mayfly/access-policy/parse-policy";
import type { PolicyDocument } from "@mayfly/access-policy/policy-document";
import { PolicyError } from "@mayfly/access-policy/policy-error";
import type { ResourcePolicy } from "@mayfly/domain/attachments/resource-policy";
import { limits } from "@mayfly/domain/limits";
import { PlatformError } from "@mayfly/errors/platform-error";
import type { PolicyStatement } from "./policy-statement.ts";
import { grantsToEverybody } from "./public-policy.ts";

/** A policy as it is stored; every document that this file makes is one. */
interface StoredDocument {
  readonly Version: string;
  readonly Id?: string;
  readonly Statement: readonly PolicyStatement[];
}

/** The document with one more statement. Throws 409 if it has one of that Sid, 400 if it would be too long. */
export function addStatement(policy: ResourcePolicy | undefined, statement: PolicyStatement): string {
  const document = policy === undefined ? { Version: "2012-10-17", Id: "default", Statement: [] } : readDocument(policy);
  if (document.Statement.some(({ Sid }) => Sid === statement.Sid)) {
    throw new PlatformError(
      "ResourceConflict",
      `The statement id (${statement.Sid}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
    );
  }
  return writeDocument({ ...document, Statement: [...document.Statement, statement] });
}

/** The document without one statement; undefined if that was the last. Throws 404 if there is no such statement. */
export function removeStatement(policy: ResourcePolicy, statementId: string): string | undefined {
  const document = readDocument(policy);
  const kept = document.Statement.filter(({ Sid }) => Sid !== statementId);
  if (kept.length === document.Statement.length) {
    throw new PlatformError("ResourceNotFound", `Statement ${statementId} is not found in resource policy.`);
  }
  return kept.length === 0 ? undefined : writeDocument({ ...document, Statement: kept });
}

/**
 * A client's document for one resource, as it is to be stored. Throws InvalidParameterValue for what is no resource policy, or speaks of other resources
 * or services, and PublicPolicy for one that lets everybody in.
 */
export function acceptDocument(text: string, resource: string): string {
  const policy = parse(text);
  for (const { actions, resources } of policy.statements) {
    const foreign = resources?.inverted === false ? resources.patterns.find((pattern) => pattern !== resource && !matchesArn(pattern, resource)) : undefined;
    if (foreign !== undefined) throw refused(`The policy is for the resource ${resource}; a statement of it names ${foreign}.`);
    const action = actions.patterns.find((pattern) => pattern !== "*" && !pattern.toLowerCase().startsWith("lambda:"));
    if (action !== undefined) throw refused(`The policy is for actions of Lambda; a statement of it names ${action}.`);
  }
  if (grantsToEverybody(policy)) {
    throw new PlatformError(
      "PublicPolicy",
      "The resource-based policy you tried to add to the Lambda resource would grant public access to it, which isn't allowed.",
    );
  }
  // parsePolicy has accepted it: an object whose Statement is an object or a list of objects.
  const { Statement, ...rest } = JSON.parse(text) as Omit<StoredDocument, "Statement"> & { readonly Statement: PolicyStatement | readonly PolicyStatement[] };
  return writeDocument({ ...rest, Statement: isList(Statement) ? Statement : [Statement] });
}

/** Throws 412 unless the policy is of the revision that the client means, if it means one. `reader` is the operation that answers it. */
export function requireRevision(policy: ResourcePolicy | undefined, revisionId: string | undefined, reader: string): void {
  if (revisionId === undefined || revisionId === "" || revisionId === policy?.revisionId) return;
  throw new PlatformError(
    "PreconditionFailed",
    `The Revision Id provided does not match the latest Revision Id. Call the ${reader} API to retrieve the latest Revision Id`,
  );
}

/** 404 of whoever reads a policy that is not there (behaviours.md §5). */
export function policyNotFound(): PlatformError {
  return new PlatformError("ResourceNotFound", "The resource you requested does not exist.");
}

/** 404 of whoever takes a statement out of a policy that is not there. */
export function noPolicy(): PlatformError {
  return new PlatformError("ResourceNotFound", "No policy is associated with the given resource.");
}

function parse(text: string): PolicyDocument {
  try {
    return parsePolicy(text, { kind: "resource", sizeMax: limits.resourcePolicyCharactersMax });
  } catch (error) {
    if (error instanceof PolicyError) throw refused(error.message);
    throw error;
  }
}

function readDocument({ document }: ResourcePolicy): StoredDocument {
  // Written by writeDocument.
  return JSON.parse(document) as StoredDocument;
}

function writeDocument(document: StoredDocument): string {
  const text = JSON.stringify(document);
  if (text.length > limits.resourcePolicyCharactersMax) {
    throw new PlatformError("PolicyLengthExceeded", `The final policy size (${text.length}) is bigger than the limit (${limits.resourcePolicyCharactersMax}).`);
  }
  return text;
}

function isList(statements: PolicyStatement | readonly PolicyStatement[]): statements is readonly PolicyStatement[] {
  return Array.isArray(statements);
}

function refused(message: string): PlatformError {
  return new PlatformError("InvalidParameterValue", message);
}
