import type { FunctionSpec__Output } from "@mayfly/contracts/generated/mayfly/functions/v1/FunctionSpec";

/** A function version with ordinary settings. */
export function functionSpec(changes: Partial<FunctionSpec__Output> = {}): FunctionSpec__Output {
  return {
    identity: { region: "us-east-1", account: "000000000000", function_name: "greeter", version: "$LATEST" },
    generation: 1,
    runtime: "nodejs24.x",
    handler: "index.handler",
    role: "arn:aws:iam::000000000000:role/any",
    timeout_seconds: 3,
    memory_mib: 128,
    ephemeral_mib: 512,
    variables: {},
    code: { sha256: "", size_bytes: 0, directory: "" },
    architecture: "x86_64",
    log_group: "/aws/lambda/greeter",
    log_format: "Text",
    application_log_level: "",
    system_log_level: "",
    layers: [],
    ...changes,
  };
}
