// The reference pages must be those of the code as it is now.
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { referencePages } from "../generate-docs.mjs";

/** Sentences about every page that differs; none if all are up to date. */
export async function checkDocsDrift() {
  const pages = await referencePages();
  return pages
    .filter(({ path, text }) => read(path) !== text)
    .map(({ path }) => `docs/reference/${basename(path)} is not what the code gives; run npm run docs`);
}

function read(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
