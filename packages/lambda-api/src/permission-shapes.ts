import { limits } from "@mayfly/domain/limits";
import { boolean, oneOf, required, string, structure, type Member, type Shape } from "./shape.ts";

const region = "(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}";

/** StatementId of a statement that is added, and of any statement of a layer's policy. */
export const statementId = string({ min: 1, max: 100, pattern: "([a-zA-Z0-9-_]+)" });
/** NamespacedStatementId: of a statement that is removed from a function's policy. */
export const namespacedStatementId = string({ min: 1, max: 100, pattern: "([a-zA-Z0-9-_.]+)" });
/** RevisionId of AddPermission and its neighbours, which the model does not constrain. */
export const policyRevisionId = string();

/** What AddPermission says beside the function. */
export const permission = {
  StatementId: required(statementId),
  Action: required(string({ min: 0, max: 10_000, pattern: "(lambda:[*]|lambda:[a-zA-Z]+|[*])" })),
  Principal: required(string({ min: 0, max: 2048, pattern: "[^\\s]+" })),
  SourceArn: string({
    min: 0,
    max: 10_000,
    pattern: `arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\\-])+:(${region})?:(\\d{12})?:(.*)`,
  }),
  SourceAccount: string({ min: 0, max: 12, pattern: "\\d{12}" }),
  EventSourceToken: string({ min: 0, max: 256, pattern: "[a-zA-Z0-9._\\-]+" }),
  RevisionId: policyRevisionId,
  PrincipalOrgID: string({ min: 12, max: 34, pattern: "o-[a-z0-9]{10,32}" }),
  FunctionUrlAuthType: oneOf("NONE", "AWS_IAM"),
  InvokedViaFunctionUrl: boolean,
} satisfies Record<string, Member | Shape>;

/** What AddLayerVersionPermission says beside the layer version. */
export const layerPermission = {
  StatementId: required(statementId),
  Action: required(string({ min: 0, max: 22, pattern: "lambda:GetLayerVersion" })),
  Principal: required(string({ min: 0, max: 10_000, pattern: "\\d{12}|\\*|arn:(aws[a-zA-Z-]*):iam::\\d{12}:root" })),
  OrganizationId: string({ min: 0, max: 34, pattern: "o-[a-z0-9]{10,32}" }),
} satisfies Record<string, Member | Shape>;

/** PolicyResourceArn: what a whole policy is put on. */
export const policyResourceArn = string({
  min: 0,
  max: 512,
  pattern: `arn:(aws[a-zA-Z-]*)?:lambda:${region}:\\d{12}:(function:[a-zA-Z0-9-_]+(:(\\$LATEST(\\.PUBLISHED)?|[a-zA-Z0-9-_])+)?|runtime/[a-zA-Z0-9-_./]+)`,
});
/** A whole policy. */
export const resourcePolicyText = string({ min: 1, max: limits.resourcePolicyCharactersMax, pattern: "[\\s\\S]+" });

const text = string();

/** Answer of AddPermission. */
export const addedStatement = structure({ Statement: text });
/** Answer of AddLayerVersionPermission. */
export const addedLayerStatement = structure({ Statement: text, RevisionId: text });
/** Answer of every operation that reads or puts a policy. */
export const policyAnswer = structure({ Policy: text, RevisionId: text });
