import { randomUUID } from "node:crypto";
import type { AliasConfiguration__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/AliasConfiguration";
import type { AliasRouting__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/AliasRouting";
import type { FunctionConfiguration__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/FunctionConfiguration";
import type { functionsService } from "@mayfly/contracts/services";
import type { ServiceHandlers } from "@mayfly/contracts/service-contract";
import { functionArn } from "@mayfly/domain/arn";
import { PlatformError } from "@mayfly/errors/platform-error";

type VersionOperations = Pick<
  ServiceHandlers<typeof functionsService>,
  "PublishVersion" | "ListVersionsByFunction" | "CreateAlias" | "UpdateAlias" | "GetAlias" | "ListAliases" | "DeleteAlias"
>;

/** Versions and aliases of one account in maps, as much as a gateway needs of metadata and the change feed. */
export class FakeVersions {
  /** By `function:version`. */
  readonly #versions = new Map<string, FunctionConfiguration__Output>();
  /** By `function:alias`. */
  readonly #aliases = new Map<string, AliasConfiguration__Output>();
  readonly #owner: { readonly region: string; readonly account: string };
  readonly #latestOf: (functionName: string) => FunctionConfiguration__Output;
  /** False: the feed does not tell of aliases. */
  announcing = true;

  constructor(owner: { readonly region: string; readonly account: string }, latestOf: (functionName: string) => FunctionConfiguration__Output) {
    this.#owner = owner;
    this.#latestOf = latestOf;
  }

  find(functionName: string, qualifier: string): FunctionConfiguration__Output | undefined {
    const version = this.#aliases.get(`${functionName}:${qualifier}`)?.function_version ?? qualifier;
    return this.#versions.get(`${functionName}:${version}`);
  }

  findAlias(functionName: string, aliasName: string): AliasRouting__Output | undefined {
    const alias = this.announcing ? this.#aliases.get(`${functionName}:${aliasName}`) : undefined;
    if (alias === undefined) return undefined;
    return {
      identity: null,
      function_version: alias.function_version,
      additional_version_weights: alias.routing_config?.additional_version_weights ?? {},
    };
  }

  readonly functions: VersionOperations = {
    PublishVersion: async (request) => {
      const latest = this.#latestOf(request.function_name);
      const version = String([...this.#versions.keys()].filter((key) => key.startsWith(`${request.function_name}:`)).length + 1);
      const published = {
        ...latest,
        version,
        function_arn: functionArn(this.#owner, request.function_name, version),
        description: request.description ?? latest.description,
        state: "Active",
      };
      this.#versions.set(`${request.function_name}:${version}`, published);
      return published;
    },
    ListVersionsByFunction: async (request) => ({
      versions: [this.#latestOf(request.function_name), ...this.#versions.values()],
      next_marker: `after ${request.marker ?? "nothing"}, ${request.max_items ?? 50} items`,
    }),
    CreateAlias: async (request) => {
      const alias: AliasConfiguration__Output = {
        alias_arn: functionArn(this.#owner, request.function_name, request.name),
        name: request.name,
        function_version: request.function_version,
        description: request.description ?? "",
        routing_config: request.routing_config,
        revision_id: randomUUID(),
      };
      this.#aliases.set(`${request.function_name}:${request.name}`, alias);
      return alias;
    },
    UpdateAlias: async (request) => {
      const alias = this.#requireAlias(request.function_name, request.name);
      if (request.revision_id !== undefined && request.revision_id !== alias.revision_id) throw new PlatformError("PreconditionFailed", "Not the latest.");
      const routing = request.routing_config ?? alias.routing_config;
      const updated = {
        ...alias,
        function_version: request.function_version ?? alias.function_version,
        description: request.description ?? alias.description,
        routing_config: Object.keys(routing?.additional_version_weights ?? {}).length === 0 ? null : routing,
        revision_id: randomUUID(),
      };
      this.#aliases.set(`${request.function_name}:${request.name}`, updated);
      return updated;
    },
    GetAlias: async (request) => this.#requireAlias(request.function_name, request.name),
    ListAliases: async (request) => ({
      aliases: [...this.#aliases.values()].filter((alias) => request.function_version === undefined || alias.function_version === request.function_version),
    }),
    DeleteAlias: async (request) => {
      this.#aliases.delete(`${request.function_name}:${request.name}`);
      return {};
    },
  };

  #requireAlias(functionName: string, name: string): AliasConfiguration__Output {
    const alias = this.#aliases.get(`${functionName}:${name}`);
    if (alias === undefined) throw new PlatformError("ResourceNotFound", `Cannot find alias arn: ${functionArn(this.#owner, functionName, name)}`);
    return alias;
  }
}
