import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { cacheDirectory } from "@mayfly/config/default-directories";
import { processEnvironment } from "@mayfly/config/process-environment";
import { acquireFileLock } from "@mayfly/servers/file-lock";
import { runCommand } from "@mayfly/servers/run-command";
import { findTool, runTool } from "../../e2e/official-clients/tools.ts";
import type { System } from "../../e2e/support/system.ts";

const commandMsMax = 120_000;
const pythonAdvice = "Install Python: sudo apt-get install -y python3 python3-pip";

/** A program of AWS's that somebody runs against a system, with nothing but the environment to tell it where that is. */
export interface PythonClient {
  /** Runs the program and resolves with what it wrote. Fails with what it wrote to standard error. */
  run(...words: readonly string[]): Promise<string>;
}

/** A program of this machine's, or of `packages` if they are given. */
export function pythonClient(system: System, program: readonly [string, ...string[]], options: { packages?: string; folder?: string } = {}): PythonClient {
  const environment = {
    ...processEnvironment(),
    AWS_ENDPOINT_URL: system.httpEndpoints[0] ?? "",
    AWS_ACCESS_KEY_ID: system.accessKeyId,
    AWS_SECRET_ACCESS_KEY: system.secretAccessKey,
    AWS_DEFAULT_REGION: system.region,
    AWS_PAGER: "",
    AWS_MAX_ATTEMPTS: "1",
    // Nothing of the user's own.
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    ...(options.packages === undefined ? {} : { PYTHONPATH: options.packages }),
  };
  const where = options.folder === undefined ? {} : { workingDirectory: options.folder };
  return { run: (...words) => runCommand([...program, ...words], { environment, timeoutMs: commandMsMax, ...where }) };
}

/** Python itself; throws MissingTool if this machine has none. */
export function findPython(): string {
  return findTool("python3", pythonAdvice);
}

/** The folder with the packages of a requirements file, installed once into Mayfly's cache. Throws MissingTool without pip. */
export async function pythonPackages(name: string, requirements: string): Promise<string> {
  const pip = findTool("pip3", pythonAdvice);
  const version = await runTool([findPython(), "--version"], ".");
  const fingerprint = createHash("sha256")
    .update(version)
    .update(await readFile(requirements))
    .digest("hex")
    .slice(0, 16);
  const parent = join(cacheDirectory(processEnvironment()), "python-clients");
  const folder = join(parent, `${name}-${fingerprint}`);
  await mkdir(parent, { recursive: true });
  await using _lock = await acquireFileLock(join(parent, `${name}.lock`));
  if (existsSync(folder)) return folder;
  console.info(`installing ${name}, once; this takes up to a minute`);
  const draft = `${folder}.draft`;
  await rm(draft, { recursive: true, force: true });
  const options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary", ":all:"];
  await runTool([pip, "install", ...options, "--target", draft, "--requirement", requirements], parent);
  await rename(draft, folder);
  return folder;
}
