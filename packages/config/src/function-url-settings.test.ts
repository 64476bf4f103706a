import { expect, test } from "vitest";
import { z } from "zod";
import { functionUrlSettings } from "./function-url-settings.ts";

const settings = z.object(functionUrlSettings);

test.each(["https://functions.example.com", "http://localhost:8703", "https://functions.example.com/"])(
  "%s can be the base of function URLs",
  (functionUrlBase) => {
    expect(settings.parse({ functionUrlBase })).toEqual({ functionUrlBase, functionUrlProxies: 0 });
  },
);

test.each(["functions.example.com", "ftp://functions.example.com", "https://functions.example.com/path", "https://functions.example.com?a=1", "https://"])(
  "%s cannot",
  (functionUrlBase) => {
    expect(settings.safeParse({ functionUrlBase }).success).toBe(false);
  },
);
