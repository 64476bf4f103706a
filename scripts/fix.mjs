// npm run fix: mends what can be mended without a decision. The rest is told by npm run check.
import { runPinned } from "./prepare.mjs";

runPinned("scripts/gates/mend.mjs", []);
