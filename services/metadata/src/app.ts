import type { functionFeedService, functionsService } from "@mayfly/contracts/services";
import type { CallContext, ServiceHandlers } from "@mayfly/contracts/service-contract";
import { identityKey } from "@mayfly/domain/function-identity";
import type { FunctionRecord } from "@mayfly/domain/function-record";
import { limits } from "@mayfly/domain/limits";
import type { Clock } from "@mayfly/kernel/clock";
import type { Logger } from "@mayfly/telemetry/logger";
import type { Metrics } from "@mayfly/telemetry/metrics";
import type { Tracing } from "@mayfly/telemetry/tracing";
import { callScope, type CallScope, type ScopeDefaults } from "./api/call-scope.ts";
import { functionOperations } from "./api/function-operations.ts";
import { instrument } from "./api/instrument.ts";
import type { OperationContext } from "./api/operation-context.ts";
import { reportMappingResult } from "./api/report-mapping-result.ts";
import { watch } from "./api/watch.ts";
import type { AccountUsageReader } from "./ports/account-usage.ts";
import type { AliasStore } from "./ports/alias-store.ts";
import type { AttachmentStore } from "./ports/attachment-store.ts";
import type { ChangeFeed } from "./ports/change-feed.ts";
import type { FunctionStore } from "./ports/function-store.ts";
import type { CodeSigningStore } from "./ports/code-signing-store.ts";
import type { MappingStore } from "./ports/mapping-store.ts";
import type { LayerStore } from "./ports/layer-store.ts";
import type { ProvisioningReporter } from "./ports/provisioning-reporter.ts";
import type { VersionPreparer } from "./ports/version-preparer.ts";
import type { WatcherRegistry } from "./ports/watcher-registry.ts";
import { FunctionSettler } from "./settling/function-settler.ts";
import { RegionGates } from "./settling/region-gates.ts";
import { MappingSettler, mappingId } from "./settling/mapping-settler.ts";
import { UnsettledSweep } from "./settling/unsettled-sweep.ts";

/** What the metadata service is made of. */
export interface MetadataDependencies {
  readonly store: FunctionStore;
  readonly aliases: AliasStore;
  readonly attachments: AttachmentStore;
  readonly layers: LayerStore;
  readonly mappings: MappingStore;
  readonly codeSigning: CodeSigningStore;
  readonly feed: ChangeFeed;
  readonly registry: WatcherRegistry;
  readonly preparer: VersionPreparer;
  readonly provisioning: ProvisioningReporter;
  readonly usage: AccountUsageReader;
  /** Environments of one account that may run at a time: what the scheduler has been told, too. */
  readonly accountConcurrencyMax?: number;
  /** Bytes of all packages and layers of one account; AWS's by default. */
  readonly accountCodeBytesMax?: number;
  readonly clock: Clock;
  /** A lower-case UUID at each call, never the same twice. */
  readonly newRevisionId: () => string;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly tracing: Tracing;
  /** Region and account of calls that carry none. */
  readonly scopeDefaults: ScopeDefaults;
  /** Architecture of functions whose creation names none: x86_64 or arm64. */
  readonly architectureDefault: string;
}

/** The running metadata service: two sets of handlers, to be served over gRPC or in one process. */
export interface MetadataApp extends AsyncDisposable {
  readonly functions: ServiceHandlers<typeof functionsService>;
  readonly feed: ServiceHandlers<typeof functionFeedService>;
}

/** A watcher that is silent for so long is no longer waited for (feed.proto). */
const watcherSilenceMs = 2000;
const watcherSweepMs = 500;
const unsettledSweepMs = 1000;
const takeoverMs = 5000;
/** How long deletions wait for watchers at most. */
const toldMsMax = 250;
/** Longer than a silent watcher is waited for. */
const knownMsMax = watcherSilenceMs + 2 * watcherSweepMs;

