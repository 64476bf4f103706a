import {
  AddLayerVersionPermissionCommand,
  DeleteLayerVersionCommand,
  GetLayerVersionByArnCommand,
  GetLayerVersionCommand,
  GetLayerVersionPolicyCommand,
  ListLayersCommand,
  ListLayerVersionsCommand,
  PublishLayerVersionCommand,
  RemoveLayerVersionPermissionCommand,
} from "@aws-sdk/client-lambda";
import { zipOf } from "@mayfly/testkit/zip-of";
import { expect } from "vitest";
import { milliseconds, sha256, uuid } from "./answers.ts";
import { conflict, freshName, invalid, notFound, otherRevision, staleRevision, type Row, type Subject } from "./row.ts";

const resourceNotFound = "The resource you requested does not exist.";
const permission = { StatementId: "s", Action: "lambda:GetLayerVersion", Principal: "111111111111" };
const layerArn = expect.stringMatching(/^arn:aws:lambda:us-east-1:\d{12}:layer:compat-[0-9a-f-]{36}$/);
const versionArn = expect.stringMatching(/^arn:aws:lambda:us-east-1:\d{12}:layer:compat-[0-9a-f-]{36}:1$/);

const listed = { LayerVersionArn: versionArn, Version: 1, Description: "", CreatedDate: milliseconds };
const published = {
  ...listed,
  LayerArn: layerArn,
  Content: { Location: expect.stringMatching(/^http/), CodeSha256: sha256, CodeSize: expect.any(Number) },
};

const publish = async ({ client }: Subject, settings: object = {}) =>
  await client.send(new PublishLayerVersionCommand({ LayerName: freshName(), Content: { ZipFile: await zipOf({ "lib.txt": "x" }) }, ...settings }));

/** A layer version of the row's own, as the other operations name it. */
async function newLayer(subject: Subject): Promise<{ readonly LayerName: string; readonly VersionNumber: number; readonly Arn: string }> {
  const LayerName = freshName();
  const { Version, LayerVersionArn } = await publish(subject, { LayerName });
  return { LayerName, VersionNumber: Version ?? 0, Arn: LayerVersionArn ?? "" };
}

const absent = { LayerName: "absent", VersionNumber: 1 };
const absentVersion = ({ account }: Subject): string => `Layer version arn:aws:lambda:us-east-1:${account}:layer:absent:1 does not exist.`;
const statement = (Resource: unknown): string =>
  JSON.stringify({ Sid: "s", Effect: "Allow", Principal: { AWS: "arn:aws:iam::111111111111:root" }, Action: permission.Action, Resource });

const contents: readonly Row[] = [
  { operation: "PublishLayerVersion", when: "answers version 1 without what was not given", ask: (subject) => publish(subject), answer: () => published },
  {
    operation: "PublishLayerVersion",
    when: "answers what was given",
    ask: (subject) => publish(subject, { Description: "d", CompatibleRuntimes: ["nodejs24.x"], CompatibleArchitectures: ["x86_64"], LicenseInfo: "MIT" }),
    answer: () => ({ ...published, Description: "d", CompatibleRuntimes: ["nodejs24.x"], CompatibleArchitectures: ["x86_64"], LicenseInfo: "MIT" }),
  },
  {
    operation: "PublishLayerVersion",
    when: "of something that is no archive is refused",
    ask: (subject) => publish(subject, { Content: { ZipFile: Buffer.from("no archive") } }),
    refusal: () => invalid("Could not unzip uploaded file. Please check your file, then try to upload again."),
  },
  {
    operation: "GetLayerVersion",
    when: "answers it",
    ask: async (subject) => {
      const { LayerName, VersionNumber } = await newLayer(subject);
      return await subject.client.send(new GetLayerVersionCommand({ LayerName, VersionNumber }));
    },
    answer: () => published,
  },
  {
    operation: "GetLayerVersion",
    when: "of a missing version finds nothing",
    ask: ({ client }) => client.send(new GetLayerVersionCommand(absent)),
    refusal: () => notFound(resourceNotFound),
  },
  {
    operation: "GetLayerVersion",
    when: "of version 0 is refused",
    ask: ({ client }) => client.send(new GetLayerVersionCommand({ ...absent, VersionNumber: 0 })),
    refusal: () => invalid("Layer Version Cannot be less than 1"),
  },
  {
    operation: "GetLayerVersionByArn",
    when: "answers it",
    ask: async (subject) => subject.client.send(new GetLayerVersionByArnCommand({ Arn: (await newLayer(subject)).Arn })),
    answer: () => published,
  },
  {
    operation: "GetLayerVersionByArn",
    when: "of a missing version finds nothing",
    ask: ({ client, account }) => client.send(new GetLayerVersionByArnCommand({ Arn: `arn:aws:lambda:us-east-1:${account}:layer:absent:1` })),
    refusal: () => notFound(resourceNotFound),
  },
  {
    operation: "ListLayers",
    when: "answers a layer with its latest version",
    ask: async (subject) => {
      const { LayerName } = await newLayer(subject);
      const { $metadata, Layers } = await subject.client.send(new ListLayersCommand({}));
      return { $metadata, Layers: Layers?.filter((layer) => layer.LayerName === LayerName) };
    },
    answer: () => ({ Layers: [{ LayerName: expect.stringMatching(/^compat-/), LayerArn: layerArn, LatestMatchingVersion: listed }] }),
  },
  {
    operation: "ListLayerVersions",
    when: "answers versions without content",
    ask: async (subject) => subject.client.send(new ListLayerVersionsCommand({ LayerName: (await newLayer(subject)).LayerName })),
    answer: () => ({ LayerVersions: [listed] }),
  },
  {
    operation: "ListLayerVersions",
    when: "of an unknown layer answers none",
    ask: ({ client }) => client.send(new ListLayerVersionsCommand({ LayerName: "absent" })),
    answer: () => ({ LayerVersions: [] }),
  },
  {
    operation: "DeleteLayerVersion",
    when: "answers nothing",
    ask: async (subject) => {
      const { LayerName, VersionNumber } = await newLayer(subject);
      return await subject.client.send(new DeleteLayerVersionCommand({ LayerName, VersionNumber }));
    },
    answer: () => ({}),
  },
  {
    operation: "DeleteLayerVersion",
    when: "of a missing version answers nothing",
    ask: ({ client }) => client.send(new DeleteLayerVersionCommand(absent)),
    answer: () => ({}),
  },
];

