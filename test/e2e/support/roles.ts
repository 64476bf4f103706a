import { NodeSha256 } from "@mayfly/testkit/node-sha256";
import { SignatureV4 } from "@smithy/signature-v4";
import type { System } from "./system.ts";

const answerMsMax = 20_000;
const trust = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }] };

/** Makes a role that Lambda may assume and that may do these actions on everything. Gives back its ARN. */
export async function createRole(system: System, name: string, actions: readonly string[]): Promise<string> {
  await askIam(system, { Action: "CreateRole", RoleName: name, AssumeRolePolicyDocument: JSON.stringify(trust) });
  const policy = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: actions, Resource: "*" }] };
  await askIam(system, { Action: "PutRolePolicy", RoleName: name, PolicyName: "own", PolicyDocument: JSON.stringify(policy) });
  return `arn:aws:iam::${system.account}:role/${name}`;
}

async function askIam(system: System, parameters: Readonly<Record<string, string>>): Promise<void> {
  const endpoint = new URL(system.httpEndpoints[0] ?? "");
  const { accessKeyId, secretAccessKey } = system;
  const signer = new SignatureV4({ credentials: { accessKeyId, secretAccessKey }, region: system.region, service: "iam", sha256: NodeSha256 });
  const body = new URLSearchParams({ Version: "2010-05-08", ...parameters }).toString();
  const signed = await signer.sign({
    ...{ protocol: endpoint.protocol, hostname: endpoint.hostname, port: Number(endpoint.port), method: "POST", path: "/", query: {}, body },
    headers: { host: endpoint.host, "content-type": "application/x-www-form-urlencoded; charset=utf-8" },
  });
  const { host: _host, ...headers } = signed.headers;
  const response = await fetch(endpoint, { method: "POST", headers, body, signal: AbortSignal.timeout(answerMsMax) });
  if (!response.ok) throw new Error(`${parameters["Action"]} was answered ${response.status}: ${await response.text()}`);
}
