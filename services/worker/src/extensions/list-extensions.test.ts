import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { listExtensions } from "./list-extensions.ts";

test("a layer's links that lead nowhere, or in a circle, are left to the sandbox to fail", () => {
  const layer = mkdtempSync(join(tmpdir(), "mayfly-extensions-"));
  const extensions = join(layer, "extensions");
  mkdirSync(join(extensions, "folder"), { recursive: true });
  writeFileSync(join(extensions, "plain"), "", { mode: 0o644 });
  symlinkSync("circle", join(extensions, "circle"));
  symlinkSync("nowhere", join(extensions, "broken"));
  const listed = listExtensions([layer]);
  rmSync(layer, { recursive: true });
  expect(listed).toEqual([
    { name: "broken", isExecutable: true },
    { name: "circle", isExecutable: true },
    { name: "plain", isExecutable: false },
  ]);
});
