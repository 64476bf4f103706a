import { readFileSync } from "node:fs";
import { PlatformError } from "@mayfly/errors/platform-error";
import type { z } from "zod";
import type { ConfigSchema } from "./config-schema.ts";
import type { Environment } from "./process-environment.ts";
import { isSecret } from "./secret.ts";
import { fileVariableName, isOurs, nearestName, variableName } from "./variable-name.ts";

/** Variables with our prefix that are no settings of a process: what `mayfly env` prints for clients, and what tests read. */
const otherVariables = [/^MAYFLY_TOKEN$/, /^MAYFLY_TEST_/] as const;

/** What else a parse allows. */
export interface ParseConfigOptions {
  /** Variables that are known though this schema lacks them, such as those of other processes that share an environment file. */
  readonly alsoKnown?: readonly string[];
}

/**
 * Reads a process's settings. The key `httpPort` is the variable `MAYFLY_HTTP_PORT`; a secret may stand in the file that
 * `MAYFLY_…_FILE` names; an empty variable counts as absent; an unknown `MAYFLY_` variable is an error. Fails with one
 * PlatformError InvalidParameterValue that lists every problem and what to change.
 */
export function parseConfig<Schema extends ConfigSchema>(schema: Schema, environment: Environment, options: ParseConfigOptions = {}): z.output<Schema> {
  const problems = unknownVariables(schema, environment, options.alsoKnown ?? []);
  const values: Record<string, string> = {};
  for (const [key, setting] of Object.entries(schema.shape)) {
    const read = readVariable(key, isSecret(setting), environment);
    if (read.problem !== undefined) problems.push(read.problem);
    if (read.value !== undefined) values[key] = read.value;
  }
  const result = schema.safeParse(values);
  if (result.success && problems.length === 0) return result.data;
  problems.push(...(result.error?.issues ?? []).map((issue) => describeIssue(issue, schema, values)));
  throw new PlatformError("InvalidParameterValue", sentenceFor(problems));
}

function unknownVariables(schema: ConfigSchema, environment: Environment, alsoKnown: readonly string[]): string[] {
  const known = [...variablesOf(schema), ...alsoKnown];
  const unknown = Object.keys(environment).filter((name) => isOurs(name) && !known.includes(name) && !otherVariables.some((pattern) => pattern.test(name)));
  return unknown.toSorted().map((name) => {
    const nearest = nearestName(name, known);
    return nearest === undefined
      ? `${name} is not a setting of this process. Remove it.`
      : `${name} is not a setting of this process. Did you mean ${nearest}?`;
  });
}

/** Every variable that a schema reads, sorted. */
function variablesOf(schema: ConfigSchema): readonly string[] {
  const names = Object.entries(schema.shape).flatMap(([key, setting]) =>
    isSecret(setting) ? [variableName(key), fileVariableName(key)] : [variableName(key)],
  );
  return names.toSorted();
}

interface ReadVariable {
  readonly value?: string;
  readonly problem?: string;
}

function readVariable(key: string, secretSetting: boolean, environment: Environment): ReadVariable {
  const value = nonEmpty(environment[variableName(key)]);
  const file = secretSetting ? nonEmpty(environment[fileVariableName(key)]) : undefined;
  if (file === undefined) return value === undefined ? {} : { value };
  if (value !== undefined) return { problem: `${variableName(key)} and ${fileVariableName(key)} are both set. Remove one of them.` };
  try {
    return { value: readFileSync(file, "utf8").trimEnd() };
  } catch {
    return { problem: `${fileVariableName(key)} names ${file}, which cannot be read. Check that it exists and that this user may read it.` };
  }
}

function nonEmpty(value: string | undefined): string | undefined {
  return value === "" ? undefined : value;
}

function describeIssue(issue: z.core.$ZodIssue, schema: ConfigSchema, values: Readonly<Record<string, string>>): string {
  const [key] = issue.path;
  if (typeof key !== "string") return `${issue.message}.`;
  const setting = schema.shape[key];
  const name = variableName(key);
  const meaning = setting === undefined ? undefined : describe(setting);
  const hint = meaning === undefined ? "" : ` It is ${meaning}.`;
  const value = values[key];
  if (value === undefined) return `${name} is missing. Set it.${hint}`;
  const shown = setting !== undefined && isSecret(setting) ? "" : ` ${JSON.stringify(value)}`;
  return `${name}${shown} is not valid: ${issue.message}.${hint}`;
}

/** What a setting means, in the words of its schema; undefined if the schema says nothing. */
export function describe(setting: z.core.$ZodType): string | undefined {
  return "description" in setting && typeof setting.description === "string" ? setting.description : undefined;
}

function sentenceFor(problems: readonly string[]): string {
  const [only] = problems;
  if (problems.length === 1 && only !== undefined) return `The configuration is not valid: ${only}`;
  return `The configuration has ${problems.length} problems:\n${problems.map((problem) => `  - ${problem}`).join("\n")}`;
}
