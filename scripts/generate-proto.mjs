// npm run proto: generates the TypeScript types of the wire contracts. Another folder can be given, to compare.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { prepare, root, runPinnedToEnd } from "./prepare.mjs";

/** Where the generated types are kept. */
export const generatedFolder = join(root, "packages", "contracts", "src", "generated");

/** The arguments of Node that generate the types of every contract into a folder. */
export function protoCommand(folder) {
  const contracts = readdirSync(join(root, "proto"), { recursive: true })
    .filter((name) => name.endsWith(".proto"))
    // Messages that others import come with those; a file of their own would hold nothing that is used.
    .filter((name) => /^service /m.test(readFileSync(join(root, "proto", name), "utf8")))
    .toSorted();
  const generator = join(root, "node_modules", "@grpc", "proto-loader", "build", "bin", "proto-loader-gen-types.js");
  const style = ["--keepCase", "--longs=Number", "--enums=String", "--defaults", "--oneofs", "--grpcLib=@grpc/grpc-js", "--importFileExtension=.ts"];
  // Relative to the clone, since the path gets into the generated files.
  return [generator, ...style, "--includeDirs=proto", `--outDir=${folder}`, ...contracts];
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) process.exit(runPinnedToEnd(prepare(), protoCommand(process.argv[2] ?? generatedFolder)));
