// npm run bench: measures every figure of SPECIFICATION.md against a bare Node HTTP server in one run.
import { runPinned } from "./prepare.mjs";

runPinned("test/performance/bench.ts", process.argv.slice(2));
