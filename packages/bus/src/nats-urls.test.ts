import { describe, expect, it } from "vitest";
import { parseNatsUrls } from "./nats-urls.ts";

describe("NATS URLs", () => {
  it("give servers, user and password, unescaped", () => {
    expect(parseNatsUrls(["nats://me:p%40ss@one:4222", "nats://two"])).toEqual({ servers: ["one:4222", "two"], user: "me", pass: "p@ss" });
  });

  it("give a token if there is a name alone, and TLS if one asks for it", () => {
    expect(parseNatsUrls(["tls://s3cret@[::1]:4222"])).toEqual({ servers: ["[::1]:4222"], token: "s3cret", tls: {} });
  });

  it("are refused without repeating what may be a password", () => {
    for (const urls of [["http://me:pass@host"], ["me:pass@host"], []]) {
      expect(() => parseNatsUrls(urls)).toThrow(TypeError);
      expect(() => parseNatsUrls(urls)).not.toThrow(/pass@/);
    }
  });
});
