import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { processEnvironment, type Environment } from "@mayfly/config/process-environment";
import { expect, test } from "vitest";
import { findServer, findServers, type FindServerOptions } from "./find-server.ts";
import { testFolder } from "./test-folder.test-support.ts";

interface TestPackage {
  readonly name: string;
  readonly depends?: string;
  readonly files: Readonly<Record<string, string>>;
}

function writeFile(path: string, content: string, mode: number): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  chmodSync(path, mode);
}

/** Makes a Debian package in a repository folder and gives its entry in the repository's index. */
function buildPackage(repository: string, { name, depends, files }: TestPackage): string {
  const tree = join(repository, "trees", name);
  const fields = [
    `Package: ${name}`,
    "Version: 999",
    "Architecture: all",
    "Maintainer: test",
    "Description: test",
    ...(depends === undefined ? [] : [`Depends: ${depends}`]),
  ];
  writeFile(join(tree, "DEBIAN", "control"), `${fields.join("\n")}\n`, 0o644);
  for (const [path, content] of Object.entries(files)) writeFile(join(tree, path), content, 0o755);
  const archive = join(repository, `${name}.deb`);
  execFileSync("dpkg-deb", ["--root-owner-group", "-b", tree, archive], { stdio: "ignore" });
  const digest = createHash("sha256").update(readFileSync(archive)).digest("hex");
  return `${[...fields, `Filename: ./${name}.deb`, `Size: ${statSync(archive).size}`, `SHA256: ${digest}`].join("\n")}\n`;
}

/** A machine whose only package source is a folder with these packages, and which has no package lists yet. */
function machineWith(folder: string, packages: readonly TestPackage[]): FindServerOptions & { readonly environment: Environment; readonly progress: string[] } {
  const repository = join(folder, "repository");
  writeFile(join(repository, "Packages"), packages.map((entry) => buildPackage(repository, entry)).join("\n"), 0o644);
  writeFile(join(folder, "sources.list"), `deb [trusted=yes] file:${repository} ./\n`, 0o644);
  mkdirSync(join(folder, "no-lists", "partial"), { recursive: true });
  const settings = [
    `Dir::Etc::sourcelist "${join(folder, "sources.list")}";`,
    'Dir::Etc::sourceparts "/dev/null";',
    `Dir::State::lists "${join(folder, "no-lists")}";`,
  ];
  writeFile(join(folder, "apt.conf"), settings.join("\n"), 0o644);
  const progress: string[] = [];
  const environment = { PATH: processEnvironment()["PATH"], APT_CONFIG: join(folder, "apt.conf"), MAYFLY_CACHE_DIR: join(folder, "cache") };
  return { environment, searchPath: [], progress, onProgress: (sentence) => progress.push(sentence) };
}

const working: readonly TestPackage[] = [
  { name: "nats-server", depends: "mayfly-test-library", files: { "usr/sbin/nats-server": "#!/bin/sh\necho test-server\n" } },
  { name: "mayfly-test-library", files: { "usr/lib/x86_64-linux-gnu/libmayflytest.so": "" } },
];

test("a program on the search path is taken as it is", async () => {
  using folder = testFolder();
  writeFile(join(folder.path, "nats-server"), "#!/bin/sh\n", 0o755);

  expect(await findServer("nats-server", { searchPath: ["/nonexistent", folder.path] })).toEqual({ path: join(folder.path, "nats-server"), environment: {} });
});

test("a file that is not executable is not taken for the program", async () => {
  using folder = testFolder();
  writeFile(join(folder.path, "bin", "nats-server"), "", 0o644);
  const machine = machineWith(folder.path, working);

  expect((await findServer("nats-server", { ...machine, searchPath: [join(folder.path, "bin")] })).path).toContain(join(folder.path, "cache"));
});

test("a missing program is fetched with the libraries that it needs, on a machine without package lists", async () => {
  using folder = testFolder();
  const machine = machineWith(folder.path, working);

  const { path, environment } = await findServer("nats-server", machine);

  expect(execFileSync(path, { env: environment, encoding: "utf8" })).toBe("test-server\n");
  expect(environment["LD_LIBRARY_PATH"]).toMatch(/\/usr\/lib\/x86_64-linux-gnu$/);
  expect(machine.progress).toEqual(["fetching nats-server", "fetching package lists"]);
});

test("callers at the same time fetch once, and later ones not at all", async () => {
  using folder = testFolder();
  const machine = machineWith(folder.path, working);

  const found = await Promise.all([findServer("nats-server", machine), findServer("nats-server", machine), findServer("nats-server", machine)]);
  found.push(await findServer("nats-server", machine));

  expect(new Set(found.map(({ path }) => path)).size).toBe(1);
  expect(machine.progress.filter((sentence) => sentence === "fetching nats-server")).toHaveLength(1);
});

test("a fetched program that does not run is not kept, and the error holds the command that installs it", async () => {
  using folder = testFolder();
  const machine = machineWith(folder.path, [{ name: "nats-server", files: { "usr/sbin/nats-server": "#!/bin/sh\nexit 1\n" } }]);

  await expect(findServer("nats-server", machine)).rejects.toThrow("sudo apt-get update && sudo apt-get install -y nats-server");
  await expect(findServer("nats-server", machine)).rejects.toThrow("nats-server");
});

test("one message names the command for all programs that are missing", async () => {
  using folder = testFolder();
  const machine = machineWith(folder.path, working);

  await expect(findServers(["nats-server", "redis-server", "bwrap"], machine)).rejects.toThrow(
    "Mayfly needs redis-server and bwrap, which could neither be found nor fetched. Install with: sudo apt-get update && sudo apt-get install -y redis-server bubblewrap",
  );
});
