import type { functionsService } from "@mayfly/contracts/services";
import type { ServiceClient } from "@mayfly/contracts/service-contract";
import { functionArn } from "@mayfly/domain/arn";
import { identityKey, latestVersion, type FunctionIdentity } from "@mayfly/domain/function-identity";
import { PlatformError } from "@mayfly/errors/platform-error";
import type { FunctionDirectory } from "@mayfly/invocation/function-directory";
import { resolveQualifier } from "@mayfly/invocation/resolve-qualifier";
import type { Clock } from "@mayfly/kernel/clock";
import { askControlPlane, quickCallTimeoutMs } from "../ask-control-plane.ts";
import { headersOf, type Caller, type RequestContext } from "../caller.ts";
import type { FunctionReference } from "../function-reference.ts";

/** How long a version that metadata knows may take to reach this gateway through the change feed. */
const feedDelayMsMax = 5000;

/** What the resolver needs. */
export interface VersionResolverDependencies {
  readonly directory: FunctionDirectory;
  readonly functions: ServiceClient<typeof functionsService>;
  readonly clock: Clock;
  /** From 0 to below 1, anew for each invocation of an alias with weights. */
  readonly random: () => number;
}

/** What metadata says of a qualifier. */
interface KnownVersion {
  /** $LATEST or a number, also of an alias. */
  readonly version: string;
  readonly state: string;
}

/**
 * Finds the version that an invocation of a reference runs; an alias with weights chooses one for each. Answers from the
 * directory where it can; what the directory does not know, or does not know as invocable, is asked of metadata once, so
 * that a function is found as soon as it exists.
 */
export class VersionResolver {
  readonly #dependencies: VersionResolverDependencies;
  readonly #asking = new Map<string, Promise<KnownVersion>>();

  constructor(dependencies: VersionResolverDependencies) {
    this.#dependencies = dependencies;
  }

  /** The version if the directory knows it as invocable: the hot path, without a promise. */
  findInvocable(caller: Caller, reference: FunctionReference): FunctionIdentity | undefined {
    const { directory, random } = this.#dependencies;
    const identity = resolveQualifier(directory, identify(caller, reference), random);
    return isInvocable(directory.find(identity)?.state) ? identity : undefined;
  }

  /** As `findInvocable`, but asks metadata. Throws ResourceNotFoundException or, while the function is not ready, ResourceConflictException. */
  async resolve(caller: Caller, reference: FunctionReference, request: RequestContext): Promise<FunctionIdentity> {
    const { directory, random } = this.#dependencies;
    const named = identify(caller, reference);
    const identity = resolveQualifier(directory, named, random);
    if (isInvocable(directory.find(identity)?.state)) return identity;
    // An alias that the directory does not know yet stands for its own version meanwhile.
    const { version, state } = await this.#ask(caller, identity, request);
    if (!isInvocable(state)) {
      throw new PlatformError("ResourceConflict", `The operation cannot be performed at this time. The function is currently in the following state: ${state}`);
    }
    const found = { ...identity, version };
    await this.#waitForFeed(found);
    return found;
  }

  #ask(caller: Caller, identity: FunctionIdentity, request: RequestContext): Promise<KnownVersion> {
    const key = identityKey(identity);
    const underWay = this.#asking.get(key);
    if (underWay !== undefined) return underWay;
    const asking = this.#fetch(caller, identity, request).finally(() => this.#asking.delete(key));
    this.#asking.set(key, asking);
    return asking;
  }

  async #fetch(caller: Caller, identity: FunctionIdentity, request: RequestContext): Promise<KnownVersion> {
    const { functionName, version } = identity;
    const qualifier = version === latestVersion ? {} : { qualifier: version };
    try {
      const configuration = await askControlPlane(
        this.#dependencies.functions.GetFunctionConfiguration(
          { function_name: functionName, ...qualifier },
          { headers: headersOf(caller, request), timeoutMs: quickCallTimeoutMs },
        ),
      );
      return { version: configuration.version, state: configuration.state ?? "Active" };
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
  return { region: caller.region, account: caller.account, functionName: reference.functionName, version: reference.qualifier ?? latestVersion };
}

function isInvocable(state: string | undefined): boolean {
  return state === "Active" || state === "Inactive";
}
