import { z } from "zod";

const packageSchema = z.strictObject({
  name: z.string(),
  version: z.string(),
  /** Subresource integrity of the package's tarball, as the registry publishes it. */
  integrity: z.string().regex(/^sha512-[A-Za-z0-9+/]{86}==$/),
});

const absolutePath = z.string().regex(/^\/[^\0]*$/, "must be an absolute path");
const relativeProgram = z.string().regex(/^[A-Za-z0-9._-]+(\/[A-Za-z0-9._-]+)*$/, "must be a relative path like bin/python3");

/** Where the interpreter comes from. It is shown at /var/lang; `{program}` of the command is the program in it. */
const interpreterSchema = z.discriminatedUnion("kind", [
  /** The function brings its own. */
  z.strictObject({ kind: z.literal("none") }),
  /** An npm package per architecture, fetched once into the cache. */
  z.strictObject({ kind: z.literal("npm"), packages: z.partialRecord(z.enum(["x86_64", "arm64"]), packageSchema) }),
  /** A CPython that is on this host. */
  z.strictObject({ kind: z.literal("python"), version: z.string().regex(/^3\.\d+$/) }),
  /** A JDK or JRE that is on this host. */
  z.strictObject({ kind: z.literal("java"), version: z.string().regex(/^\d+$/) }),
  /** A directory of this host. */
  z.strictObject({ kind: z.literal("directory"), path: absolutePath, program: relativeProgram }),
  /** A program of the root file system; nothing is shown at /var/lang. */
  z.strictObject({ kind: z.literal("in-root"), program: absolutePath }),
]);

const downloadSchema = z.strictObject({
  /** Where the files are fetched from, HTTPS. */
  url: z.url({ protocol: /^https$/ }),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** File below /var/runtime. */
  file: relativeProgram,
});

const mountSchema = z.strictObject({
  hostPath: absolutePath,
  sandboxPath: z.string().regex(/^\/var\/(?!(?:task|tmp|runtime|lang)$)[\w.-]+$/, "must be a directory directly below /var, like /var/node_modules"),
});

const manifestSchema = z
  .strictObject({
    /** Runtime identifier of the Lambda API. */
    name: z.string().regex(/^[a-z][a-z0-9.-]{0,63}$/),
    /** Version of the interpreter, for people and for cache paths. */
    version: z.string().regex(/^[\w.+-]+$/),
    /** ARN that INIT_START lines show; by default one made of the runtime's name. */
    versionArn: z
      .string()
      .regex(/^arn:aws:lambda:[a-z0-9-]*::runtime:[\w.-]+$/)
      .optional(),
    /** What a sandbox's /usr, /bin, /lib and /etc are: the host's, or those of an unpacked OCI image. */
    rootFileSystem: z
      .discriminatedUnion("kind", [z.strictObject({ kind: z.literal("host") }), z.strictObject({ kind: z.literal("directory"), path: absolutePath })])
      .default({ kind: "host" }),
    interpreter: interpreterSchema,
    /** The bootstrap's file under bootstraps/; its folder is mounted at /var/runtime. Empty if there is none. */
    bootstrap: z.enum(["", "node/bootstrap.cjs", "python/bootstrap.py"]),
    /** Files for /var/runtime, where there is no bootstrap of Mayfly's own. */
    downloads: z.array(downloadSchema).default([]),
    /** Further directories of the host, read-only. */
    mounts: z.array(mountSchema).default([]),
    /** How the process talks to the agent: frames at descriptor 3, or AWS's Runtime API over HTTP. */
    channel: z.enum(["framed", "runtime-api"]),
    /** Program and arguments as seen inside; `{program}`, `{handler}` and `{heapMib}`, the heap limit of the memory class, are filled in. */
    command: z.array(z.string()).min(1),
    /** Flags of the command that fall away when the function's NODE_OPTIONS has the one that enables the feature again. */
    removableFlags: z.record(z.string(), z.string()).default({}),
    /** Environment variables of this runtime beside those that all have; `{name}` is the runtime's name. */
    variables: z.record(z.string().regex(/^[A-Za-z_]\w*$/), z.string()).default({}),
  })
  .refine((manifest) => manifest.bootstrap === "" || manifest.downloads.length === 0, {
    path: ["downloads"],
    error: "cannot be there beside a bootstrap: both are shown at /var/runtime",
  })
  .refine((manifest) => (manifest.channel === "framed") === (manifest.bootstrap !== ""), {
    path: ["channel"],
    error: "must be framed exactly with a bootstrap",
  });

/** A runtime, as data: what to fetch or find, where to show it, how to start it. */
export type RuntimeManifest = z.infer<typeof manifestSchema>;

/** An interpreter package of a manifest. */
export type RuntimePackage = z.infer<typeof packageSchema>;

/** A file of a manifest that is fetched over HTTPS. */
export type RuntimeDownload = z.infer<typeof downloadSchema>;

/** Architectures as the Lambda API names them. */
export type Architecture = "x86_64" | "arm64";

const extensionSchema = z.looseObject({ extends: z.string().optional(), variables: z.record(z.string(), z.unknown()).optional() });

/**
 * Parses a manifest file's text. With `extends` it has only what differs from Mayfly's own runtime of that name, whose text
 * `findBase` gives; `variables` are merged. Placeholders that depend on the manifest alone are filled in. Fails with an Error
 * whose message is one line.
 */
export function parseRuntimeManifest(text: string, findBase: (name: string) => string | undefined = () => undefined): RuntimeManifest {
  const { extends: baseName, ...own } = parseJson(text);
  if (baseName === undefined) return fillIn(check(own));
  const baseText = findBase(baseName);
  if (baseText === undefined) throw new Error(`it extends ${baseName}, which is no runtime of Mayfly's own`);
  const base = parseJson(baseText);
  return fillIn(check({ ...base, ...own, variables: { ...base.variables, ...own.variables } }));
}

/** The interpreter as processes inside see it; empty if the function brings its own. */
export function programPath({ interpreter }: Pick<RuntimeManifest, "interpreter">): string {
  switch (interpreter.kind) {
    case "none":
      return "";
    case "in-root":
      return interpreter.program;
    case "npm":
      return "/var/lang/bin/node";
    case "python":
      return `/var/lang/bin/python${interpreter.version}`;
    case "java":
      return "/var/lang/bin/java";
    case "directory":
      return `/var/lang/${interpreter.program}`;
  }
}

function parseJson(text: string): z.infer<typeof extensionSchema> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(`it is not JSON: ${String(error).replaceAll("\n", " ")}`, { cause: error });
  }
  return parseWith(extensionSchema, value);
}

function check(value: unknown): RuntimeManifest {
  return parseWith(manifestSchema, value);
}

function parseWith<Value>(schema: z.ZodType<Value>, value: unknown): Value {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.slice(0, 3).map((issue) => `${issue.path.length === 0 ? "the file" : issue.path.join(".")}: ${issue.message}`);
  throw new Error(issues.join("; "), { cause: parsed.error });
}

function fillIn(manifest: RuntimeManifest): RuntimeManifest {
  const variables = Object.entries(manifest.variables).map(([name, value]): [string, string] => [name, value.replaceAll("{name}", manifest.name)]);
  return {
    ...manifest,
    command: manifest.command.map((word) => word.replaceAll("{program}", programPath(manifest))),
    variables: Object.fromEntries(variables),
  };
}
