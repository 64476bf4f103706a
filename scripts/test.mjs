// npm test: installs what is missing (npm packages, servers), then runs every test. Arguments go to vitest.
import { prepare, root, runPinnedToEnd } from "./prepare.mjs";
import { join } from "node:path";

const node = prepare();
const installed = runPinnedToEnd(node, [join(root, "scripts", "install-servers.mjs")]);
if (installed !== 0) process.exit(installed);
const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
process.exit(runPinnedToEnd(node, [vitest, "run", ...process.argv.slice(2)]));
