import { boolean, integer, list, oneOf, required, string, structure, type Member, type Shape } from "./shape.ts";

const region = "(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}";

/** FunctionUrlFunctionName: a name that carries an alias at most; no version has a URL. */
export const functionUrlFunctionName = string({
  min: 1,
  max: 140,
  pattern: `(arn:(aws[a-zA-Z-]*)?:lambda:)?(${region}:)?(\\d{12}:)?(function:)?([a-zA-Z0-9-_]{1,64})(:((?!\\d+$)[0-9a-zA-Z-_]+))?`,
});
/** FunctionUrlQualifier: an alias. */
export const functionUrlQualifier = string({ min: 1, max: 128, pattern: "((?!^\\d+$)^[0-9a-zA-Z-_]+$)" });

const authType = oneOf("NONE", "AWS_IAM");
// AWS prints the two in this order (behaviours.md §4.2).
const invokeMode = oneOf("RESPONSE_STREAM", "BUFFERED");
const headerNames: Member = { shape: list(string({ min: 0, max: 1024, pattern: ".*" }), { min: 0, max: 100, wrapped: true }) };
const cors = structure({
  AllowCredentials: boolean,
  AllowHeaders: headerNames,
  AllowMethods: list(string({ min: 0, max: 6, pattern: ".*" }), { min: 0, max: 6, wrapped: true }),
  AllowOrigins: list(string({ min: 1, max: 253, pattern: ".*" }), { min: 0, max: 100, wrapped: true }),
  ExposeHeaders: headerNames,
  MaxAge: integer({ min: 0, max: 86_400 }),
});

/** What CreateFunctionUrlConfig says. */
export const functionUrlCreation = { AuthType: required(authType), Cors: cors, InvokeMode: invokeMode } satisfies Record<string, Member | Shape>;
/** What UpdateFunctionUrlConfig says. */
export const functionUrlChanges = { AuthType: authType, Cors: cors, InvokeMode: invokeMode } satisfies Record<string, Member | Shape>;

const text = string();

const createdMembers = { FunctionUrl: text, FunctionArn: text, AuthType: text, Cors: cors, CreationTime: text, InvokeMode: text };

/** A new function URL as answered. */
export const createdFunctionUrl = structure(createdMembers);
/** A function URL as answered. */
export const functionUrlConfig = structure({ ...createdMembers, LastModifiedTime: text });
/** Answer of ListFunctionUrlConfigs. */
export const functionUrlPage = structure({ FunctionUrlConfigs: list(functionUrlConfig), NextMarker: text });
