// What is committed must fit every machine: no path of the machine it was written on, no address of a package registry.
import { execFileSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";

const fileBytesMax = 4 * 1024 * 1024;
const registryHosts = ["registry.npmjs.org", "deb.debian.org", "proxy.golang.org", "snapshot.debian.org", "archive.ubuntu.com", "pypi.org"];

/** Sentences about every such text; none if there is none. */
export function checkCommittedText(root) {
  const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "-z"], { cwd: root, encoding: "utf8" }).split("\0");
  const forbidden = [`${root}/`, ...registryHosts];
  return files.filter((file) => file !== "" && file !== "scripts/gates/committed-text.mjs").flatMap((file) => problemsIn(root, file, forbidden));
}

function problemsIn(root, file, forbidden) {
  const text = readText(join(root, file));
  const found = forbidden.filter((word) => text.includes(word)).map((word) => `${file} holds ${word}`);
  const resolved =
    basename(file) === "package-lock.json" && /"resolved": "https?:/.test(text)
      ? [`${file} holds resolved addresses; install with the .npmrc of this repository`]
      : [];
  return [...found, ...resolved];
}

/** A file that was deleted but not yet committed, a folder or one that is too large holds nothing to check. */
function readText(path) {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats?.isFile() === true && stats.size <= fileBytesMax ? readFileSync(path, "latin1") : "";
}
