/**
 * The FIFO by which the process that outlives everything in a sandbox (bubblewrap's outer one, or an OCI sandbox's pid 1) says how it ended: any helper
 * can read it, not only the parent. Its writer holds it open for reading too, so that writing never fails while no helper runs; the agent holds it, so
 * that what was written is not lost when the writer ends.
 */
import { closeSync, constants, openSync, readSync } from "node:fs";
import { Socket } from "node:net";
import { join } from "node:path";
import { isErrorWithCode } from "../../cgroups/cgroup-files.ts";
import { makeFifo } from "../../linux/system-calls.ts";
import { describeExit, type ProcessExit } from "./sandbox-process.ts";

/** What a process says that ended without a word. */
const killed: ProcessExit = { exitCode: undefined, signal: "SIGKILL" };

/** Where a sandbox's exit status is told. */
export function exitStatusPath(directory: string): string {
  return join(directory, "status");
}

/** Makes a FIFO and opens it for a child that both reads and writes it: it never hits an end, whoever else goes. */
export function makeOwnFifo(path: string): number {
  makeFifo(path, 0o600);
  return openSync(path, constants.O_RDWR);
}

/** Reads a FIFO until `isEnough` or until nobody can write any more; gives back all its text. */
export async function readFifo(path: string, isEnough: (text: string) => boolean): Promise<string> {
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  let text = "";
  // One that was opened after its last writer had gone never tells of its end: poll(2) sees a hang-up only after it saw a writer.
  for (let read = readAtOnce(fd); read !== ""; read = readAtOnce(fd)) {
    text += read ?? "";
    if (read !== undefined && !isEnough(text)) continue;
    closeSync(fd);
    return text;
  }
  const { promise, resolve } = Promise.withResolvers<string>();
  const socket = new Socket({ fd, readable: true, writable: false });
  socket.on("data", (chunk: Buffer) => {
    text += chunk.toString("latin1");
    if (isEnough(text)) socket.destroy();
  });
  socket.on("error", () => {});
  socket.once("close", () => resolve(text));
  return await promise;
}

/** How a sandbox that another helper has started ends. Never rejects. */
export async function readExitStatus(directory: string): Promise<ProcessExit> {
  try {
    const text = await readFifo(exitStatusPath(directory), (read) => exitCodePattern.test(read));
    const code = exitCodePattern.exec(text)?.[1];
    return code === undefined ? killed : describeExit(Number(code), undefined);
  } catch {
    return killed;
  }
}

const exitCodePattern = /"exit-code"\s*:\s*(\d+)/;
const statusBytesMax = 4096;

/** Empty if nothing is there yet; undefined if nothing can come. */
function readAtOnce(fd: number): string | undefined {
  const buffer = Buffer.alloc(statusBytesMax);
  try {
    const read = readSync(fd, buffer);
    return read === 0 ? undefined : buffer.toString("latin1", 0, read);
  } catch (error) {
    if (isErrorWithCode(error, "EAGAIN")) return "";
    throw error;
  }
}
