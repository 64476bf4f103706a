import { PlatformError } from "@mayfly/errors/platform-error";

/** Who owns packages: nothing is shared between accounts or regions, not even equal bytes. */
export interface PackageOwner {
  readonly region: string;
  /** Twelve digits. */
  readonly account: string;
}

/** Names one package by its content. */
export interface PackageAddress extends PackageOwner {
  /** Lower-case hex. */
  readonly sha256: string;
}

/** Checks an owner as it came over the wire. Throws PlatformError Validation. */
export function parseOwner(owner: PackageOwner): PackageOwner {
  if (!/^[a-z0-9-]{1,64}$/.test(owner.region)) throw new PlatformError("Validation", "region is not an AWS region");
  if (!/^\d{12}$/.test(owner.account)) throw new PlatformError("Validation", "account is not an account of twelve digits");
  return { region: owner.region, account: owner.account };
}

/** Checks an address as it came over the wire. Throws PlatformError Validation. */
export function parseAddress(address: PackageAddress): PackageAddress {
  if (!/^[0-9a-f]{64}$/.test(address.sha256)) throw new PlatformError("Validation", "sha256 is not a SHA-256 in lower-case hex");
  return { ...parseOwner(address), sha256: address.sha256 };
}

/** Where the store keeps the archive. */
export function packageKey(address: PackageAddress): string {
  return `${address.region}/${address.account}/${address.sha256}.zip`;
}
