import { methodCodec } from "@mayfly/contracts/codec";
import { functionsService } from "@mayfly/contracts/services";
import { protoPackage } from "@mayfly/contracts/protos";
import { expect, test } from "vitest";
import { lambdaOperation } from "./lambda-operations.ts";
import { inputFromMessage, outputFromMessage, toMessage } from "./message-mapping.ts";

const everything = {
  FunctionName: "f",
  Role: "arn:aws:iam::000000000000:role/test",
  Runtime: "nodejs24.x",
  Handler: "index.handler",
  Code: { ZipFile: Buffer.from("archive") },
  Description: "",
  Timeout: 9,
  MemorySize: 256,
  PackageType: "Zip",
  Environment: { Variables: { A: "1" } },
  TracingConfig: { Mode: "Active" },
  Tags: { team: "mayfly" },
  Architectures: ["arm64"],
  EphemeralStorage: { Size: 1024 },
  LoggingConfig: { LogFormat: "JSON", ApplicationLogLevel: "DEBUG", SystemLogLevel: "WARN", LogGroup: "/g" },
};

test("an input survives the way through its proto message and back: every member has a field there", () => {
  const { input } = lambdaOperation("CreateFunction");
  const { request } = methodCodec(functionsService, "CreateFunction");

  const received = request.decode(request.encode(toMessage(input, everything)));

  expect(inputFromMessage(input, received)).toEqual(everything);
});

test("structures in lists and lists in maps become messages of their own, and empty lists stay", () => {
  const { input } = lambdaOperation("CreateEventSourceMapping");
  const { request } = methodCodec(functionsService, "CreateEventSourceMapping");
  const mapping = {
    FunctionName: "f",
    Enabled: false,
    FilterCriteria: { Filters: [{ Pattern: "{}" }] },
    FunctionResponseTypes: [],
    SourceAccessConfigurations: [{ Type: "VPC_SUBNET", URI: "subnet:subnet-1" }],
    SelfManagedEventSource: { Endpoints: { KAFKA_BOOTSTRAP_SERVERS: ["a:1", "b:2"] } },
    StartingPositionTimestamp: 1.5,
  };

  const received = request.decode(request.encode(toMessage(input, mapping)));

  expect(inputFromMessage(input, received)).toEqual(mapping);
  const { output } = lambdaOperation("GetEventSourceMapping");
  const endpoints = { self_managed_event_source: { endpoints: { KAFKA_BOOTSTRAP_SERVERS: { values: ["a:1"] } } } };
  expect(output && outputFromMessage(output, endpoints)).toEqual({ SelfManagedEventSource: { Endpoints: { KAFKA_BOOTSTRAP_SERVERS: ["a:1"] } } });
});

test("members that were not sent stay absent on the way through the proto message", () => {
  const { input } = lambdaOperation("UpdateFunctionConfiguration");
  const { request } = methodCodec(functionsService, "UpdateFunctionConfiguration");

  const received = request.decode(request.encode(toMessage(input, { FunctionName: "f", Description: "" })));

  expect(inputFromMessage(input, received)).toEqual({ FunctionName: "f", Description: "" });
});

test("UpdateFunctionCode's ZipFile becomes the source of its code", () => {
  const { input } = lambdaOperation("UpdateFunctionCode");

  expect(toMessage(input, { FunctionName: "f", ZipFile: Buffer.from("a"), DryRun: true })).toEqual({
    function_name: "f",
    code: { zip_file: Buffer.from("a") },
    dry_run: true,
  });
});

test("an answer leaves absent messages and optional fields out, and keeps empty strings", () => {
  const { output } = lambdaOperation("GetFunction");
  const { response } = methodCodec(functionsService, "GetFunction");
  const received = response.decode(response.encode({ configuration: { function_name: "f", state: "Active" } }));

  const answer = outputFromMessage(output ?? { kind: "structure", members: {} }, received);

  expect(answer).toEqual({ Configuration: expect.objectContaining({ FunctionName: "f", State: "Active", Description: "", CodeSize: 0 }) });
  expect(answer["Configuration"]).not.toHaveProperty("Environment");
  expect(answer["Configuration"]).not.toHaveProperty("LastUpdateStatus");
});

test("every field of the proto's FunctionConfiguration is a member of the answer", () => {
  const { output } = lambdaOperation("GetFunctionConfiguration");
  const definition = protoPackage()["mayfly.functions.v1.FunctionConfiguration"];
  // The descriptor's type is `object`; proto-loader fills it with a DescriptorProto.
  const descriptor = definition !== undefined && "type" in definition ? (definition.type as { readonly field: readonly unknown[] }) : undefined;

  expect(Object.keys(output?.members ?? {})).toHaveLength(descriptor?.field.length ?? -1);
});
