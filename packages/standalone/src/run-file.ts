import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { z } from "zod";

const runFileContent = z.object({
  /** The process that owns the servers. */
  pid: z.int().positive(),
  http: z.url(),
  grpc: z.string(),
  metrics: z.url(),
  urls: z.url(),
  nats: z.string(),
  redis: z.string(),
});

/** Addresses of a running Mayfly, as `DATA_DIR/run.json` holds them while it runs (DESIGN §10). */
export type RunFile = z.infer<typeof runFileContent>;

/** Writes the file whole; disposing removes it. */
export async function writeRunFile(path: string, content: RunFile): Promise<AsyncDisposable> {
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, `${JSON.stringify(content, undefined, 2)}\n`);
  await rename(draft, path);
  return { [Symbol.asyncDispose]: () => rm(path, { force: true }) };
}

/** Reads the file; undefined if no Mayfly runs there. Says nothing about whether it still lives. */
export async function findRunFile(path: string): Promise<RunFile | undefined> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  return text === undefined ? undefined : runFileContent.parse(JSON.parse(text));
}
