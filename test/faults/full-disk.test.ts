import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import { DeleteFunctionCommand, UpdateFunctionConfigurationCommand } from "@aws-sdk/client-lambda";
import { expect, test } from "vitest";
import { createFunction, invoke, waitUntilSettled } from "../e2e/support/functions.ts";
import { startStandaloneSystem } from "../e2e/support/standalone-system.ts";

const cli = fileURLToPath(new URL("../../packages/cli/src/main.ts", import.meta.url));
const namespaces = process.geteuid?.() === 0 ? ["--mount"] : ["--user", "--map-root-user", "--mount"];
/** Runs Mayfly where the disk of its code cache has 20 MiB, in a mount namespace of its own. */
const onSmallDisk = [
  ...["unshare", ...namespaces, "sh", "-c"],
  'mkdir -p "$MAYFLY_DATA_DIR/cache/code" && mount -t tmpfs -o size=20m,mode=755 small "$MAYFLY_DATA_DIR/cache/code" && exec "$@"',
  ...["sh", process.execPath, cli],
];

/** A function whose package has 12 MiB that cannot be compressed. */
const large = (text: string): Record<string, string> => ({
  "index.js": `exports.handler = async () => ${JSON.stringify(text)};`,
  "data.txt": randomBytes(6 * 1024 * 1024).toString("hex"),
});

test("a disk that is full of packages in use is a 503 that says so, and once there is room everything works again", async () => {
  await using system = await startStandaloneSystem({ launcher: onSmallDisk });
  await using first = await createFunction(system, large("first"));
  expect((await invoke(first)).payload).toBe('"first"');

  // The first one's environment holds its package: the second cannot be made ready, and says why.
  await expect(createFunction(system, large("second"), { FunctionName: "second" })).rejects.toThrow(
    "The disk is full: the deployment package could not be unpacked.",
  );
  for (const FunctionName of [first.name, "second"]) await first.client.send(new DeleteFunctionCommand({ FunctionName }));

  await using third = await createFunction(system, large("third"));
  await using fourth = await createFunction(system, large("fourth"));
  expect((await invoke(fourth)).payload).toBe('"fourth"');
  await expect(invoke(third)).rejects.toMatchObject({
    name: "ServiceUnavailableException",
    message: "The disk is full: the deployment package could not be unpacked.",
    $metadata: { httpStatusCode: 503 },
  });
  await fourth.client.send(new UpdateFunctionConfigurationCommand({ FunctionName: fourth.name, Timeout: 4 }));
  await waitUntilSettled(fourth.client, fourth.name);
  expect((await invoke(third)).payload).toBe('"third"');
});
