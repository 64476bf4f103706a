import { methodCodec } from "@mayfly/contracts/codec";
import type { AcquireLeaseReply } from "@mayfly/contracts/generated/mayfly/scheduler/v1/AcquireLeaseReply";
import type { AcquireLeaseRequest__Output } from "@mayfly/contracts/generated/mayfly/scheduler/v1/AcquireLeaseRequest";
import { agentService, schedulerService } from "@mayfly/contracts/services";
import { identityKey } from "@mayfly/domain/function-identity";
import { domainIdentity } from "@mayfly/invocation/function-table";
import type { Effect } from "../core/effects.ts";
import { leaseMessage } from "../core/environment-state.ts";
import type { WaitingRequest } from "../core/waiting-requests.ts";

/** Codecs of the messages that the scheduler takes and sends. */
export const schedulerCodecs = {
  acquire: methodCodec(schedulerService, "AcquireLease"),
  release: methodCodec(schedulerService, "ReleaseLease"),
  prepare: methodCodec(schedulerService, "PrepareVersion"),
  describeProvisioning: methodCodec(schedulerService, "DescribeProvisioning"),
  revoke: methodCodec(schedulerService, "RevokeLeases"),
  place: methodCodec(agentService, "Place"),
  retire: methodCodec(agentService, "Retire"),
  report: methodCodec(agentService, "Report"),
  holderAlive: methodCodec(agentService, "HolderAlive"),
} as const;

/** The request that a message carries; undefined if it names no version or nobody awaits the answer. */
export function waitingRequest(message: AcquireLeaseRequest__Output, replyTo: string | undefined, nowMs: number): WaitingRequest | undefined {
  if (message.identity === null || message.identity === undefined || replyTo === undefined) return undefined;
  const identity = domainIdentity(message.identity);
  return {
    requestId: message.request_id,
    holderId: message.holder_id,
    identity,
    key: identityKey(identity),
    generation: message.generation,
    deadlineAtMs: nowMs + message.deadline_ms,
    replyTo,
  };
}

/** The answer to a request. */
export function acquireReply(effect: Extract<Effect, { kind: "grant" | "refuse" }>): AcquireLeaseReply {
  if (effect.kind === "grant") return { lease: leaseMessage(effect.lease, effect.environment) };
  const { code, message, reason, retryAfterMs } = effect.refusal;
  return { refusal: { code, message, reason, retry_after_ms: retryAfterMs } };
}
