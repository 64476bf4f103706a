import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { GetFunctionCommand, LambdaClient, ListFunctionsCommand } from "@aws-sdk/client-lambda";
import { IAMClient, ListRolesCommand } from "@aws-sdk/client-iam";
import { temporaryDirectory } from "@mayfly/testkit/temporary-directory";
import { waitFor } from "@mayfly/testkit/wait-for";
import { expect, test } from "vitest";
import { useSystem } from "../e2e/support/shape.ts";
import { startStandaloneSystem } from "../e2e/support/standalone-system.ts";
import { clientConfig } from "../e2e/support/system.ts";
import { findPython, pythonClient, pythonPackages } from "./support/python-client.ts";

const sources = fileURLToPath(new URL("chalice", import.meta.url));
const system = useSystem(() => startStandaloneSystem());

/** `chalice invoke` takes the event from standard input only. */
const invoke = ["-c", 'printf %s "$2" | "$0" "$1" invoke -n greet'] as const;

test("Chalice deploys a function with its role, calls it, deploys it again with other code and settings, reads its log and deletes it", async () => {
  const packages = await pythonPackages("chalice", join(sources, "requirements.txt"));
  await using folder = await temporaryDirectory();
  await cp(join(sources, "app.py"), folder.join("app.py"));
  await mkdir(folder.join(".chalice"));
  const configure = (stage: object) =>
    writeFile(folder.join(".chalice", "config.json"), JSON.stringify({ version: "2.0", app_name: "greeter", stages: { dev: stage } }));
  const [python, program] = [findPython(), join(packages, "bin", "chalice")];
  const chalice = pythonClient(system(), [python, program], { packages, folder: folder.path });
  const shell = pythonClient(system(), ["sh"], { packages, folder: folder.path });
  const greet = async (name: string): Promise<unknown> => JSON.parse(await shell.run(...invoke.slice(0, 2), python, program, JSON.stringify({ name })));
  const lambda = new LambdaClient(clientConfig(system()));
  const iam = new IAMClient({ ...clientConfig(system()) });
  const roles = async () => (await iam.send(new ListRolesCommand({}))).Roles?.map(({ RoleName }) => RoleName);

  await configure({});
  expect(await chalice.run("deploy")).toContain(`arn:aws:lambda:us-east-1:${system().account}:function:greeter-dev-greet`);
  expect(await greet("Ada")).toEqual({ greeting: "hello Ada", function: "greeter-dev-greet" });
  expect(await roles()).toContain("greeter-dev");

  await writeFile(folder.join("app.py"), (await readFile(folder.join("app.py"), "utf8")).replace("hello", "good evening"));
  await configure({ environment_variables: { MOOD: "fine" }, lambda_memory_size: 192, reserved_concurrency: 2, tags: { team: "a" } });
  await chalice.run("deploy");
  expect(await greet("Grace")).toEqual({ greeting: "good evening Grace", function: "greeter-dev-greet" });
  expect(await lambda.send(new GetFunctionCommand({ FunctionName: "greeter-dev-greet" }))).toMatchObject({
    Configuration: { MemorySize: 192, Environment: { Variables: { MOOD: "fine" } }, Role: `arn:aws:iam::${system().account}:role/greeter-dev` },
    Concurrency: { ReservedConcurrentExecutions: 2 },
    Tags: { team: "a" },
  });
  await waitFor(async () => (await chalice.run("logs", "-n", "greet")).includes("greeting Grace"), { deadlineMs: 60_000, what: "the log of the call" });

  await chalice.run("delete");
  expect((await lambda.send(new ListFunctionsCommand({}))).Functions).toEqual([]);
  expect(await roles()).not.toContain("greeter-dev");
  lambda.destroy();
  iam.destroy();
}, 300_000);
