import fc from "fast-check";
import { expect, test } from "vitest";
import { contextKeys } from "./access-request.ts";
import { evaluateAccess } from "./evaluate-access.ts";
import { parsePolicy, type PolicyKind } from "./parse-policy.ts";
import { PolicyError } from "./policy-error.ts";

const statement = { Effect: "Allow", Action: "lambda:*", Resource: "*" };
const parse = (document: unknown, kind: PolicyKind = "identity"): unknown =>
  parsePolicy(typeof document === "string" ? document : JSON.stringify(document), { kind, sizeMax: 4096 });
const withStatement = (changes: object): object => ({ Version: "2012-10-17", Statement: { ...statement, ...changes } });

test("a single statement and a list, a text and a list of texts mean the same", () => {
  const [one, other] = [
    parse({ Version: "2012-10-17", Statement: statement }),
    parse({ Version: "2012-10-17", Statement: [{ ...statement, Action: ["lambda:*"] }] }),
  ];

  expect(one).toEqual(other);
});

test.each<[string, unknown, PolicyKind, string]>([
  ["no JSON", "{", "identity", "This policy contains invalid Json"],
  ["no object", "[]", "identity", "Syntax errors in policy"],
  ["another version", { Version: "2011-01-01", Statement: statement }, "identity", "must be version 2012-10-17 or greater"],
  ["no statement", { Version: "2012-10-17" }, "identity", "Statement must be an object"],
  ["an unknown element", withStatement({ Efect: "x" }), "identity", "has no element Efect"],
  ["an unknown effect", withStatement({ Effect: "allow" }), "identity", "Effect must be Allow or Deny"],
  ["no action", withStatement({ Action: undefined }), "identity", "Policy statement must contain actions."],
  ["an action without vendor", withStatement({ Action: "Invoke" }), "identity", "must be prefaced by a vendor"],
  ["both Action and NotAction", withStatement({ NotAction: "lambda:*" }), "identity", "Action or NotAction, not both"],
  ["no resource", withStatement({ Resource: undefined }), "identity", "Policy statement must contain resources."],
  ["a resource that is no ARN", withStatement({ Resource: "orders" }), "identity", 'must be in ARN format or "*"'],
  ["an empty list", withStatement({ Resource: [] }), "identity", "must not be an empty list"],
  ["a principal in an identity policy", withStatement({ Principal: "*" }), "identity", "should not specify a principal"],
  ["no principal in a resource policy", withStatement({}), "resource", "Missing required field Principal"],
  ["a resource in a trust policy", withStatement({ Principal: "*" }), "trust", "Has prohibited field Resource"],
  ["a principal that is none", withStatement({ Principal: { AWS: "bob" } }), "resource", "Invalid principal in policy"],
  ["an unknown operator", withStatement({ Condition: { StringIs: { "aws:x": "y" } } }), "identity", "Invalid Condition type : StringIs"],
  ["a number that is none", withStatement({ Condition: { NumericEquals: { "aws:x": "y" } } }), "identity", 'cannot compare with "y"'],
  ["a range that is none", withStatement({ Condition: { IpAddress: { "aws:SourceIp": "10.0.0.0/40" } } }), "identity", "cannot compare"],
  [
    "a statement id twice",
    {
      Version: "2012-10-17",
      Statement: [
        { Sid: "a", ...statement },
        { Sid: "a", ...statement },
      ],
    },
    "identity",
    "must be unique",
  ],
])("%s is refused with a sentence", (_what, document, kind, sentence) => {
  expect(() => parse(document, kind)).toThrow(PolicyError);
  expect(() => parse(document, kind)).toThrow(sentence);
});

test("a text above the size is refused before it is read", () => {
  expect(() => parse(" ".repeat(4097))).toThrow("may have 4096 characters; this one has 4097");
});

test("any JSON is a policy or refused with a PolicyError, and every policy can be evaluated", () => {
  const name = fc.constantFrom("Version", "Statement", "Effect", "Action", "Resource", "Principal", "Condition", "StringEquals", "aws:x", "AWS");
  const leaf = fc.oneof(fc.constantFrom("2012-10-17", "Allow", "Deny", "*", "lambda:*", "arn:aws:lambda:*", "${aws:x}"), fc.jsonValue({ maxDepth: 1 }));
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof({ maxDepth: 6 }, leaf, fc.array(tie("value"), { maxLength: 3 }), fc.dictionary(name, tie("value"), { maxKeys: 6 })),
  }));
  fc.assert(
    fc.property(value, fc.constantFrom<PolicyKind>("identity", "resource", "trust"), (document, kind) => {
      try {
        const policy = parsePolicy(JSON.stringify(document), { kind, sizeMax: 100_000 });
        const principal = { kind: "user", arn: "arn:aws:iam::111111111111:user/a", account: "111111111111" } as const;
        const request = { action: "lambda:X", resource: "arn:aws:lambda:us-east-1:111111111111:function:a", resourceAccount: "111111111111", principal };
        evaluateAccess({ ...request, context: contextKeys({ "aws:x": ["1", "2"] }) }, { identity: [policy], resource: policy });
      } catch (error) {
        expect(error).toBeInstanceOf(PolicyError);
      }
    }),
  );
});

test("adding a statement that denies never allows more", () => {
  const pattern = fc.constantFrom("*", "lambda:*", "lambda:Invoke*", "lambda:GetFunction", "iam:*");
  const one = fc.record({ Effect: fc.constantFrom("Allow", "Deny"), Action: pattern, Resource: fc.constant("*") });
  const principal = { kind: "user", arn: "arn:aws:iam::111111111111:user/a", account: "111111111111" } as const;
  const outcome = (statements: readonly object[]): string =>
    evaluateAccess(
      { action: "lambda:InvokeFunction", resource: "*", resourceAccount: "111111111111", principal, context: new Map() },
      { identity: [parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement: statements }), { kind: "identity", sizeMax: 100_000 })] },
    ).outcome;
  fc.assert(
    fc.property(fc.array(one, { minLength: 1, maxLength: 5 }), pattern, (statements, denied) => {
      const before = outcome(statements);
      const after = outcome([...statements, { Effect: "Deny", Action: denied, Resource: "*" }]);
      const deniesIt = denied !== "iam:*" && denied !== "lambda:GetFunction";
      expect(after).toBe(deniesIt ? "explicitly-denied" : before);
    }),
  );
});
