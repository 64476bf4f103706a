import type { IssueRoleCredentialsReply } from "@mayfly/contracts/generated/mayfly/identity/v1/IssueRoleCredentialsReply";
import type { IssueRoleCredentialsRequest__Output } from "@mayfly/contracts/generated/mayfly/identity/v1/IssueRoleCredentialsRequest";
import { PlatformError } from "@mayfly/errors/platform-error";
import { parseIdentityArn } from "@mayfly/identity/identity-arns";
import { identityValues } from "@mayfly/identity/identity-records";
import { newIdentityId, newSecretAccessKey } from "@mayfly/identity/key-material";
import { sealSession } from "@mayfly/identity/session-token";
import type { IdentityStore } from "../ports/identity-store.ts";
import type { SecretBox } from "./secret-box.ts";
import { currentSessionKey } from "./session-keys.ts";

/** What issuing works with. */
export interface IssueContext {
  readonly store: IdentityStore;
  readonly box: SecretBox;
  readonly now: number;
  /** True if roles must exist. */
  readonly requireRoles: boolean;
}

const secondsMin = 900;
const secondsMax = 43_200;

/** Credentials of an execution role. Failures are part of the reply, since it also travels on the bus. */
export async function issueRoleCredentials(request: IssueRoleCredentialsRequest__Output, context: IssueContext): Promise<IssueRoleCredentialsReply> {
  try {
    return { credentials: await issue(request, context) };
  } catch (error) {
    const { code, publicMessage } = PlatformError.from(error);
    return { failure: { code, message: publicMessage } };
  }
}

async function issue(request: IssueRoleCredentialsRequest__Output, { store, box, now, requireRoles }: IssueContext) {
  const { role_arn: arn, session_name: sessionName, duration_seconds: seconds, account } = request;
  const parsed = parseIdentityArn(arn);
  if (parsed?.type !== "role") throw new PlatformError("InvalidParameterValue", `${arn} is not the ARN of a role.`);
  if (parsed.account !== account) throw new PlatformError("AccessDenied", `The role ${arn} belongs to another account than the function.`);
  if (!/^[\w+=,.@-]{1,64}$/.test(sessionName)) throw new PlatformError("InvalidParameterValue", "session_name must have 1 to 64 characters of [\\w+=,.@-].");
  if (seconds < secondsMin || seconds > secondsMax)
    throw new PlatformError("InvalidParameterValue", `duration_seconds must be from ${secondsMin} to ${secondsMax}.`);
  const stored = await store.find(account, "role", parsed.name.toLowerCase());
  const role = stored === undefined ? undefined : identityValues.role.decode(stored);
  const exists = role !== undefined && role.name === parsed.name && role.path === parsed.path;
  if (!exists && requireRoles) throw new PlatformError("InvalidParameterValue", "The role defined for the function cannot be assumed by Lambda.");
  const accessKeyId = newIdentityId("ASIA");
  const secretAccessKey = newSecretAccessKey();
  const expiresAt = now + seconds * 1000;
  const content = { accessKeyId, secretAccessKey, account, of: "role" as const, arn, id: exists ? role.id : "", sessionName, expiresAt };
  const session_token = sealSession(content, await currentSessionKey(store, box, now));
  return { access_key_id: accessKeyId, secret_access_key: secretAccessKey, session_token, expires_at: expiresAt };
}
