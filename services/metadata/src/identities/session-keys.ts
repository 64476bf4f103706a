import { randomBytes } from "node:crypto";
import { PlatformError } from "@mayfly/errors/platform-error";
import { systemAccount } from "@mayfly/identity/identity-records";
import type { SealingKey } from "@mayfly/identity/session-token";
import type { IdentityStore } from "../ports/identity-store.ts";
import { changeAccount } from "./account-identities.ts";
import type { SecretBox } from "./secret-box.ts";

const dayMs = 24 * 60 * 60 * 1000;
/** A new key each week; an old one stays for the longest session that it may have sealed (GetSessionToken: 36 hours) and a day more. */
const rotateAfterMs = 7 * dayMs;
const keepMs = 2.5 * dayMs;
/** A key seals only once every gateway has had the time to learn of it, unless it is the only one. */
const settleMs = 60_000;

/** Makes the first key, a new one when the newest is a week old, and deletes those that no session needs any more. */
export async function rotateSessionKeys(store: IdentityStore, box: SecretBox, now: number): Promise<void> {
  await changeAccount(store, systemAccount, async (identities) => {
    const keys = (await identities.list("session-key")).toSorted((one, other) => other.createdAt - one.createdAt);
    const [newest] = keys;
    if (newest === undefined || newest.createdAt + rotateAfterMs < now) {
      const id = randomBytes(4).toString("hex");
      identities.put("session-key", id, { id, createdAt: now, secret: box.seal(randomBytes(32).toString("base64"), id) });
    }
    keys.forEach((key, index) => {
      const successor = keys[index - 1];
      if (successor !== undefined && successor.createdAt + settleMs + keepMs < now) identities.delete("session-key", key.id);
    });
    return {};
  });
}

/** The key that seals now. Throws ServiceUnavailable if there is none. */
export async function currentSessionKey(store: IdentityStore, box: SecretBox, now: number): Promise<SealingKey> {
  const { output } = await changeAccount(store, systemAccount, (identities) => identities.list("session-key"));
  const newestFirst = output.toSorted((one, other) => other.createdAt - one.createdAt);
  const key = newestFirst.find(({ createdAt }) => createdAt + settleMs <= now) ?? newestFirst[0];
  if (key === undefined) throw new PlatformError("ServiceUnavailable", "There is no key for session tokens yet.", { retryAfterSeconds: 1 });
  return { id: key.id, secret: box.open(key.secret, key.id) };
}
