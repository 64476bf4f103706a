import { readFile, writeFile } from "node:fs/promises";
import { temporaryDirectory } from "@mayfly/testkit/temporary-directory";
import { waitFor } from "@mayfly/testkit/wait-for";
import { zipOf } from "@mayfly/testkit/zip-of";
import { expect, test } from "vitest";
import { findTool } from "../e2e/official-clients/tools.ts";
import { handlerModule } from "../e2e/support/functions.ts";
import { useSystem } from "../e2e/support/shape.ts";
import { startStandaloneSystem } from "../e2e/support/standalone-system.ts";
import type { System } from "../e2e/support/system.ts";
import { pythonClient } from "./support/python-client.ts";

const system = useSystem(() => startStandaloneSystem());
const advice = "Install the AWS CLI: pip3 install awscli, or https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html";

/** One function of one name, and the CLI in a folder of its own. */
interface Journey extends AsyncDisposable {
  readonly arn: string;
  readonly role: string;
  /** Runs `aws lambda <words> --function-name <the name>`. */
  readonly lambda: (...words: readonly string[]) => Promise<unknown>;
  /** Runs any other command of the CLI. */
  readonly aws: (...words: readonly string[]) => Promise<unknown>;
  /** Writes `fileb://` of an archive whose function answers the word. */
  readonly archive: (word: string) => Promise<string>;
  /** What a call answers. */
  readonly invoke: (...words: readonly string[]) => Promise<unknown>;
}

