import { randomBytes } from "node:crypto";
import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

/** The credentials that a standalone Mayfly makes for its user. */
export interface DefaultCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Bearer token of the gRPC API. */
  readonly token: string;
}

const stored = z.object({
  aws_access_key_id: z.string().min(16),
  aws_secret_access_key: z.string().min(16),
  mayfly_token: z.string().min(16),
});

/**
 * The credentials in `awsDirectory/credentials`, in the AWS tools' own format; made once, mode 0600. The token stands in
 * the same profile under `mayfly_token`, which AWS tools ignore.
 */
export async function ensureDefaultCredentials(awsDirectory: string): Promise<DefaultCredentials> {
  const path = join(awsDirectory, "credentials");
  const existing = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (existing !== undefined) return parseCredentials(existing);
  const created: DefaultCredentials = {
    accessKeyId: `AKIA${base32(randomBytes(10))}`,
    secretAccessKey: randomBytes(30).toString("base64url"),
    token: `mayfly_${randomBytes(24).toString("hex")}`,
  };
  await writeAtomically(path, formatCredentials(created));
  return created;
}

/** Writes `awsDirectory/config`, so that AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE alone lead every AWS tool to this Mayfly. */
export async function writeAwsConfig(awsDirectory: string, settings: { readonly endpointUrl: string; readonly region: string }): Promise<void> {
  await writeAtomically(
    join(awsDirectory, "config"),
    `[default]\nregion = ${settings.region}\nendpoint_url = ${settings.endpointUrl}\ndisable_host_prefix_injection = true\noutput = json\n`,
  );
}

function parseCredentials(text: string): DefaultCredentials {
  const entries = text.split("\n").flatMap((line) => {
    const match = /^\s*([a-z_]+)\s*=\s*(\S+)\s*$/.exec(line);
    return match?.[1] !== undefined && match[2] !== undefined ? [[match[1], match[2]]] : [];
  });
  const found = stored.parse(Object.fromEntries(entries));
  return { accessKeyId: found.aws_access_key_id, secretAccessKey: found.aws_secret_access_key, token: found.mayfly_token };
}

function formatCredentials(credentials: DefaultCredentials): string {
  return `[default]\naws_access_key_id = ${credentials.accessKeyId}\naws_secret_access_key = ${credentials.secretAccessKey}\nmayfly_token = ${credentials.token}\n`;
}

async function writeAtomically(path: string, content: string): Promise<void> {
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, content, { mode: 0o600 });
  await rename(draft, path);
}

/** RFC 4648 base32 without padding: the alphabet of AWS access key ids. */
function base32(bytes: Uint8Array): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  let bits = "";
  for (const byte of bytes) bits += byte.toString(2).padStart(8, "0");
  return (bits.match(/.{5}/g) ?? []).map((five) => alphabet.charAt(Number.parseInt(five, 2))).join("");
}
