import type { Bus } from "@mayfly/bus/bus";
import { methodCodec } from "@mayfly/contracts/codec";
import { identitiesService } from "@mayfly/contracts/services";
import { internalSubjects } from "@mayfly/contracts/subjects";
import { isErrorCode } from "@mayfly/errors/catalogue";
import { PlatformError } from "@mayfly/errors/platform-error";
import type { RoleCredentialIssuer, RoleCredentials, RoleSession } from "../ports/role-credentials.ts";

const codec = methodCodec(identitiesService, "IssueRoleCredentials");
/** A cold start may be waiting. */
const timeoutMs = 1000;
/** A session's name has two characters at least, a function's one. */
const nameLengthMin = 2;

/** Asks metadata over the bus. */
export class BusRoleCredentialIssuer implements RoleCredentialIssuer {
  readonly #bus: Bus;
  readonly #subject: string;

  constructor(bus: Bus, region: string) {
    this.#bus = bus;
    this.#subject = internalSubjects.issueRoleCredentials(region);
  }

  async issue({ account, roleArn, functionName }: RoleSession, durationSeconds: number): Promise<RoleCredentials> {
    const request = codec.request.encode({
      account,
      role_arn: roleArn,
      session_name: functionName.padEnd(nameLengthMin, "-"),
      duration_seconds: durationSeconds,
    });
    const { credentials, failure } = codec.response.decode(await this.#bus.request(this.#subject, request, { timeoutMs }));
    if (!credentials) {
      const code = failure?.code ?? "";
      throw new PlatformError(isErrorCode(code) ? code : "Service", failure?.message ?? "The role's credentials were neither given nor refused.");
    }
    return {
      accessKeyId: credentials.access_key_id,
      secretAccessKey: credentials.secret_access_key,
      sessionToken: credentials.session_token,
      expiresAt: credentials.expires_at,
    };
  }
}
