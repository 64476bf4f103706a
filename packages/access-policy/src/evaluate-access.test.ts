import { expect, test } from "vitest";
import { contextKeys, type AccessRequest, type RequestPrincipal } from "./access-request.ts";
import { evaluateAccess } from "./evaluate-access.ts";
import { parsePolicy, type PolicyKind } from "./parse-policy.ts";
import type { PolicyDocument } from "./policy-document.ts";

const fn = "arn:aws:lambda:us-east-1:111111111111:function:orders";
const user: RequestPrincipal = { kind: "user", arn: "arn:aws:iam::111111111111:user/ci", account: "111111111111" };
const stranger: RequestPrincipal = { kind: "user", arn: "arn:aws:iam::222222222222:user/eve", account: "222222222222" };
const roleArn = "arn:aws:iam::111111111111:role/app";
const session: RequestPrincipal = { kind: "role-session", arn: "arn:aws:sts::111111111111:assumed-role/app/one", account: "111111111111", roleArn };

function policy(kind: PolicyKind, ...statements: readonly object[]): PolicyDocument {
  return parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement: statements }), { kind, sizeMax: 10_000 });
}

function ask(principal: RequestPrincipal, overrides: Partial<AccessRequest> = {}): AccessRequest {
  return { action: "lambda:InvokeFunction", resource: fn, resourceAccount: "111111111111", principal, context: new Map(), ...overrides };
}

const allowInvoke = policy("identity", { Effect: "Allow", Action: "lambda:InvokeFunction", Resource: fn });
const denyInvoke = policy("identity", { Effect: "Deny", Action: "lambda:Invoke*", Resource: "*" });
const letIn = (principal: unknown): PolicyDocument =>
  policy("resource", { Effect: "Allow", Principal: principal, Action: "lambda:InvokeFunction", Resource: fn });

test("what no policy allows is denied, and what one allows is allowed, for that function and action alone", () => {
  expect(evaluateAccess(ask(user), { identity: [] })).toEqual({ outcome: "implicitly-denied", source: "identity-based policy" });
  expect(evaluateAccess(ask(user), { identity: [allowInvoke] })).toEqual({ outcome: "allowed" });
  expect(evaluateAccess(ask(user, { action: "lambda:DeleteFunction" }), { identity: [allowInvoke] }).outcome).toBe("implicitly-denied");
  expect(evaluateAccess(ask(user, { resource: `${fn}:PROD` }), { identity: [allowInvoke] }).outcome).toBe("implicitly-denied");
});

test("an explicit deny wins wherever it stands", () => {
  expect(evaluateAccess(ask(user), { identity: [allowInvoke, denyInvoke] })).toEqual({ outcome: "explicitly-denied", source: "identity-based policy" });
  expect(evaluateAccess(ask(user), { identity: [denyInvoke, allowInvoke], resource: letIn("*") }).outcome).toBe("explicitly-denied");
  const denied = policy("resource", { Effect: "Deny", Principal: "*", Action: "*", Resource: "*" });
  expect(evaluateAccess(ask(user), { identity: [allowInvoke], resource: denied })).toEqual({ outcome: "explicitly-denied", source: "resource-based policy" });
  expect(evaluateAccess(ask(session), { identity: [allowInvoke], session: [denyInvoke] })).toEqual({ outcome: "explicitly-denied", source: "session policy" });
});

test("within one account an allow of the function's policy is enough; one that names the whole account leaves it to the identity", () => {
  expect(evaluateAccess(ask(user), { identity: [], resource: letIn({ AWS: user.kind === "user" ? user.arn : "" }) }).outcome).toBe("allowed");
  expect(evaluateAccess(ask(user), { identity: [], resource: letIn({ AWS: "111111111111" }) }).outcome).toBe("implicitly-denied");
  expect(evaluateAccess(ask(user), { identity: [allowInvoke], resource: letIn({ AWS: "111111111111" }) }).outcome).toBe("allowed");
});

test("from another account both sides must allow", () => {
  const resource = letIn({ AWS: "arn:aws:iam::222222222222:root" });

  expect(evaluateAccess(ask(stranger), { identity: [allowInvoke] })).toEqual({ outcome: "implicitly-denied", source: "resource-based policy" });
  expect(evaluateAccess(ask(stranger), { identity: [], resource })).toEqual({ outcome: "implicitly-denied", source: "identity-based policy" });
  expect(evaluateAccess(ask(stranger), { identity: [allowInvoke], resource }).outcome).toBe("allowed");
});

