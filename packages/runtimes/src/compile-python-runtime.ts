import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const sources = ["mayfly_runtime", "mayfly_logging"].map((name) => fileURLToPath(new URL(`../bootstraps/python/${name}.py`, import.meta.url)));
const compileMsMax = 10_000;

/**
 * Lets a Python compile its half of the frame protocol, beside the source, where its sandboxes find it: they cannot keep it
 * themselves, and each boot would take 8 ms longer. Without effect where nothing can be written or the interpreter does not
 * run on this host. Python itself looks whether what is there fits the sources.
 */
export async function compilePythonRuntime(interpreter: string): Promise<void> {
  await run(interpreter, ["-I", "-S", "-m", "py_compile", ...sources], { timeout: compileMsMax, env: {} }).catch(() => undefined);
}
