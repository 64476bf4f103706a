import {
  CreateAliasCommand,
  CreateFunctionUrlConfigCommand,
  DeleteFunctionUrlConfigCommand,
  GetFunctionUrlConfigCommand,
  ListFunctionUrlConfigsCommand,
  UpdateFunctionUrlConfigCommand,
  type CreateFunctionUrlConfigCommandInput,
} from "@aws-sdk/client-lambda";
import { expect } from "vitest";
import { breaksModel, conflict, notFound, type Row, type Subject } from "./row.ts";

const missing = "no-such-function";
const noFunction = "Function does not exist";
const nothing = "The resource you requested does not exist.";
const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

const created = ({ arn }: Subject): object => ({
  FunctionUrl: expect.stringMatching(/^https?:\/\/[a-z0-9]+\.lambda-url\.us-east-1\.\S+\/$/),
  FunctionArn: arn(),
  AuthType: "NONE",
  CreationTime: time,
});
const read = (subject: Subject): object => ({ ...created(subject), LastModifiedTime: time, InvokeMode: "BUFFERED" });

const create = ({ client, name }: Subject, settings: Partial<CreateFunctionUrlConfigCommandInput> = {}) =>
  client.send(new CreateFunctionUrlConfigCommand({ FunctionName: name, AuthType: "NONE", ...settings }));

interface Target {
  readonly FunctionName?: string;
  readonly Qualifier?: string;
}
const get = ({ client, name }: Subject, target: Target = {}) => client.send(new GetFunctionUrlConfigCommand({ FunctionName: name, ...target }));
const update = ({ client, name }: Subject, target: Target = {}) =>
  client.send(new UpdateFunctionUrlConfigCommand({ FunctionName: name, AuthType: "AWS_IAM", ...target }));
const remove = ({ client, name }: Subject, target: Target = {}) => client.send(new DeleteFunctionUrlConfigCommand({ FunctionName: name, ...target }));
const list = ({ client, name }: Subject, FunctionName = name) => client.send(new ListFunctionUrlConfigsCommand({ FunctionName }));

const good: readonly Row[] = [
  { operation: "CreateFunctionUrlConfig", when: "answers it without a mode that was not given", own: true, ask: create, answer: created },
  {
    operation: "CreateFunctionUrlConfig",
    when: "of an alias answers what was given",
    own: true,
    ask: async (subject) => {
      await subject.client.send(new CreateAliasCommand({ FunctionName: subject.name, Name: "live", FunctionVersion: "$LATEST" }));
      return await create(subject, { Qualifier: "live", AuthType: "AWS_IAM", InvokeMode: "RESPONSE_STREAM", Cors: { AllowOrigins: ["*"], MaxAge: 5 } });
    },
    answer: (subject) => ({
      ...created(subject),
      FunctionArn: subject.arn("live"),
      ...{ AuthType: "AWS_IAM", InvokeMode: "RESPONSE_STREAM", Cors: { AllowOrigins: ["*"], MaxAge: 5 } },
    }),
  },
  {
    operation: "GetFunctionUrlConfig",
    when: "shows the default mode",
    own: true,
    ask: async (subject) => {
      await create(subject);
      return await get(subject);
    },
    answer: read,
  },
  {
    operation: "UpdateFunctionUrlConfig",
    when: "shows no mode where none was ever given",
    own: true,
    ask: async (subject) => {
      await create(subject);
      return await update(subject);
    },
    answer: (subject) => ({ ...created(subject), AuthType: "AWS_IAM", LastModifiedTime: time }),
  },
  {
    operation: "UpdateFunctionUrlConfig",
    when: "keeps a mode that it does not name",
    own: true,
    ask: async (subject) => {
      await create(subject, { InvokeMode: "RESPONSE_STREAM" });
      return await update(subject);
    },
    answer: (subject) => ({ ...created(subject), AuthType: "AWS_IAM", LastModifiedTime: time, InvokeMode: "RESPONSE_STREAM" }),
  },
  {
    operation: "ListFunctionUrlConfigs",
    when: "answers all of a function",
    own: true,
    ask: async (subject) => {
      await create(subject);
      return await list(subject);
    },
    answer: (subject) => ({ FunctionUrlConfigs: [read(subject)] }),
  },
  {
    operation: "DeleteFunctionUrlConfig",
    when: "answers nothing",
    own: true,
    ask: async (subject) => {
      await create(subject);
      return await remove(subject);
    },
    answer: () => ({}),
  },
];

const refused: readonly Row[] = [
  {
    operation: "CreateFunctionUrlConfig",
    when: "of a function that has one is refused",
    own: true,
    ask: async (subject) => {
      await create(subject);
      return await create(subject);
    },
    refusal: ({ arn }) =>
      conflict(`Failed to create function url config for [functionArn = ${arn()}]. Error message:  FunctionUrlConfig exists for this Lambda function`),
  },
  {
    operation: "CreateFunctionUrlConfig",
    when: "of a missing function finds nothing",
    ask: (s) => create(s, { FunctionName: missing }),
    refusal: () => notFound(noFunction),
  },
  {
    operation: "CreateFunctionUrlConfig",
    when: "of a missing alias finds nothing",
    ask: (s) => create(s, { Qualifier: "absent" }),
    refusal: () => notFound(noFunction),
  },
  {
    operation: "UpdateFunctionUrlConfig",
    when: "of a missing function finds nothing",
    ask: (s) => update(s, { FunctionName: missing }),
    refusal: () => notFound(noFunction),
  },
  {
    operation: "UpdateFunctionUrlConfig",
    when: "of a missing alias finds nothing",
    ask: (s) => update(s, { Qualifier: "absent" }),
    refusal: () => notFound(noFunction),
  },
  { operation: "ListFunctionUrlConfigs", when: "of a missing function finds nothing", ask: (s) => list(s, missing), refusal: () => notFound(noFunction) },
  { operation: "UpdateFunctionUrlConfig", when: "of a function without one finds nothing", ask: (s) => update(s), refusal: () => notFound(nothing) },
  ...(
    [
      ["GetFunctionUrlConfig", get],
      ["DeleteFunctionUrlConfig", remove],
    ] as const
  ).flatMap(([operation, ask]): readonly Row[] => [
    { operation, when: "of a missing function finds nothing", ask: (s) => ask(s, { FunctionName: missing }), refusal: () => notFound(nothing) },
    { operation, when: "of a missing alias finds nothing", ask: (s) => ask(s, { Qualifier: "absent" }), refusal: () => notFound(nothing) },
    { operation, when: "of a function without one finds nothing", ask: (s) => ask(s), refusal: () => notFound(nothing) },
  ]),
  ...(["1", "$LATEST"] as const).flatMap((Qualifier) =>
    (
      [
        ["CreateFunctionUrlConfig", create],
        ["UpdateFunctionUrlConfig", update],
        ["GetFunctionUrlConfig", get],
        ["DeleteFunctionUrlConfig", remove],
      ] as const
    ).map(([operation, ask]): Row => ({
      operation,
      when: `of ${Qualifier} breaks the model, function or not`,
      ask: (subject) => ask(subject, { FunctionName: missing, Qualifier }),
      refusal: () =>
        breaksModel(
          `1 validation error detected: Value '${Qualifier}' at 'qualifier' failed to satisfy constraint: Member must satisfy regular expression pattern: ((?!^\\d+$)^[0-9a-zA-Z-_]+$)`,
        ),
    })),
  ),
];

/** Function URLs. */
export const functionUrlRows: readonly Row[] = [...good, ...refused];
