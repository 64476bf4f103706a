import { expect, test } from "vitest";
import { sourceIpOf } from "./source-ip.ts";

test.each([
  ["without proxies it is who is connected, whatever a client says", 0, "203.0.113.9", "192.0.2.1"],
  ["one proxy tells whom it serves", 1, "203.0.113.9", "203.0.113.9"],
  ["what a client says before the proxy is not believed", 1, "10.0.0.1, 203.0.113.9", "203.0.113.9"],
  ["two proxies in a row", 2, "10.0.0.1, 203.0.113.9 , 198.51.100.2", "203.0.113.9"],
  ["fewer hops than proxies: the first that is told of", 3, "203.0.113.9,198.51.100.2", "203.0.113.9"],
  ["a proxy that says nothing", 1, "", "192.0.2.1"],
  ["a proxy that says nonsense", 1, "unknown", "192.0.2.1"],
  ["IPv6", 1, "2001:db8::1", "2001:db8::1"],
])("%s", (_name, proxies, forwardedFor, expected) => {
  expect(sourceIpOf("192.0.2.1", forwardedFor, proxies)).toBe(expected);
});
