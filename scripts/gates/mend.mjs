// Mends, under the pinned Node, what needs no decision: generated types, references between workspaces, lint fixes, layout.
import { join } from "node:path";
import { generatedFolder, protoCommand } from "../generate-proto.mjs";
import { root, runPinnedToEnd } from "../prepare.mjs";
import { fixWorkspaceReferences } from "./workspace-references.mjs";

const node = process.execPath;
const tool = (name) => join(root, "node_modules", name, "bin", name);
const generated = runPinnedToEnd(node, protoCommand(generatedFolder));
fixWorkspaceReferences(root);
// What oxlint cannot mend is npm run check's to tell.
runPinnedToEnd(node, [tool("oxlint"), "--fix", "--silent"]);
process.exitCode = Math.max(generated, runPinnedToEnd(node, [tool("oxfmt")]));
