import { systemAccount } from "@mayfly/identity/identity-records";
import { bearerTokenOf } from "@mayfly/identity/key-material";
import { sealSession } from "@mayfly/identity/session-token";
import { FakeClock } from "@mayfly/kernel/fake-clock";
import { expect, test } from "vitest";
import { createStaticCredentialSource } from "../../adapters/credentials/static-credential-source.ts";
import { testAccount, userRecord, WritableDirectory } from "../../testing/identity-directory.test-support.ts";
import { IdentityCredentials } from "./identity-credentials.ts";

const id = "AKIATESTTESTTESTTEST";
const secret = "the secret of the test's access key";
const sessionKey = { id: "01020304", createdAt: 0, secret: Buffer.alloc(32, 7).toString("base64") };
const content = {
  accessKeyId: "ASIATESTTESTTESTTEST",
  secretAccessKey: secret,
  account: testAccount,
  of: "role" as const,
  arn: `arn:aws:iam::${testAccount}:role/app`,
  id: "AROA1",
  sessionName: "one",
  expiresAt: 1000,
};

function fixture() {
  const directory = new WritableDirectory();
  const clock = new FakeClock(0);
  directory.put("user", userRecord("ci"));
  directory.put("access-key", { id, userName: "ci", status: "Active", createdAt: 0, secret });
  directory.put("session-key", sessionKey, systemAccount);
  return { directory, clock, credentials: new IdentityCredentials({ own: createStaticCredentialSource([]), directory, clock }) };
}

test("a key is its user's until it is made inactive, deleted, or its user is", () => {
  const { directory, credentials } = fixture();
  const arn = `arn:aws:iam::${testAccount}:user/ci`;
  expect(credentials.findByAccessKey(id)).toMatchObject({ secretAccessKey: secret, account: testAccount, principalArn: arn });

  directory.put("access-key", { id, userName: "ci", status: "Inactive", createdAt: 0, secret });
  expect(credentials.findByAccessKey(id)).toBeUndefined();
  directory.put("access-key", { id, userName: "ci", status: "Active", createdAt: 0, secret });
  expect(credentials.findByAccessKey(id)).toBeDefined();
  directory.delete("user", "ci");
  expect(credentials.findByAccessKey(id)).toBeUndefined();
});

test("a key's bearer token is right until the key is gone, and no other token is", () => {
  const { directory, credentials } = fixture();
  const token = bearerTokenOf(id, secret);
  expect([credentials.findByToken(token)?.accessKeyId, credentials.findByToken(token)?.accessKeyId]).toEqual([id, id]);
  expect(credentials.findByToken(bearerTokenOf(id, "another secret"))).toBeUndefined();
  expect(credentials.findByToken("mayfly_nonsense")).toBeUndefined();

  directory.delete("access-key", id);

  expect(credentials.findByToken(token)).toBeUndefined();
});

test("a session is found by its token, until it ends", () => {
  const { clock, credentials } = fixture();
  const token = sealSession(content, sessionKey);
  expect(credentials.findByAccessKey(content.accessKeyId, token)).toMatchObject({
    principalArn: `arn:aws:sts::${testAccount}:assumed-role/app/one`,
    sessionToken: token,
  });
  expect(credentials.findByAccessKey("ASIAOTHEROTHEROTHER0", token)).toBeUndefined();
  expect(credentials.findByAccessKey(content.accessKeyId)).toBeUndefined();

  clock.advance(1001);

  expect(() => credentials.findByAccessKey(content.accessKeyId, token)).toThrow("The security token included in the request is expired");
});

test("a gateway that does not know the identities yet asks to be tried again, instead of refusing a key", () => {
  const { directory, credentials } = fixture();
  directory.ready = false;

  expect(credentials.findByAccessKey(id)).toBeDefined();
  expect(() => credentials.findByAccessKey("AKIAUNKNOWNUNKNOWN00")).toThrow("does not know the access keys yet");
});

test("a token that was changed, or sealed under a key that is not there, is nobody's", () => {
  const { credentials } = fixture();
  const bytes = Buffer.from(sealSession(content, sessionKey), "base64");
  for (let at = 0; at < bytes.length; at += 7) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 0x40;
    expect(credentials.findByAccessKey(content.accessKeyId, changed.toString("base64"))).toBeUndefined();
  }
  expect(credentials.findByAccessKey(content.accessKeyId, sealSession(content, { id: "0a0b0c0d", secret: sessionKey.secret }))).toBeUndefined();
  expect(credentials.findByAccessKey(content.accessKeyId, "A".repeat(20_000))).toBeUndefined();
});
