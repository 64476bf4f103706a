import type { AgentDefinition } from "./generated/mayfly/agent/v1/Agent.ts";
import type { FunctionFeedDefinition } from "./generated/mayfly/functions/v1/FunctionFeed.ts";
import type { FunctionsDefinition } from "./generated/mayfly/functions/v1/Functions.ts";
import type { IdentitiesDefinition } from "./generated/mayfly/identity/v1/Identities.ts";
import type { InvocationDefinition } from "./generated/mayfly/invocation/v1/Invocation.ts";
import type { PackagesDefinition } from "./generated/mayfly/packages/v1/Packages.ts";
import type { SchedulerDefinition } from "./generated/mayfly/scheduler/v1/Scheduler.ts";
import type { ServiceContract } from "./service-contract.ts";

/** Control plane of functions; public at the gateway, internal at metadata. */
export const functionsService: ServiceContract<FunctionsDefinition> = { name: "mayfly.functions.v1.Functions", streams: {} };

/** Change feed of metadata. */
export const functionFeedService: ServiceContract<FunctionFeedDefinition, { readonly Watch: "bidi-stream" }> = {
  name: "mayfly.functions.v1.FunctionFeed",
  streams: { Watch: "bidi-stream" },
};

/** Identities of metadata; IssueRoleCredentials also travels on the bus. */
export const identitiesService: ServiceContract<IdentitiesDefinition, { readonly WatchIdentities: "server-stream" }> = {
  name: "mayfly.identity.v1.Identities",
  streams: { WatchIdentities: "server-stream" },
};

/** The package store. */
export const packagesService: ServiceContract<PackagesDefinition, { readonly PutPackage: "client-stream"; readonly GetPackage: "server-stream" }> = {
  name: "mayfly.packages.v1.Packages",
  streams: { PutPackage: "client-stream", GetPackage: "server-stream" },
};

/** Invocations; public at the gateway. */
export const invocationService: ServiceContract<
  InvocationDefinition,
  { readonly InvokeWithResponseStream: "server-stream"; readonly InvokeMany: "bidi-stream" }
> = {
  name: "mayfly.invocation.v1.Invocation",
  streams: { InvokeWithResponseStream: "server-stream", InvokeMany: "bidi-stream" },
};

/** The scheduler; travels on the bus. */
export const schedulerService: ServiceContract<SchedulerDefinition> = { name: "mayfly.scheduler.v1.Scheduler", streams: {} };

/** The worker agent; travels on the bus. */
export const agentService: ServiceContract<AgentDefinition, { readonly Invoke: "bidi-stream" }> = {
  name: "mayfly.agent.v1.Agent",
  streams: { Invoke: "bidi-stream" },
};
