import { expect, test } from "vitest";
import { parseFunctionName } from "./function-name.ts";

const scope = { region: "us-east-1", account: "000000000000" };

test.each([
  ["echo", undefined],
  ["echo:live", "live"],
  ["echo:$LATEST", "$LATEST"],
  ["function:echo", undefined],
  ["000000000000:function:echo", undefined],
  ["000000000000:function:echo:7", "7"],
  ["us-east-1:000000000000:function:echo", undefined],
  ["arn:aws:lambda:us-east-1:000000000000:function:echo", undefined],
  ["arn:aws:lambda:us-east-1:000000000000:function:echo:live", "live"],
])("%s names the function echo with qualifier %s", (text, qualifier) => {
  expect(parseFunctionName(text, scope)).toEqual({ kind: "reference", functionName: "echo", qualifier });
});

test("the Qualifier parameter counts where the name has no qualifier, and an empty one counts as none", () => {
  expect(parseFunctionName("echo", scope, "live")).toEqual({ kind: "reference", functionName: "echo", qualifier: "live" });
  expect(parseFunctionName("echo:live", scope, "live")).toEqual({ kind: "reference", functionName: "echo", qualifier: "live" });
  expect(parseFunctionName("echo", scope, "")).toEqual({ kind: "reference", functionName: "echo", qualifier: undefined });
});

test("a name whose qualifier differs from the Qualifier parameter is a mismatch", () => {
  expect(parseFunctionName("echo:1", scope, "2")).toEqual({ kind: "qualifier-mismatch" });
});

test("an ARN of another region says so before its account is looked at", () => {
  const arn = "arn:aws:lambda:ap-southeast-1:111111111111:function:echo";
  expect(parseFunctionName(arn, scope)).toEqual({ kind: "other-region", region: "ap-southeast-1" });
});

test("an ARN of another account says so", () => {
  const arn = "arn:aws:lambda:us-east-1:111111111111:function:echo";
  expect(parseFunctionName(arn, scope)).toEqual({ kind: "other-account", account: "111111111111" });
});

test.each(["", "a b", "echo:", "arn:aws:s3:::bucket", "echo:live:more", "héllo", "../etc"])("%j is malformed", (text) => {
  expect(parseFunctionName(text, scope)).toEqual({ kind: "malformed" });
});
