import type { IdentityBatch } from "@mayfly/contracts/generated/mayfly/identity/v1/IdentityBatch";
import type { IdentityChange } from "@mayfly/contracts/generated/mayfly/identity/v1/IdentityChange";
import type { Clock } from "@mayfly/kernel/clock";
import type { VersionedValue } from "@mayfly/domain/versioned-value";
import { identityValues, type AccessKeyRecord, type SessionKeyRecord } from "@mayfly/identity/identity-records";
import type { IdentityEntries, IdentityEntry, IdentityStore } from "../ports/identity-store.ts";
import { Wakeup } from "../settling/wakeup.ts";
import type { SecretBox } from "./secret-box.ts";

/** What a watch works with. */
export interface WatchIdentitiesContext {
  readonly store: IdentityStore;
  readonly box: SecretBox;
  readonly clock: Clock;
  /** Send what comes after this sequence; 0: everything. */
  readonly since: number;
  /** Ends the watch. */
  readonly signal: AbortSignal;
}

/** Changes in one message: with policies of the largest size still below gRPC's 4 MiB. */
const changesMax = 50;
/** A published hint may be lost; a revoked key is to be refused within a second all the same. */
const pollMs = 500;

/** Identities.WatchIdentities: everything, or what comes after the watcher's sequence, then changes as they happen, secrets unsealed. */
export async function* watchIdentities({ store, box, clock, since, signal }: WatchIdentitiesContext): AsyncGenerator<IdentityBatch> {
  const wakeup = new Wakeup(clock);
  await using _subscription = await store.onChange(wakeup.wake);
  let sequence: number | undefined = since === 0 || since > (await store.last()) ? undefined : since;
  let caughtUp = false;
  while (!signal.aborted) {
    const found: IdentityEntries | undefined = sequence === undefined ? undefined : await store.readAfter(sequence, changesMax);
    if (found === undefined) {
      const everything = await store.snapshot();
      yield* inBatches(everything, box);
      sequence = everything.sequence;
      caughtUp = true;
      continue;
    }
    if (found.entries.length > 0 || !caughtUp) {
      const changes = found.entries.map((entry) => changeOf(entry, box));
      caughtUp ||= found.entries.length < changesMax;
      sequence = found.sequence;
      yield { changes, reset: false, caught_up: caughtUp, sequence };
    } else await wakeup.sleep(pollMs, signal);
  }
}

function* inBatches({ entries, sequence }: IdentityEntries, box: SecretBox): Generator<IdentityBatch> {
  let start = 0;
  do {
    const changes = entries.slice(start, start + changesMax).map((entry) => changeOf(entry, box));
    const last = start + changesMax >= entries.length;
    yield { changes, reset: start === 0, caught_up: last, sequence: last ? sequence : 0 };
    start += changesMax;
  } while (start < entries.length);
}

function changeOf({ account, kind, name, record }: IdentityEntry, box: SecretBox): IdentityChange {
  return { account, kind, name, record_json: record === "" ? "" : unsealed(kind, record, box) };
}

/** Gateways verify with the secret itself. */
function unsealed(kind: IdentityEntry["kind"], record: string, box: SecretBox): string {
  if (kind === "access-key") return openedWith(identityValues["access-key"], record, box);
  return kind === "session-key" ? openedWith(identityValues["session-key"], record, box) : record;
}

function openedWith<Key extends AccessKeyRecord | SessionKeyRecord>(values: VersionedValue<Key>, record: string, box: SecretBox): string {
  const key = values.decode(record);
  return values.encode({ ...key, secret: box.open(key.secret, key.id) });
}
