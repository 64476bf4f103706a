// The public methods of gRPC, with what the comments in proto/ say of them.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../prepare.mjs";
import { table } from "./table.mjs";

/** What a gateway serves to clients; services/gateway/src/app.ts registers the same two. */
const publicServices = [
  { name: "mayfly.invocation.v1.Invocation", file: "mayfly/invocation/v1/invocation.proto" },
  { name: "mayfly.functions.v1.Functions", file: "mayfly/functions/v1/functions.proto" },
];

const rpcForm = /((?: *\/\/.*\n)*) *rpc (\w+)\((stream )?([\w.]+)\) returns \((stream )?([\w.]+)\);/g;

/** The text of the page. */
export function grpcMethodsPage() {
  const sections = publicServices.map(({ name, file }) => {
    const text = readFileSync(join(root, "proto", file), "utf8");
    const rows = [...text.matchAll(rpcForm)].map(([, comment, method, streamIn = "", request, streamOut = "", response]) => [
      `\`${method}\``,
      `${streamIn}\`${request}\``,
      `${streamOut}\`${response}\``,
      sentenceOf(comment),
    ]);
    return `## ${name}\n\nFrom \`proto/${file}\`.\n\n${table(["method", "takes", "answers", "what it does"], rows)}`;
  });
  const intro =
    "The methods of the public services, from the comments in [proto/](../../proto/mayfly), where every message is described field by field. How to authenticate, what errors look like and what the limits are: [grpc.md](grpc.md).";
  return `# gRPC methods\n\n${intro}\n\n${sections.join("\n\n")}\n`;
}

function sentenceOf(comment) {
  return comment
    .split("\n")
    .map((line) => line.trim().replace(/^\/\/ ?/, ""))
    .join(" ")
    .trim();
}
