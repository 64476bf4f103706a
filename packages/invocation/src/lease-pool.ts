import type { Bus, BusMessage } from "@mayfly/bus/bus";
import { methodCodec } from "@mayfly/contracts/codec";
import type { FunctionIdentity as FunctionIdentityMessage } from "@mayfly/contracts/generated/mayfly/functions/v1/FunctionIdentity";
import type { AcquireLeaseReply__Output } from "@mayfly/contracts/generated/mayfly/scheduler/v1/AcquireLeaseReply";
import type { LeaseRefusal__Output } from "@mayfly/contracts/generated/mayfly/scheduler/v1/LeaseRefusal";
import { agentService, schedulerService } from "@mayfly/contracts/services";
import { internalSubjects } from "@mayfly/contracts/subjects";
import { identityKey, type FunctionIdentity } from "@mayfly/domain/function-identity";
import { isErrorCode } from "@mayfly/errors/catalogue";
import { PlatformError } from "@mayfly/errors/platform-error";
import type { Clock } from "@mayfly/kernel/clock";
import type { Logger } from "@mayfly/telemetry/logger";
import type { FunctionDirectory } from "./function-directory.ts";
import { HeldLease, VersionLeases, type LeaseWaiter } from "./version-leases.ts";

/** Bounds of a holder's leases; all times in milliseconds. */
export interface LeasePoolLimits {
  /** An idle lease is given back after this time. */
  readonly leaseIdleMs: number;
  /** Requests to the scheduler under way for one version. */
  readonly leaseRequestsMax: number;
  /** Invocations that wait for a lease, of all versions together; more are answered TooManyRequests. */
  readonly waitersMax: number;
  /** How long a waiter outlasts a scheduler that does not answer, if its version has no lease in use. */
  readonly schedulerGraceMs: number;
}

/** What a lease pool works with. */
export interface LeasePoolOptions {
  readonly bus: Bus;
  readonly region: string;
  readonly holderId: string;
  readonly directory: FunctionDirectory;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly limits: LeasePoolLimits;
}

const acquireCodec = methodCodec(schedulerService, "AcquireLease");
const releaseCodec = methodCodec(schedulerService, "ReleaseLease");
const revokeCodec = methodCodec(schedulerService, "RevokeLeases");
const heartbeatCodec = methodCodec(agentService, "HolderAlive").request;

const heartbeatEveryMs = 1_000;
const sweepEveryMs = 250;
const retryAfterMs = 200;
/** The scheduler's answer may take this much longer than the deadline it was told. */
const replyMarginMs = 500;

/** Holds this process's leases: hands idle ones out at once, asks the scheduler for more when invocations wait, and gives back what is not used. */
export class LeasePool implements AsyncDisposable {
  readonly #options: LeasePoolOptions;
  readonly #versions = new Map<string, VersionLeases>();
  readonly #identities = new Map<string, FunctionIdentity>();
  readonly #held = new Map<string, HeldLease>();
  readonly #subscription: AsyncDisposable;
  readonly #changes: Disposable;
  #heartbeat: Disposable | undefined;
  #sweep: Disposable | undefined;
  readonly #total = { waiters: 0 };
  #requestNumber = 0;
  #closed = false;

  constructor(options: LeasePoolOptions) {
    this.#options = options;
    this.#subscription = options.bus.subscribe(internalSubjects.revokeLeases(options.region, options.holderId), (message) => this.#revoked(message));
    this.#changes = options.directory.onChange((identity, version) => this.#changed(identity, version?.spec?.generation));
    this.#beat();
  }

  /** Leases that this process holds. */
  get leaseCount(): number {
    return this.#held.size;
  }

  /** Invocations that wait for a lease. */
  get waiterCount(): number {
    return this.#total.waiters;
  }

  /** An idle lease of at least this generation, now busy; undefined if there is none. */
  take(identity: FunctionIdentity, generation: number): HeldLease | undefined {
    const version = this.#version(identity, generation);
    return version.waiterCount > 0 ? undefined : version.take();
  }

