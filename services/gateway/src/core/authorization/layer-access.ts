import { parsePolicy } from "@mayfly/access-policy/parse-policy";
import type { PolicyDocument } from "@mayfly/access-policy/policy-document";
import type { functionsService, packagesService } from "@mayfly/contracts/services";
import type { ServiceClient } from "@mayfly/contracts/service-contract";
import { layerVersionArn, parseLayerName, type LayerKey } from "@mayfly/domain/layer-name";
import { limits } from "@mayfly/domain/limits";
import { PlatformError } from "@mayfly/errors/platform-error";
import { askControlPlane, quickCallTimeoutMs } from "../ask-control-plane.ts";
import { headersOf, type Caller, type RequestContext } from "../caller.ts";
import type { Authorizer } from "./authorizer.ts";

/** What the access to layers needs. */
export interface LayerAccessDependencies {
  readonly authorizer: Pick<Authorizer, "require">;
  readonly functions: ServiceClient<typeof functionsService>;
  readonly packages: ServiceClient<typeof packagesService>;
}

/** A call of the control plane, as far as layers go. */
export interface LayerCall extends RequestContext {
  readonly caller: Caller;
}

interface NamedVersion {
  readonly key: LayerKey;
  readonly version: number;
  readonly arn: string;
}

/** Milliseconds for one archive to go from one account to another. */
const copyTimeoutMs = 30_000;

/**
 * Lets functions have layers: of the caller's own account, and of others whose policies allow it. Gateways keep no policies of layers, which are few and
 * not on the path of an invocation: metadata is asked (ADR 17).
 */
export class LayerAccess {
  readonly #dependencies: LayerAccessDependencies;

  constructor(dependencies: LayerAccessDependencies) {
    this.#dependencies = dependencies;
  }

  /** The policy of a layer version by its ARN; undefined if it has none, is not there, or decides nothing: the operator needs none in its own account. */
  async policyOf(arn: string, call: LayerCall): Promise<PolicyDocument | undefined> {
    const named = parseVersion(arn, call.caller);
    if (named === undefined || isOwn(named, call.caller)) return undefined;
    const request = { layer_name: named.key.layerName, version_number: named.version };
    const answer = await unlessMissing(this.#dependencies.functions.GetLayerVersionPolicy(request, optionsOf(named.key, call)));
    return answer === undefined ? undefined : parsePolicy(answer.policy, { kind: "resource", sizeMax: limits.resourcePolicyCharactersMax });
  }

  /**
   * Throws AccessDenied unless the caller may give a function these layers (lambda:GetLayerVersion on each). Archives of other accounts' layers are put
   * beside the caller's own, where they stay for the function whatever becomes of the layer. What is no layer of this region is left to metadata to refuse.
   */
  async admit(arns: readonly string[], call: LayerCall): Promise<void> {
    if (arns.length > limits.functionLayersMax) return;
    for (const arn of arns) {
      const named = parseVersion(arn, call.caller);
      if (named === undefined) continue;
      await this.#requireRead(named, call);
      if (named.key.account !== call.caller.account) await this.#copyArchive(named, call);
    }
  }

  async #requireRead({ key, arn }: NamedVersion, call: LayerCall): Promise<void> {
    const { caller } = call;
    this.#dependencies.authorizer.require(caller.principal, {
      action: "lambda:GetLayerVersion",
      resource: arn,
      resourceAccount: key.account,
      origin: caller.origin,
      resourcePolicy: await this.policyOf(arn, call),
    });
  }

  async #copyArchive({ key, version }: NamedVersion, call: LayerCall): Promise<void> {
    const { functions, packages } = this.#dependencies;
    const { region, account } = call.caller;
    const layer = await unlessMissing(functions.GetLayerVersion({ layer_name: key.layerName, version_number: version }, optionsOf(key, call)));
    // Metadata tells what is missing.
    if (layer?.content === null || layer === undefined) return;
    const sha256 = Buffer.from(layer.content.code_sha256, "base64").toString("hex");
    const there = await unlessMissing(packages.DescribePackage({ region, account, sha256 }, optionsOf(call.caller, call)));
    if (there !== undefined) return;
    const options = { headers: headersOf(call.caller, call), timeoutMs: copyTimeoutMs };
    const archive = packages.GetPackage({ region, account: key.account, sha256 }, options);
    await askControlPlane(packages.PutPackage(ownedBy(call.caller, archive), options));
  }
}

function parseVersion(arn: string, { region }: Caller): NamedVersion | undefined {
  const parsed = parseLayerName(arn);
  if (parsed?.owner?.region !== region || parsed.version === undefined) return undefined;
  const key = { ...parsed.owner, layerName: parsed.layerName };
  return { key, version: parsed.version, arn: layerVersionArn(key, parsed.version) };
}

function isOwn({ key }: NamedVersion, { principal }: Caller): boolean {
  return principal.isOperator && key.account === principal.access.account;
}

/** Asks in the account that owns the layer. */
function optionsOf({ account }: { readonly account: string }, call: LayerCall): { readonly headers: ReadonlyMap<string, string>; readonly timeoutMs: number } {
  return { headers: headersOf({ ...call.caller, account }, call), timeoutMs: quickCallTimeoutMs };
}

async function* ownedBy(
  { region, account }: Caller,
  archive: AsyncIterable<{ readonly chunk: Buffer }>,
): AsyncGenerator<{ region?: string; account?: string; chunk: Buffer }> {
  yield { region, account, chunk: Buffer.alloc(0) };
  for await (const { chunk } of archive) yield { chunk };
}

async function unlessMissing<Answer>(asking: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await askControlPlane(asking);
  } catch (error) {
    if (error instanceof PlatformError && error.code === "ResourceNotFound") return undefined;
    throw error;
  }
}
