import { chmodSync, copyFileSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { temporaryDirectory } from "@mayfly/testkit/temporary-directory";
import { expect, test } from "vitest";
import { findJava, findPython } from "./host-interpreters.ts";

// A version that no machine has.
const version = "3.99";

function program(path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  copyFileSync("/bin/true", path);
}

function python(prefix: string): string {
  program(join(prefix, `bin/python${version}`));
  mkdirSync(join(prefix, `lib/python${version}`), { recursive: true });
  writeFileSync(join(prefix, `lib/python${version}/os.py`), "");
  return prefix;
}

test("a Python of pyenv is found by its own directory, the newest first, and never its shim", async () => {
  await using home = await temporaryDirectory();
  python(join(home.path, ".pyenv/versions/3.99.9"));
  const newest = python(join(home.path, ".pyenv/versions/3.99.10"));
  const shims = join(home.path, ".pyenv/shims");
  mkdirSync(shims, { recursive: true });
  writeFileSync(join(shims, `python${version}`), "#!/usr/bin/env bash\nexec pyenv exec python3.99\n");
  chmodSync(join(shims, `python${version}`), 0o755);
  expect(findPython(version, { HOME: home.path, PATH: shims })).toBe(newest);
});

test("a Python on PATH comes first, by the directory that a link leads to", async () => {
  await using home = await temporaryDirectory();
  python(join(home.path, ".pyenv/versions/3.99.1"));
  const real = python(join(home.path, "elsewhere"));
  mkdirSync(join(home.path, "venv/bin"), { recursive: true });
  symlinkSync(join(real, `bin/python${version}`), join(home.path, `venv/bin/python${version}`));
  expect(findPython(version, { HOME: home.path, PATH: `${join(home.path, "venv/bin")}:/usr/bin` })).toBe(real);
});

test("a Python of uv is found, and one without its library or of another version is not", async () => {
  await using home = await temporaryDirectory();
  program(join(home.path, `.pyenv/versions/3.99.1/bin/python${version}`));
  python(join(home.path, ".pyenv/versions/3.9"));
  expect(findPython(version, { HOME: home.path, PATH: "" })).toBeUndefined();
  const uv = python(join(home.path, ".local/share/uv/python/cpython-3.99.2-linux-x86_64-gnu"));
  expect(findPython(version, { HOME: home.path, PATH: "" })).toBe(uv);
});

test("a JDK is found by the version that its release file says", async () => {
  await using home = await temporaryDirectory();
  for (const [name, line] of [
    ["98.0.1-tem", 'JAVA_VERSION="98.0.1"'],
    ["99-tem", 'IMPLEMENTOR="x"\nJAVA_VERSION="99"'],
    ["old", 'JAVA_VERSION="1.97.0_402"'],
  ] as const) {
    const directory = join(home.path, ".sdkman/candidates/java", name);
    program(join(directory, "bin/java"));
    writeFileSync(join(directory, "release"), `${line}\n`);
  }
  const found = (major: string): string | undefined => findJava(major, { HOME: home.path, PATH: "" });
  const candidates = join(home.path, ".sdkman/candidates/java");
  expect([found("98"), found("99"), found("97"), found("96")]).toEqual([
    join(candidates, "98.0.1-tem"),
    join(candidates, "99-tem"),
    join(candidates, "old"),
    undefined,
  ]);
});
