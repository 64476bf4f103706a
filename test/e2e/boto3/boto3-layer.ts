import { rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { cachedPackage, entriesOf } from "../official-clients/package-cache.ts";
import { findTool, runTool } from "../official-clients/tools.ts";

const sources = fileURLToPath(new URL(".", import.meta.url));

/** boto3 as pip installs it, as an archive of a layer. Throws MissingTool without pip. */
export async function boto3Layer(): Promise<Buffer> {
  const pip = findTool("pip3", "Install pip: sudo apt-get install -y python3-pip");
  return await cachedPackage({
    ...{ name: "boto3", sources, toolchain: "" },
    async build(folder) {
      const target = join(folder, "layer", "python");
      const options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary", ":all:", "--no-compile"];
      await runTool([pip, "install", ...options, "--target", target, "--requirement", "requirements.txt"], folder);
      // Programs, which nobody runs there.
      await rm(join(target, "bin"), { recursive: true, force: true });
      return await entriesOf(join(folder, "layer"));
    },
  });
}
