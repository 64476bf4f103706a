import type { Clock } from "@mayfly/kernel/clock";
import type { Logger } from "@mayfly/telemetry/logger";
import type { EventSourceMappingKey } from "@mayfly/domain/event-source-mapping";
import type { FunctionIdentity } from "@mayfly/domain/function-identity";
import type { FunctionKey } from "@mayfly/domain/function-record";
import type { ChangeStamp } from "../core/create-function.ts";
import type { AccountUsageReader } from "../ports/account-usage.ts";
import type { AliasStore } from "../ports/alias-store.ts";
import type { AttachmentStore } from "../ports/attachment-store.ts";
import type { CodeSigningStore } from "../ports/code-signing-store.ts";
import type { MappingStore } from "../ports/mapping-store.ts";
import type { FunctionStore } from "../ports/function-store.ts";
import type { LayerStore } from "../ports/layer-store.ts";
import type { ProvisioningReporter } from "../ports/provisioning-reporter.ts";

/** What every operation on functions works with. */
export interface OperationContext {
  readonly store: FunctionStore;
  readonly aliases: AliasStore;
  readonly attachments: AttachmentStore;
  readonly layers: LayerStore;
  readonly mappings: MappingStore;
  readonly codeSigning: CodeSigningStore;
  readonly provisioning: ProvisioningReporter;
  readonly usage: AccountUsageReader;
  /** Environments of one account that may run at a time. */
  readonly accountConcurrencyMax: number;
  /** Bytes of all packages and layers of one account. */
  readonly accountCodeBytesMax: number;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly newRevisionId: () => string;
  /** Architecture of functions whose creation names none. */
  readonly architectureDefault: string;
  /** Brings a changed function or version to Active or Successful, in the background. */
  readonly settle: (identity: FunctionIdentity) => void;
  /** Brings a changed event source mapping to Enabled, Disabled or its end, in the background. */
  readonly settleMapping: (key: EventSourceMappingKey) => void;
  /** The same for everything of a function that is under way. */
  readonly settleAll: (key: FunctionKey) => void;
  /** Resolves when every live watcher of the region has applied the change, and soon even if one has not. */
  readonly told: (region: string, sequence: number) => Promise<void>;
  /** The same, but gives up on a watcher only when it has been silent for so long that it is no longer waited for. */
  readonly known: (region: string, sequence: number) => Promise<void>;
}

/** Runs a write and has the function looked after: also if the write failed, since it may have happened all the same. */
export async function writeAndSettle<Outcome>(context: OperationContext, identity: FunctionIdentity, write: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await write();
  } finally {
    context.settle(identity);
  }
}

/** The stamp of a change that a client makes now. */
export function changeStamp(context: OperationContext): ChangeStamp {
  return { now: context.clock.now(), revisionId: context.newRevisionId() };
}
