// npm run docs: writes the reference pages that are made from code. Runs under the pinned Node, which reads TypeScript.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { table } from "./documentation/table.mjs";
import { root } from "./prepare.mjs";

const header = "<!-- Made by scripts/generate-docs.mjs; do not edit. -->\n\n";
const referenceFolder = join(root, "docs", "reference");

/** Every generated page: file name in docs/reference and text. */
export async function referencePages() {
  const { stateMachinesPage } = await import("./documentation/state-machines.mjs");
  const { compatibilityPage } = await import("./documentation/compatibility.mjs");
  const { grpcMethodsPage } = await import("./documentation/grpc-methods.mjs");
  const pages = {
    "compatibility.md": await compatibilityPage(),
    "errors.md": await errorsPage(),
    "configuration.md": await configurationPage(),
    "grpc-methods.md": grpcMethodsPage(),
    "metrics.md": metricsPage(),
    "state-machines.md": stateMachinesPage(),
  };
  return Object.entries(pages).map(([name, text]) => ({ path: join(referenceFolder, name), text: header + text }));
}

async function errorsPage() {
  const { errorCatalogue } = await import("../packages/errors/src/catalogue.ts");
  const rows = Object.entries(errorCatalogue).map(([code, error]) => [
    `\`${code}\``,
    `\`${error.awsName}\``,
    error.httpStatus,
    error.grpcStatus,
    `\`${error.messageMember}\``,
    error.type ?? "",
    error.retryable ? "yes" : "no",
    error.meaning,
  ]);
  const intro =
    "From `packages/errors/src/catalogue.ts`. HTTP answers carry the AWS name in `x-amzn-errortype` and the message in the member named here; gRPC answers carry it in the trailer `mayfly-error`, our code in `mayfly-error-code`; NATS answers in the header `Mayfly-Error`. A function that fails is no platform error: it is an answer with its function error set.";
  return `# Errors\n\n${intro}\n\n${table(["code", "AWS name", "HTTP", "gRPC", "message in", "Type", "retryable", "meaning"], rows)}\n`;
}

async function configurationPage() {
  const { describeConfig } = await import("../packages/config/src/print-config.ts");
  const schemas = {
    "mayfly up, mayfly start": (await import("../packages/standalone/src/standalone-config.ts")).standaloneSchema,
    "mayfly serve gateway": (await import("../services/gateway/src/gateway-config.ts")).gatewayConfig,
    "mayfly serve metadata": (await import("../services/metadata/src/metadata-config.ts")).metadataConfig,
    "mayfly serve package-store": (await import("../services/package-store/src/package-store-config.ts")).packageStoreConfig,
    "mayfly serve scheduler": (await import("../services/scheduler/src/scheduler-config.ts")).schedulerConfig,
    "mayfly serve worker": (await import("../services/worker/src/worker-config.ts")).workerConfig,
  };
  const sections = Object.entries(schemas).map(([command, schema]) => {
    const defaults = new Map(Object.entries(schema.shape).map(([key, setting]) => [variableOf(key), defaultOf(setting)]));
    const rows = describeConfig(schema).map(({ variable, meaning, isSecret }) => [
      isSecret ? `\`${variable}\` (or \`${variable}_FILE\`)` : `\`${variable}\``,
      ofTheMachine.includes(variable) ? "from the machine" : defaults.get(variable),
      meaning,
    ]);
    return `## ${command}\n\n${table(["variable", "default", "meaning"], rows)}`;
  });
  const intro =
    "Every setting is an environment variable. An unknown `MAYFLY_` variable stops the start with its nearest known name; an empty one counts as absent; a secret may stand in the file that `…_FILE` names.";
  return `# Configuration\n\n${intro}\n\n${sections.join("\n\n")}\n`;
}

const ofTheMachine = ["MAYFLY_MEMORY_MIB", "MAYFLY_DEFAULT_ARCHITECTURE"];

function variableOf(key) {
  return `MAYFLY_${key.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}

function defaultOf(setting) {
  const parsed = setting.safeParse(undefined);
  if (!parsed.success) return "required";
  return parsed.data === undefined ? "" : `\`${parsed.data}\``;
}

function metricsPage() {
  const found = new Map();
  for (const [file, text] of sources()) {
    for (const [, name, help] of text.matchAll(/name: "(mayfly_\w+)",\s*help: "([^"]+)"/g)) found.set(name, [`\`${name}\``, help, `\`${file}\``]);
  }
  const rows = [...found].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  return `# Metrics\n\nPrometheus text at \`/metrics\` of each process's metrics port; in standalone all are in one place.\n\n${table(["metric", "help", "from"], rows)}\n`;
}

function* sources() {
  for (const top of ["packages", "services"]) {
    for (const workspace of readdirSync(join(root, top)).toSorted()) {
      for (const name of readdirSync(join(root, top, workspace, "src"), { recursive: true }).toSorted()) {
        if (!name.endsWith(".ts") || name.includes(".test") || name.includes(".bench")) continue;
        const file = `${top}/${workspace}/src/${name}`;
        yield [file, readFileSync(join(root, file), "utf8")];
      }
    }
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) for (const { path, text } of await referencePages()) writeFileSync(path, text);
