import { createHmac, timingSafeEqual } from "node:crypto";
import { limits } from "@mayfly/domain/limits";
import type { Clock } from "@mayfly/kernel/clock";

/** A stored package of one account. */
export interface PackageAddress {
  readonly region: string;
  readonly account: string;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** Presigned download paths of packages (GetFunction's Code.Location): whoever has one needs no other credentials, for ten minutes. */
export class PackageUrls {
  readonly #key: Buffer;
  readonly #clock: Clock;

  /** Gateways that serve one client share the key. */
  constructor(key: Buffer, clock: Clock) {
    this.#key = key;
    this.#clock = clock;
  }

  /** Path and query of a download that works from now on. */
  sign(address: PackageAddress): string {
    const expires = Math.floor(this.#clock.now() / 1000) + limits.presignedUrlSeconds;
    return `/_mayfly/packages/${address.region}/${address.account}/${address.sha256}?expires=${expires}&signature=${this.#signature(address, expires).toString("hex")}`;
  }

  /** True if this gateway, or one with the same key, signed this address and the time is not up. */
  verify(address: PackageAddress, expires: number, signature: string): boolean {
    if (!Number.isSafeInteger(expires) || expires * 1000 < this.#clock.now()) return false;
    const expected = this.#signature(address, expires);
    const given = Buffer.from(signature, "hex");
    return given.length === expected.length && timingSafeEqual(given, expected);
  }

  #signature(address: PackageAddress, expires: number): Buffer {
    return createHmac("sha256", this.#key).update(`${address.region}/${address.account}/${address.sha256}/${expires}`).digest();
  }
}
