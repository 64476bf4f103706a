/** A region or id as one token of a NATS subject. Throws on what would be more than one token. */
function token(value: string): string {
  if (!/^[A-Za-z0-9_$-]+$/.test(value)) throw new Error(`not a subject token: ${value}`);
  return value;
}

/** Subjects of the bus between services; every one carries the region. */
export const internalSubjects = {
  acquireLease: (region: string) => `mayfly.internal.v1.${token(region)}.scheduler.acquire`,
  releaseLease: (region: string) => `mayfly.internal.v1.${token(region)}.scheduler.release`,
  prepareVersion: (region: string) => `mayfly.internal.v1.${token(region)}.scheduler.prepare`,
  /** To metadata: temporary credentials for an execution role. */
  issueRoleCredentials: (region: string) => `mayfly.internal.v1.${token(region)}.metadata.issue-role-credentials`,
  /** To the scheduler: how far provisionings are. */
  describeProvisioning: (region: string) => `mayfly.internal.v1.${token(region)}.scheduler.describe-provisioning`,
  agentReport: (region: string) => `mayfly.internal.v1.${token(region)}.scheduler.report`,
  /** Scheduler to every agent: report at once; sent by a scheduler that starts. */
  reportNow: (region: string) => `mayfly.internal.v1.${token(region)}.agents.report-now`,
  place: (region: string, agentId: string) => `mayfly.internal.v1.${token(region)}.agent.${token(agentId)}.place`,
  prepare: (region: string, agentId: string) => `mayfly.internal.v1.${token(region)}.agent.${token(agentId)}.prepare`,
  retire: (region: string, agentId: string) => `mayfly.internal.v1.${token(region)}.agent.${token(agentId)}.retire`,
  invoke: (region: string, agentId: string) => `mayfly.internal.v1.${token(region)}.agent.${token(agentId)}.invoke`,
  /** Further frames of one invocation from its invoker. */
  invokerFrames: (region: string, agentId: string, channelId: string) =>
    `mayfly.internal.v1.${token(region)}.agent.${token(agentId)}.channel.${token(channelId)}`,
  /** Every channel of one agent: the agent's one subscription for further frames. */
  invokerFramesAll: (region: string, agentId: string) => `mayfly.internal.v1.${token(region)}.agent.${token(agentId)}.channel.*`,
  holderAlive: (region: string) => `mayfly.internal.v1.${token(region)}.holders.alive`,
  revokeLeases: (region: string, holderId: string) => `mayfly.internal.v1.${token(region)}.holder.${token(holderId)}.revoke`,
} as const;

/** Public subjects (DESIGN §10): clients publish events to and request answers on these. */
export const publicSubjects = {
  /** `mayfly.invoke.<account>.<function>[.<qualifier>]` */
  invokeAll: "mayfly.invoke.>",
  /** `mayfly.events.<account>.<function>[.<qualifier>]`, captured by the events stream. */
  eventsAll: "mayfly.events.>",
  events: (account: string, functionName: string, qualifier?: string) =>
    `mayfly.events.${token(account)}.${token(functionName)}${qualifier === undefined ? "" : `.${token(qualifier)}`}`,
} as const;

/** What a public subject names; undefined if it has not the form `mayfly.<door>.<account>.<function>[.<qualifier>]`. */
export function parsePublicSubject(
  subject: string,
): { readonly account: string; readonly functionName: string; readonly qualifier: string | undefined } | undefined {
  const match = /^mayfly\.(?:invoke|events)\.(\d{12})\.([A-Za-z0-9_-]{1,64})(?:\.([A-Za-z0-9_$-]{1,128}))?$/.exec(subject);
  if (match === null) return undefined;
  const [, account, functionName, qualifier] = match;
  if (account === undefined || functionName === undefined) return undefined;
  return { account, functionName, qualifier };
}

/** Headers of messages on the public subjects (DESIGN §10). */
export const natsHeaders = {
  requestId: "Mayfly-Request-Id",
  executedVersion: "Mayfly-Executed-Version",
  functionError: "Mayfly-Function-Error",
  logResult: "Mayfly-Log-Result",
  error: "Mayfly-Error",
  errorMessage: "Mayfly-Error-Message",
  logType: "Mayfly-Log-Type",
  clientContext: "Mayfly-Client-Context",
  traceHeader: "Mayfly-Trace-Header",
  principal: "Mayfly-Principal",
  /** W3C Trace Context, under its own name. */
  traceParent: "traceparent",
} as const;
