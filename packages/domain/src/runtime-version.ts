import { createHash } from "node:crypto";

/** ARN of a runtime's version. AWS's 64 hex digits stand for one build of a runtime; ours for its name, so that they are stable. */
export function runtimeVersionArn(region: string, runtime: string): string {
  return `arn:aws:lambda:${region}::runtime:${createHash("sha256").update(runtime).digest("hex")}`;
}
