import { functionConfiguration, revisionId } from "./function-shapes.ts";
import { double, list, map, required, string, structure, type Member, type Shape } from "./shape.ts";

/** Name of an alias: not digits alone. */
export const aliasName = string({ min: 1, max: 128, pattern: "(?!^[0-9]+$)([a-zA-Z0-9-_]+)" });
/** $LATEST or a version number. */
export const functionVersion = string({ min: 1, max: 1024, pattern: "(\\$LATEST(\\.PUBLISHED)?|[0-9]+)" });

const additionalVersion = string({ min: 1, max: 1024, pattern: "[0-9]+" });
const description = string({ min: 0, max: 256 });
const routing = structure({ AdditionalVersionWeights: map(additionalVersion, double({ min: 0, max: 1 })) });

/** What PublishVersion says. */
export const versionPublication = { CodeSha256: string(), Description: description, RevisionId: revisionId } satisfies Record<string, Member | Shape>;

/** What CreateAlias says. */
export const aliasCreation = {
  Name: required(aliasName),
  FunctionVersion: required(functionVersion),
  Description: description,
  RoutingConfig: routing,
} satisfies Record<string, Member | Shape>;

/** What UpdateAlias says. */
export const aliasChanges = { FunctionVersion: functionVersion, Description: description, RoutingConfig: routing, RevisionId: revisionId } satisfies Record<
  string,
  Member | Shape
>;

const text = string();

/** An alias as answered. */
export const aliasConfiguration = structure({
  AliasArn: text,
  Name: text,
  FunctionVersion: text,
  Description: text,
  RoutingConfig: routing,
  RevisionId: text,
});

/** Answer of ListAliases. */
export const aliasPage = structure({ Aliases: list(aliasConfiguration), NextMarker: text });

/** Answer of ListVersionsByFunction. */
export const versionPage = structure({ Versions: list(functionConfiguration), NextMarker: text });
