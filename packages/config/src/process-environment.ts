/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The environment of this process: the only place that reads `process.env`. Callers pass the value on as an argument. */
export function processEnvironment(): Environment {
  return process.env;
}
