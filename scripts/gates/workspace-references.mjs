// A workspace's tsconfig references are the workspaces that its package.json depends on, and the root builds them all.
// What the two say apart from each other would be checked against stale types or not at all.
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";

/** Sentences about every difference; none if all agree. */
export function checkWorkspaceReferences(root) {
  const workspaces = readWorkspaces(root);
  const rootReferences = referencesOf(root);
  const unbuilt = [...workspaces.values()]
    .filter(({ folder }) => !rootReferences.has(folder))
    .map(({ folder }) => `tsconfig.json lacks the reference ${relative(root, folder)}`);
  return [...unbuilt, ...[...workspaces.values()].flatMap((workspace) => differences(workspace, workspaces, root))];
}

/** Writes the references that package.json asks for into every workspace's tsconfig.json that has others. */
export function fixWorkspaceReferences(root) {
  const workspaces = readWorkspaces(root);
  for (const { folder, manifest } of workspaces.values()) {
    const wanted = wantedReferences(manifest, workspaces);
    if (wanted.symmetricDifference(referencesOf(folder)).size === 0) continue;
    const path = join(folder, "tsconfig.json");
    const references = [...wanted].toSorted((a, b) => a.localeCompare(b)).map((target) => ({ path: relative(folder, target) }));
    writeFileSync(path, `${JSON.stringify({ ...readJson(path), references }, undefined, 2)}\n`);
  }
}

function readWorkspaces(root) {
  const { workspaces } = readJson(join(root, "package.json"));
  const folders = workspaces.flatMap((pattern) => globSync(join(pattern, "package.json"), { cwd: root })).map((path) => resolve(root, path, ".."));
  return new Map(folders.map((folder) => [readJson(join(folder, "package.json")).name, { folder, manifest: readJson(join(folder, "package.json")) }]));
}

function differences({ folder, manifest }, workspaces, root) {
  const wanted = wantedReferences(manifest, workspaces);
  const found = referencesOf(folder);
  const at = relative(root, join(folder, "tsconfig.json"));
  return [
    ...[...wanted.difference(found)].map((path) => `${at} lacks the reference ${relative(folder, path)}, which its package.json depends on`),
    ...[...found.difference(wanted)].map((path) => `${at} has the reference ${relative(folder, path)}, which its package.json does not depend on`),
  ];
}

function wantedReferences(manifest, workspaces) {
  const dependencies = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
  return new Set(dependencies.flatMap((name) => workspaces.get(name)?.folder ?? []));
}

function referencesOf(folder) {
  const { references = [] } = readJson(join(folder, "tsconfig.json"));
  return new Set(references.map(({ path }) => resolve(folder, path)));
}

function readJson(path) {
  return JSON.parse(readFileSync(path, "utf8"));
}
