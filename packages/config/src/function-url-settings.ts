import { z } from "zod";

/** Settings of whoever serves function URLs. */
export const functionUrlSettings = {
  functionUrlBase: z
    .url({ protocol: /^https?$/, error: "expected http:// or https:// and a domain" })
    .refine((text) => URL.canParse(text) && /^\/?$/.test(new URL(text).pathname + new URL(text).search), "expected no path")
    .optional()
    .describe(
      "where clients reach function URLs, such as https://functions.example.com for https://ID.lambda-url.REGION.functions.example.com/; by default http://localhost and the port",
    ),
  functionUrlProxies: z.coerce
    .number()
    .int()
    .min(0)
    .max(16)
    .default(0)
    .describe("trusted proxies in front of function URLs, each of which appends whom it serves to X-Forwarded-For"),
};
