import { z } from "zod";

// What a checked input holds, by operation: its constraints are the model's (log-operations.ts), so these only give types.

const text = z.string().optional();
const number = z.number().optional();
const flag = z.boolean().optional();
const texts = z.array(z.string()).optional();
const group = { logGroupName: text, logGroupIdentifier: text } as const;
const page = { nextToken: text, limit: number } as const;
const range = { startTime: number, endTime: number } as const;

/** Turns checked inputs into typed requests. */
export const logRequests = {
  name: z.object({ logGroupName: z.string() }),
  create: z.object({ logGroupName: z.string(), tags: z.record(z.string(), z.string()).optional(), logGroupClass: text }),
  retention: z.object({ logGroupName: z.string(), retentionInDays: z.number() }),
  stream: z.object({ logGroupName: z.string(), logStreamName: z.string() }),
  describeGroups: z.object({ logGroupNamePrefix: text, logGroupNamePattern: text, logGroupIdentifiers: texts, logGroupClass: text, ...page }),
  describeStreams: z.object({ ...group, logStreamNamePrefix: text, orderBy: text, descending: flag, ...page }),
  put: z.object({
    logGroupName: z.string(),
    logStreamName: z.string(),
    logEvents: z.array(z.object({ timestamp: z.number(), message: z.string() })),
  }),
  get: z.object({ ...group, logStreamName: z.string(), startFromHead: flag, ...range, ...page }),
  filter: z.object({ ...group, logStreamNames: texts, logStreamNamePrefix: text, filterPattern: text, ...range, ...page }),
  liveTail: z.object({ logGroupIdentifiers: z.array(z.string()), logStreamNames: texts, logStreamNamePrefixes: texts, logEventFilterPattern: text }),
  tag: z.object({ resourceArn: z.string(), tags: z.record(z.string(), z.string()) }),
  untag: z.object({ resourceArn: z.string(), tagKeys: z.array(z.string()) }),
  resource: z.object({ resourceArn: z.string() }),
} as const;

/** One of them. */
export type LogRequest<Name extends keyof typeof logRequests> = z.output<(typeof logRequests)[Name]>;
