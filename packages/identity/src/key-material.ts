import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** Prefixes of AWS's unique ids: long-term and temporary access keys, users, roles, policies. */
export type IdPrefix = "AKIA" | "ASIA" | "AIDA" | "AROA" | "ANPA";

/** A unique id as AWS makes them: the prefix and 80 random bits in base32. */
export function newIdentityId(prefix: IdPrefix): string {
  let id: string = prefix;
  for (const byte of randomBytes(16)) id += alphabet[byte & 31];
  return id;
}

/** A secret access key: 240 random bits in 40 characters of base64. */
export function newSecretAccessKey(): string {
  return randomBytes(30).toString("base64");
}

/** The bearer token of an access key for gRPC: made from its secret, so that it is kept nowhere. */
export function bearerTokenOf(accessKeyId: string, secretAccessKey: string): string {
  const proof = createHmac("sha256", secretAccessKey).update(`mayfly bearer token ${accessKeyId}`).digest("base64url");
  return `mayfly_${accessKeyId}_${proof}`;
}

const bearerForm = /^mayfly_(A[A-Z0-9]{15,127})_[A-Za-z0-9_-]{43}$/;

/** The access key that a bearer token is of; undefined if it has not the form. Says nothing about whether it is true. */
export function accessKeyOfBearer(token: string): string | undefined {
  return bearerForm.exec(token)?.[1];
}

/** True if the token is the one of this key; takes the same time for every token of the right length. */
export function isBearerTokenOf(token: string, key: { readonly id: string; readonly secret: string }): boolean {
  const wanted = Buffer.from(bearerTokenOf(key.id, key.secret));
  const given = Buffer.from(token);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