/** Starts the metadata service and goes on with what its last run left unfinished. Fails with ServiceUnavailable if the store does not answer. */
export async function createMetadataApp(dependencies: MetadataDependencies): Promise<MetadataApp> {
  const { store, mappings, feed, registry, preparer, clock, logger, newRevisionId, scopeDefaults } = dependencies;
  await using stack = new AsyncDisposableStack();
  const closing = new AbortController();
  const gates = stack.use(new RegionGates({ registry, clock, logger, silenceMs: watcherSilenceMs, sweepMs: watcherSweepMs }));
  const settled = settledCounter(dependencies);
  const settler = stack.use(new FunctionSettler({ store, preparer, gates, clock, newRevisionId, logger, onSettled: settled }));
  const mappingSettler = stack.use(new MappingSettler({ mappings, gates, clock, logger }));
  const sweeping = { clock, logger, sweepMs: unsettledSweepMs, takeoverMs, listRegions: () => store.listRegions() };
  const sweep = stack.use(
    new UnsettledSweep({ ...sweeping, kind: "function", settler, idOf: identityKey, listUnsettled: (region) => store.listUnsettled(region) }),
  );
  const mappingSweep = stack.use(
    new UnsettledSweep({
      ...sweeping,
      kind: "event source mapping",
      settler: mappingSettler,
      idOf: mappingId,
      listUnsettled: (region) => mappings.listUnsettled(region),
    }),
  );
  stack.defer(() => closing.abort());
  await sweep.start();
  await mappingSweep.start();
  await gates.of(scopeDefaults.region);
  showProgress(dependencies.metrics, settler, gates);

  const operations: OperationContext = {
    store,
    aliases: dependencies.aliases,
    attachments: dependencies.attachments,
    layers: dependencies.layers,
    mappings,
    codeSigning: dependencies.codeSigning,
    provisioning: dependencies.provisioning,
    usage: dependencies.usage,
    accountConcurrencyMax: dependencies.accountConcurrencyMax ?? limits.accountConcurrencyMax,
    accountCodeBytesMax: dependencies.accountCodeBytesMax ?? limits.accountCodeBytesMax,
    clock,
    logger,
    newRevisionId,
    architectureDefault: dependencies.architectureDefault,
    settle: (identity) => settler.settle(identity),
    settleAll: (key) => settler.settleAll(key),
    settleMapping: (key) => mappingSettler.settle(key),
    told: (region, sequence) => gates.waitBriefly(region, sequence, toldMsMax),
    known: (region, sequence) => gates.waitBriefly(region, sequence, knownMsMax),
  };
  const running = stack.move();
  return {
    functions: functionHandlers(dependencies, operations),
    feed: {
      Watch: (requests, call) => watch({ feed, registry, clock, logger, scopeDefaults, closing: closing.signal }, requests, call),
      ReportMappingResult: (report) => reportMappingResult(mappings, report),
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

function functionHandlers(dependencies: MetadataDependencies, operations: OperationContext): ServiceHandlers<typeof functionsService> {
  const observe = instrument(dependencies);
  const handler =
    (name: string, operation: (context: OperationContext, scope: CallScope, request: never) => Promise<object>) =>
    (request: never, call: CallContext): Promise<object> =>
      observe(name, call, () => operation(operations, callScope(call, dependencies.scopeDefaults), request));
  // Each operation takes the request and gives the response of the rpc of its name: `functionOperations` says so to the type checker.
  return Object.fromEntries(Object.entries(functionOperations).map(([name, operation]) => [name, handler(name, operation)])) as unknown as ServiceHandlers<
    typeof functionsService
  >;
}

function showProgress(metrics: Metrics, settler: FunctionSettler, gates: RegionGates): void {
  metrics.gauge({
    name: "mayfly_metadata_unsettled_functions",
    help: "Functions that this process brings to Active or Successful.",
    read: () => settler.underWay,
  });
  metrics.gauge({ name: "mayfly_metadata_watchers", help: "Live watchers of the change feed.", read: () => gates.watchers });
}

function settledCounter({ metrics, logger, clock }: MetadataDependencies): (record: FunctionRecord) => void {
  const counter = metrics.counter({ name: "mayfly_metadata_settled_total", help: "Creations and updates that ended, by how.", labels: ["state"] });
  return (record) => {
    counter.add({ state: record.state.name });
    logger.info("function settled", {
      functionName: record.functionName,
      account: record.account,
      state: record.state.name,
      reason: "reason" in record.state ? record.state.reason : undefined,
      durationMs: clock.now() - record.lastModifiedAt,
    });
  };
}
