import type { AgentReport__Output } from "@mayfly/contracts/generated/mayfly/agent/v1/AgentReport";
import type { EnvironmentReport__Output } from "@mayfly/contracts/generated/mayfly/agent/v1/EnvironmentReport";
import { domainIdentity } from "@mayfly/invocation/function-table";
import { identityKey } from "@mayfly/domain/function-identity";
import type { Agent, Cluster, Environment } from "./cluster.ts";
import type { EnvironmentState } from "./environment-state.ts";

/** What a report showed that was not known. */
export interface ReportChange {
  /** Environments of which only the agent knew. */
  readonly adopted: readonly Environment[];
  /** Environments that the agent no longer has. */
  readonly missing: readonly Environment[];
}

/** Whose report it is, and when it came (monotonic time). */
export interface ReportTarget {
  readonly agent: Agent;
  readonly nowMs: number;
}

/** A report that was under way when an environment became known does not list it yet. */
const graceMs = 500;

/** Brings the agent up to its report. What the scheduler knows of leases wins over the report, which is older. */
export function reconcile(cluster: Cluster, report: AgentReport__Output, target: ReportTarget): ReportChange {
  const { agent, nowMs } = target;
  agent.memoryMib = report.memory_mib;
  agent.architecture = report.architecture;
  agent.accepting = report.accepting;
  agent.reportNumber = report.report_number;
  agent.lastHeardMs = nowMs;
  const adopted: Environment[] = [];
  const listed = new Set<string>();
  for (const reported of report.environments) {
    listed.add(reported.environment_id);
    const known = agent.environments.get(reported.environment_id);
    if (known !== undefined) known.reported = runsNothing(reported) ? "idle" : "busy";
    else if (reported.state !== "shutting-down") adopted.push(...adopt(cluster, reported, target));
  }
  const missing = [...agent.environments.values()].filter((environment) => !listed.has(environment.environmentId) && mayBeMissing(environment, nowMs));
  return { adopted, missing };
}

function mayBeMissing(environment: Environment, nowMs: number): boolean {
  return environment.state.kind !== "placing" && nowMs - environment.knownSinceMs >= graceMs;
}

function runsNothing(reported: EnvironmentReport__Output): boolean {
  return reported.state === "idle" || reported.state === "frozen";
}

function adopt(cluster: Cluster, reported: EnvironmentReport__Output, { agent, nowMs }: ReportTarget): readonly Environment[] {
  if (reported.identity === null || reported.identity === undefined) return [];
  const identity = domainIdentity(reported.identity);
  const facts = {
    environmentId: reported.environment_id,
    agentId: agent.agentId,
    key: identityKey(identity),
    account: identity.account,
    generation: reported.generation,
    memoryMib: reported.memory_mib,
    knownSinceMs: nowMs,
  };
  const environment = cluster.addEnvironment(facts, adoptedState(reported, nowMs), reported.provisioned);
  environment.reported = runsNothing(reported) ? "idle" : "busy";
  return [environment];
}

/** Whatever is busy or under a lease counts as leased, so that nothing is granted twice. */
function adoptedState(reported: EnvironmentReport__Output, nowMs: number): EnvironmentState {
  if (reported.lease_id === "" && runsNothing(reported)) return { kind: "idle", sinceMs: nowMs };
  return {
    kind: "leased",
    lease: {
      leaseId: reported.lease_id === "" ? `reported-${reported.environment_id}` : reported.lease_id,
      holderId: reported.holder_id === "" ? "unknown" : reported.holder_id,
      epochTerm: reported.epoch_term,
      epochCounter: reported.epoch_counter,
    },
  };
}
