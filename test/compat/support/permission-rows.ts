import {
  AddPermissionCommand,
  DeleteResourcePolicyCommand,
  GetPolicyCommand,
  GetResourcePolicyCommand,
  PublishVersionCommand,
  PutResourcePolicyCommand,
  RemovePermissionCommand,
  type AddPermissionCommandInput,
} from "@aws-sdk/client-lambda";
import { uuid } from "./answers.ts";
import { conflict, invalid, notFound, otherRevision, staleRevision, type Row, type Subject } from "./row.ts";

const missing = "no-such-function";
const nothing = "The resource you requested does not exist.";
const action = "lambda:InvokeFunction";
const statement = (Resource: string, Principal: unknown, Condition?: object): string =>
  JSON.stringify({ Sid: "s", Effect: "Allow", Principal, Action: action, Resource, Condition });
const s3 = { Service: "s3.amazonaws.com" };
const policy = (Resource: string): string => `{"Version":"2012-10-17","Id":"default","Statement":[${statement(Resource, s3)}]}`;

const add = ({ client, name }: Subject, settings: Partial<AddPermissionCommandInput> = {}) =>
  client.send(new AddPermissionCommand({ FunctionName: name, StatementId: "s", Action: action, Principal: "s3.amazonaws.com", ...settings }));
const remove = ({ client, name }: Subject, settings: object = {}) =>
  client.send(new RemovePermissionCommand({ FunctionName: name, StatementId: "s", ...settings }));
const read = ({ client, name }: Subject, settings: object = {}) => client.send(new GetPolicyCommand({ FunctionName: name, ...settings }));
const put = ({ client, arn }: Subject, settings: object = {}) =>
  client.send(new PutResourcePolicyCommand({ ResourceArn: arn(), Policy: policy(arn()), ...settings }));

const permissions: readonly Row[] = [
  { operation: "AddPermission", when: "answers the statement", own: true, ask: (s) => add(s), answer: ({ arn }) => ({ Statement: statement(arn(), s3) }) },
  {
    operation: "AddPermission",
    when: "for an account has its conditions in AWS's order",
    own: true,
    ask: async (subject) =>
      add(subject, { Principal: "111111111111", SourceArn: "arn:aws:s3:::bucket", SourceAccount: "222222222222", PrincipalOrgID: "o-1234567890" }),
    answer: ({ arn }) => ({
      Statement: statement(
        arn(),
        { AWS: "arn:aws:iam::111111111111:root" },
        {
          StringEquals: { "AWS:SourceAccount": "222222222222", "aws:PrincipalOrgID": "o-1234567890" },
          ArnLike: { "AWS:SourceArn": "arn:aws:s3:::bucket" },
        },
      ),
    }),
  },
  {
    operation: "AddPermission",
    when: "for a public function URL has its conditions",
    own: true,
    ask: (subject) => add(subject, { Principal: "*", InvokedViaFunctionUrl: true }),
    answer: ({ arn }) => ({ Statement: statement(arn(), "*", { Bool: { "lambda:InvokedViaFunctionUrl": "true" } }) }),
  },
  {
    operation: "AddPermission",
    when: "of a version has the version's ARN",
    own: true,
    ask: async (subject) => {
      await subject.client.send(new PublishVersionCommand({ FunctionName: subject.name }));
      return await add(subject, { Qualifier: "1" });
    },
    answer: ({ arn }) => ({ Statement: statement(arn("1"), s3) }),
  },
  {
    operation: "AddPermission",
    when: "for everybody has a plain principal",
    own: true,
    ask: (s) => add(s, { Principal: "*" }),
    answer: ({ arn }) => ({ Statement: statement(arn(), "*") }),
  },
  {
    operation: "AddPermission",
    when: "of a missing function finds nothing",
    ask: (s) => add(s, { FunctionName: missing }),
    refusal: ({ arn }) => notFound(`Function not found: ${arn(undefined, missing)}`),
  },
  {
    operation: "AddPermission",
    when: "of a missing alias finds nothing",
    ask: (s) => add(s, { Qualifier: "absent" }),
    refusal: ({ arn }) => notFound(`Cannot find alias arn: ${arn("absent")}`),
  },
  {
    operation: "AddPermission",
    when: "of $LATEST is refused",
    ask: (s) => add(s, { Qualifier: "$LATEST" }),
    refusal: () => invalid("We currently do not support adding policies for $LATEST."),
  },
  {
    operation: "AddPermission",
    when: "for nobody is refused",
    ask: (s) => add(s, { Principal: "nobody" }),
    refusal: () => invalid("The provided principal was invalid. Please check the principal and try again."),
  },
  {
    operation: "AddPermission",
    when: "of a statement id that exists is refused",
    own: true,
    ask: async (subject) => {
      await add(subject);
      return await add(subject);
    },
    refusal: () => conflict("The statement id (s) provided already exists. Please provide a new statement id, or remove the existing statement."),
  },
  {
    operation: "AddPermission",
    when: "with another revision id is refused",
    own: true,
    ask: async (subject) => {
      await add(subject);
      return await add(subject, { StatementId: "t", RevisionId: otherRevision });
    },
    refusal: () => staleRevision("GetPolicy"),
  },
  {
    operation: "GetPolicy",
    when: "answers the policy as text",
    own: true,
    ask: async (subject) => {
      await add(subject);
      return await read(subject);
    },
    answer: ({ arn }) => ({ Policy: policy(arn()), RevisionId: uuid }),
  },
  { operation: "GetPolicy", when: "of a function without one finds nothing", ask: (s) => read(s), refusal: () => notFound(nothing) },
  { operation: "GetPolicy", when: "of a missing function finds nothing", ask: (s) => read(s, { FunctionName: missing }), refusal: () => notFound(nothing) },
  {
    operation: "GetPolicy",
    when: "finds nothing once the last statement is removed",
    own: true,
    ask: async (subject) => {
      await add(subject);
      await remove(subject);
      return await read(subject);
    },
    refusal: () => notFound(nothing),
  },
  {
    operation: "RemovePermission",
    when: "answers nothing",
    own: true,
    ask: async (subject) => {
      await add(subject);
      return await remove(subject);
    },
    answer: () => ({}),
  },
  {
    operation: "RemovePermission",
    when: "without a policy finds nothing",
    ask: (s) => remove(s),
    refusal: () => notFound("No policy is associated with the given resource."),
  },
  {
    operation: "RemovePermission",
    when: "of a missing function finds nothing",
    ask: (s) => remove(s, { FunctionName: missing }),
    refusal: ({ arn }) => notFound(`No policy found for: ${arn(undefined, missing)}`),
  },
  {
    operation: "RemovePermission",
    when: "of a missing statement finds nothing",
    own: true,
    ask: async (subject) => {
      await add(subject);
      return await remove(subject, { StatementId: "t" });
    },
    refusal: () => notFound("Statement t is not found in resource policy."),
  },
  {
    operation: "RemovePermission",
    when: "with another revision id is refused",
    own: true,
    ask: async (subject) => {
      await add(subject);
      return await remove(subject, { RevisionId: otherRevision });
    },
    refusal: () => staleRevision("GetPolicy"),
  },
];

