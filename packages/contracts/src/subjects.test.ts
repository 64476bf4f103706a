import { describe, expect, it } from "vitest";
import { internalSubjects, parsePublicSubject, publicSubjects } from "./subjects.ts";

describe("internal subjects", () => {
  it("carry the region and the id that they are for, each as one token", () => {
    expect(internalSubjects.place("eu-west-1", "a1")).toBe("mayfly.internal.v1.eu-west-1.agent.a1.place");
    expect(internalSubjects.acquireLease("us-east-1")).toBe("mayfly.internal.v1.us-east-1.scheduler.acquire");
    expect(internalSubjects.revokeLeases("us-east-1", "h1")).toBe("mayfly.internal.v1.us-east-1.holder.h1.revoke");
  });

  it("are all different", () => {
    const subjects = Object.values(internalSubjects).map((make: (...tokens: string[]) => string) => make("r", "x", "y"));
    expect(new Set(subjects).size).toBe(subjects.length);
  });

  it("of one channel are among those that the agent subscribes to", () => {
    expect(internalSubjects.invokerFramesAll("r", "a")).toBe(internalSubjects.invokerFrames("r", "a", "c").replace(/c$/, "*"));
  });

  it("refuse what would be more than one token, or a wildcard", () => {
    for (const token of ["", "a.b", "*", ">", "a b", "a\r\n", "ä"]) expect(() => internalSubjects.place("r", token)).toThrow("token");
  });
});

describe("public subjects", () => {
  it("name account, function and qualifier", () => {
    for (const qualifier of [undefined, "live", "$LATEST", "7"]) {
      const subject = publicSubjects.events("123456789012", "hello_1-2", qualifier);
      expect(parsePublicSubject(subject)).toEqual({ account: "123456789012", functionName: "hello_1-2", qualifier });
    }
    expect(parsePublicSubject("mayfly.invoke.000000000000.f")).toEqual({ account: "000000000000", functionName: "f", qualifier: undefined });
  });

  it("name nothing if they have another form", () => {
    const long = "x".repeat(65);
    for (const subject of [
      "",
      "mayfly.invoke",
      "mayfly.invoke.12.f",
      `mayfly.invoke.000000000000.${long}`,
      "mayfly.invoke.000000000000.f.q.more",
      "mayfly.other.000000000000.f",
      "x.mayfly.invoke.000000000000.f",
      "mayfly.events.000000000000.f.",
    ]) {
      expect(parsePublicSubject(subject)).toBeUndefined();
    }
  });
});