/** `aws` prints nothing where there is nothing to say. */
async function startJourney(running: System, name: string): Promise<Journey> {
  const folder = await temporaryDirectory();
  const program = pythonClient(running, [findTool("aws", advice)], { folder: folder.path });
  const aws = async (...words: readonly string[]): Promise<unknown> => {
    const output = await program.run("--output", "json", ...words);
    return output.trim() === "" ? undefined : JSON.parse(output);
  };
  return {
    arn: `arn:aws:lambda:${running.region}:${running.account}:function:${name}`,
    role: `arn:aws:iam::${running.account}:role/service`,
    aws,
    lambda: (...words) => aws("lambda", ...words, "--function-name", name),
    async archive(word) {
      await writeFile(
        folder.join(`${word}.zip`),
        await zipOf(handlerModule(`async (event) => { console.log("said", event.to); return "${word} " + event.to; }`)),
      );
      return `fileb://${word}.zip`;
    },
    async invoke(...words) {
      const payload = ["--payload", '{"to":"Ada"}', ...payloadOptions(await program.run("--version"))];
      await aws("lambda", "invoke", "--function-name", name, ...payload, ...words, "answer.json");
      const answer: unknown = JSON.parse(await readFile(folder.join("answer.json"), "utf8"));
      return answer;
    },
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
}

/** Version 2 of the CLI takes payloads as Base64 unless it is told otherwise. */
function payloadOptions(version: string): readonly string[] {
  return version.startsWith("aws-cli/1.") ? [] : ["--cli-binary-format", "raw-in-base64-out"];
}

test("the AWS CLI creates, waits, calls, updates, publishes and routes", async () => {
  await using journey = await startJourney(system(), "cli-versions");
  const { lambda, invoke, arn } = journey;
  const settings = ["--runtime", "nodejs24.x", "--handler", "index.handler", "--role", journey.role];
  expect(await lambda("create-function", ...settings, "--zip-file", await journey.archive("hello"))).toMatchObject({ State: "Pending", FunctionArn: arn });
  await lambda("wait", "function-active-v2");
  expect(await invoke()).toBe("hello Ada");

  await lambda("update-function-code", "--zip-file", await journey.archive("hola"));
  await lambda("wait", "function-updated-v2");
  expect(await lambda("update-function-configuration", "--memory-size", "192", "--environment", "Variables={MOOD=fine}")).toMatchObject({
    LastUpdateStatus: "InProgress",
    Environment: { Variables: { MOOD: "fine" } },
  });
  await lambda("wait", "function-updated-v2");
  expect(await invoke()).toBe("hola Ada");

  expect(await lambda("publish-version", "--description", "first")).toMatchObject({ Version: "1", Description: "first", FunctionArn: `${arn}:1` });
  await lambda("update-function-code", "--zip-file", await journey.archive("ciao"), "--publish");
  await lambda("wait", "published-version-active", "--qualifier", "2");
  await lambda("create-alias", "--name", "live", "--function-version", "1");
  expect(await invoke("--qualifier", "live")).toBe("hola Ada");
  expect(await lambda("update-alias", "--name", "live", "--function-version", "2", "--routing-config", "AdditionalVersionWeights={1=0.4}")).toMatchObject({
    AliasArn: `${arn}:live`,
    FunctionVersion: "2",
    RoutingConfig: { AdditionalVersionWeights: { 1: 0.4 } },
  });
  expect(["hola Ada", "ciao Ada"]).toContain(await invoke("--qualifier", "live"));

  await expect(lambda("delete-function", "--qualifier", "2")).rejects.toThrow(
    "An error occurred (ResourceConflictException) when calling the DeleteFunction operation: Unable to delete version because the following aliases reference it: [live]",
  );
  await lambda("delete-alias", "--name", "live");
  await lambda("delete-function");
  await expect(lambda("get-function")).rejects.toThrow(`(ResourceNotFoundException) when calling the GetFunction operation: Function not found: ${arn}`);
}, 300_000);

test("the AWS CLI sets what hangs at a function, reads its log and deletes it", async () => {
  await using journey = await startJourney(system(), "cli-settings");
  const { lambda, invoke, aws, arn } = journey;
  const settings = ["--runtime", "nodejs24.x", "--handler", "index.handler", "--role", journey.role, "--tags", "team=a"];
  await lambda("create-function", ...settings, "--zip-file", await journey.archive("hello"));
  await lambda("wait", "function-active-v2");

  const permission = ["--statement-id", "s", "--action", "lambda:InvokeFunction", "--principal", "s3.amazonaws.com"];
  await lambda("add-permission", ...permission, "--source-arn", "arn:aws:s3:::bucket");
  expect(await lambda("get-policy")).toMatchObject({ Policy: expect.stringContaining('"Sid":"s"') });
  await lambda("remove-permission", "--statement-id", "s");

  expect(await lambda("create-function-url-config", "--auth-type", "NONE", "--cors", "AllowOrigins=*")).toMatchObject({ FunctionArn: arn, AuthType: "NONE" });
  expect(await lambda("list-function-url-configs")).toMatchObject({ FunctionUrlConfigs: [{ Cors: { AllowOrigins: ["*"] } }] });
  await lambda("delete-function-url-config");

  expect(await lambda("put-function-concurrency", "--reserved-concurrent-executions", "3")).toEqual({ ReservedConcurrentExecutions: 3 });
  expect(await lambda("put-function-event-invoke-config", "--maximum-retry-attempts", "1")).toMatchObject({ MaximumRetryAttempts: 1 });
  await aws("lambda", "tag-resource", "--resource", arn, "--tags", "stage=dev");
  await aws("lambda", "untag-resource", "--resource", arn, "--tag-keys", "team");
  expect(await lambda("get-function")).toMatchObject({ Tags: { stage: "dev" }, Concurrency: { ReservedConcurrentExecutions: 3 } });
  await lambda("delete-function-concurrency");
  await lambda("delete-function-event-invoke-config");

  const queue = `arn:aws:sqs:us-east-1:${system().account}:orders`;
  const mapping = (await lambda("create-event-source-mapping", "--event-source-arn", queue, "--batch-size", "5")) as { readonly UUID: string };
  const stateOf = async () => ((await aws("lambda", "get-event-source-mapping", "--uuid", mapping.UUID)) as { readonly State: string }).State;
  await waitFor(async () => (await stateOf()) === "Enabled", { deadlineMs: 60_000, what: "the mapping to be Enabled" });
  await aws("lambda", "update-event-source-mapping", "--uuid", mapping.UUID, "--no-enabled");
  await waitFor(async () => (await stateOf()) === "Disabled", { deadlineMs: 60_000, what: "the mapping to be Disabled" });
  await aws("lambda", "delete-event-source-mapping", "--uuid", mapping.UUID);

  expect(await invoke()).toBe("hello Ada");
  await waitFor(
    async () => {
      const found = await aws("logs", "filter-log-events", "--log-group-name", "/aws/lambda/cli-settings", "--filter-pattern", "said");
      return JSON.stringify(found).includes("said Ada");
    },
    { deadlineMs: 60_000, what: "the log of the call" },
  );
  await lambda("delete-function");
  await expect(lambda("get-function")).rejects.toThrow("ResourceNotFoundException");
}, 300_000);
