import { enableCompileCache } from "node:module";
import { join } from "node:path";
import { cacheDirectory } from "@mayfly/config/default-directories";
import { processEnvironment } from "@mayfly/config/process-environment";

// Compiling takes half of a start. The cache must be on before the program is loaded; where it cannot be written, nothing changes.
enableCompileCache(join(cacheDirectory(processEnvironment()), "compile"));
await import("./program.ts");
