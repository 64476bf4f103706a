import { createHash } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { LambdaClient, ListFunctionsCommand } from "@aws-sdk/client-lambda";
import { processEnvironment } from "@mayfly/config/process-environment";
import { waitFor } from "@mayfly/testkit/wait-for";
import { zipOf } from "@mayfly/testkit/zip-of";
import fc from "fast-check";
import { expect, test } from "vitest";
import { startClusterSystem, type ClusterSystem } from "../e2e/support/cluster-system.ts";
import { handlerModule } from "../e2e/support/functions.ts";
import { clientConfig } from "../e2e/support/system.ts";
import { perform, type ModelledFunction } from "./support/control-plane-client.ts";
import { beginning, codeCount, numbersFrom, qualifiers, rounds, type Fault, type Round } from "./support/control-plane-commands.ts";
import { unused, type ModelState } from "./support/control-plane-model.ts";
import { readAtRest, type Reading } from "./support/control-plane-readings.ts";
import { canonical, linearise, type Call } from "./support/linearise.ts";

/** How long rounds go on after the start of the test, and how long at least. One that has begun is finished, so that nothing is left on its way. */
const budgetMs = { test: 28_000, rounds: 8_000 } as const;

/** The function of the run: what may be true of it, and what was last read. */
interface Tracked {
  readonly fn: ModelledFunction;
  states: readonly ModelState[];
  reading: Reading | undefined;
  readonly revisionsGivenOut: Set<string>;
  readonly versionRevisions: Map<string, string>;
}

/** A call with the revision id that it made. */
interface Made extends Call {
  readonly revision: string | undefined;
}

test("what two clients do at random agrees with the model, while metadata and Redis are killed again and again", async () => {
  const startedAt = Date.now();
  const seed = Number(processEnvironment()["MAYFLY_TEST_SEED"] ?? startedAt % 2 ** 31);
  await using system = await startClusterSystem();
  await using stack = new AsyncDisposableStack();
  const clients = system.httpEndpoints.map((_, gateway) => stack.adopt(new LambdaClient(clientConfig(system, gateway)), (client) => client.destroy()));
  const archives = await Promise.all(Array.from({ length: codeCount }, (_, code) => zipOf(handlerModule(`async () => ${code}`))));
  const endAt = Math.max(startedAt + budgetMs.test, Date.now() + budgetMs.rounds);
  let answered = 0;
  await fc.assert(
    fc.asyncProperty(rounds, async (plan) => {
      const tracked = track(system, archives);
      for (const round of plan) {
        if (Date.now() > endAt) return;
        const calls = await play(system, clients, tracked, round);
        await check(clients, tracked, calls);
        answered += calls.filter(({ answer }) => answer !== undefined).length;
      }
    }),
    // A shorter plan fails otherwise than the one that failed: kills do not come at the same moment twice. The first of many runs would draw from few values.
    { seed, numRuns: 1, endOnFailure: true, unbiased: true },
  );
  expect(answered).toBeGreaterThan(0);
}, 180_000);

function track(system: ClusterSystem, archives: readonly Uint8Array[]): Tracked {
  const name = "modelled";
  const fn = {
    name,
    arn: `arn:aws:lambda:${system.region}:${system.account}:function:${name}`,
    role: `arn:aws:iam::${system.account}:role/r`,
    archives,
    revision: undefined,
    aliasRevisions: {},
  };
  return { fn, states: [unused], reading: undefined, revisionsGivenOut: new Set(), versionRevisions: new Map() };
}

/** Lets all clients send their commands, with a kill in between, and resolves when everything runs again. */
async function play(
  system: ClusterSystem,
  clients: readonly LambdaClient[],
  { fn, states, reading }: Tracked,
  { commands, fault }: Round,
): Promise<readonly Made[]> {
  const known = { ...fn, revision: reading?.revision, aliasRevisions: reading?.aliasRevisions ?? {} };
  const lastNumber = states[0]?.lastNumber ?? 0;
  const sent = clients.map(async (lambda, client) => {
    const calls: Made[] = [];
    const first = client === 0 && reading?.visible.latest === undefined ? beginning : [];
    for (const drawn of [...first, ...(commands[client] ?? [])]) {
      const command = numbersFrom(lastNumber, drawn);
      const startedAt = performance.now();
      const { answer, revision } = await perform(lambda, known, command);
      calls.push({ client, command, answer, revision, startedAt, endedAt: performance.now() });
      if (answer === undefined) await untilServed(lambda);
    }
    return calls;
  });
  await Promise.all([kill(system, fault), ...sent]);
  return (await Promise.all(sent)).flat();
}

