// The generated types must be those of the contracts as they are now.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Sentences about every file that differs; none if all are up to date. `generate` writes the types into a folder. */
export async function checkProtoDrift(generatedFolder, generate) {
  const fresh = mkdtempSync(join(tmpdir(), "mayfly-proto-"));
  try {
    await generate(fresh);
    const names = new Set([...filesIn(generatedFolder), ...filesIn(fresh)]);
    return [...names]
      .filter((name) => read(join(generatedFolder, name)) !== read(join(fresh, name)))
      .map((name) => `${name} is not what the contracts give; run npm run proto`);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

function filesIn(folder) {
  return readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".ts"));
}

function read(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
