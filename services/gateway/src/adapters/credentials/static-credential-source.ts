import { createHash, timingSafeEqual } from "node:crypto";
import { readFile } from "node:fs/promises";
import { z } from "zod";
import { principalOf } from "../../core/identity/principal.ts";
import type { Credential, CredentialSource } from "../../ports/credential-source.ts";

const credentialsFile = z.array(
  z.strictObject({
    accessKeyId: z.string().min(16).max(128),
    secretAccessKey: z.string().min(16).max(256),
    account: z.string().regex(/^\d{12}$/, "an account has twelve digits"),
    principalArn: z.string().startsWith("arn:"),
    sessionToken: z.string().min(16).optional(),
    token: z.string().min(16).optional(),
  }),
);

/** Credentials that are known when the process starts. */
export function createStaticCredentialSource(given: readonly Credential[]): CredentialSource {
  const credentials = given.map((credential) => ({ ...credential, principal: principalOf(credential) }));
  const byAccessKey = new Map(credentials.map((credential) => [credential.accessKeyId, credential]));
  const tokens = credentials.flatMap((credential) => (credential.token === undefined ? [] : [{ digest: digest(credential.token), credential }]));
  return {
    findByAccessKey: (accessKeyId) => byAccessKey.get(accessKeyId),
    findByToken(token) {
      const wanted = digest(token);
      return tokens.find((known) => timingSafeEqual(known.digest, wanted))?.credential;
    },
  };
}

/** Reads credentials for `mayfly serve gateway`: a JSON array of `Credential`. Throws an Error that names the file and what is wrong with it. */
export async function readCredentialsFile(path: string): Promise<readonly Credential[]> {
  const text = await readFile(path, "utf8");
  const parsed = credentialsFile.safeParse(parseJson(text, path));
  if (!parsed.success) throw new Error(`${path} is not a credentials file:\n${z.prettifyError(parsed.error)}`);
  return parsed.data.map(({ sessionToken, token, ...required }) => ({
    ...required,
    ...(sessionToken === undefined ? {} : { sessionToken }),
    ...(token === undefined ? {} : { token }),
  }));
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`${path} is not JSON`, { cause });
  }
}

function digest(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
