import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Runtime } from "@aws-sdk/client-lambda";
import { z } from "zod";
import { entriesOf, type PackageRecipe } from "./package-cache.ts";
import { findTool, MissingTool, runTool } from "./tools.ts";

/** One of AWS's runtime interface clients, with a function on it. */
export interface OfficialClient {
  readonly name: string;
  readonly handler: string;
  /** The handler that streams, if there is one: undefined where the client cannot. */
  readonly streamingHandler: string | undefined;
  /** What the client makes of a failure of the function. */
  readonly failureType: string;
  /** How a failure of the init phase is answered. */
  readonly initFailure: { readonly errorType: string; readonly errorMessage: RegExp };
  /** How a stream that fails midway ends; undefined where the client does not tell. */
  readonly streamFailureType: string | undefined;
  /** Looks for what it needs; fails with MissingTool if that is not here. */
  prepare(): Promise<PreparedClient>;
}

/** How a client's function is made and run. */
export interface PreparedClient {
  readonly runtime: Runtime;
  readonly recipe: PackageRecipe;
}

const here = fileURLToPath(new URL(".", import.meta.url));
const exited = (code: number): OfficialClient["initFailure"] => ({
  errorType: "Runtime.ExitError",
  errorMessage: new RegExp(`^RequestId: [0-9a-f-]{36} Error: Runtime exited with error: exit status ${code}$`),
});

/** All of them. */
export const officialClients: readonly OfficialClient[] = [
  {
    name: "aws-lambda-go",
    handler: "function",
    streamingHandler: "function",
    failureType: "BrokenOnPurpose",
    initFailure: exited(4),
    streamFailureType: "BrokenOnPurpose",
    prepare: prepareGo,
  },
  {
    name: "lambda_runtime (Rust)",
    handler: "function",
    streamingHandler: "function",
    failureType: "BrokenOnPurpose",
    initFailure: exited(4),
    // It writes what should be trailers into the body.
    streamFailureType: undefined,
    prepare: prepareRust,
  },
  {
    name: "awslambdaric (Python)",
    handler: "index.handler",
    streamingHandler: undefined,
    failureType: "BrokenOnPurpose",
    initFailure: { errorType: "BrokenOnPurpose", errorMessage: /^broken on purpose$/ },
    streamFailureType: undefined,
    prepare: preparePython,
  },
  {
    name: "aws-lambda-java-runtime-interface-client",
    handler: "Function::handleRequest",
    streamingHandler: undefined,
    failureType: "Function$BrokenOnPurpose",
    initFailure: { errorType: "Function$BrokenOnPurpose", errorMessage: /^broken on purpose$/ },
    streamFailureType: undefined,
    prepare: prepareJava,
  },
  {
    name: "aws-lambda-ric (Node)",
    handler: "index.handler",
    streamingHandler: "index.streamingHandler",
    failureType: "BrokenOnPurpose",
    initFailure: { errorType: "BrokenOnPurpose", errorMessage: /^broken on purpose$/ },
    streamFailureType: "BrokenOnPurpose",
    prepare: prepareNode,
  },
];

async function prepareGo(): Promise<PreparedClient> {
  const go = findTool("go", "Install Go: https://go.dev/dl", ["/usr/local/go/bin"]);
  return {
    runtime: "provided.al2023",
    recipe: {
      name: "go",
      sources: join(here, "go"),
      toolchain: await runTool([go, "version"], here),
      async build(folder) {
        const out = join(folder, "package");
        await runTool([go, "build", "-trimpath", "-tags", "lambda.norpc", "-ldflags", "-s -w", "-o", join(out, "bootstrap"), "."], folder, {
          CGO_ENABLED: "0",
        });
        return out;
      },
    },
  };
}

async function prepareRust(): Promise<PreparedClient> {
  const cargo = findTool("cargo", "Install Rust: https://rustup.rs", [join(homedir(), ".cargo", "bin")]);
  return {
    runtime: "provided.al2023",
    recipe: {
      name: "rust",
      sources: join(here, "rust"),
      toolchain: await runTool([cargo, "--version"], here),
      async build(folder) {
        await runTool([cargo, "build", "--locked", "--target-dir", join(folder, "target")], folder);
        return { bootstrap: { content: await readFile(join(folder, "target", "debug", "bootstrap")), mode: 0o755 } };
      },
    },
  };
}

