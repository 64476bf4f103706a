import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { missingEntrypoint } from "../core/function-failure.ts";
import { findEntrypointFault } from "./entrypoint.ts";

test("a bootstrap that is a link in a circle is none", () => {
  const taskDirectory = mkdtempSync(join(tmpdir(), "mayfly-entrypoint-"));
  symlinkSync("bootstrap", join(taskDirectory, "bootstrap"));
  const fault = findEntrypointFault({ taskDirectory, layerDirectories: [], runtime: { mounts: [], rootDirectory: undefined } });
  rmSync(taskDirectory, { recursive: true });
  expect(fault).toEqual(missingEntrypoint);
});
