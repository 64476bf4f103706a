import { processEnvironment } from "@mayfly/config/process-environment";
import { defaultDataDirectory } from "@mayfly/config/default-directories";
import { PlatformError } from "@mayfly/errors/platform-error";
import { dataDirectoryAt } from "@mayfly/standalone/data-directory";
import { ensureDefaultCredentials } from "@mayfly/standalone/default-credentials";
import { findRunFile } from "@mayfly/standalone/run-file";
import { z } from "zod";

/** Performs an operation on identities in the running Mayfly. Fails with PlatformError whose message is Mayfly's. */
export type PerformIdentity = (operation: string, input: object, account?: string) => Promise<unknown>;

const failure = z.object({ message: z.string() });
const timeoutMs = 15_000;

/** The flag that says which Mayfly is meant. */
export const dataDirOption = ["--data-dir <path>", "data directory of the running Mayfly (default $XDG_DATA_HOME/mayfly)"] as const;

/** Reaches the Mayfly of AWS_ENDPOINT_URL and MAYFLY_TOKEN, or else the one that runs on the data directory, with its own credentials. */
export async function identityClient(dataDir: string | undefined): Promise<PerformIdentity> {
  const { url, token } = await findMayfly(dataDir);
  return async (operation, input, account) => {
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json", ...(account === undefined ? {} : { "mayfly-account": account }) };
    const request = { method: "POST", headers, body: JSON.stringify(input), signal: AbortSignal.timeout(timeoutMs) };
    const answer = await fetch(`${url}/_mayfly/identities/${operation}`, request).catch((cause: unknown) => {
      throw new PlatformError("ServiceUnavailable", `Mayfly at ${url} does not answer.`, { cause });
    });
    const body: unknown = await answer.json();
    if (answer.ok) return body;
    const parsed = failure.safeParse(body);
    throw new PlatformError("InvalidInput", parsed.success ? parsed.data.message : `Mayfly answered ${answer.status}.`);
  };
}

async function findMayfly(givenDataDir: string | undefined): Promise<{ readonly url: string; readonly token: string }> {
  const { AWS_ENDPOINT_URL: url, MAYFLY_TOKEN: token } = processEnvironment();
  if (givenDataDir === undefined && url !== undefined && token !== undefined) return { url, token };
  const environment = processEnvironment();
  const dataDir = givenDataDir ?? environment["MAYFLY_DATA_DIR"] ?? defaultDataDirectory(environment);
  const directory = dataDirectoryAt(dataDir);
  const run = await findRunFile(directory.runFile);
  if (run === undefined)
    throw new PlatformError(
      "ServiceUnavailable",
      `No Mayfly runs on ${dataDir}. Start one with: npm start\nor name a running one with AWS_ENDPOINT_URL and MAYFLY_TOKEN.`,
    );
  return { url: run.http, token: (await ensureDefaultCredentials(directory.aws)).token };
}
