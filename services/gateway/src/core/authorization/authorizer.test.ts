import { FakeClock } from "@mayfly/kernel/fake-clock";
import { expect, test } from "vitest";
import { testAccount, userRecord, WritableDirectory } from "../../testing/identity-directory.test-support.ts";
import { operatorPrincipal, rootPrincipal, sessionPrincipal, userPrincipal, type Principal } from "../identity/principal.ts";
import { Authorizer, type AccessQuestion } from "./authorizer.ts";

const arn = `arn:aws:lambda:us-east-1:${testAccount}:function:orders`;
const question: AccessQuestion = { action: "lambda:InvokeFunction", resource: arn, resourceAccount: testAccount, origin: { sourceIp: "10.1.2.3" } };
const allow = { Effect: "Allow", Action: "lambda:InvokeFunction", Resource: arn };

function fixture() {
  const directory = new WritableDirectory();
  const authorizer = new Authorizer({ directory, resourcePolicies: { policyOf: () => undefined }, region: "us-east-1", clock: new FakeClock(0) });
  const asUser = (...statements: readonly object[]): Principal => {
    const record = userRecord("ci", ...statements);
    directory.put("user", record);
    return userPrincipal(testAccount, record);
  };
  return { directory, authorizer, asUser };
}

function roleSession(id: string, extra: { readonly policies?: string[] } = {}): Principal {
  const content = {
    accessKeyId: "ASIAX",
    secretAccessKey: "s",
    account: testAccount,
    of: "role" as const,
    arn: `arn:aws:iam::${testAccount}:role/app`,
    id,
    sessionName: "one",
    expiresAt: 1,
  };
  const principal = sessionPrincipal({ ...content, ...extra });
  if (principal === undefined) throw new Error("no principal");
  return principal;
}

test("a user may what its policies allow, and a decision lasts only until they change", () => {
  const { authorizer, asUser } = fixture();
  const user = asUser(allow);
  expect(authorizer.decide(user, question)).toEqual({ outcome: "allowed" });
  expect(authorizer.decide(user, question)).toEqual({ outcome: "allowed" });

  asUser(allow, { Effect: "Deny", Action: "*", Resource: "*" });

  expect(() => authorizer.require(user, question)).toThrow(
    `User: arn:aws:iam::${testAccount}:user/ci is not authorized to perform: lambda:InvokeFunction on resource: ${arn} with an explicit deny in an identity-based policy`,
  );
});

test("a condition is looked at for each request, not remembered from another one", () => {
  const { authorizer, asUser } = fixture();
  const user = asUser({
    ...allow,
    Condition: { IpAddress: { "aws:SourceIp": "10.0.0.0/8" }, StringEquals: { "aws:username": "ci", "aws:PrincipalAccount": testAccount } },
  });

  expect(authorizer.decide(user, question).outcome).toBe("allowed");
  expect(authorizer.decide(user, { ...question, origin: { sourceIp: "192.0.2.1" } }).outcome).toBe("implicitly-denied");
});

test("a policy of a version that no longer exists, or that cannot be read, allows nothing", () => {
  const { directory, authorizer } = fixture();
  const record = { ...userRecord("ci"), attachedPolicies: [`arn:aws:iam::${testAccount}:policy/gone`] };
  directory.put("user", record);
  expect(authorizer.decide(userPrincipal(testAccount, record), question).outcome).toBe("implicitly-denied");

  directory.put("user", { ...userRecord("ci", allow), inlinePolicies: { broken: "{", own: JSON.stringify({ Version: "2012-10-17", Statement: [allow] }) } });

  expect(authorizer.decide(userPrincipal(testAccount, record), question).outcome).toBe("explicitly-denied");
});

test("the account itself may all in its account and nothing in another; the operator likewise", () => {
  const { authorizer } = fixture();
  for (const principal of [rootPrincipal(testAccount), operatorPrincipal(testAccount, `arn:aws:iam::${testAccount}:root`)]) {
    expect(authorizer.decide(principal, question).outcome).toBe("allowed");
    const foreign = { ...question, resource: arn.replace(testAccount, "222222222222"), resourceAccount: "222222222222" };
    expect(authorizer.decide(principal, foreign)).toEqual({ outcome: "implicitly-denied", source: "resource-based policy" });
  }
});

test("a session of an unknown role may write logs and invoke in its own account; one of a known role what the role may; one of a deleted role nothing", () => {
  const { directory, authorizer } = fixture();
  const logs = { ...question, action: "logs:PutLogEvents", resource: "*" };
  expect([authorizer.decide(roleSession(""), question).outcome, authorizer.decide(roleSession(""), logs).outcome]).toEqual(["allowed", "allowed"]);
  expect(authorizer.decide(roleSession(""), { ...question, action: "lambda:DeleteFunction" }).outcome).toBe("implicitly-denied");

  directory.put("role", { ...userRecord("app", allow), id: "AROA1", description: "", maxSessionSeconds: 3600, trustPolicy: "{}" });

  expect([authorizer.decide(roleSession("AROA1"), question).outcome, authorizer.decide(roleSession("AROA1"), logs).outcome]).toEqual([
    "allowed",
    "implicitly-denied",
  ]);
  expect(authorizer.decide(roleSession("AROA0"), question).outcome).toBe("implicitly-denied");
  directory.delete("role", "app");
  expect(authorizer.decide(roleSession("AROA1"), question).outcome).toBe("implicitly-denied");
});

test("a session's own policy narrows it, and is not mixed up with another session of the same role", () => {
  const { directory, authorizer } = fixture();
  directory.put("role", { ...userRecord("app", allow), id: "AROA1", description: "", maxSessionSeconds: 3600, trustPolicy: "{}" });
  const narrow = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "lambda:GetFunction", Resource: "*" }] });

  expect(authorizer.decide(roleSession("AROA1"), question).outcome).toBe("allowed");
  expect(authorizer.decide(roleSession("AROA1", { policies: [narrow] }), question)).toEqual({ outcome: "implicitly-denied", source: "session policy" });
  expect(authorizer.decide(roleSession("AROA1"), question).outcome).toBe("allowed");
});