/** As a client that backs off, so that not all of a round's commands meet the same outage. */
async function untilServed(lambda: LambdaClient): Promise<void> {
  await waitFor(async () => await lambda.send(new ListFunctionsCommand({})), { deadlineMs: 60_000, what: "Mayfly to answer again" });
}

async function kill(system: ClusterSystem, fault: Fault | undefined): Promise<void> {
  if (fault === undefined) return;
  await delay(fault.afterMs);
  if (fault.victim === "redis") system.killRedis();
  else await system.restartMetadata();
}

/** Fails unless what is read now is what some order of the calls explains, and revision ids changed where that order changed something. */
async function check(clients: readonly LambdaClient[], tracked: Tracked, calls: readonly Made[]): Promise<void> {
  const { fn, reading: before, revisionsGivenOut } = tracked;
  const [client] = clients;
  if (client === undefined) throw new Error("there is no client");
  const codes = fn.archives.map((archive) => createHash("sha256").update(archive).digest("base64"));
  const reading = await readAtRest({ client, name: fn.name, codes, qualifiers });
  const reached = linearise(tracked.states, calls);
  const explained = reached.filter((state) => shows(state, reading) && revisionsAgree(state, before, reading));
  if (explained.length === 0) throw new Error(story(tracked, calls, { reading, reached }));

  const made = calls.flatMap(({ revision }) => revision ?? []);
  for (const revision of made) expect(revisionsGivenOut, "revision ids of another change").not.toContain(revision);
  expect(new Set(made).size).toBe(made.length);
  // Settling is a change too.
  expect(made, "revision id of an update that has settled").not.toContain(reading.revision);
  if (reading.revision !== before?.revision && reading.revision !== undefined) expect(revisionsGivenOut).not.toContain(reading.revision);
  for (const [version, revision] of Object.entries(reading.versionRevisions)) {
    expect(tracked.versionRevisions.get(version) ?? revision, `revision id of version ${version}`).toBe(revision);
    tracked.versionRevisions.set(version, revision);
  }
  for (const revision of [...made, ...(reading.revision === undefined ? [] : [reading.revision])]) revisionsGivenOut.add(revision);
  tracked.states = explained.map((state) => ({ ...state, unsettled: false, revised: false, revisedAliases: [] }));
  tracked.reading = reading;
}

function shows({ latest, versions, aliases, tags, attachments }: ModelState, { visible }: Reading): boolean {
  return canonical({ latest, versions, aliases, tags, attachments }) === canonical(visible);
}

function revisionsAgree({ latest, revised, revisedAliases }: ModelState, before: Reading | undefined, after: Reading): boolean {
  if (latest === undefined) return after.revision === undefined;
  if ((after.revision !== before?.revision) !== revised) return false;
  return Object.entries(after.aliasRevisions).every(([alias, revision]) => (revision !== before?.aliasRevisions[alias]) === revisedAliases.includes(alias));
}

function story(
  { fn, states, reading }: Tracked,
  calls: readonly Made[],
  after: { readonly reading: Reading; readonly reached: readonly ModelState[] },
): string {
  const start = calls[0]?.startedAt ?? 0;
  const lines = calls.map(
    ({ client, command, answer, startedAt, endedAt }) =>
      `  client ${client}, ${(startedAt - start).toFixed(0)} to ${(endedAt - start).toFixed(0)} ms: ${JSON.stringify(command)} → ${answer ?? "no answer"}`,
  );
  const before = states.map((state) => `  ${canonical(state)}`);
  const revisions = `  revision id ${reading?.revision} → ${after.reading.revision}`;
  const reached = after.reached.slice(0, 8).map((state) => `  ${canonical(state)}`);
  return [
    `no order of these calls explains what ${fn.name} is:`,
    ...lines,
    "before:",
    ...before,
    "read:",
    `  ${canonical(after.reading)}`,
    revisions,
    "possible:",
    ...reached,
  ].join("\n");
}
