/**
 * Interpreters that are on this host already. What is found is the real program's own directory: never a shim of pyenv or asdf,
 * which is a shell script that looks for it on every start (SANDBOX.md §0), and never a virtual environment.
 */
import { accessSync, closeSync, constants, existsSync, openSync, readFileSync, readSync, readdirSync, realpathSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";

/** Environment variables that say where to look: PATH, PYENV_ROOT, JAVA_HOME, SDKMAN_DIR, HOME. */
export type SearchEnvironment = Readonly<Record<string, string | undefined>>;

const systemFolders = ["/usr/local/bin", "/usr/bin"] as const;

/** The directory of a CPython X.Y: from PATH, pyenv, uv, /opt, or the distribution; undefined if there is none. */
export function findPython(version: string, environment: SearchEnvironment): string | undefined {
  const program = `bin/python${version}`;
  const isWhole = (directory: string): boolean => isProgram(join(directory, program)) && existsSync(join(directory, `lib/python${version}/os.py`));
  return pythonDirectories(version, environment).find(isWhole);
}

/** The directory of a JDK or JRE of this major version: from JAVA_HOME, PATH, /usr/lib/jvm, /opt, or SDKMAN; undefined if there is none. */
export function findJava(version: string, environment: SearchEnvironment): string | undefined {
  return javaDirectories(environment).find((directory) => isProgram(join(directory, "bin/java")) && javaMajor(directory) === version);
}

function pythonDirectories(version: string, environment: SearchEnvironment): readonly string[] {
  const home = environment["HOME"] ?? homedir();
  const ofVersion = new RegExp(String.raw`^(?:cpython-)?${version.replace(".", String.raw`\.`)}(?:\.\d+)?(?:-linux-.*)?$`);
  const installed = [join(environment["PYENV_ROOT"] ?? join(home, ".pyenv"), "versions"), join(home, ".local/share/uv/python"), "/opt/python"].flatMap(
    (folder) =>
      newestFirst(folder)
        .filter((name) => ofVersion.test(name))
        .map((name) => join(folder, name)),
  );
  const found = pathFolders(environment).flatMap((folder) => realDirectoryOf(join(folder, `python${version}`)));
  const inSystem = systemFolders.flatMap((folder) => realDirectoryOf(join(folder, `python${version}`)));
  return [...found, ...installed, ...inSystem];
}

function javaDirectories(environment: SearchEnvironment): readonly string[] {
  const home = environment["HOME"] ?? homedir();
  const given = environment["JAVA_HOME"];
  const folders = ["/usr/lib/jvm", "/opt/java", join(environment["SDKMAN_DIR"] ?? join(home, ".sdkman"), "candidates/java")];
  return [
    ...(given === undefined || given === "" ? [] : [given]),
    ...pathFolders(environment).flatMap((folder) => realDirectoryOf(join(folder, "java"))),
    ...folders.flatMap((folder) => newestFirst(folder).map((name) => join(folder, name))),
  ];
}

function pathFolders(environment: SearchEnvironment): readonly string[] {
  return (environment["PATH"] ?? "").split(delimiter).filter((folder) => folder.startsWith("/"));
}

/** `X` for a program that really is `X/bin/NAME`; none if it is missing or a script. */
function realDirectoryOf(program: string): readonly string[] {
  if (!isProgram(program)) return [];
  return [dirname(dirname(realpathSync(program)))];
}

function newestFirst(folder: string): readonly string[] {
  try {
    return readdirSync(folder).toSorted((a, b) => b.localeCompare(a, "en", { numeric: true }));
  } catch {
    return [];
  }
}

/** True for an executable file that is no script. */
function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    const file = openSync(path, "r");
    try {
      const magic = Buffer.alloc(4);
      return readSync(file, magic) === magic.length && magic.toString("latin1") === "\u007FELF";
    } finally {
      closeSync(file);
    }
  } catch {
    return false;
  }
}

/** From the file `release` that every JDK has. */
function javaMajor(directory: string): string | undefined {
  try {
    const [, feature, second] = /^JAVA_VERSION="(\d+)(?:\.(\d+))?/m.exec(readFileSync(join(directory, "release"), "utf8")) ?? [];
    return feature === "1" ? second : feature;
  } catch {
    return undefined;
  }
}
