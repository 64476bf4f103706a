import type { Bus } from "@mayfly/bus/bus";
import type { PrepareVersionReply } from "@mayfly/contracts/generated/mayfly/scheduler/v1/PrepareVersionReply";
import { internalSubjects } from "@mayfly/contracts/subjects";
import { PlatformError } from "@mayfly/errors/platform-error";
import type { Clock } from "@mayfly/kernel/clock";
import { schedulerCodecs } from "./api/scheduler-messages.ts";
import { suits } from "./core/choose-worker.ts";
import type { Agent } from "./core/cluster.ts";

/** What preparing a version needs. */
export interface PrepareVersionOptions {
  readonly bus: Bus;
  readonly region: string;
  readonly clock: Clock;
  readonly agents: () => readonly Agent[];
}

/** Fetching a runtime takes minutes on a slow line. */
const prepareTimeoutMs = 10 * 60_000;
const agentWaitMs = 15_000;
const lookEveryMs = 100;

/** Has one suitable agent fetch runtime and package of a version; waits 15 s for an agent to appear, and goes on to another if one vanishes. Throws only on bytes that are no request. */
export async function prepareVersion(request: Buffer, options: PrepareVersionOptions): Promise<PrepareVersionReply> {
  const { spec } = schedulerCodecs.prepare.request.decode(request);
  const deadlineMs = options.clock.monotonicMs() + agentWaitMs;
  const tried = new Set<string>();
  for (;;) {
    const needs = { memoryMib: spec?.memory_mib ?? 0, architecture: spec?.architecture ?? "", placementsPerAgentMax: 1, nowMs: 0 };
    const agent = options.agents().find((candidate) => suits(candidate, needs) && !tried.has(candidate.agentId));
    if (agent === undefined) {
      if (options.clock.monotonicMs() >= deadlineMs)
        return { failure_code: "InternalError", failure_reason: "No worker can run the function: none has its architecture and memory." };
      await new Promise<void>((resolve) => options.clock.after(lookEveryMs, resolve));
      continue;
    }
    tried.add(agent.agentId);
    const reply = await askAgent(agent.agentId, request, options);
    if (reply !== undefined) return reply;
  }
}

/** The agent's answer; undefined if it is gone. */
async function askAgent(agentId: string, request: Buffer, options: PrepareVersionOptions): Promise<PrepareVersionReply | undefined> {
  const { bus, region, clock, agents } = options;
  const { promise: vanished, resolve } = Promise.withResolvers<undefined>();
  let timer: Disposable | undefined;
  const look = (): void => {
    if (agents().some((agent) => agent.agentId === agentId)) timer = clock.after(lookEveryMs, look);
    else resolve(undefined);
  };
  look();
  try {
    const answer = bus.request(internalSubjects.prepare(region, agentId), request, { timeoutMs: prepareTimeoutMs });
    return await Promise.race([answer.then((bytes) => schedulerCodecs.prepare.response.decode(bytes)), vanished]);
  } catch (error) {
    const failure = PlatformError.from(error);
    return failure.code === "NoResponders" ? undefined : { failure_code: "InternalError", failure_reason: failure.publicMessage };
  } finally {
    timer?.[Symbol.dispose]();
  }
}
