import { resourcePolicyKind } from "@mayfly/domain/attachments/resource-policy";
import { PlatformError } from "@mayfly/errors/platform-error";
import { identityValues, type UserRecord } from "@mayfly/identity/identity-records";
import { StubAttachments } from "@mayfly/invocation/stub-attachments.test-support";
import { systemClock } from "@mayfly/kernel/clock";
import { beforeEach, expect, test } from "vitest";
import type { Caller } from "../caller.ts";
import { IdentityTable } from "../identity/identity-table.ts";
import { rootPrincipal, userPrincipal, type Principal } from "../identity/principal.ts";
import { Authorizer } from "./authorizer.ts";
import { FunctionPolicies } from "./function-policies.ts";
import { LambdaAccess } from "./lambda-access.ts";

const region = "us-east-1";
const owner = "000000000000";
const guest = "111122223333";
const arn = `arn:aws:lambda:${region}:${owner}:function:fn`;

let attachments: StubAttachments;
let table: IdentityTable;
let generation: number;
let access: LambdaAccess;
beforeEach(() => {
  attachments = new StubAttachments();
  table = new IdentityTable();
  generation = 0;
  const directory = {
    table,
    get generation() {
      return generation;
    },
    ready: true,
    reached: () => Promise.resolve(),
  };
  const authorizer = new Authorizer({ directory, resourcePolicies: new FunctionPolicies(attachments), region, clock: systemClock });
  access = new LambdaAccess({ authorizer, directory, requireRoles: false });
});

type Statement = Readonly<Record<string, unknown>>;

/** A user with one policy of its own, or none. */
function user(account: string, statement?: Statement): Principal {
  const record: UserRecord = {
    name: "ann",
    id: `AIDA${account}`,
    path: "/",
    createdAt: 0,
    tags: {},
    inlinePolicies: statement === undefined ? {} : { own: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }) },
    attachedPolicies: [],
  };
  generation += 1;
  table.apply({ account, kind: "user", name: "ann", record_json: identityValues.user.encode(record) });
  return userPrincipal(account, record);
}

const mayInvoke: Statement = { Effect: "Allow", Action: "lambda:InvokeFunction", Resource: "*" };

/** What the policy of the function, or of one of its qualifiers, says. */
function policy(statement: Statement, qualifier = ""): void {
  const resource = qualifier === "" ? arn : `${arn}:${qualifier}`;
  const document = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "lambda:InvokeFunction", Resource: resource, ...statement }],
  });
  attachments.put(resourcePolicyKind, { region, account: owner, functionName: "fn", qualifier }, { revisionId: "r", document });
}

function callerOf(principal: Principal): Caller {
  return { region, account: principal.access.account, principalArn: principal.access.arn, principal, origin: { sourceIp: "127.0.0.1" } };
}

/** The account in which the invocation goes on, or why it does not. */
function invoke(principal: Principal, qualifier?: string): string {
  try {
    return access.requireInvocation(callerOf(principal), arn, qualifier).caller.account;
  } catch (error) {
    return PlatformError.from(error).publicMessage;
  }
}

const refused = (account: string, because: string, resource = arn): string =>
  `User: arn:aws:iam::${account}:user/ann is not authorized to perform: lambda:InvokeFunction on resource: ${resource} ${because}`;
const noResourcePolicy = "because no resource-based policy allows the lambda:InvokeFunction action";
const noIdentityPolicy = "because no identity-based policy allows the lambda:InvokeFunction action";

test("a principal of another account invokes if its own policy and the function's allow it, and then in the function's account", () => {
  const ann = user(guest, mayInvoke);
  expect(invoke(ann)).toBe(refused(guest, noResourcePolicy));
  policy({ Principal: { AWS: `arn:aws:iam::${guest}:root` } });
  expect(invoke(ann)).toBe(owner);
  expect(invoke(user(guest))).toBe(refused(guest, noIdentityPolicy));
  expect(invoke(rootPrincipal(guest))).toBe(owner);
  expect(invoke(rootPrincipal("999988887777"))).toContain(noResourcePolicy);
});

test("a function's policy says nothing of its aliases, nor an alias's of the function", () => {
  const ann = user(guest, mayInvoke);
  policy({ Principal: { AWS: guest } }, "live");
  expect(invoke(ann, "live")).toBe(owner);
  expect(invoke(ann)).toBe(refused(guest, noResourcePolicy));
  expect(invoke(ann, "1")).toBe(refused(guest, noResourcePolicy, `${arn}:1`));
});

