// npm run check: every static gate. Names of gates run those alone: npm run check -- lint types.
import { runPinned } from "./prepare.mjs";

runPinned("scripts/gates/run-gates.mjs", process.argv.slice(2));
