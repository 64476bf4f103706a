import { expect, test } from "vitest";
import { z } from "zod";
import { parseServiceConfig } from "./cluster-settings.ts";

const schema = z.object({ grpcPort: z.coerce.number().default(1) });

test("a setting of another service in a shared environment is left alone, one that none has is refused", () => {
  expect(parseServiceConfig(schema, { MAYFLY_REDIS_URL: "redis://r", MAYFLY_S3_SECRET_KEY_FILE: "/s", MAYFLY_GRPC_PORT: "7" })).toEqual({ grpcPort: 7 });
  expect(() => parseServiceConfig(schema, { MAYFLY_REDIS_URI: "redis://r" })).toThrow(
    "MAYFLY_REDIS_URI is not a setting of this process. Did you mean MAYFLY_REDIS_URL?",
  );
});
