import {
  DeleteFunctionEventInvokeConfigCommand,
  GetFunctionEventInvokeConfigCommand,
  ListFunctionEventInvokeConfigsCommand,
  PutFunctionEventInvokeConfigCommand,
  UpdateFunctionEventInvokeConfigCommand,
  type PutFunctionEventInvokeConfigCommandInput,
} from "@aws-sdk/client-lambda";
import { expect } from "vitest";
import { invalid, notFound, type Row, type Subject } from "./row.ts";

const missing = "no-such-function";
const noFunction = "The function doesn't exist.";
const config = ({ arn }: Subject, settings: object): object => ({
  LastModified: expect.any(Date),
  FunctionArn: arn("$LATEST"),
  DestinationConfig: { OnSuccess: {}, OnFailure: {} },
  ...settings,
});

const put = ({ client, name }: Subject, settings: Partial<PutFunctionEventInvokeConfigCommandInput> = { MaximumRetryAttempts: 1 }) =>
  client.send(new PutFunctionEventInvokeConfigCommand({ FunctionName: name, ...settings }));
const update = ({ client, name }: Subject, settings: Partial<PutFunctionEventInvokeConfigCommandInput> = { MaximumRetryAttempts: 1 }) =>
  client.send(new UpdateFunctionEventInvokeConfigCommand({ FunctionName: name, ...settings }));
const list = ({ client, name }: Subject, FunctionName = name) => client.send(new ListFunctionEventInvokeConfigsCommand({ FunctionName }));
const get = ({ client, name }: Subject, { FunctionName = name, Qualifier }: { FunctionName?: string; Qualifier?: string } = {}) =>
  client.send(new GetFunctionEventInvokeConfigCommand({ FunctionName, Qualifier }));
const remove = ({ client, name }: Subject, { FunctionName = name, Qualifier }: { FunctionName?: string; Qualifier?: string } = {}) =>
  client.send(new DeleteFunctionEventInvokeConfigCommand({ FunctionName, Qualifier }));

const good: readonly Row[] = [
  {
    operation: "PutFunctionEventInvokeConfig",
    when: "answers it with empty destinations",
    own: true,
    ask: put,
    answer: (subject) => config(subject, { MaximumRetryAttempts: 1 }),
  },
  {
    operation: "PutFunctionEventInvokeConfig",
    when: "replaces all that was set",
    own: true,
    ask: async (subject) => {
      await put(subject);
      return await put(subject, { MaximumEventAgeInSeconds: 60 });
    },
    answer: (subject) => config(subject, { MaximumEventAgeInSeconds: 60 }),
  },
  {
    operation: "UpdateFunctionEventInvokeConfig",
    when: "keeps what it does not name",
    own: true,
    ask: async (subject) => {
      await put(subject);
      return await update(subject, { MaximumEventAgeInSeconds: 60 });
    },
    answer: (subject) => config(subject, { MaximumEventAgeInSeconds: 60, MaximumRetryAttempts: 1 }),
  },
  {
    operation: "GetFunctionEventInvokeConfig",
    when: "answers it",
    own: true,
    ask: async (subject) => {
      await put(subject, { MaximumRetryAttempts: 0 });
      return await get(subject);
    },
    answer: (subject) => config(subject, { MaximumRetryAttempts: 0 }),
  },
  {
    operation: "ListFunctionEventInvokeConfigs",
    when: "answers all of a function",
    own: true,
    ask: async (subject) => {
      await put(subject);
      return await list(subject);
    },
    answer: (subject) => ({ FunctionEventInvokeConfigs: [config(subject, { MaximumRetryAttempts: 1 })] }),
  },
  {
    operation: "DeleteFunctionEventInvokeConfig",
    when: "answers nothing",
    own: true,
    ask: async (subject) => {
      await put(subject);
      return await remove(subject);
    },
    answer: () => ({}),
  },
];

const refused: readonly Row[] = [
  {
    operation: "PutFunctionEventInvokeConfig",
    when: "of a missing function finds nothing",
    ask: (s) => put(s, { FunctionName: missing, MaximumRetryAttempts: 1 }),
    refusal: () => notFound(noFunction),
  },
  {
    operation: "PutFunctionEventInvokeConfig",
    when: "of a missing alias finds nothing",
    ask: (s) => put(s, { Qualifier: "absent", MaximumRetryAttempts: 1 }),
    refusal: () => notFound(noFunction),
  },
  {
    operation: "UpdateFunctionEventInvokeConfig",
    when: "of a missing function finds nothing",
    ask: (s) => update(s, { FunctionName: missing, MaximumRetryAttempts: 1 }),
    refusal: () => notFound(noFunction),
  },
  {
    operation: "ListFunctionEventInvokeConfigs",
    when: "of a missing function finds nothing",
    ask: (s) => list(s, missing),
    refusal: () => notFound(noFunction),
  },
  {
    operation: "UpdateFunctionEventInvokeConfig",
    when: "of a function without one finds nothing",
    ask: update,
    refusal: ({ arn }) => notFound(`The function ${arn("$LATEST")} doesn't have an EventInvokeConfig`),
  },
  ...(
    [
      ["GetFunctionEventInvokeConfig", get],
      ["DeleteFunctionEventInvokeConfig", remove],
    ] as const
  ).flatMap(([operation, ask]): readonly Row[] => [
    {
      operation,
      when: "of a missing function finds nothing",
      ask: (subject) => ask(subject, { FunctionName: missing }),
      refusal: ({ arn }) => notFound(`The function ${arn("$LATEST", missing)} doesn't have an EventInvokeConfig`),
    },
    {
      operation,
      when: "of a missing alias finds nothing",
      ask: (subject) => ask(subject, { Qualifier: "absent" }),
      refusal: ({ arn }) => notFound(`The function ${arn("absent")} doesn't have an EventInvokeConfig`),
    },
    {
      operation,
      when: "of a function without one finds nothing",
      ask: (subject) => ask(subject),
      refusal: ({ arn }) => notFound(`The function ${arn("$LATEST")} doesn't have an EventInvokeConfig`),
    },
  ]),
  ...(
    [
      ["PutFunctionEventInvokeConfig", put],
      ["UpdateFunctionEventInvokeConfig", update],
    ] as const
  ).flatMap(([operation, ask]): readonly Row[] => [
    {
      operation,
      when: "of nothing is refused",
      ask: (subject) => ask(subject, {}),
      refusal: () => invalid("You must specify at least one of error handling or destination setting."),
    },
    {
      operation,
      when: "with the function itself as destination is refused",
      ask: (subject) => ask(subject, { DestinationConfig: { OnSuccess: { Destination: subject.arn() } } }),
      refusal: () => invalid("You can't specify the function as a destination for itself."),
    },
    {
      operation,
      when: "with a missing function as destination is refused",
      ask: (subject) => ask(subject, { DestinationConfig: { OnSuccess: { Destination: subject.arn(undefined, missing) } } }),
      refusal: ({ arn }) => invalid(`The destination ARN ${arn(undefined, missing)} is invalid.`),
    },
    {
      operation,
      when: "with a destination of another service is refused",
      ask: (subject) => ask(subject, { DestinationConfig: { OnSuccess: { Destination: `arn:aws:iam:us-east-1:${subject.account}:role` } } }),
      refusal: ({ account }) =>
        invalid(
          `The provided destination config DestinationConfig(onSuccess=OnSuccess(destination=arn:aws:iam:us-east-1:${account}:role), onFailure=null) is invalid.`,
        ),
    },
  ]),
];

/** How asynchronous invocations are handled. */
export const eventInvokeRows: readonly Row[] = [...good, ...refused];
