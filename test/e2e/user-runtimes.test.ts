import type { Runtime } from "@aws-sdk/client-lambda";
import { cacheDirectory } from "@mayfly/config/default-directories";
import { processEnvironment } from "@mayfly/config/process-environment";
import { createRuntimeCatalogue, hostArchitecture } from "@mayfly/runtimes/runtime-catalogue";
import { describe, expect, test } from "vitest";
import { startClusterSystem } from "./support/cluster-system.ts";
import { createFunction, invoke } from "./support/functions.ts";
import { useSystem } from "./support/shape.ts";
import { startStandaloneSystem } from "./support/standalone-system.ts";

const environment = processEnvironment();
const runtimes = createRuntimeCatalogue({ cacheDirectory: cacheDirectory(environment), environment, architecture: hostArchitecture() }).list();
const served = runtimes.findLast(({ name, status }) => name.startsWith("python") && status === "ready")?.name ?? "none";
const manifests = {
  // A runtime that no machine has, served on purpose by another interpreter.
  remapped: { name: "python3.14", extends: served },
  own: { name: "python-own", extends: served, variables: { PYTHONPATH: "/var/task/vendored:/var/runtime" } },
  wrong: { name: "python-wrong", extends: served, colour: "red" },
};
const systems = [
  { shape: "standalone", start: () => startStandaloneSystem({ manifests }) },
  { shape: "separate processes", start: () => startClusterSystem({ manifests, environment: { MAYFLY_ADDITIONAL_RUNTIMES: "python-own" } }) },
];

describe.each(systems)("manifests in the data directory, $shape", ({ start }) => {
  const system = useSystem(start);

  test("a runtime is served by another interpreter", async () => {
    const code = "import os, sys\ndef handler(event, context): return ['python%d.%d' % sys.version_info[:2], os.environ['AWS_EXECUTION_ENV']]";
    await using fn = await createFunction(system(), { "index.py": code }, { Runtime: "python3.14" });
    expect(JSON.parse((await invoke(fn)).payload)).toEqual([served, "AWS_Lambda_python3.14"]);
  });

  test("a runtime of a new name runs functions, and one whose manifest is wrong is no runtime", async () => {
    const files = { "index.py": "import mine\ndef handler(event, context): return mine.word", "vendored/mine.py": "word = 'mine'" };
    // The SDK's union of names is a closed one.
    await using fn = await createFunction(system(), files, { Runtime: "python-own" as Runtime });
    expect((await invoke(fn)).payload).toBe('"mine"');
    const refused = createFunction(system(), files, { Runtime: "python-wrong" as Runtime }).then((made) => made[Symbol.asyncDispose]());
    await expect(refused).rejects.toMatchObject({
      name: "InvalidParameterValueException",
      message: expect.stringContaining("Value python-wrong at 'runtime'"),
    });
  });
});
