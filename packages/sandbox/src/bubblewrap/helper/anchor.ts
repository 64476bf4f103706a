/**
 * The anchor keeps what a helper's sandboxes need when the helper dies: the mount namespace that their code is shown through (and an ordinary user's
 * user and network namespaces), which the next helper enters by it. It holds one end of a socket whose other end only the agent has: when the agent
 * dies, whatever has become of the helper, the anchor kills every sandbox that is noted down, also frozen ones, and ends.
 */
import { spawn } from "node:child_process";
import { closeSync } from "node:fs";
import { findProcess, type ProcessIdentity } from "@mayfly/kernel/process-identity";
import { createSocketPair } from "../../linux/system-calls.ts";

/** A running anchor and the agent's end of its socket, as a descriptor. */
export interface Anchor {
  readonly identity: ProcessIdentity;
  readonly lifelineFd: number;
}

/** $1 is the state directory, $2 a cgroup v1 freezer directory or nothing: what is frozen there dies only once it is thawed. */
const script = `
trap '' HUP INT TERM QUIT
read -r _
for record in "$1"/*/parent.json "$1"/*/sandbox.json; do
  [ -f "$record" ] || continue
  IFS=':,}' read -r _ pid _ ticks _ <"$record"
  read -r stat <"/proc/$pid/stat" || continue
  stat="\${stat##*) }"
  [ "$(field $stat)" = "$ticks" ] || continue
  kill -STOP "$pid"
  read -r children <"/proc/$pid/task/$pid/children"
  kill -KILL $children "$pid"
done
for state in "$2"/*/freezer.state; do
  [ -f "$state" ] && echo THAWED >"$state"
done
`;

/** Field 22 of proc(5)'s stat, counted from the third. */
const preamble = `field() { echo "\${20}"; }`;

/** Starts an anchor in the calling thread's namespaces, in a session of its own. */
export function startAnchor(stateDirectory: string, freezerDirectory: string | undefined): Anchor {
  const [lifelineFd, ownFd] = createSocketPair();
  try {
    const words = ["-c", `${preamble}\n${script}`, "mayfly-anchor", stateDirectory, freezerDirectory ?? ""];
    const child = spawn("/bin/sh", words, { stdio: [ownFd, "ignore", "ignore"], detached: true, cwd: "/", env: {} });
    child.once("error", () => {});
    child.unref();
    const identity = child.pid === undefined ? undefined : findProcess(child.pid);
    if (identity === undefined) throw new Error("the anchor of the sandboxes could not be started: /bin/sh is missing");
    return { identity, lifelineFd };
  } catch (error) {
    closeSync(lifelineFd);
    throw error;
  } finally {
    closeSync(ownFd);
  }
}
