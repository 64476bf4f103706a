import { fromJSON, type MessageTypeDefinition, type PackageDefinition } from "@grpc/proto-loader";
import protobuf from "protobufjs";

/** From google/rpc/status.proto and error_details.proto of the gRPC and Google API error model (AIP-193); all that Mayfly sends. */
const source = `
  syntax = "proto3";
  package google.rpc;
  message Status {
    int32 code = 1;
    string message = 2;
    repeated google.protobuf.Any details = 3;
  }
  message ErrorInfo {
    string reason = 1;
    string domain = 2;
    map<string, string> metadata = 3;
  }
  message RetryInfo {
    google.protobuf.Duration retry_delay = 1;
  }
`;

const options = { keepCase: true, longs: Number, arrays: true, objects: true, defaults: true } as const;

function load(): PackageDefinition {
  const root = new protobuf.Root();
  for (const file of ["google/protobuf/any.proto", "google/protobuf/duration.proto"]) {
    const known = protobuf.common.get(file);
    if (known?.nested === undefined) throw new Error(`protobufjs does not bring ${file}`);
    root.addJSON(known.nested);
  }
  protobuf.parse(source, root, { keepCase: true });
  return fromJSON(root.toJSON(), options);
}

/** The messages of google.rpc that travel in a status's details. */
export const googleRpcPackage: PackageDefinition = load();

/** One of them; `Message` must be what `source` says of it. */
export function googleRpcMessage<Message extends object>(name: "Status" | "ErrorInfo" | "RetryInfo"): MessageTypeDefinition<Message, Message> {
  const definition = googleRpcPackage[`google.rpc.${name}`];
  if (definition === undefined || !("serialize" in definition)) throw new Error(`no message type google.rpc.${name}`);
  // Serialisers are made from `source` above, which is what the caller's type repeats.
  return definition as unknown as MessageTypeDefinition<Message, Message>;
}
