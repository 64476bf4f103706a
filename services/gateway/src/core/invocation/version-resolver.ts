import type { functionsService } from "@mayfly/contracts/services";
import type { ServiceClient } from "@mayfly/contracts/service-contract";
import { functionArn } from "@mayfly/domain/arn";
import { identityKey, type FunctionIdentity } from "@mayfly/domain/function-identity";
import { PlatformError } from "@mayfly/errors/platform-error";
import type { FunctionDirectory } from "@mayfly/invocation/function-directory";
import type { Clock } from "@mayfly/kernel/clock";
import { askControlPlane, quickCallTimeoutMs } from "../ask-control-plane.ts";
import { headersOf, type Caller, type RequestContext } from "../caller.ts";
import type { FunctionReference } from "../function-reference.ts";

const latest = "$LATEST";
/** How long a version that metadata knows may take to reach this gateway through the change feed. */
const feedDelayMsMax = 5000;

/** What the resolver needs. */
export interface VersionResolverDependencies {
  readonly directory: FunctionDirectory;
  readonly functions: ServiceClient<typeof functionsService>;
  readonly clock: Clock;
}

/**
 * Finds the version that a reference means. Answers from the directory where it can; what the directory does not know, or
 * does not know as invocable, is asked of metadata once, so that a function is found as soon as it exists.
 */
export class VersionResolver {
  readonly #dependencies: VersionResolverDependencies;
  readonly #asking = new Map<string, Promise<string>>();

  constructor(dependencies: VersionResolverDependencies) {
    this.#dependencies = dependencies;
  }

  /** The version if the directory knows it as invocable: the hot path, without a promise. */
  findInvocable(caller: Caller, reference: FunctionReference): FunctionIdentity | undefined {
    const identity = identify(caller, reference);
    return isInvocable(this.#dependencies.directory.find(identity)?.state) ? identity : undefined;
  }

  /** As `findInvocable`, but asks metadata. Throws ResourceNotFoundException or, while the function is not ready, ResourceConflictException. */
  async resolve(caller: Caller, reference: FunctionReference, request: RequestContext): Promise<FunctionIdentity> {
    const known = this.findInvocable(caller, reference);
    if (known !== undefined) return known;
    const identity = identify(caller, reference);
    const state = await this.#askState(caller, identity, request);
    if (!isInvocable(state)) {
      throw new PlatformError("ResourceConflict", `The operation cannot be performed at this time. The function is currently in the following state: ${state}`);
    }
    await this.#waitForFeed(identity);
    return identity;
  }

  #askState(caller: Caller, identity: FunctionIdentity, request: RequestContext): Promise<string> {
    const key = identityKey(identity);
    const underWay = this.#asking.get(key);
    if (underWay !== undefined) return underWay;
    const asking = this.#fetchState(caller, identity, request).finally(() => this.#asking.delete(key));
    this.#asking.set(key, asking);
    return asking;
  }

  async #fetchState(caller: Caller, identity: FunctionIdentity, request: RequestContext): Promise<string> {
    const { functionName, version } = identity;
    const qualifier = version === latest ? {} : { qualifier: version };
    try {
      const configuration = await askControlPlane(
        this.#dependencies.functions.GetFunctionConfiguration(
          { function_name: functionName, ...qualifier },
          { headers: headersOf(caller, request), timeoutMs: quickCallTimeoutMs },
        ),
      );
      return configuration.state ?? "Active";
    } catch (error) {
      if (error instanceof PlatformError && error.code === "ResourceNotFound") throw functionNotFound(identity);
      throw error;
    }
  }

  async #waitForFeed(identity: FunctionIdentity): Promise<void> {
    const { directory, clock } = this.#dependencies;
    if (directory.find(identity) !== undefined) return;
    const arrived = Promise.withResolvers<void>();
    using _listener = directory.onChange((changed) => {
      if (identityKey(changed) === identityKey(identity)) arrived.resolve();
    });
    using _deadline = clock.after(feedDelayMsMax, () =>
      arrived.reject(new PlatformError("ServiceUnavailable", "The function exists but has not reached this gateway yet.", { retryAfterSeconds: 1 })),
    );
    if (directory.find(identity) !== undefined) return;
    await arrived.promise;
  }
}

/** Since 2025 an unqualified invocation of a missing function names $LATEST (behaviours.md §5). */
function functionNotFound(identity: FunctionIdentity): PlatformError {
  return new PlatformError("ResourceNotFound", `Function not found: ${functionArn(identity, identity.functionName, identity.version)}`);
}

function identify(caller: Caller, reference: FunctionReference): FunctionIdentity {
  return { region: caller.region, account: caller.account, functionName: reference.functionName, version: reference.qualifier ?? latest };
}

function isInvocable(state: string | undefined): boolean {
  return state === "Active" || state === "Inactive";
}
