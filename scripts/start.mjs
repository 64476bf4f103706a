// npm start: installs what is missing, then `mayfly start` with the same arguments.
import { runPinned } from "./prepare.mjs";

runPinned("packages/cli/src/main.ts", ["start", ...process.argv.slice(2)]);
