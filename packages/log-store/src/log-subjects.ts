import type { LogScope, LogStreamAddress } from "./log-event.ts";

/** Names in JetStream: the stream with the events, the KV bucket with the groups. */
export const logStoreNames = { stream: "MAYFLY_LOGS", groups: "MAYFLY_LOG_GROUPS" } as const;

const prefix = "mayfly.logs.v1";

/** Subjects of stored logs: `mayfly.logs.v1.REGION.ACCOUNT.GROUP.STREAM`, the last two as base64url, since names may hold dots, wildcards and spaces. */
export const logSubjects = {
  all: `${prefix}.>`,
  ofAccount: ({ region, account }: LogScope): string => `${prefix}.${region}.${account}.*.*`,
  ofGroup: ({ region, account }: LogScope, group: string): string => `${prefix}.${region}.${account}.${nameToken(group)}.*`,
  ofStream: ({ region, account, group, stream }: LogStreamAddress): string => `${prefix}.${region}.${account}.${nameToken(group)}.${nameToken(stream)}`,
} as const;

/** A name as one token of a subject or key; never empty for a name that is not. */
export function nameToken(name: string): string {
  return Buffer.from(name).toString("base64url");
}

/** The name that a token stands for. */
export function nameOfToken(token: string): string {
  return Buffer.from(token, "base64url").toString();
}

/** Which log stream a subject is of. Throws on a subject that is of none. */
export function parseLogSubject(subject: string): LogStreamAddress {
  const [, , , region, account, group, stream] = subject.split(".");
  if (region === undefined || account === undefined || group === undefined || stream === undefined)
    throw new Error(`not a subject of a log stream: ${subject}`);
  return { region, account, group: nameOfToken(group), stream: nameOfToken(stream) };
}