  /** Waits for a lease of at least this generation, behind all who wait already. */
  wait(identity: FunctionIdentity, generation: number, waiter: LeaseWaiter): void {
    if (this.#closed) return waiter.failed(new PlatformError("ServiceUnavailable", "The service is shutting down."));
    if (this.#total.waiters >= this.#options.limits.waitersMax) {
      return waiter.failed(new PlatformError("TooManyRequests", "Rate Exceeded.", { details: { Reason: "CallerRateLimitExceeded" }, retryAfterSeconds: 1 }));
    }
    const version = this.#version(identity, generation);
    version.addWaiter(waiter);
    this.#request(version);
    this.#sweep ??= this.#options.clock.after(sweepEveryMs, () => this.#tick());
  }

  /** A taken lease can be used again. */
  free(held: HeldLease): void {
    if (held.state.kind !== "busy") return;
    const version = this.#versions.get(held.key);
    const kept = version?.free(held, this.#options.clock.monotonicMs()) ?? false;
    if (!kept || this.#closed) this.#release(held);
    if (version === undefined) return;
    this.#settle(version);
    // Whoever would have had a recalled lease needs another one.
    if (held.recalled) this.#request(version);
  }

  /** A taken lease is gone with its environment. */
  drop(held: HeldLease): void {
    if (held.state.kind === "over") return;
    const version = this.#versions.get(held.key);
    if (version === undefined) held.step({ kind: "lose" });
    else version.drop(held);
    this.#held.delete(held.lease.lease_id);
    if (version !== undefined) this.#settle(version);
  }

  /** An agent is lost: its idle leases are gone. */
  dropAgent(agentId: string): void {
    this.#forEachDropped((held) => held.lease.agent_id === agentId);
  }

  /** Gives back everything; whoever waits gets ServiceUnavailable. Taken leases are given back as they become free. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const version of [...this.#versions.values()]) {
      for (let waiter = version.shiftWaiter(); waiter !== undefined; waiter = version.shiftWaiter()) {
        waiter.failed(new PlatformError("ServiceUnavailable", "The service is shutting down."));
      }
      this.#settle(version);
      for (const held of version.releaseIdle(() => true)) this.#release(held);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.close();
    this.#heartbeat?.[Symbol.dispose]();
    this.#sweep?.[Symbol.dispose]();
    this.#changes[Symbol.dispose]();
    await this.#subscription[Symbol.asyncDispose]();
  }

  #version(identity: FunctionIdentity, generation: number): VersionLeases {
    const key = identityKey(identity);
    const known = this.#versions.get(key);
    if (known !== undefined) {
      if (known.generation < generation) this.#raise(known, generation);
      return known;
    }
    const version = new VersionLeases(key, generation, this.#total);
    this.#versions.set(key, version);
    this.#identities.set(key, identity);
    return version;
  }

  #changed(identity: FunctionIdentity, generation: number | undefined): void {
    const version = this.#versions.get(identityKey(identity));
    if (version === undefined) return;
    if (generation !== undefined) return this.#raise(version, generation);
    this.#raise(version, Number.MAX_SAFE_INTEGER);
    for (let waiter = version.shiftWaiter(); waiter !== undefined; waiter = version.shiftWaiter()) {
      waiter.failed(functionNotFound(identity));
    }
    this.#settle(version);
    // A function of the same name may be created again: it must not meet this generation.
    if (version.busyCount === 0) this.#forget(version);
  }

  #raise(version: VersionLeases, generation: number): void {
    version.generation = generation;
    for (const held of version.releaseIdle((lease) => lease.lease.generation < generation)) this.#release(held);
  }

  #request(version: VersionLeases): void {
    for (let missing = version.missingRequests(this.#options.limits.leaseRequestsMax); missing > 0; missing -= 1) {
      this.#requestNumber += 1;
      const requestId = `${this.#options.holderId}-${this.#requestNumber}`;
      const traceParent = version.peekUnrequested()?.traceParent ?? "";
      version.addRequest(requestId);
      void this.#acquire(version, requestId, traceParent);
    }
  }

  async #acquire(version: VersionLeases, requestId: string, traceParent: string): Promise<void> {
    const { bus, region, holderId, clock } = this.#options;
    const identity = this.#identities.get(version.key);
    if (identity === undefined) return;
    const deadlineMs = Math.max(1, Math.ceil((version.peekWaiter()?.deadlineAtMs ?? 0) - clock.monotonicMs()));
    let reply: AcquireLeaseReply__Output;
    try {
      const request = acquireCodec.request.encode({
        request_id: requestId,
        holder_id: holderId,
        identity: identityMessage(identity),
        generation: version.generation,
        deadline_ms: deadlineMs,
        trace_parent: traceParent,
      });
      reply = acquireCodec.response.decode(await bus.request(internalSubjects.acquireLease(region), request, { timeoutMs: deadlineMs + replyMarginMs }));
    } catch (error) {
      this.#unanswered(version, requestId, PlatformError.from(error));
      return;
    }
    if (reply.lease !== null && reply.lease !== undefined) this.#granted(version, requestId, new HeldLease(version.key, reply.lease, clock.monotonicMs()));
    else this.#refused(version, requestId, reply.refusal);
  }

  #granted(version: VersionLeases, requestId: string, held: HeldLease): void {
    version.removeRequest(requestId);
    this.#held.set(held.lease.lease_id, held);
    if (this.#closed || this.#versions.get(version.key) !== version) {
      held.step({ kind: "release" });
      this.#release(held);
      return;
    }
    const kept = version.grant(held);
    if (!kept) this.#release(held);
    this.#settle(version);
    this.#request(version);
  }

  #refused(version: VersionLeases, requestId: string, refusal: LeaseRefusal__Output | null | undefined): void {
    if (!version.removeRequest(requestId)) return;
    version.shiftWaiter()?.failed(refusalError(refusal));
    this.#settle(version);
    this.#request(version);
  }

  #unanswered(version: VersionLeases, requestId: string, error: PlatformError): void {
    const wanted = version.removeRequest(requestId);
    if (error.code !== "NoResponders") this.#withdraw(requestId);
    if (!wanted) return;
    const waiter = version.peekWaiter();
    const patient =
      version.busyCount > 0 || (waiter !== undefined && this.#options.clock.monotonicMs() - waiter.sinceMs < this.#options.limits.schedulerGraceMs);
    if (!patient) {
      this.#options.logger.warn("scheduler does not answer", { error });
      version.shiftWaiter()?.failed(new PlatformError("ServiceUnavailable", "The scheduler cannot be reached.", { retryAfterSeconds: 1, cause: error }));
    }
    this.#options.clock.after(retryAfterMs, () => this.#request(version));
    this.#settle(version);
  }

  #settle(version: VersionLeases): void {
    for (const requestId of version.withdrawSurplus()) this.#withdraw(requestId);
  }

  #release(held: HeldLease): void {
    this.#held.delete(held.lease.lease_id);
    if (held.state.kind === "idle") this.#versions.get(held.key)?.releaseIdle((idle) => idle === held);
    this.#sendRelease(held.lease.lease_id, "");
  }

  #withdraw(requestId: string): void {
    this.#sendRelease("", requestId);
  }

  #sendRelease(leaseId: string, requestId: string): void {
    const { bus, region, holderId, logger } = this.#options;
    try {
      bus.publish(internalSubjects.releaseLease(region), releaseCodec.request.encode({ holder_id: holderId, lease_id: leaseId, request_id: requestId }));
    } catch (error) {
      logger.warn("lease not given back", { leaseId, error: PlatformError.from(error) });
    }
  }

  #revoked(message: BusMessage): void {
    const request = revokeCodec.request.decode(message.data);
    for (const leaseId of request.lease_ids) {
      const held = this.#held.get(leaseId);
      if (held === undefined) {
        // A grant that never arrived: without this answer the scheduler would count it for ever.
        if (!request.gone) this.#sendRelease(leaseId, "");
      } else if (request.gone) {
        if (held.state.kind === "idle") this.drop(held);
      } else if (held.state.kind === "idle") {
        this.#release(held);
      } else if (request.when_free) {
        held.recalled = true;
      }
    }
    if (message.replyTo !== undefined) this.#options.bus.publish(message.replyTo, revokeCodec.response.encode({}));
  }

  #forEachDropped(lost: (held: HeldLease) => boolean): void {
    for (const version of this.#versions.values()) {
      for (const held of version.dropIdle(lost)) this.#held.delete(held.lease.lease_id);
    }
  }

  #beat(): void {
    const { bus, region, holderId, clock } = this.#options;
    try {
      bus.publish(internalSubjects.holderAlive(region), heartbeatCodec.encode({ holder_id: holderId }));
    } catch {
      // Disconnected: the next beat may get through; agents wait 5 s.
    }
    this.#releaseUnused(clock.monotonicMs());
    this.#heartbeat = clock.after(heartbeatEveryMs, () => this.#beat());
  }

  #releaseUnused(nowMs: number): void {
    const before = nowMs - this.#options.limits.leaseIdleMs;
    for (const version of [...this.#versions.values()]) {
      for (const held of version.releaseIdle((lease) => lease.state.kind === "idle" && lease.state.sinceMs <= before)) this.#release(held);
      if (version.empty) this.#forget(version);
    }
  }

  #forget(version: VersionLeases): void {
    this.#versions.delete(version.key);
    this.#identities.delete(version.key);
  }

  #tick(): void {
    this.#sweep = undefined;
    const nowMs = this.#options.clock.monotonicMs();
    for (const version of [...this.#versions.values()]) {
      for (let waiter = version.expireWaiter(nowMs); waiter !== undefined; waiter = version.expireWaiter(nowMs)) {
        waiter.failed(new PlatformError("ServiceUnavailable", "No execution environment became available in time.", { retryAfterSeconds: 1 }));
      }
      this.#settle(version);
    }
    if (this.#total.waiters > 0) this.#sweep = this.#options.clock.after(sweepEveryMs, () => this.#tick());
  }
}

/** The identity as the messages carry it. */
export function identityMessage(identity: FunctionIdentity): FunctionIdentityMessage {
  return { region: identity.region, account: identity.account, function_name: identity.functionName, version: identity.version };
}

/** What an invocation of a function that does not exist is answered with (behaviours.md, §4). */
export function functionNotFound(identity: FunctionIdentity): PlatformError {
  const arn = `arn:aws:lambda:${identity.region}:${identity.account}:function:${identity.functionName}:${identity.version}`;
  return new PlatformError("ResourceNotFound", `Function not found: ${arn}`);
}

function refusalError(refusal: LeaseRefusal__Output | null | undefined): PlatformError {
  if (refusal === null || refusal === undefined || !isErrorCode(refusal.code)) return new PlatformError("Service", "The scheduler's answer cannot be read.");
  const retryAfter = refusal.retry_after_ms > 0 ? { retryAfterSeconds: Math.ceil(refusal.retry_after_ms / 1000) } : {};
  const details = refusal.reason === "" ? {} : { details: { Reason: refusal.reason } };
  return new PlatformError(refusal.code, refusal.message, { ...details, ...retryAfter });
}