const policies: readonly Row[] = [
  {
    operation: "AddLayerVersionPermission",
    when: "answers the statement",
    ask: async (subject) => {
      const { LayerName, VersionNumber, Arn } = await newLayer(subject);
      const answer = await subject.client.send(new AddLayerVersionPermissionCommand({ LayerName, VersionNumber, ...permission }));
      expect(answer.Statement).toBe(statement(Arn));
      return answer;
    },
    answer: () => ({ Statement: expect.any(String), RevisionId: uuid }),
  },
  {
    operation: "AddLayerVersionPermission",
    when: "of a missing version finds nothing",
    ask: ({ client }) => client.send(new AddLayerVersionPermissionCommand({ ...absent, ...permission })),
    refusal: (subject) => notFound(absentVersion(subject)),
  },
  {
    operation: "AddLayerVersionPermission",
    when: "of a statement id that exists is refused",
    ask: async (subject) => {
      const { LayerName, VersionNumber } = await newLayer(subject);
      await subject.client.send(new AddLayerVersionPermissionCommand({ LayerName, VersionNumber, ...permission }));
      return await subject.client.send(new AddLayerVersionPermissionCommand({ LayerName, VersionNumber, ...permission }));
    },
    refusal: () => conflict("The statement id (s) provided already exists. Please provide a new statement id, or remove the existing statement."),
  },
  {
    operation: "AddLayerVersionPermission",
    when: "with another revision id is refused",
    ask: async (subject) => {
      const { LayerName, VersionNumber } = await newLayer(subject);
      await subject.client.send(new AddLayerVersionPermissionCommand({ LayerName, VersionNumber, ...permission }));
      return await subject.client.send(
        new AddLayerVersionPermissionCommand({ LayerName, VersionNumber, ...permission, StatementId: "t", RevisionId: otherRevision }),
      );
    },
    refusal: () => staleRevision("GetLayerPolicy"),
  },
  {
    operation: "GetLayerVersionPolicy",
    when: "answers the policy as text",
    ask: async (subject) => {
      const { LayerName, VersionNumber, Arn } = await newLayer(subject);
      await subject.client.send(new AddLayerVersionPermissionCommand({ LayerName, VersionNumber, ...permission }));
      const answer = await subject.client.send(new GetLayerVersionPolicyCommand({ LayerName, VersionNumber }));
      expect(answer.Policy).toBe(`{"Version":"2012-10-17","Id":"default","Statement":[${statement(Arn)}]}`);
      return answer;
    },
    answer: () => ({ Policy: expect.any(String), RevisionId: uuid }),
  },
  {
    operation: "GetLayerVersionPolicy",
    when: "of a missing version finds nothing",
    ask: ({ client }) => client.send(new GetLayerVersionPolicyCommand(absent)),
    refusal: (subject) => notFound(absentVersion(subject)),
  },
  {
    operation: "GetLayerVersionPolicy",
    when: "of a version without one finds nothing",
    ask: async (subject) => {
      const { LayerName, VersionNumber } = await newLayer(subject);
      return await subject.client.send(new GetLayerVersionPolicyCommand({ LayerName, VersionNumber }));
    },
    refusal: () => notFound("No policy is associated with the given resource."),
  },
  {
    operation: "RemoveLayerVersionPermission",
    when: "answers nothing",
    ask: async (subject) => {
      const { LayerName, VersionNumber } = await newLayer(subject);
      await subject.client.send(new AddLayerVersionPermissionCommand({ LayerName, VersionNumber, ...permission }));
      return await subject.client.send(new RemoveLayerVersionPermissionCommand({ LayerName, VersionNumber, StatementId: "s" }));
    },
    answer: () => ({}),
  },
  {
    operation: "RemoveLayerVersionPermission",
    when: "of a statement that is missing finds nothing",
    ask: async (subject) => {
      const { LayerName, VersionNumber } = await newLayer(subject);
      await subject.client.send(new AddLayerVersionPermissionCommand({ LayerName, VersionNumber, ...permission }));
      return await subject.client.send(new RemoveLayerVersionPermissionCommand({ LayerName, VersionNumber, StatementId: "t" }));
    },
    refusal: () => notFound("Statement t is not found in resource policy."),
  },
  {
    operation: "RemoveLayerVersionPermission",
    when: "of a missing version finds nothing",
    ask: ({ client }) => client.send(new RemoveLayerVersionPermissionCommand({ ...absent, StatementId: "s" })),
    refusal: (subject) => notFound(absentVersion(subject)),
  },
];

/** Layers and their policies. */
export const layerRows: readonly Row[] = [...contents, ...policies];