test("within one account the function's policy is enough for a user that it names, and not for one that it does not", () => {
  const ann = user(owner);
  expect(invoke(ann)).toBe(refused(owner, noIdentityPolicy));
  policy({ Principal: { AWS: `arn:aws:iam::${owner}:user/ann` } });
  expect(invoke(ann)).toBe(owner);
  policy({ Principal: { AWS: `arn:aws:iam::${owner}:user/bob` } });
  expect(invoke(ann)).toBe(refused(owner, noIdentityPolicy));
});

test("an explicit deny wins on either side", () => {
  const ann = user(owner, mayInvoke);
  expect(invoke(ann)).toBe(owner);
  policy({ Effect: "Deny", Principal: "*" });
  expect(invoke(ann)).toBe(refused(owner, "with an explicit deny in a resource-based policy"));
  policy({ Principal: { AWS: `arn:aws:iam::${owner}:user/ann` } });
  expect(invoke(user(owner, { ...mayInvoke, Effect: "Deny" }))).toBe(refused(owner, "with an explicit deny in an identity-based policy"));
});

test("conditions of a statement are asked: one for function URLs or for a service allows no plain invocation", () => {
  const ann = user(guest, mayInvoke);
  for (const condition of [
    { Bool: { "lambda:InvokedViaFunctionUrl": "true" } },
    { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
    { ArnLike: { "AWS:SourceArn": "arn:aws:s3:::bucket" } },
    { StringEquals: { "lambda:EventSourceToken": "token" } },
  ]) {
    policy({ Principal: "*", Condition: condition });
    expect(invoke(ann)).toBe(refused(guest, noResourcePolicy));
  }
  policy({ Principal: "*", Condition: { Bool: { "lambda:InvokedViaFunctionUrl": "false" } } });
  expect(invoke(ann)).toBe(owner);
  policy({ Principal: "*", Condition: { StringEquals: { "aws:PrincipalAccount": guest } } });
  expect(invoke(ann)).toBe(owner);
});

test("a function that denies all but its URL answers at its URL and nowhere else", () => {
  policy({ Effect: "Deny", Principal: "*", Condition: { Bool: { "lambda:InvokedViaFunctionUrl": "false" } } });
  const caller = callerOf(rootPrincipal(owner));
  expect(() => access.requireInvocation(caller, arn, undefined)).toThrow("with an explicit deny in a resource-based policy");
  const viaUrl = { ...caller, origin: { ...caller.origin, viaFunctionUrl: true } };
  expect(access.requireInvocation(viaUrl, arn, undefined).caller).toBe(viaUrl);
});

test("a change of the policy counts at once", () => {
  const ann = user(guest, mayInvoke);
  policy({ Principal: { AWS: guest } });
  expect(invoke(ann)).toBe(owner);
  policy({ Principal: { AWS: "999988887777" } });
  expect(invoke(ann)).toBe(refused(guest, noResourcePolicy));
});

const read: Statement = { Effect: "Allow", Action: "lambda:GetFunction", Resource: "*" };

test.each([
  [arn, undefined],
  [`${owner}:function:fn`, undefined],
  [`${arn}:live`, undefined],
  [arn, "live"],
])("an operation on %s with the qualifier %s goes on in the owner's account if the policy of exactly that allows it", (name, qualifier) => {
  const caller = callerOf(user(guest, read));
  const input = { FunctionName: name, ...(qualifier === undefined ? {} : { Qualifier: qualifier }) };
  const isAlias = qualifier !== undefined || name.endsWith(":live");
  policy({ Action: "lambda:GetFunction", Principal: { AWS: guest } }, isAlias ? "" : "live");
  expect(() => access.requireOperation({ operation: "GetFunction", input }, caller)).toThrow("no resource-based policy allows the lambda:GetFunction action");
  policy({ Action: "lambda:GetFunction", Principal: { AWS: guest } }, isAlias ? "live" : "");
  expect(access.requireOperation({ operation: "GetFunction", input }, caller).account).toBe(owner);
  expect(() => access.requireOperation({ operation: "DeleteFunction", input }, caller)).toThrow(PlatformError);
});

test("nobody creates a function in another account", () => {
  const caller = callerOf(rootPrincipal(guest));
  policy({ Action: "lambda:*", Principal: { AWS: guest } });
  const failure = (() => {
    try {
      return access.requireOperation({ operation: "CreateFunction", input: { FunctionName: arn } }, caller);
    } catch (error) {
      return PlatformError.from(error);
    }
  })();
  expect(failure).toMatchObject({ code: "AccessDenied", publicMessage: "" });
});
