import { connectNats } from "@mayfly/testkit/connect-nats";
import { startTestNats } from "@mayfly/testkit/test-servers";
import { expect, test } from "vitest";
import { decodeBody, type StoredBatch } from "./log-batch.ts";
import type { LogEvent, LogStreamAddress } from "./log-event.ts";
import { LogStore } from "./log-store.ts";
import { logStoreNames, logSubjects } from "./log-subjects.ts";

const scope = { region: "us-east-1", account: "000000000000" } as const;
const address: LogStreamAddress = { ...scope, group: "/aws/lambda/hello", stream: "2026/01/02/[$LATEST]0123" };
const hour = 3_600_000;

async function openStore() {
  await using stack = new AsyncDisposableStack();
  const nats = stack.use(await startTestNats());
  const connection = stack.use(await connectNats(nats.url));
  const store = await LogStore.open(connection);
  await store.ensure({ bytesMax: 64 * 1024 * 1024, ageMsMax: 24 * hour });
  const owned = stack.move();
  return { store, connection, nats, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

async function batchesIn(store: LogStore, subject: string): Promise<readonly StoredBatch[]> {
  const found: StoredBatch[] = [];
  for await (const batch of store.scan({ subject, from: { sequence: 1 } })) found.push(batch);
  return found;
}

const messagesOf = (batches: readonly StoredBatch[]): readonly string[] => batches.flatMap(({ body }) => decodeBody(body).map(({ message }) => message));
const event = (message: string, timestamp = 1000): LogEvent => ({ message, timestamp });

test("what was appended is read in its order, whatever characters names and messages have", async () => {
  await using opened = await openStore();
  const { store } = opened;
  const odd = { ...scope, group: "a.b>*/#", stream: "mit Leerzeichen/ü.*>" };
  const first = await store.append(odd, [event("zeile\n", 5), event("𝔸\u0000\r\nb", 7)], { id: "1", now: 10 });
  await store.append(odd, [event("c", 6)], { id: "2", now: 20, last: first });
  const batches = await batchesIn(store, logSubjects.ofStream(odd));
  expect(messagesOf(batches)).toEqual(["zeile\n", "𝔸\u0000\r\nb", "c"]);
  expect(batches[0]?.address).toEqual(odd);
  expect(batches[1]?.head).toMatchObject({ created: 10, first: 5, from: 6, to: 6, last: 7, ingested: 20, events: 1, previous: first.sequence });
});

test("a batch that is sent again is stored once, and its place is told again", async () => {
  await using opened = await openStore();
  const { store } = opened;
  const first = await store.append(address, [event("a")], { id: "1", now: 0 });
  await store.append(address, [event("a")], { id: "1", now: 0 });
  const second = await store.append(address, [event("b")], { id: "2", now: 0, last: first });
  await expect(store.append(address, [event("b")], { id: "2", now: 0, last: first })).resolves.toMatchObject({ sequence: second.sequence });
  expect(messagesOf(await batchesIn(store, logSubjects.ofStream(address)))).toEqual(["a", "b"]);
});

test("two writers of one log stream lose nothing to each other, and the chain back holds", async () => {
  await using opened = await openStore();
  const { store } = opened;
  const writer = async (name: string) => {
    for (let index = 0; index < 10; index += 1) await store.append(address, [event(`${name}${index}`)], { id: `${name}-${index}`, now: index });
  };
  await Promise.all([writer("a"), writer("b")]);
  const chain: number[] = [];
  for (
    let batch = await store.findLast(address);
    batch !== undefined;
    batch = batch.head.previous === 0 ? undefined : await store.findBatch(batch.head.previous)
  )
    chain.push(batch.sequence);
  expect(chain).toHaveLength(20);
  expect(chain.toSorted((one, other) => other - one)).toEqual(chain);
  expect((await store.findLast(address))?.head.bytes).toBe(20 * (2 + 26));
});

test("a scan has everything that was stored before it began, and ends, while others write", async () => {
  await using opened = await openStore();
  const { store } = opened;
  const stored = new Map<string, number>();
  let isWriting = true;
  const write = async (writer: number) => {
    for (let index = 0; index < 150; index += 1) {
      const group = index % 3 === 0 ? address.group : `/other/${writer}`;
      const stream = `${writer}-${index % 5}`;
      await store.append({ ...scope, group, stream }, [event(`${index}`)], { id: `${writer}/${index}`, now: index });
      stored.set(group, (stored.get(group) ?? 0) + 1);
    }
  };
  const read = async () => {
    const before = stored.get(address.group) ?? 0;
    let seen = 0;
    for await (const _ of store.scan({ subject: logSubjects.ofGroup(scope, address.group), from: { time: Date.now() - hour } })) seen += 1;
    expect(seen).toBeGreaterThanOrEqual(before);
  };
  const readUntilWritten = async () => {
    while (isWriting) await read();
  };
  const reading = [readUntilWritten(), readUntilWritten()];
  await Promise.all([0, 1, 2].map(write));
  isWriting = false;
  await Promise.all(reading);
  await read();
}, 60_000);

test("a log stream that was deleted begins anew with its writer's next batch", async () => {
  await using opened = await openStore();
  const { store } = opened;
  const first = await store.append(address, [event("old")], { id: "1", now: 1 });
  await store.purgeStream(address);
  await expect(store.findLast(address)).resolves.toBeUndefined();
  const next = await store.append(address, [event("new")], { id: "2", now: 9, last: first });
  expect(next.head).toMatchObject({ created: 9, bytes: 29, previous: 0 });
});

test("a group's logs go without another's, and by age only what was stored before", async () => {
  await using opened = await openStore();
  const { store } = opened;
  const other = { ...address, group: "/aws/lambda/hello2" };
  const foreign = { ...address, account: "111111111111" };
  for (const each of [address, other, foreign]) await store.append(each, [event("x")], { id: JSON.stringify(each), now: 0 });
  await store.purgeGroup(scope, address.group, Date.now() - hour);
  expect(await batchesIn(store, logSubjects.all)).toHaveLength(3);
  await store.purgeGroup(scope, address.group, Date.now() + hour);
  expect((await batchesIn(store, logSubjects.all)).map((batch) => batch.address)).toEqual([other, foreign]);
  await store.purgeGroup(scope, other.group);
  expect((await batchesIn(store, logSubjects.all)).map((batch) => batch.address)).toEqual([foreign]);
});

test("a store that is full drops what is oldest", async () => {
  await using opened = await openStore();
  const { store, connection } = opened;
  await store.ensure({ bytesMax: 100 * 1024, ageMsMax: hour });
  const text = "x".repeat(10_000);
  for (let index = 0; index < 30; index += 1) await store.append(address, [event(`${index} ${text}`)], { id: String(index), now: 0 });
  const kept = messagesOf(await batchesIn(store, logSubjects.all));
  expect(kept.length).toBeLessThan(11);
  expect(kept.at(-1)).toBe(`29 ${text}`);
  expect(connection.isClosed()).toBe(false);
});

test("log groups are made once, changed by compare-and-set, listed by account", async () => {
  await using opened = await openStore();
  const { groups } = opened.store;
  await expect(groups.create(scope, "g", { createdAt: 5, tags: { a: "b" } })).resolves.toBe(true);
  await expect(groups.create(scope, "g", { createdAt: 6, tags: {} })).resolves.toBe(false);
  await Promise.all(
    Array.from({ length: 5 }, (_, index) =>
      groups.update(scope, "g", (group) => ({ ...group, tags: { ...group.tags, [`t${index}`]: "" }, retentionInDays: 7 })),
    ),
  );
  const group = await groups.find(scope, "g");
  expect(group).toMatchObject({ createdAt: 5, retentionInDays: 7 });
  expect(Object.keys(group?.tags ?? {})).toHaveLength(6);
  await groups.create({ ...scope, account: "111111111111" }, "h", { createdAt: 1, tags: {} });
  await expect(Array.fromAsync(groups.list(scope))).resolves.toHaveLength(1);
  await groups.delete(scope, "g");
  await expect(groups.find(scope, "g")).resolves.toBeUndefined();
  await expect(Array.fromAsync(groups.list({ region: scope.region }))).resolves.toMatchObject([{ name: "h" }]);
  await expect(groups.update(scope, "g", (old) => old)).resolves.toBe(false);
  await expect(groups.create(scope, "g", { createdAt: 7, tags: {} })).resolves.toBe(true);
  expect(logStoreNames.groups).toBe("MAYFLY_LOG_GROUPS");
});

test("who subscribes sees batches as they are sent", async () => {
  await using opened = await openStore();
  const { store, connection } = opened;
  const seen: string[] = [];
  using _subscription = store.subscribe(logSubjects.ofGroup(scope, address.group), ({ body }) => seen.push(...decodeBody(body).map(({ message }) => message)));
  await connection.flush();
  await store.append(address, [event("now")], { id: "1", now: 0 });
  await connection.flush();
  expect(seen).toEqual(["now"]);
});