test("services and anonymous callers have what the function's policy gives them, under its conditions", () => {
  const s3: RequestPrincipal = { kind: "service", name: "s3.amazonaws.com" };
  const resource = policy("resource", {
    Effect: "Allow",
    Principal: { Service: "s3.amazonaws.com" },
    Action: "lambda:InvokeFunction",
    Resource: fn,
    Condition: { ArnLike: { "AWS:SourceArn": "arn:aws:s3:::mine*" }, StringEquals: { "AWS:SourceAccount": "111111111111" } },
  });
  const context = contextKeys({ "aws:SourceArn": "arn:aws:s3:::mine-too", "aws:SourceAccount": "111111111111" });

  expect(evaluateAccess(ask(s3, { context }), { identity: [], resource }).outcome).toBe("allowed");
  expect(evaluateAccess(ask(s3), { identity: [], resource }).outcome).toBe("implicitly-denied");
  expect(evaluateAccess(ask({ kind: "anonymous" }, { context }), { identity: [], resource }).outcome).toBe("implicitly-denied");
  expect(evaluateAccess(ask({ kind: "anonymous" }), { identity: [], resource: letIn("*") }).outcome).toBe("allowed");
});

test("a session is narrowed by its policies unless a resource policy names the session itself", () => {
  const other = policy("identity", { Effect: "Allow", Action: "lambda:GetFunction", Resource: "*" });

  expect(evaluateAccess(ask(session), { identity: [allowInvoke], session: [other] })).toEqual({ outcome: "implicitly-denied", source: "session policy" });
  expect(evaluateAccess(ask(session), { identity: [], session: [other], resource: letIn({ AWS: roleArn }) }).outcome).toBe("implicitly-denied");
  expect(
    evaluateAccess(ask(session), { identity: [], session: [other], resource: letIn({ AWS: session.kind === "role-session" ? session.arn : "" }) }).outcome,
  ).toBe("allowed");
});

test("a trust policy must allow, whatever the identity may, and one that names the account asks the identity too", () => {
  const assume = { action: "sts:AssumeRole", resource: roleArn };
  const all = policy("identity", { Effect: "Allow", Action: "*", Resource: "*" });
  const trust = (principal: object): PolicyDocument => policy("trust", { Effect: "Allow", Principal: principal, Action: "sts:AssumeRole" });
  const trusting = (principal: object, identity: readonly PolicyDocument[]) =>
    evaluateAccess(ask(user, assume), { identity, resource: trust(principal), resourceMustAllow: true }).outcome;

  expect(trusting({ Service: "lambda.amazonaws.com" }, [all])).toBe("implicitly-denied");
  expect(trusting({ AWS: "arn:aws:iam::111111111111:user/ci" }, [])).toBe("allowed");
  expect(trusting({ AWS: "111111111111" }, [])).toBe("implicitly-denied");
  expect(trusting({ AWS: "111111111111" }, [all])).toBe("allowed");
});

test("NotAction, NotResource and NotPrincipal apply to all but what they name", () => {
  const allButDelete = policy("identity", { Effect: "Allow", NotAction: "lambda:Delete*", NotResource: `${fn}:*` });

  expect(evaluateAccess(ask(user), { identity: [allButDelete] }).outcome).toBe("allowed");
  expect(evaluateAccess(ask(user, { action: "lambda:DeleteFunction" }), { identity: [allButDelete] }).outcome).toBe("implicitly-denied");
  expect(evaluateAccess(ask(user, { resource: `${fn}:1` }), { identity: [allButDelete] }).outcome).toBe("implicitly-denied");
  const onlyCi = policy("resource", { Effect: "Deny", NotPrincipal: { AWS: "arn:aws:iam::111111111111:user/ci" }, Action: "*", Resource: "*" });
  expect(evaluateAccess(ask(user), { identity: [allowInvoke], resource: onlyCi }).outcome).toBe("allowed");
  expect(evaluateAccess(ask(session), { identity: [allowInvoke], resource: onlyCi }).outcome).toBe("explicitly-denied");
});

test("a variable stands for the caller's own value, without wildcards, and matches nothing where there is none", () => {
  const own = policy("identity", { Effect: "Allow", Action: "lambda:*", Resource: "arn:aws:lambda:*:*:function:${aws:username}-*" });
  const mayAs = (name: string | undefined) =>
    evaluateAccess(ask(user, { resource: fn.replace("orders", "ci-build"), context: contextKeys({ "aws:username": name }) }), { identity: [own] }).outcome;

  expect(mayAs("ci")).toBe("allowed");
  expect(mayAs("c*")).toBe("implicitly-denied");
  expect(mayAs(undefined)).toBe("implicitly-denied");
});
