import { randomUUID } from "node:crypto";
import { headers } from "@nats-io/transport-node";
import { natsHeaders } from "@mayfly/contracts/subjects";
import { connectNats } from "@mayfly/testkit/connect-nats";
import { waitFor } from "@mayfly/testkit/wait-for";
import { describe, expect, test } from "vitest";
import { createFunction, handlerModule, invoke } from "./support/functions.ts";
import { countLogged, waitForLogLine } from "./support/function-logs.ts";
import { shapes, useSystem } from "./support/shape.ts";

describe.each(shapes)("NATS and asynchronous invocation, $shape", ({ start }) => {
  const system = useSystem(start);
  const connection = () => connectNats(system().natsUrl);

  test("a request on mayfly.invoke answers with the function's answer and its headers", async () => {
    await using fn = await createFunction(system(), handlerModule("async (event) => { if (event.fail) throw new Error('no'); return event.x + 1; }"));
    await using nats = await connection();

    const answer = await nats.request(`mayfly.invoke.${system().account}.${fn.name}`, '{"x":1}', { timeout: 10_000 });
    const failed = await nats.request(`mayfly.invoke.${system().account}.${fn.name}`, '{"fail":true}', { timeout: 10_000 });

    expect(answer.string()).toBe("2");
    expect(answer.headers?.get(natsHeaders.executedVersion)).toBe("$LATEST");
    expect(answer.headers?.get(natsHeaders.requestId)).toMatch(/^[0-9a-f-]{36}$/);
    expect(failed.headers?.get(natsHeaders.functionError)).toBe("Unhandled");
  });

  test.each([
    ["an unknown function", (account: string) => `mayfly.invoke.${account}.unknown-function`, "{}", "ResourceNotFoundException"],
    ["what is not JSON", (account: string) => `mayfly.invoke.${account}.unknown-function`, "{", "InvalidRequestContentException"],
    ["another account", () => "mayfly.invoke.999999999999.fn", "{}", "AccessDeniedException"],
  ])("%s is answered at once with AWS's error name", async (_name, subject, payload, errorName) => {
    await using _fn = await createFunction(system(), handlerModule("async () => 1"));
    await using nats = await connection();

    const answer = await nats.request(subject(system().account), payload, { timeout: 2000 });

    expect([errorName, "ResourceNotFoundException"]).toContain(answer.headers?.get(natsHeaders.error));
  });

  test("an event published to mayfly.events is acknowledged by JetStream and runs under the request id it names", async () => {
    const marker = randomUUID();
    await using fn = await createFunction(system(), handlerModule("async (event, context) => console.log(event.marker, context.awsRequestId)"));
    await using nats = await connection();
    const requestId = randomUUID();
    const named = headers();
    named.set(natsHeaders.requestId, requestId);

    const acknowledged = await nats.request(`mayfly.events.${system().account}.${fn.name}`, JSON.stringify({ marker }), { timeout: 5000, headers: named });

    expect(JSON.parse(acknowledged.string())).toMatchObject({ stream: "MAYFLY_EVENTS", seq: expect.any(Number) });
    await waitForLogLine(system(), `${marker} ${requestId}`);
  });

  test("an event through the SDK is answered 202 and runs", async () => {
    const marker = randomUUID();
    await using fn = await createFunction(system(), handlerModule("async (event) => console.log(event.marker)"));

    const accepted = await invoke(fn, { marker }, { InvocationType: "Event" });

    expect(accepted).toMatchObject({ status: 202, payload: "", executedVersion: undefined });
    await waitForLogLine(system(), marker);
  });

  test("a burst of 200 events all run, each once", async () => {
    const burst = randomUUID();
    await using fn = await createFunction(system(), handlerModule("async (event) => console.log(`${event.burst}-${event.n};`)"));

    const answers = await Promise.all(Array.from({ length: 200 }, (_value, n) => invoke(fn, { burst, n }, { InvocationType: "Event" })));

    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([202]));
    await waitFor(async () => (await countLogged(system(), burst)) >= 200, { deadlineMs: 30_000, what: "200 events to have run" });
    for (let n = 0; n < 200; n++) expect(await countLogged(system(), `${burst}-${n};`), `event ${n}`).toBe(1);
  }, 60_000);

  test("the default user cannot reach Mayfly's own subjects and streams", async () => {
    await using nats = await connection();

    await expect(nats.request("mayfly.internal.v1.us-east-1.scheduler.acquire", "forged", { timeout: 2000 })).rejects.toThrow(/no responders/i);
    await expect(nats.request("$JS.API.STREAM.INFO.MAYFLY_EVENTS", "", { timeout: 2000 }).then((answer) => answer.string())).resolves.toMatch(
      /stream not found/,
    );
  });

  test("the default user may make streams of its own", async () => {
    await using nats = await connection();
    const name = `OWN_${randomUUID().slice(0, 8)}`;

    const created = await nats.request(`$JS.API.STREAM.CREATE.${name}`, JSON.stringify({ name, subjects: [`own.${name}.>`], storage: "file" }), {
      timeout: 5000,
    });

    expect(JSON.parse(created.string())).toMatchObject({ config: { name } });
    await nats.request(`$JS.API.STREAM.DELETE.${name}`, "", { timeout: 5000 });
  });
});
