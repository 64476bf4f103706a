/** Runtime identifiers that functions may be created with, in the model's order. Which of them a worker can run is the worker's matter. */
const supportedRuntimes = [
  "nodejs20.x",
  "nodejs22.x",
  "nodejs24.x",
  "nodejs26.x",
  "java8.al2",
  "java8.al2023",
  "java11",
  "java11.al2023",
  "java17",
  "java17.al2023",
  "java21",
  "java25",
  "python3.10",
  "python3.11",
  "python3.12",
  "python3.13",
  "python3.14",
  "python3.15",
  "dotnet8",
  "dotnet10",
  "ruby3.2",
  "ruby3.3",
  "ruby3.4",
  "ruby4.0",
  "provided.al2",
  "provided.al2023",
] as const;

/** Runtime identifiers that AWS has withdrawn: no function may be created with or changed to them. */
const withdrawnRuntimes: ReadonlySet<string> = new Set([
  "nodejs",
  "nodejs4.3",
  "nodejs4.3-edge",
  "nodejs6.10",
  "nodejs8.10",
  "nodejs10.x",
  "nodejs12.x",
  "nodejs14.x",
  "nodejs16.x",
  "nodejs18.x",
  "java8",
  "python2.7",
  "python3.6",
  "python3.7",
  "python3.8",
  "dotnetcore1.0",
  "dotnetcore2.0",
  "dotnetcore2.1",
  "dotnetcore3.1",
  "dotnet6",
  "go1.x",
  "ruby2.5",
  "ruby2.7",
  "provided",
]);

/** AWS has withdrawn them, Mayfly runs them all the same. */
const keptRuntimes: readonly string[] = ["python3.9"];

/** What is wrong with a runtime identifier, in AWS's words (behaviours.md §4.3); undefined if nothing is. `additional` are runtimes of the operator's own manifests. */
export function runtimeProblem(runtime: string, additional: readonly string[]): string | undefined {
  if (keptRuntimes.includes(runtime) || additional.includes(runtime)) return undefined;
  if (withdrawnRuntimes.has(runtime)) {
    return `The runtime parameter of ${runtime} is no longer supported for creating or updating AWS Lambda functions. We recommend you use a supported runtime while creating or updating functions.`;
  }
  if (supportedRuntimes.some((supported) => supported === runtime)) return undefined;
  return `Value ${runtime} at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: [${supportedRuntimes.join(", ")}] or be a valid ARN`;
}
