import { randomUUID } from "node:crypto";
import { LambdaClient, PublishLayerVersionCommand } from "@aws-sdk/client-lambda";
import { waitFor } from "@mayfly/testkit/wait-for";
import { zipOf } from "@mayfly/testkit/zip-of";
import { describe, expect, test } from "vitest";
import { createFunction, invoke } from "./support/functions.ts";
import { shapes, useSystem } from "./support/shape.ts";
import { clientConfig } from "./support/system.ts";

/** Registers, subscribes to telemetry, and serves what it has heard so far at port 4280. */
const extension = `#!/var/lang/bin/node
const http = require("node:http");
const heard = [];
http.createServer((request, response) => {
  let text = "";
  request.on("data", (chunk) => (text += chunk));
  request.on("end", () => {
    if (request.method === "POST") heard.push(...JSON.parse(text).map((event) => event.type));
    response.end(JSON.stringify(heard));
  });
}).listen(4280, "0.0.0.0", main);
async function main() {
  const api = "http://" + process.env.AWS_LAMBDA_RUNTIME_API;
  const registered = await fetch(api + "/2020-01-01/extension/register", { method: "POST", headers: { "Lambda-Extension-Name": "listener" }, body: JSON.stringify({ events: ["INVOKE", "SHUTDOWN"] }) });
  const headers = { "Lambda-Extension-Identifier": registered.headers.get("lambda-extension-identifier") };
  const destination = { protocol: "HTTP", URI: "http://sandbox.localdomain:4280" };
  await fetch(api + "/2022-07-01/telemetry", { method: "PUT", headers, body: JSON.stringify({ schemaVersion: "2022-07-01", types: ["platform"], buffering: { timeoutMs: 25 }, destination }) });
  for (;;) {
    const event = await (await fetch(api + "/2020-01-01/extension/event/next", { headers })).json();
    heard.push(event.eventType);
    if (event.eventType === "SHUTDOWN") process.exit(0);
  }
}
`;

const asking = { "index.js": `exports.handler = async () => (await fetch("http://sandbox.localdomain:4280/")).json();` };

describe.each(shapes)("extensions, $shape", ({ start }) => {
  const system = useSystem(start);

  test("an external extension in a published layer hears of invocations and is told what the platform does", async () => {
    const client = new LambdaClient(clientConfig(system()));
    const zip = await zipOf({ "extensions/listener": { content: extension, mode: 0o755 } });
    const layer = await client.send(new PublishLayerVersionCommand({ LayerName: `listener-${randomUUID().slice(0, 8)}`, Content: { ZipFile: zip } }));
    await using fn = await createFunction(system(), asking, { Layers: [layer.LayerVersionArn ?? ""], Timeout: 15 });

    // Telemetry comes in batches, so that an invocation sees what became of the one before, or before that.
    const heard = await waitFor(
      async () => {
        const types: unknown[] = JSON.parse((await invoke(fn)).payload);
        return types.includes("platform.report") && types;
      },
      { what: "the telemetry of a whole invocation" },
    );

    expect(heard).toEqual(
      expect.arrayContaining([
        "platform.initStart",
        "platform.telemetrySubscription",
        "platform.extension",
        "platform.start",
        "platform.runtimeDone",
        "INVOKE",
      ]),
    );
  });

  test("an extension that crashes fails the function with AWS's error type", async () => {
    const client = new LambdaClient(clientConfig(system()));
    const zip = await zipOf({ "extensions/broken": { content: "#!/bin/sh\nexit 3\n", mode: 0o755 } });
    const layer = await client.send(new PublishLayerVersionCommand({ LayerName: `broken-${randomUUID().slice(0, 8)}`, Content: { ZipFile: zip } }));
    await using fn = await createFunction(system(), asking, { Layers: [layer.LayerVersionArn ?? ""] });

    const answer = await invoke(fn);

    expect(answer.functionError).toBe("Unhandled");
    expect(JSON.parse(answer.payload)).toEqual({ errorType: "Extension.Crash", errorMessage: expect.stringMatching(/^RequestId: \S+ Error: exit status 3$/) });
  });
});
