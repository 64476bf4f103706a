import { randomBytes } from "node:crypto";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Reads the secrets of a server from its data directory, or makes and keeps new ones (mode 0600), so that they stay the same through restarts. */
export function ensureSecrets<Secrets>(dataDirectory: string, parse: (content: unknown) => Secrets, create: () => Secrets): Secrets {
  const path = join(dataDirectory, "secrets.json");
  const existing = readIfThere(path);
  if (existing !== undefined) return parse(JSON.parse(existing));
  const created = create();
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(created), { mode: 0o600 });
  renameSync(draft, path);
  return created;
}

/** A password of 192 random bits. The leading letter keeps configuration parsers from reading a number. */
export function createPassword(): string {
  return `p${randomBytes(24).toString("hex")}`;
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
