import { expect, test } from "vitest";
import { ensureMinioBinary } from "./minio-binary.ts";
import { testFolder } from "./test-folder.test-support.ts";

test("without Go the message says what to install or to set instead", async () => {
  using folder = testFolder();

  await expect(ensureMinioBinary({ environment: { MAYFLY_CACHE_DIR: folder.path }, searchPath: [] })).rejects.toThrow(
    /Install Go .* or set MAYFLY_TEST_S3_URL=/,
  );
});
