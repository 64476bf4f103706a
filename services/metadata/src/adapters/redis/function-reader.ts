import type { AliasKey, AliasRecord } from "@mayfly/domain/alias-record";
import type { EventSourceMappingKey } from "@mayfly/domain/event-source-mapping";
import type { FunctionIdentity } from "@mayfly/domain/function-identity";
import type { FunctionKey, FunctionRecord } from "@mayfly/domain/function-record";
import type { RedisConnection } from "@mayfly/state-store/redis-connection";
import { loadScript } from "@mayfly/state-store/redis-script";
import { z } from "zod";
import type { StoredAttachment, StoredMappingWithResult } from "../../ports/change-feed.ts";
import { metadataKeys, recordKey } from "./metadata-keys.ts";
import { pairs, scriptFile } from "./script-replies.ts";
import { decodeAlias } from "./stored-alias.ts";
import { decodeFunction } from "./stored-function.ts";

const storedFields = z.tuple([z.string(), z.coerce.number().int(), z.coerce.number().int()]);
const mappingFields = z.tuple([z.string(), z.coerce.number().int(), z.string().nullable()]);
const recordFields = z.tuple([z.string(), z.coerce.number().int()]);
const attachmentFields = z.array(z.string());

const readHashesScript = loadScript(scriptFile("read-hashes"), z.array(z.unknown()));

/** Reads functions and versions in one round trip; those that do not exist are left out. */
export async function readFunctions(connection: RedisConnection, identities: readonly FunctionIdentity[]): Promise<readonly FunctionRecord[]> {
  const replies = await readHashes(
    connection,
    identities.map((identity) => recordKey(identity)),
    ["record", "generation", "sequence"],
  );
  return replies.flatMap((reply, index) => {
    const identity = identities[index];
    if (identity === undefined || isMissing(reply)) return [];
    const [record, generation, sequence] = storedFields.parse(reply);
    return [decodeFunction(record, { version: identity.version, generation, sequence })];
  });
}

/** Reads aliases in one round trip; those that do not exist are left out. */
export async function readAliases(connection: RedisConnection, keys: readonly AliasKey[]): Promise<readonly AliasRecord[]> {
  const replies = await readHashes(
    connection,
    keys.map((key) => metadataKeys.alias(key)),
    ["record", "sequence"],
  );
  return replies.flatMap((reply) => {
    if (isMissing(reply)) return [];
    const [record, sequence] = recordFields.parse(reply);
    return [decodeAlias(record, sequence)];
  });
}

/** Reads every attachment of these functions in one round trip. */
export async function readAttachments(connection: RedisConnection, keys: readonly FunctionKey[]): Promise<readonly StoredAttachment[]> {
  const replies = await readHashes(
    connection,
    keys.map((key) => metadataKeys.attachments(key)),
  );
  return replies.flatMap((reply, index) => {
    const key = keys[index];
    return key === undefined ? [] : [...pairs(attachmentFields.parse(reply))].map(([field, stored]) => parseAttachment(key, field, stored));
  });
}

/** An attachment as a field of its function's hash has it. */
export function parseAttachment({ region, account, functionName }: FunctionKey, field: string, stored: string): StoredAttachment {
  const hash = field.indexOf("#");
  const space = stored.indexOf(" ");
  const name = { region, account, functionName, attachment: field.slice(0, hash), qualifier: field.slice(hash + 1) };
  return { name, sequence: Number(stored.slice(0, space)), record: stored.slice(space + 1) };
}

/** Reads event source mappings in one round trip; those that do not exist are left out. */
export async function readMappings(connection: RedisConnection, keys: readonly EventSourceMappingKey[]): Promise<readonly StoredMappingWithResult[]> {
  const replies = await readHashes(
    connection,
    keys.map((key) => metadataKeys.mapping(key)),
    ["record", "sequence", "result"],
  );
  return replies.flatMap((reply, index) => {
    const key = keys[index];
    if (key === undefined || isMissing(reply)) return [];
    const [record, sequence, lastResult] = mappingFields.parse(reply);
    return [{ key, sequence, record, lastResult: lastResult ?? undefined }];
  });
}

/** A script, not a pipeline: ioredis makes one object with timers a command, and what its pipelines have read stays in memory until the next full collection. */
async function readHashes(connection: RedisConnection, keys: readonly string[], fields: readonly string[] = []): Promise<readonly unknown[]> {
  return keys.length === 0 ? [] : await connection.runScript(readHashesScript, keys, fields);
}

function isMissing(reply: unknown): boolean {
  return Array.isArray(reply) && reply[0] === null;
}
