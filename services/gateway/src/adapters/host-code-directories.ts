import { realpath, stat } from "node:fs/promises";
import { isAbsolute } from "node:path";
import { PlatformError } from "@mayfly/errors/platform-error";
import type { CodeDirectories } from "../ports/code-directories.ts";

/** The directories of the host that this process runs on. */
export const hostCodeDirectories: CodeDirectories = {
  async resolve(path) {
    if (!isAbsolute(path)) throw new PlatformError("InvalidParameterValue", `The S3Key '${path}' of the bucket hot-reload is not an absolute path.`);
    try {
      const directory = await realpath(path);
      if ((await stat(directory)).isDirectory()) return directory;
    } catch (error) {
      throw new PlatformError("InvalidParameterValue", `The directory '${path}' that is to be the function's code cannot be read.`, { cause: error });
    }
    throw new PlatformError("InvalidParameterValue", `'${path}', which is to be the function's code, is not a directory.`);
  },
};
