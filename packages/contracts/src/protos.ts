import { fileURLToPath } from "node:url";
import { loadSync, type MethodDefinition, type PackageDefinition } from "@grpc/proto-loader";

const protoRoot = fileURLToPath(new URL("../../../proto", import.meta.url));

const protoFiles = [
  "mayfly/functions/v1/functions.proto",
  "mayfly/functions/v1/feed.proto",
  "mayfly/identity/v1/identity.proto",
  "mayfly/invocation/v1/invocation.proto",
  "mayfly/packages/v1/packages.proto",
  "mayfly/scheduler/v1/scheduler.proto",
  "mayfly/agent/v1/agent.proto",
] as const;

let loaded: PackageDefinition | undefined;

/** All of `proto/`, loaded once, with the options that the generated types were made with. */
export function protoPackage(): PackageDefinition {
  loaded ??= loadSync([...protoFiles], { includeDirs: [protoRoot], keepCase: true, longs: Number, enums: String, defaults: true, oneofs: true });
  return loaded;
}

/** Methods of the named service, like mayfly.agent.v1.Agent, with their serialisers. */
export function serviceMethods(serviceName: string): Readonly<Record<string, MethodDefinition<object, object>>> {
  const definition = protoPackage()[serviceName];
  if (definition === undefined || "format" in definition) throw new Error(`proto/ has no service ${serviceName}`);
  return definition;
}