async function preparePython(): Promise<PreparedClient> {
  // Sandboxes see the host's /usr, so only an interpreter that is there will do.
  const python = findTool("python3", "Install Python below /usr: sudo apt-get install -y python3", undefined, ["/usr/bin", "/usr/local/bin"]);
  const pip = findTool("pip3", "Install pip: sudo apt-get install -y python3-pip");
  const version = (await runTool([python, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"], here)).trim();
  return {
    runtime: "provided.al2023",
    recipe: {
      name: "python",
      sources: join(here, "python"),
      toolchain: version,
      async build(folder) {
        const target = ["--target", join(folder, "package"), "--only-binary", ":all:", "--implementation", "cp", "--python-version", version];
        await runTool([pip, "install", "--quiet", "--disable-pip-version-check", "--no-deps", ...target, "--requirement", "requirements.txt"], folder);
        return {
          ...(await entriesOf(join(folder, "package"))),
          "index.py": await readFile(join(folder, "index.py")),
          bootstrap: { content: `#!/bin/sh\nexec ${python} -m awslambdaric "$_HANDLER"\n`, mode: 0o755 },
        };
      },
    },
  };
}

async function prepareJava(): Promise<PreparedClient> {
  const javac = findTool("javac", "Install a JDK of version 17, 21 or 25: sudo apt-get install -y openjdk-17-jdk-headless");
  const version = await runTool([javac, "-version"], here);
  const runtime = [Runtime.java25, Runtime.java21, Runtime.java17].find((name) => Number(/\d+/.exec(version)?.[0]) >= Number(name.slice(4)));
  if (runtime === undefined) throw new MissingTool(`${javac} is too old for every Java runtime of Lambda. Install a JDK of version 17, 21 or 25.`);
  return {
    runtime,
    recipe: {
      name: "java",
      sources: join(here, "java"),
      toolchain: version,
      async build(folder) {
        const out = join(folder, "package");
        await writeFile(join(folder, "core.jar"), await fetchJavaCore(runtime));
        await runTool([javac, "--release", runtime.slice(4), "-classpath", "core.jar", "-d", out, "Function.java"], folder);
        return out;
      },
    },
  };
}

const downloadsSchema = z.object({ downloads: z.array(z.object({ url: z.url(), sha256: z.string() })) });

/** The interfaces that a Java function implements, as the runtime itself has them. */
async function fetchJavaCore(runtime: Runtime): Promise<Buffer> {
  const manifest = await readFile(join(here, "..", "..", "..", "packages", "runtimes", "manifests", `${runtime}.json`), "utf8");
  const core = downloadsSchema.parse(JSON.parse(manifest)).downloads.find(({ url }) => url.includes("/aws-lambda-java-core/"));
  if (core === undefined) throw new Error(`the manifest of ${runtime} does not name aws-lambda-java-core`);
  const response = await fetch(core.url, { signal: AbortSignal.timeout(60_000) });
  const jar = Buffer.from(await response.arrayBuffer());
  const sha256 = createHash("sha256").update(jar).digest("hex");
  if (sha256 !== core.sha256) throw new Error(`${core.url} answered ${response.status}, with another file than the manifest of ${runtime} says`);
  return jar;
}

/** The client has a part in C++, built from source as npm installs it. */
async function prepareNode(): Promise<PreparedClient> {
  const npm = findTool("npm", "Install npm");
  for (const tool of ["cmake", "make", "g++", "python3", "tar", "xz"]) {
    findTool(tool, "Install the tools that build aws-lambda-ric: sudo apt-get install -y cmake make g++ python3 tar xz-utils");
  }
  return {
    runtime: "nodejs22.x",
    recipe: {
      name: "node",
      sources: join(here, "node"),
      toolchain: "",
      async build(folder) {
        await runTool([npm, "ci", "--no-audit", "--no-fund"], folder);
        const client = join("node_modules", "aws-lambda-ric");
        const files = ["index.mjs", "package.json", ...["index.mjs", "package.json", "rapid-client.node"].map((name) => join(client, name))];
        return Object.fromEntries(await Promise.all(files.map(async (path) => [path, await readFile(join(folder, path))] as const)));
      },
    },
  };
}
