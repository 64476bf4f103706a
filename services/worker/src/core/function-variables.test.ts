import { parseRuntimeManifest } from "@mayfly/runtimes/runtime-manifest";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { roleCredentials } from "../role-credentials.test-support.ts";
import { functionSpec } from "../function-spec.test-support.ts";
import { bootCommand, extensionVariables, functionVariables, logStreamName, needsOwnBoot } from "./function-variables.ts";

const node20 = parseRuntimeManifest(readFileSync(new URL("../../../../packages/runtimes/manifests/nodejs20.x.json", import.meta.url), "utf8"));
const provided = parseRuntimeManifest(readFileSync(new URL("../../../../packages/runtimes/manifests/provided.al2023.json", import.meta.url), "utf8"));
const own = { logStream: "stream", credentials: roleCredentials() };
const awsNames = [
  "AWS_ENDPOINT_URL",
  "AWS_LAMBDA_RUNTIME_API",
  "AWS_XRAY_DAEMON_ADDRESS",
  "AWS_XRAY_CONTEXT_MISSING",
  "_AWS_XRAY_DAEMON_ADDRESS",
  "_AWS_XRAY_DAEMON_PORT",
  "AWS_LAMBDA_INITIALIZATION_TYPE",
  "AWS_EXECUTION_ENV",
  "TZ",
  "LANG",
  "PATH",
  "LD_LIBRARY_PATH",
  "NODE_PATH",
  "PWD",
  "SHLVL",
  "AWS_LAMBDA_FUNCTION_NAME",
  "AWS_LAMBDA_FUNCTION_VERSION",
  "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
  "AWS_LAMBDA_LOG_GROUP_NAME",
  "AWS_LAMBDA_LOG_STREAM_NAME",
  "AWS_REGION",
  "AWS_DEFAULT_REGION",
  "LAMBDA_TASK_ROOT",
  "LAMBDA_RUNTIME_DIR",
  "_HANDLER",
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
];

test("a function sees exactly AWS's variables, where Mayfly is, and its own", () => {
  const variables = functionVariables(functionSpec({ variables: { STAGE: "dev" } }), node20, own);
  expect(Object.keys(variables).toSorted()).toEqual([...awsNames, "STAGE"].toSorted());
  expect(variables).toMatchObject({
    AWS_EXECUTION_ENV: "AWS_Lambda_nodejs20.x",
    TZ: ":UTC",
    NODE_PATH: "/opt/nodejs/node20/node_modules:/opt/nodejs/node_modules:/var/runtime/node_modules:/var/runtime:/var/task",
  });
});

test("a function is told whether it was started for a provisioning", () => {
  const typeOf = (provisioned?: boolean) =>
    functionVariables(functionSpec({}), node20, { ...own, ...(provisioned === undefined ? {} : { provisioned }) })["AWS_LAMBDA_INITIALIZATION_TYPE"];
  expect([typeOf(), typeOf(false), typeOf(true)]).toEqual(["on-demand", "on-demand", "provisioned-concurrency"]);
});

test("a function overrides what AWS lets it override, and nothing of the platform", () => {
  const variables = functionVariables(
    functionSpec({ variables: { PATH: "/mine", TZ: "Asia/Tokyo", AWS_REGION: "x", AWS_EXECUTION_ENV: "y", _HANDLER: "z" } }),
    node20,
    own,
  );
  expect(variables).toMatchObject({
    PATH: "/mine",
    TZ: "Asia/Tokyo",
    AWS_REGION: "us-east-1",
    AWS_EXECUTION_ENV: "AWS_Lambda_nodejs20.x",
    _HANDLER: "index.handler",
  });
});

test("a provided runtime has no AWS_EXECUTION_ENV", () => {
  expect(functionVariables(functionSpec({ runtime: "provided.al2023" }), provided, own)).not.toHaveProperty("AWS_EXECUTION_ENV");
});

test("a function has its role's credentials, whatever its own variables say, and none where there are none", () => {
  const spec = functionSpec({ variables: { AWS_SESSION_TOKEN: "mine" } });
  const { accessKeyId, secretAccessKey, sessionToken } = own.credentials;
  const expected = { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: sessionToken };
  expect(functionVariables(spec, node20, own)).toMatchObject(expected);
  expect(Object.keys(functionVariables(functionSpec(), node20, { ...own, credentials: undefined }))).not.toEqual(
    expect.arrayContaining([expect.stringMatching(/KEY|TOKEN/)]),
  );
});

test("SDKs inside find Mayfly at the door, unless the function says where; extensions likewise", () => {
  expect(functionVariables(functionSpec(), node20, own)["AWS_ENDPOINT_URL"]).toBe("http://169.254.100.1");
  const mine = { AWS_ENDPOINT_URL: "https://elsewhere.example", AWS_ENDPOINT_URL_S3: "https://s3.example" };
  const variables = functionVariables(functionSpec({ variables: mine }), node20, own);
  expect(variables).toMatchObject(mine);
  expect(extensionVariables(variables, mine)).toMatchObject({ ...mine, AWS_ACCESS_KEY_ID: own.credentials.accessKeyId });
});

test.each(["NODE_OPTIONS", "UV_THREADPOOL_SIZE", "LD_PRELOAD", "TZ", "LC_ALL", "SSL_CERT_FILE", "AWS_LAMBDA_EXEC_WRAPPER", "GLIBC_TUNABLES"])(
  "%s needs a process of its own",
  (name) => {
    expect(needsOwnBoot({ [name]: "1" })).toBe(true);
  },
);

test("other variables do not need a process of their own", () => {
  expect(needsOwnBoot({ STAGE: "1", MY_NODE_ENV: "x", AWS_NODEJS_CONNECTION_REUSE_ENABLED: "1" })).toBe(false);
});

test("the command has the heap limit, the wrapper, and not the flags that the function takes back", () => {
  expect(bootCommand(node20, { heapMib: 72, handler: "index.handler" }, {})).toEqual([
    "/var/lang/bin/node",
    "--no-experimental-require-module",
    "--max-old-space-size=72",
    "/var/runtime/bootstrap.cjs",
  ]);
  expect(
    bootCommand(node20, { heapMib: 72, handler: "index.handler" }, { NODE_OPTIONS: "--experimental-require-module", AWS_LAMBDA_EXEC_WRAPPER: "/opt/wrap" }),
  ).toEqual(["/opt/wrap", "/var/lang/bin/node", "--max-old-space-size=72", "/var/runtime/bootstrap.cjs"]);
});

test("a program of the function's own is started without the wrapper", () => {
  expect(bootCommand(provided, { heapMib: 72, handler: "any" }, { AWS_LAMBDA_EXEC_WRAPPER: "/opt/wrap" })).toEqual(
    bootCommand(provided, { heapMib: 72, handler: "any" }, {}),
  );
});

test("a log stream is named by day, version and environment", () => {
  expect(logStreamName("$LATEST", new Date("2026-03-04T05:06:07Z"), "0f-1e")).toBe("2026/03/04/[$LATEST]0f1e");
});
