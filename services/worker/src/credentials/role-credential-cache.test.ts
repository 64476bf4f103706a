import { MemoryHub } from "@mayfly/bus/memory-hub";
import { methodCodec } from "@mayfly/contracts/codec";
import { identitiesService } from "@mayfly/contracts/services";
import { internalSubjects } from "@mayfly/contracts/subjects";
import { FakeClock } from "@mayfly/kernel/fake-clock";
import { captureLogger } from "@mayfly/testkit/capture-logger";
import { expect, test } from "vitest";
import { BusRoleCredentialIssuer } from "../adapters/bus-role-credential-issuer.ts";
import { RoleCredentialCache } from "./role-credential-cache.ts";

const region = "us-east-1";
const hour = 3_600_000;
const codec = methodCodec(identitiesService, "IssueRoleCredentials");
const session = { account: "000000000000", roleArn: "arn:aws:iam::000000000000:role/reader", functionName: "greeter", generation: 1 };

/** A worker's cache and, on the same bus, whoever issues: each credential is numbered. */
function openCache() {
  const clock = new FakeClock();
  const hub = new MemoryHub();
  const bus = hub.connect();
  const logger = captureLogger();
  const cache = new RoleCredentialCache({ issuer: new BusRoleCredentialIssuer(hub.connect(), region), clock, logger });
  const asked: ReturnType<typeof codec.request.decode>[] = [];
  const serve = (answer: "credentials" | "refusal" = "credentials"): AsyncDisposable =>
    bus.subscribe(internalSubjects.issueRoleCredentials(region), ({ data, replyTo }) => {
      const request = codec.request.decode(data);
      asked.push(request);
      const expires_at = clock.now() + request.duration_seconds * 1000;
      const credentials = { access_key_id: `ASIA${asked.length}`, secret_access_key: "secret", session_token: "token", expires_at };
      const failure = { code: "AccessDenied", message: "There is no such role." };
      if (replyTo !== undefined) bus.publish(replyTo, codec.response.encode(answer === "refusal" ? { failure } : { credentials }));
    });
  return { clock, cache, asked, serve, logger };
}

test("environments of a function and role share credentials of twelve hours in the function's name", async () => {
  const { cache, asked, serve } = openCache();
  serve();
  const found = await Promise.all([cache.find(session), cache.find(session), cache.find({ ...session, functionName: "f" })]);
  expect(found.map((credentials) => credentials?.accessKeyId)).toEqual(["ASIA1", "ASIA1", "ASIA2"]);
  expect((await cache.find(session))?.accessKeyId).toBe("ASIA1");
  expect(asked).toEqual([
    { account: session.account, role_arn: session.roleArn, session_name: "greeter", duration_seconds: 43_200 },
    expect.objectContaining({ session_name: "f-" }),
  ]);
});

test("other roles, accounts and generations have others", async () => {
  const { cache, serve } = openCache();
  serve();
  const sessions = [
    session,
    { ...session, roleArn: "arn:aws:iam::000000000000:role/writer" },
    { ...session, account: "111111111111" },
    { ...session, generation: 2 },
  ];
  const found = await Promise.all(sessions.map((each) => cache.find(each)));
  expect(new Set(found.map((credentials) => credentials?.accessKeyId)).size).toBe(4);
});

test("they are renewed beside their use, and a start whose credentials have less than six hours left waits for new ones", async () => {
  const { clock, cache, asked, serve } = openCache();
  serve();
  await cache.find(session);
  clock.advance(4.5 * hour);
  expect((await cache.find(session))?.accessKeyId).toBe("ASIA1");
  await expect.poll(() => asked.length).toBe(2);
  await expect.poll(async () => (await cache.find(session))?.accessKeyId).toBe("ASIA2");
  clock.advance(6.1 * hour);
  expect((await cache.find(session))?.accessKeyId).toBe("ASIA3");
});

test("while nobody issues, starts use what is left, then none, and find out within five seconds that somebody does again", async () => {
  const { clock, cache, serve, logger } = openCache();
  expect(await cache.find(session)).toBeUndefined();
  expect(logger.entries.filter(({ phrase }) => phrase === "role credentials not issued")).toHaveLength(1);
  const issuing = serve();
  expect(await cache.find({ ...session, functionName: "other" })).toBeUndefined();
  clock.advance(5000);
  expect((await cache.find(session))?.accessKeyId).toBe("ASIA1");
  await issuing[Symbol.asyncDispose]();
  clock.advance(11 * hour);
  expect((await cache.find(session))?.accessKeyId).toBe("ASIA1");
  clock.advance(45 * 60_000);
  expect(await cache.find(session)).toBeUndefined();
});

test("a role that is refused is asked for again five seconds later, and holds up nobody else", async () => {
  const { clock, cache, asked, serve } = openCache();
  const refusing = serve("refusal");
  expect([await cache.find(session), await cache.find(session)]).toEqual([undefined, undefined]);
  expect(asked).toHaveLength(1);
  await refusing[Symbol.asyncDispose]();
  serve();
  expect((await cache.find({ ...session, functionName: "other" }))?.accessKeyId).toBe("ASIA2");
  expect(await cache.find(session)).toBeUndefined();
  clock.advance(5000);
  expect((await cache.find(session))?.accessKeyId).toBe("ASIA3");
});
