import { expect } from "vitest";
import type { Subject } from "./row.ts";

/** A random lower-case UUID, as revision ids are. */
export const uuid: unknown = expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);

/** LastModified of functions and CreatedDate of layers. */
export const milliseconds: unknown = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/);

/** Standard base64 of a SHA-256. */
export const sha256: unknown = expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/);

const always = ({ name, account, arn }: Subject) => ({
  FunctionName: name,
  FunctionArn: arn(),
  Runtime: "nodejs24.x",
  Role: `arn:aws:iam::${account}:role/test`,
  Handler: "index.handler",
  CodeSize: expect.any(Number),
  Description: "",
  Timeout: 3,
  MemorySize: 128,
  LastModified: milliseconds,
  CodeSha256: sha256,
  Version: "$LATEST",
  TracingConfig: { Mode: "PassThrough" },
  RevisionId: uuid,
  PackageType: "Zip",
  Architectures: ["x86_64"],
  EphemeralStorage: { Size: 512 },
  SnapStart: { ApplyOn: "None", OptimizationStatus: "Off" },
  LoggingConfig: { LogFormat: "Text", LogGroup: `/aws/lambda/${name}` },
});

const RuntimeVersionConfig = { RuntimeVersionArn: expect.stringMatching(/^arn:aws:lambda:us-east-1::runtime:[0-9a-f]{64}$/) };

/** A function with AWS's defaults as lists show it: without state (behaviours.md §6). */
export function listed(subject: Subject): object {
  return always(subject);
}

/** A function with AWS's defaults that can be invoked. */
export function active(subject: Subject): object {
  return { ...always(subject), RuntimeVersionConfig, State: "Active", LastUpdateStatus: "Successful" };
}

/** A function with AWS's defaults that is being created. */
export function pending(subject: Subject): object {
  return { ...always(subject), RuntimeVersionConfig, State: "Pending", StateReason: "The function is being created.", StateReasonCode: "Creating" };
}

/** A function with AWS's defaults that is being updated. */
export function updating(subject: Subject): object {
  return {
    ...active(subject),
    LastUpdateStatus: "InProgress",
    LastUpdateStatusReason: "The function is being created.",
    LastUpdateStatusReasonCode: "Creating",
  };
}
