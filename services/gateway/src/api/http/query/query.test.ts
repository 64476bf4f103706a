import fc from "fast-check";
import { PlatformError } from "@mayfly/errors/platform-error";
import { expect, test } from "vitest";
import { queryAnswer, queryErrorAnswer } from "./query-answer.ts";
import { readQueryRequest } from "./query-input.ts";

const read = (form: string): ReturnType<typeof readQueryRequest> => readQueryRequest(Buffer.from(form), new URLSearchParams());

test("members of structures and lists are read, whatever their order", () => {
  const form = "Action=CreateRole&Version=2010-05-08&RoleName=a+b&Tags.member.2.Key=z&Tags.member.1.Key=y&Tags.member.1.Value=%C3%A4";

  expect(read(form)).toEqual({ action: "CreateRole", version: "2010-05-08", input: { RoleName: "a b", Tags: [{ Key: "y", Value: "ä" }, { Key: "z" }] } });
  expect(readQueryRequest(Buffer.alloc(0), new URLSearchParams("Action=GetCallerIdentity&X-Amz-Date=x"))).toMatchObject({
    action: "GetCallerIdentity",
    input: {},
  });
});

test.each([
  ["no action", "Version=1"],
  ["an action that is no name", "Action=a.b"],
  ["a value that is also a structure", "Action=A&B=1&B.C=2"],
  ["a list that is not numbered", "Action=A&B.member.x=1"],
  ["too deep a structure", `Action=A&${"a.".repeat(20)}=1`],
  ["too many parameters", `Action=A&${"a=1&".repeat(1001)}`],
])("%s is refused", (_what, form) => {
  expect(() => read(form)).toThrow(PlatformError);
});

test("any form is read or refused with a PlatformError, and changes no prototype", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom("Action", "a.member.1", "__proto__.x", "a.__proto__", "constructor.prototype.y", "a.b"), fc.string()), {
        maxLength: 8,
      }),
      (pairs) => {
        try {
          read(new URLSearchParams(pairs).toString());
        } catch (error) {
          expect(error).toBeInstanceOf(PlatformError);
        }
        expect("x" in {} || "y" in {}).toBe(false);
      },
    ),
  );
});

test("an answer is XML with members, lists and the request id; an error names its code", () => {
  const answer = queryAnswer(
    { Role: { RoleName: "<a&b>", Tags: [{ Key: "k" }], Description: undefined }, IsTruncated: false },
    { service: "iam", action: "GetRole", requestId: "r" },
  );

  expect(answer).toBe(
    '<GetRoleResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><GetRoleResult><Role><RoleName>&#60;a&#38;b&#62;</RoleName><Tags><member><Key>k</Key></member></Tags></Role><IsTruncated>false</IsTruncated></GetRoleResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></GetRoleResponse>',
  );
  expect(queryAnswer({}, { service: "iam", action: "DeleteRole", requestId: "r" })).not.toContain("DeleteRoleResult");
  expect(queryErrorAnswer(new PlatformError("UnrecognizedClient", "no"), "sts", "r")).toMatchObject({
    status: 403,
    body: expect.stringContaining("<Code>InvalidClientTokenId</Code><Message>no</Message>"),
  });
});