const wholePolicies: readonly Row[] = [
  {
    operation: "PutResourcePolicy",
    when: "answers the policy",
    own: true,
    ask: (s) => put(s),
    answer: ({ arn }) => ({ Policy: policy(arn()), RevisionId: uuid }),
  },
  {
    operation: "PutResourcePolicy",
    when: "of a public policy is refused",
    ask: (s) => put(s, { Policy: `{"Version":"2012-10-17","Statement":[${statement(s.arn(), "*")}]}` }),
    refusal: () => ({ name: "PublicPolicyException", status: 400, message: /grant public access/, type: "User" }),
  },
  {
    operation: "PutResourcePolicy",
    when: "of a missing function finds nothing",
    ask: (s) => put(s, { ResourceArn: s.arn(undefined, missing), Policy: policy(s.arn(undefined, missing)) }),
    refusal: ({ arn }) => notFound(`Function not found: ${arn(undefined, missing)}`),
  },
  {
    operation: "PutResourcePolicy",
    when: "with another revision id is refused",
    own: true,
    ask: async (subject) => {
      await put(subject);
      return await put(subject, { RevisionId: otherRevision });
    },
    refusal: () => staleRevision("GetResourcePolicy"),
  },
  {
    operation: "GetResourcePolicy",
    when: "answers what AddPermission has made",
    own: true,
    ask: async (subject) => {
      await add(subject);
      return await subject.client.send(new GetResourcePolicyCommand({ ResourceArn: subject.arn() }));
    },
    answer: ({ arn }) => ({ Policy: policy(arn()), RevisionId: uuid }),
  },
  {
    operation: "GetResourcePolicy",
    when: "without a policy finds nothing",
    ask: ({ client, arn }) => client.send(new GetResourcePolicyCommand({ ResourceArn: arn() })),
    refusal: () => notFound(nothing),
  },
  {
    operation: "DeleteResourcePolicy",
    when: "answers nothing",
    own: true,
    ask: async (subject) => {
      await put(subject);
      return await subject.client.send(new DeleteResourcePolicyCommand({ ResourceArn: subject.arn() }));
    },
    answer: () => ({}),
  },
  {
    operation: "DeleteResourcePolicy",
    when: "with another revision id is refused",
    own: true,
    ask: async (subject) => {
      await put(subject);
      return await subject.client.send(new DeleteResourcePolicyCommand({ ResourceArn: subject.arn(), RevisionId: otherRevision }));
    },
    refusal: () => staleRevision("GetResourcePolicy"),
  },
  {
    operation: "DeleteResourcePolicy",
    when: "without a policy finds nothing",
    ask: ({ client, arn }) => client.send(new DeleteResourcePolicyCommand({ ResourceArn: arn() })),
    refusal: () => notFound(nothing),
  },
];

/** Policies of functions. */
export const permissionRows: readonly Row[] = [...permissions, ...wholePolicies];
