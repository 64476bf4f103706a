// Every promise of SPECIFICATION.md names a test that is there, by file and, where it quotes one, by title.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const rowForm = /^\| ([A-Z]\d+) \| .* \| (.*) \|$/gm;
/** A file or folder in code style, and the beginnings of the titles of its tests that are quoted behind it. */
const testForm = /`([\w./*{},-]+(?:\.ts|\/[\w-]+))`(?:: ((?:"[^"]+"(?:, )?)+))?/g;

/** Sentences about every promise whose test is not there; none if all are. */
export function checkPromisedTests(root) {
  const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "-z", "*.ts"], { cwd: root, encoding: "utf8" }).split("\0");
  const present = files.filter((file) => file !== "" && existsSync(join(root, file)));
  const rows = [...readFileSync(join(root, "SPECIFICATION.md"), "utf8").matchAll(rowForm)];
  return rows.flatMap(([, promise, cell]) => problemsOf(cell, { root, present }).map((problem) => `SPECIFICATION.md, ${promise}: ${problem}`));
}

function problemsOf(cell, { root, present }) {
  const named = [...cell.matchAll(testForm)];
  if (named.length === 0) return ["no test is named"];
  return named.flatMap(([, path, quoted = ""]) => {
    const choices = alternatives(path).map((choice) => ({ choice, found: present.filter((file) => isCalled(file, choice)) }));
    const missing = choices.filter(({ found }) => found.length === 0).map(({ choice }) => `${choice} is not there`);
    const text = choices.flatMap(({ found }) => found.map((file) => readFileSync(join(root, file), "utf8"))).join("\n");
    const titles = [...quoted.matchAll(/"([^"]+)"/g)].map(([, title]) => title.replace(/ …$/, ""));
    return [
      ...missing,
      ...titles.filter((title) => !['"', "'", "`"].some((quote) => text.includes(quote + title))).map((title) => `${path} has no test "${title}"`),
    ];
  });
}

/** `a/{b,c}.ts` is `a/b.ts` and `a/c.ts`. */
function alternatives(path) {
  const match = /^(.*)\{([^}]*)\}(.*)$/.exec(path);
  return match === null ? [path] : match[2].split(",").map((part) => match[1] + part + match[3]);
}

/** True if the file is what a row calls so: its path or the end of it, `*` for any name, or a folder above it. */
function isCalled(file, called) {
  const pattern = called.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", "[^/]*");
  return new RegExp(`(?:^|/)${pattern}(?:$|/)`).test(file);
}
