import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { z } from "zod";

/** Keys for session tokens: the newest seals, all open. `secret` is base64 of 32 bytes. */
export interface SealingKey {
  /** 8 hexadecimal digits. */
  readonly id: string;
  readonly secret: string;
}

const session = z.object({
  accessKeyId: z.string(),
  secretAccessKey: z.string(),
  account: z.string(),
  /** What the session is of: a role, a user, or the account itself. */
  of: z.enum(["role", "user", "root"]),
  /** Role or user: ARN. */
  arn: z.string(),
  /** Role or user: the unique id; empty for a role that did not exist when the session began. */
  id: z.string(),
  /** Roles: name of the session. */
  sessionName: z.string(),
  /** Milliseconds since 1970. */
  expiresAt: z.number().int(),
  /** Policies that narrow the session: documents. */
  policies: z.array(z.string()).optional(),
  /** The same: ARNs of managed policies. */
  policyArns: z.array(z.string()).optional(),
});

/** All that a gateway has to know of temporary credentials. They are kept nowhere else. */
export type SessionContent = z.output<typeof session>;

const version = 1;
const idBytes = 4;
const nonceBytes = 12;
const tagBytes = 16;
const headBytes = 1 + idBytes + nonceBytes + tagBytes;
/** AWS's tokens have about 1,000 characters, at most 4,096 with session policies. */
const tokenCharactersMax = 16_384;
const purpose = Buffer.from("mayfly session token 1");

/** The session token: version, id of the key, nonce, tag and the content under AES-256-GCM, as base64. */
export function sealSession(content: SessionContent, key: SealingKey): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", Buffer.from(key.secret, "base64"), nonce);
  cipher.setAAD(purpose);
  const sealed = Buffer.concat([cipher.update(JSON.stringify(content), "utf8"), cipher.final()]);
  return Buffer.concat([Buffer.from([version]), Buffer.from(key.id, "hex"), nonce, cipher.getAuthTag(), sealed]).toString("base64");
}

/** What a token says; undefined if none of the keys sealed it, or it was changed. Says nothing about its end. */
export function openSession(token: string, findKey: (id: string) => SealingKey | undefined): SessionContent | undefined {
  if (token.length > tokenCharactersMax) return undefined;
  const bytes = Buffer.from(token, "base64");
  if (bytes.length <= headBytes || bytes[0] !== version) return undefined;
  const key = findKey(bytes.toString("hex", 1, 1 + idBytes));
  if (key === undefined) return undefined;
  const nonce = bytes.subarray(1 + idBytes, 1 + idBytes + nonceBytes);
  const decipher = createDecipheriv("aes-256-gcm", Buffer.from(key.secret, "base64"), nonce);
  decipher.setAAD(purpose);
  decipher.setAuthTag(bytes.subarray(headBytes - tagBytes, headBytes));
  try {
    const text = Buffer.concat([decipher.update(bytes.subarray(headBytes)), decipher.final()]).toString("utf8");
    return session.parse(JSON.parse(text));
  } catch {
    return undefined; // the tag does not match: not ours, or changed
  }
}
