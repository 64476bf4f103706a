// What the pages name must be there: a renamed file takes its mentions with it.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const linkForm = /\]\((?!https?:|mailto:|#)([^)\s#]+)/g;
/** A path from the root, in code style. Patterns and placeholders are left alone. */
const pathForm = /`((?:docs|infra|packages|proto|scripts|services|test)\/[\w./-]+)`/g;

/** Sentences about every link and path in a page that leads nowhere; none if there is none. */
export function checkDocPaths(root) {
  const pages = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "-z", "*.md"], { cwd: root, encoding: "utf8" }).split("\0");
  return pages.filter((page) => page !== "" && existsSync(join(root, page))).flatMap((page) => problemsIn(root, page));
}

function problemsIn(root, page) {
  const text = readFileSync(join(root, page), "utf8").replaceAll(/^```[^]*?^```/gm, "");
  const links = [...text.matchAll(linkForm)].map(([, target]) => [target, join(dirname(join(root, page)), target)]);
  const paths = [...text.matchAll(pathForm)].map(([, target]) => [target, join(root, target)]);
  return [...links, ...paths].filter(([, path]) => !existsSync(path)).map(([target]) => `${page} names ${target}, which is not there`);
}
