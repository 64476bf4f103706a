import { ListTagsCommand, TagResourceCommand, UntagResourceCommand } from "@aws-sdk/client-lambda";
import { breaksModel, invalid, notFound, type Row, type Subject } from "./row.ts";

const missing = "no-such-function";
const qualified = "Tags on function aliases and versions are not supported. Please specify a function ARN.";
const mappingOf = ({ account }: Subject): string => `arn:aws:lambda:us-east-1:${account}:event-source-mapping:00000000-0000-4000-8000-000000000000`;

const tag = ({ client, arn }: Subject, Tags: Record<string, string> = { team: "a" }, Resource = arn()) =>
  client.send(new TagResourceCommand({ Resource, Tags }));
const untag = ({ client, arn }: Subject, Resource = arn()) => client.send(new UntagResourceCommand({ Resource, TagKeys: ["team"] }));
const list = ({ client, arn }: Subject, Resource = arn()) => client.send(new ListTagsCommand({ Resource }));

/** Tags. */
export const tagRows: readonly Row[] = [
  { operation: "TagResource", when: "answers nothing", own: true, ask: (s) => tag(s), answer: () => ({}) },
  {
    operation: "UntagResource",
    when: "answers nothing",
    own: true,
    ask: async (subject) => {
      await tag(subject);
      return await untag(subject);
    },
    answer: () => ({}),
  },
  {
    operation: "ListTags",
    when: "answers the tags",
    own: true,
    ask: async (subject) => {
      await tag(subject);
      return await list(subject);
    },
    answer: () => ({ Tags: { team: "a" } }),
  },
  { operation: "ListTags", when: "of a function without tags answers none", ask: (s) => list(s), answer: () => ({ Tags: {} }) },
  {
    operation: "TagResource",
    when: "of no tags is refused",
    ask: (s) => tag(s, {}),
    refusal: () => invalid("An error occurred and the request cannot be processed."),
  },
  {
    operation: "TagResource",
    when: "of more than 50 tags is refused",
    ask: (s) => tag(s, Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`k${index}`, "v"]))),
    refusal: () => invalid("Number of tags exceeds resource tag limit."),
  },
  {
    operation: "UntagResource",
    when: "without keys breaks the model",
    ask: ({ client, arn }) => client.send(new UntagResourceCommand({ Resource: arn(), TagKeys: [] })),
    refusal: () => breaksModel("1 validation error detected: Value null at 'tagKeys' failed to satisfy constraint: Member must not be null"),
  },
  ...(
    [
      ["TagResource", (subject: Subject, Resource: string) => tag(subject, { team: "a" }, Resource)],
      ["UntagResource", untag],
      ["ListTags", list],
    ] as const
  ).flatMap(([operation, ask]): readonly Row[] => [
    {
      operation,
      when: "of a missing function finds nothing",
      ask: (subject) => ask(subject, subject.arn(undefined, missing)),
      refusal: ({ arn }) => notFound(`Function not found: ${arn(undefined, missing)}`),
    },
    { operation, when: "of a version is refused", ask: (subject) => ask(subject, subject.arn("1")), refusal: () => invalid(qualified) },
    {
      operation,
      when: "of a missing event source mapping finds nothing",
      ask: (subject) => ask(subject, mappingOf(subject)),
      refusal: (subject) => notFound(`Event source mapping not found: ${mappingOf(subject)}`),
    },
  ]),
];
