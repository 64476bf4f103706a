import { statSync, type Stats } from "node:fs";

/** What is at a path of an unpacked package, its links followed. Undefined where there is nothing, also where links go round in circles, which packages may hold. */
export function statPackageFile(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}
