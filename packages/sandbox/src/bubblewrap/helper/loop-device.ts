import { closeSync, openSync } from "node:fs";
import { isErrorWithCode } from "../../cgroups/cgroup-files.ts";
import { ioctl, ioctlNumber } from "../../linux/system-calls.ts";

/** A loop device that frees itself when neither a descriptor nor a mount holds it. */
export interface LoopDevice {
  readonly path: string;
  readonly fd: number;
}

const getFreeDevice = 0x4c82;
const configure = 0x4c0a;
const configurationBytes = 304;
const flagsOffset = 8 + 52;
const autoClear = 4;
/** Keeps the image's pages from being cached a second time. */
const directIo = 16;
const attemptsMax = 32;

/** Puts a file behind a free loop device (LOOP_CONFIGURE, Linux 5.8). */
export function attachLoopDevice(imageFd: number): LoopDevice {
  const control = openSync("/dev/loop-control", "r+");
  try {
    for (let attempt = 1; ; attempt += 1) {
      const number = ioctlNumber(control, getFreeDevice, 0);
      const device = tryConfigure(`/dev/loop${number}`, imageFd, attempt < attemptsMax);
      if (device !== undefined) return device;
    }
  } finally {
    closeSync(control);
  }
}

/** Undefined if somebody else took the device in between and there may be another try. */
function tryConfigure(path: string, imageFd: number, mayRetry: boolean): LoopDevice | undefined {
  const fd = openSync(path, "r+");
  try {
    const configuration = Buffer.alloc(configurationBytes);
    configuration.writeUInt32LE(imageFd, 0);
    configuration.writeUInt32LE(autoClear | directIo, flagsOffset);
    ioctl(fd, configure, configuration);
    return { path, fd };
  } catch (error) {
    closeSync(fd);
    if (mayRetry && isErrorWithCode(error, "EBUSY")) return undefined;
    throw error;
  }
}
