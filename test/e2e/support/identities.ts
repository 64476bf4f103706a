import { randomUUID } from "node:crypto";
import { CreateAccessKeyCommand, CreateUserCommand, IAMClient, PutUserPolicyCommand } from "@aws-sdk/client-iam";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { STSClient } from "@aws-sdk/client-sts";
import { clientConfig, type System } from "./system.ts";

/** What a client signs with. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Clients that sign with one set of credentials; disposing closes their connections. */
export interface Clients extends Disposable {
  readonly lambda: LambdaClient;
  readonly iam: IAMClient;
  readonly sts: STSClient;
}

/** Unmodified SDK clients of one of a system's gateways; without credentials they are the administrator's. */
export function clientsOf(system: System, credentials?: Credentials, gateway = 0): Clients {
  const { endpoint, region, credentials: own, maxAttempts } = clientConfig(system, gateway);
  if (typeof endpoint !== "string" || region === undefined || own === undefined || maxAttempts === undefined)
    throw new Error("the system gives no whole configuration");
  const config = {
    endpoint,
    region: system.region,
    maxAttempts: 1,
    credentials: credentials ?? { accessKeyId: system.accessKeyId, secretAccessKey: system.secretAccessKey },
  };
  const clients = { lambda: new LambdaClient(config), iam: new IAMClient(config), sts: new STSClient(config) };
  return {
    ...clients,
    [Symbol.dispose]() {
      for (const client of Object.values(clients)) client.destroy();
    },
  };
}

/** A policy document. */
export function policyOf(...statements: readonly object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

/** Creates a user with a policy and an access key. */
export async function createUser(iam: IAMClient, policy: string): Promise<Credentials & { readonly userName: string }> {
  const userName = `user-${randomUUID().slice(0, 8)}`;
  await iam.send(new CreateUserCommand({ UserName: userName }));
  await iam.send(new PutUserPolicyCommand({ UserName: userName, PolicyName: "own", PolicyDocument: policy }));
  const { AccessKey: key } = await iam.send(new CreateAccessKeyCommand({ UserName: userName }));
  return { userName, accessKeyId: key?.AccessKeyId ?? "", secretAccessKey: key?.SecretAccessKey ?? "" };
}
