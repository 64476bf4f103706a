import type { RoleCredentials } from "./ports/role-credentials.ts";

/** Credentials of a role that nobody accepts, good for twelve hours from `now` on. */
export function roleCredentials(changes: Partial<RoleCredentials> = {}, now = Date.now()): RoleCredentials {
  return {
    accessKeyId: "ASIAMAYFLYTESTROLE00",
    secretAccessKey: "secret",
    sessionToken: "session",
    expiresAt: now + 12 * 3_600_000,
    ...changes,
  };
}
