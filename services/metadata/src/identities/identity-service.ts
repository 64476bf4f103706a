import { randomInt } from "node:crypto";
import type { Bus, BusMessage } from "@mayfly/bus/bus";
import { methodCodec } from "@mayfly/contracts/codec";
import type { PerformRequest__Output } from "@mayfly/contracts/generated/mayfly/identity/v1/PerformRequest";
import type { PerformResponse } from "@mayfly/contracts/generated/mayfly/identity/v1/PerformResponse";
import type { ServiceHandlers } from "@mayfly/contracts/service-contract";
import { identitiesService } from "@mayfly/contracts/services";
import { internalSubjects } from "@mayfly/contracts/subjects";
import { PlatformError } from "@mayfly/errors/platform-error";
import type { Clock } from "@mayfly/kernel/clock";
import type { Logger } from "@mayfly/telemetry/logger";
import type { IdentityStore } from "../ports/identity-store.ts";
import { changeAccount } from "./account-identities.ts";
import { accountRecordName } from "./account-operations.ts";
import { findIamOperation } from "./iam-operations.ts";
import { iamTime } from "./iam-inputs.ts";
import { identityValues } from "@mayfly/identity/identity-records";
import { issueRoleCredentials } from "./issue-role-credentials.ts";
import { createSecretBox, noSecretBox, type SecretBox } from "./secret-box.ts";
import { rotateSessionKeys } from "./session-keys.ts";
import { watchIdentities } from "./watch-identities.ts";

/** What identities need. */
export interface IdentityServiceDependencies {
  readonly store: IdentityStore;
  /** Serves IssueRoleCredentials for workers. */
  readonly bus: Bus;
  readonly region: string;
  /** Twelve digits: the account that settings name. */
  readonly account: string;
  /** Seals secrets in Redis; at least 32 characters. Undefined: nothing that needs secrets works. */
  readonly identityKey: string | undefined;
  /** True if the roles of functions must exist. */
  readonly requireRoles: boolean;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The identities of metadata. Disposing it ends watches and the door on the bus. */
export interface IdentityService extends AsyncDisposable {
  readonly handlers: ServiceHandlers<typeof identitiesService>;
}

const codec = methodCodec(identitiesService, "IssueRoleCredentials");
const rotationEveryMs = 60 * 60 * 1000;
const queue = "metadata";

/** Starts the identities: makes the keys of session tokens and serves. Fails with ServiceUnavailable if the store does not answer, or was sealed under another key. */
export async function createIdentityService(dependencies: IdentityServiceDependencies): Promise<IdentityService> {
  const { store, bus, region, clock, logger, requireRoles, identityKey } = dependencies;
  const box = identityKey === undefined ? noSecretBox : createSecretBox(identityKey);
  await using stack = new AsyncDisposableStack();
  const closing = new AbortController();
  if (identityKey === undefined) logger.warn("no key for identities: access keys and role credentials cannot be made", { setting: "MAYFLY_IDENTITY_KEY" });
  else stack.use(await keepSessionKeys(dependencies, box));
  const issue: IdentityService["handlers"]["IssueRoleCredentials"] = (request) => issueRoleCredentials(request, { store, box, now: clock.now(), requireRoles });
  const answer = async (message: BusMessage): Promise<void> => {
    if (message.replyTo === undefined) return;
    try {
      const request = codec.request.decode(message.data);
      bus.publish(message.replyTo, codec.response.encode(await issueRoleCredentials(request, { store, box, now: clock.now(), requireRoles })));
    } catch (error) {
      logger.warn("role credentials not answered", { error: PlatformError.from(error) });
    }
  };
  stack.use(bus.subscribe(internalSubjects.issueRoleCredentials(region), (message) => void answer(message), { queue }));
  stack.defer(() => closing.abort());
  const running = stack.move();
  return {
    handlers: {
      Perform: (request) => perform(request, dependencies, box),
      IssueRoleCredentials: issue,
      WatchIdentities: ({ since }, call) =>
        watchIdentities({ store, box, clock, since, signal: AbortSignal.any([call.signal, call.draining ?? closing.signal, closing.signal]) }),
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

/** Keys now and each hour. One that cannot be opened means that another key is configured: better known now than at the first login. */
async function keepSessionKeys({ store, clock, logger }: IdentityServiceDependencies, box: SecretBox): Promise<Disposable> {
  await rotateSessionKeys(store, box, clock.now());
  for (const record of (await store.list("system", "session-key")).values()) {
    const key = identityValues["session-key"].decode(record);
    box.open(key.secret, key.id);
  }
  let timer: Disposable | undefined;
  const again = (): void => {
    timer = clock.after(rotationEveryMs, again);
    rotateSessionKeys(store, box, clock.now()).catch((error: unknown) => logger.warn("session keys not rotated", { error: PlatformError.from(error) }));
  };
  timer = clock.after(rotationEveryMs, again);
  return { [Symbol.dispose]: () => timer?.[Symbol.dispose]() };
}

async function perform(request: PerformRequest__Output, dependencies: IdentityServiceDependencies, box: SecretBox): Promise<PerformResponse> {
  const { store, clock } = dependencies;
  const input = parseJson(request.input_json);
  if (request.operation === "ListAccounts") return answerOf(await listAccounts(store, dependencies.account), 0);
  const operation = findIamOperation(request.operation);
  if (operation === undefined) throw new PlatformError("InvalidAction", `Could not find operation ${request.operation} for version 2010-05-08`);
  const account = request.operation === "CreateAccount" ? await newAccount(store, request.account, dependencies.account) : request.account;
  if (!/^\d{12}$/.test(account)) throw new PlatformError("InvalidInput", "An account has twelve digits.");
  const context = { now: clock.now(), box, principalArn: request.principal_arn };
  const { output, sequence } = await changeAccount(store, account, (identities) => operation.run(identities, input, context));
  // Who gave whom what is worth a line each time; the input may have secrets and is left out.
  if (sequence > 0) dependencies.logger.info("identities changed", { operation: request.operation, account, principal: request.principal_arn, sequence });
  return answerOf(output, sequence);
}

function answerOf(output: object, sequence: number): PerformResponse {
  return { output_json: JSON.stringify(output), sequence };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new PlatformError("InvalidInput", "The input is not JSON.", { cause });
  }
}

/** The wanted account, or twelve random digits that no account has. */
async function newAccount(store: IdentityStore, wanted: string, own: string): Promise<string> {
  if (wanted === own) throw new PlatformError("EntityAlreadyExists", `The account ${own} exists already.`);
  if (wanted !== "") return wanted;
  const taken = new Set([own, ...(await store.accounts())]);
  for (;;) {
    const digits = String(randomInt(100_000_000_000, 281_474_976_710_655)).slice(0, 12);
    if (!taken.has(digits)) return digits;
  }
}

/** The account of the settings first, then those that were created. */
async function listAccounts(store: IdentityStore, own: string): Promise<object> {
  const created = await Promise.all(
    (await store.accounts()).map(async (account) => {
      const record = await store.find(account, "account", accountRecordName);
      return record === undefined ? [] : [identityValues.account.decode(record)];
    }),
  );
  const accounts = created.flat().map(({ id, name, createdAt }) => ({ Id: id, Name: name, CreateDate: iamTime(createdAt) }));
  return { Accounts: [{ Id: own, Name: "default" }, ...accounts] };
}
