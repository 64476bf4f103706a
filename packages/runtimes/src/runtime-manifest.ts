import { z } from "zod";

const packageSchema = z.strictObject({
  name: z.string(),
  version: z.string(),
  /** Subresource integrity of the package's tarball, as the registry publishes it. */
  integrity: z.string().regex(/^sha512-[A-Za-z0-9+/]{86}==$/),
});

const manifestSchema = z.strictObject({
  /** Runtime identifier of the Lambda API. */
  name: z.string().regex(/^[a-z0-9.]+$/),
  /** Version of the interpreter, for people and for cache paths. */
  version: z.string(),
  /** npm package with the interpreter, by architecture; none for runtimes that the function brings along. */
  packages: z.partialRecord(z.enum(["x86_64", "arm64"]), packageSchema),
  /** Where the package is mounted inside; empty if there is none. */
  interpreterPath: z.string(),
  /** The bootstrap's file under bootstraps/; its folder is mounted at /var/runtime. Empty if there is none. */
  bootstrap: z.string(),
  /** How the process talks to the agent: frames at descriptor 3, or AWS's Runtime API over HTTP. */
  channel: z.enum(["framed", "runtime-api"]),
  /** Program and arguments as seen inside; `{heapMib}` stands for the heap limit of the memory class. */
  command: z.array(z.string()).min(1),
  /** Flags of the command that fall away when the function's NODE_OPTIONS has the one that enables the feature again. */
  removableFlags: z.record(z.string(), z.string()),
  /** Environment variables of this runtime beside those that all have. */
  variables: z.record(z.string(), z.string()),
});

/** A runtime, as data: what to fetch, where to mount it, how to start it. */
export type RuntimeManifest = z.infer<typeof manifestSchema>;

/** An interpreter package of a manifest. */
export type RuntimePackage = z.infer<typeof packageSchema>;

/** Architectures as the Lambda API names them. */
export type Architecture = "x86_64" | "arm64";

/** Parses a manifest file's text; throws if it is none. */
export function parseRuntimeManifest(text: string): RuntimeManifest {
  return manifestSchema.parse(JSON.parse(text));
}
