import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { PlatformError } from "@mayfly/errors/platform-error";

/** Seals secrets for storage. */
export interface SecretBox {
  /** The sealed text, bound to `context`: it opens under no other. */
  seal(secret: string, context: string): string;
  /** Throws PlatformError ServiceUnavailable if the text was sealed under another key, or for another context. */
  open(sealed: string, context: string): string;
}

const nonceBytes = 12;
const tagBytes = 16;

/** AES-256-GCM under a key that is derived from the configured one (HKDF-SHA-256). */
export function createSecretBox(configuredKey: string): SecretBox {
  const key = Buffer.from(hkdfSync("sha256", configuredKey, "", "mayfly identity secrets 1", 32));
  return {
    seal(secret, context) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv("aes-256-gcm", key, nonce);
      cipher.setAAD(Buffer.from(context));
      const sealed = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64");
    },
    open(sealed, context) {
      const bytes = Buffer.from(sealed, "base64");
      try {
        const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, nonceBytes));
        decipher.setAAD(Buffer.from(context));
        decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
        return Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()]).toString("utf8");
      } catch (cause) {
        throw new PlatformError(
          "ServiceUnavailable",
          "A secret in Redis was sealed under another key. Set MAYFLY_IDENTITY_KEY to the one it was sealed under.",
          { cause },
        );
      }
    },
  };
}

const missing = "Metadata has no key to seal secrets with. Set MAYFLY_IDENTITY_KEY to at least 32 characters, the same for every metadata process.";

/** For a metadata without a key: every use fails with a sentence that says what to set. */
export const noSecretBox: SecretBox = {
  seal: () => {
    throw new PlatformError("ServiceUnavailable", missing);
  },
  open: () => {
    throw new PlatformError("ServiceUnavailable", missing);
  },
};
