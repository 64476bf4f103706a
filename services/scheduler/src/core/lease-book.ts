import type { Environment } from "./cluster.ts";
import type { GrantedLease } from "./environment-state.ts";

/** All leases with their environments and holders, and the counter of epochs in this scheduler's term. */
export class LeaseBook {
  readonly #term: number;
  readonly #createId: () => string;
  #counter = 0;
  readonly #environments = new Map<string, Environment>();
  readonly #requests = new Map<string, string>();
  readonly #leaseRequests = new Map<string, string>();
  /** Monotonic time of each holder's last sign of life. */
  readonly #holders = new Map<string, number>();

  constructor(term: number, createId: () => string) {
    this.#term = term;
    this.#createId = createId;
  }

  get count(): number {
    return this.#environments.size;
  }

  /** A lease with a new id and the next epoch. */
  create(holderId: string): GrantedLease {
    this.#counter += 1;
    return { leaseId: this.#createId(), holderId, epochTerm: this.#term, epochCounter: this.#counter };
  }

  add(lease: GrantedLease, environment: Environment): void {
    this.#environments.set(lease.leaseId, environment);
  }

  /** Remembers for which request a lease was granted, in case the grant is lost on its way. */
  granted(lease: GrantedLease, requestId: string): void {
    this.#requests.set(requestId, lease.leaseId);
    this.#leaseRequests.set(lease.leaseId, requestId);
  }

  find(leaseId: string): Environment | undefined {
    return this.#environments.get(leaseId);
  }

  /** The lease that a request was granted. */
  grantedFor(requestId: string): string | undefined {
    return this.#requests.get(requestId);
  }

  end(leaseId: string): void {
    this.#environments.delete(leaseId);
    const requestId = this.#leaseRequests.get(leaseId);
    this.#leaseRequests.delete(leaseId);
    if (requestId !== undefined) this.#requests.delete(requestId);
  }

  holderSeen(holderId: string, atMs: number): void {
    this.#holders.set(holderId, atMs);
  }

  /** The holder is known from a report only: its time starts now. */
  holderSeenFirst(holderId: string, atMs: number): void {
    if (!this.#holders.has(holderId)) this.#holders.set(holderId, atMs);
  }

  allHoldersSeen(atMs: number): void {
    for (const holderId of this.#holders.keys()) this.#holders.set(holderId, atMs);
  }

  /** Leased environments of holders that were last heard before `beforeMs`; holders without leases are forgotten on the way. */
  ofSilentHolders(beforeMs: number): readonly Environment[] {
    const silent = new Set([...this.#holders].filter(([, atMs]) => atMs < beforeMs).map(([holderId]) => holderId));
    if (silent.size === 0) return [];
    const environments = [...this.#environments.values()].filter(
      (environment) => environment.state.kind === "leased" && silent.has(environment.state.lease.holderId),
    );
    for (const environment of environments) if (environment.state.kind === "leased") silent.delete(environment.state.lease.holderId);
    for (const holderId of silent) this.#holders.delete(holderId);
    return environments;
  }
}
