import type { Attachment, AttachmentKey, AttachmentKind } from "@mayfly/domain/attachment";
import { latestVersion } from "@mayfly/domain/function-identity";
import type { FunctionKey } from "@mayfly/domain/function-record";
import type { RedisConnection } from "@mayfly/state-store/redis-connection";
import { loadScript } from "@mayfly/state-store/redis-script";
import { z } from "zod";
import { isVersion } from "../../core/function-reference.ts";
import type { AttachmentStore, QualifierMissing } from "../../ports/attachment-store.ts";
import type { StoredAttachment } from "../../ports/change-feed.ts";
import type { WriteOutcome } from "../../ports/function-store.ts";
import { parseAttachment, readAttachments } from "./function-reader.ts";
import { metadataKeys, parseIndexMember, recordKey } from "./metadata-keys.ts";
import { attachmentDefinitions, scriptFile, scriptReplies } from "./script-replies.ts";

const { written, missing, changed } = scriptReplies;
const qualifierMissing = z.tuple([z.literal("qualifier-missing")]).transform(([kind]) => ({ kind }));

const scripts = {
  put: loadScript<WriteOutcome | QualifierMissing>(scriptFile("put-attachment"), z.union([written, missing, qualifierMissing, changed]), attachmentDefinitions),
  delete: loadScript<WriteOutcome>(scriptFile("delete-attachment"), z.union([written, missing, changed])),
};

/** Keeps the attachments of each function in one hash. */
export class RedisAttachmentStore implements AttachmentStore {
  readonly #connection: RedisConnection;
  readonly #feedEntriesMax: number;

  constructor(connection: RedisConnection, options: { readonly feedEntriesMax: number }) {
    this.#connection = connection;
    this.#feedEntriesMax = options.feedEntriesMax;
  }

  async find<Value>(kind: AttachmentKind<Value>, key: AttachmentKey): Promise<Attachment<Value> | undefined> {
    const field = `${kind.name}#${key.qualifier}`;
    const stored = await this.#connection.run((redis) => redis.hget(metadataKeys.attachments(key), field));
    return stored === null ? undefined : decode(kind, parseAttachment(key, field, stored));
  }

  async list<Value>(kind: AttachmentKind<Value>, key: FunctionKey): Promise<readonly Attachment<Value>[]> {
    const attachments = (await readAttachments(this.#connection, [key])).filter(({ name }) => name.attachment === kind.name);
    return attachments.map((attachment) => decode(kind, attachment)).toSorted((one, other) => (one.key.qualifier < other.key.qualifier ? -1 : 1));
  }

  async listAccount<Value>(kind: AttachmentKind<Value>, owner: Omit<FunctionKey, "functionName">): Promise<readonly Attachment<Value>[]> {
    const { region, account } = owner;
    // "0" is the character after "/": the end of this account's names.
    const members = await this.#connection.run((redis) => redis.zrangebylex(metadataKeys.attachmentIndex(region), `[${account}/`, `(${account}0`));
    const keys = members.map((member) => parseIndexMember(region, member));
    return (await readAttachments(this.#connection, keys)).filter(({ name }) => name.attachment === kind.name).map((attachment) => decode(kind, attachment));
  }

  async tally(owner: Omit<FunctionKey, "functionName">): Promise<number> {
    return Number((await this.#connection.run((redis) => redis.get(metadataKeys.attachmentTally(owner)))) ?? 0);
  }

  async put<Value>(
    kind: AttachmentKind<Value>,
    attachment: { readonly key: AttachmentKey; readonly value: Value },
    expectedSequence?: number,
  ): Promise<WriteOutcome | QualifierMissing> {
    return await this.#put(kind, attachment, { sequence: expectedSequence, tally: undefined });
  }

  async putTallied<Value>(
    kind: AttachmentKind<Value>,
    attachment: { readonly key: AttachmentKey; readonly value: Value },
    expectedTally: number,
  ): Promise<WriteOutcome | QualifierMissing> {
    return await this.#put(kind, attachment, { sequence: undefined, tally: expectedTally });
  }

  async #put<Value>(
    kind: AttachmentKind<Value>,
    { key, value }: { readonly key: AttachmentKey; readonly value: Value },
    expected: { readonly sequence: number | undefined; readonly tally: number | undefined },
  ): Promise<WriteOutcome | QualifierMissing> {
    const { region, account, functionName, qualifier } = key;
    const keys = [...attachmentKeys(key), metadataKeys.function(key), holderKey(key), metadataKeys.attachmentTally(key)];
    const values = [
      account,
      functionName,
      kind.name,
      qualifier,
      kind.encode(value),
      expected.sequence ?? "",
      this.#feedEntriesMax,
      metadataKeys.changed(region),
      expected.tally ?? "",
    ];
    return await this.#connection.runScript(scripts.put, keys, values);
  }

  async delete<Value>(kind: AttachmentKind<Value>, key: AttachmentKey, expectedSequence?: number): Promise<WriteOutcome> {
    const { region, account, functionName, qualifier } = key;
    const values = [account, functionName, kind.name, qualifier, expectedSequence ?? "", this.#feedEntriesMax, metadataKeys.changed(region)];
    return await this.#connection.runScript(scripts.delete, attachmentKeys(key), values);
  }
}

function attachmentKeys(key: AttachmentKey): readonly string[] {
  return [metadataKeys.attachments(key), metadataKeys.attachmentIndex(key.region), metadataKeys.sequence(key.region), metadataKeys.feed(key.region)];
}

/** The key of the function, version or alias that the attachment hangs at. */
function holderKey({ qualifier, ...key }: AttachmentKey): string {
  const version = qualifier === "" ? latestVersion : qualifier;
  return isVersion(version) ? recordKey({ ...key, version }) : metadataKeys.alias({ ...key, aliasName: version });
}

function decode<Value>(kind: AttachmentKind<Value>, { name, sequence, record }: StoredAttachment): Attachment<Value> {
  const { attachment: _kind, ...key } = name;
  return { key, sequence, value: kind.decode(record) };
}
