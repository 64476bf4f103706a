import { randomInt } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { PlatformError } from "@mayfly/errors/platform-error";

interface PortRange {
  readonly low: number;
  readonly high: number;
}

const loopback = "127.0.0.1";
const lowestPort = 10_240;
const highestPort = 65_535;
const probesMax = 200;
const startsMax = 5;

/**
 * Starts a server on `port`, or with 0 on a free one, which `start` is given. A start that fails on a port of our own
 * choice is tried again on others, since another process may have taken it meanwhile.
 */
export async function startOnPort<Server>(port: number, start: (port: number) => Promise<Server>): Promise<Server> {
  if (port !== 0) return await start(port);
  for (let starts = 1; ; starts += 1) {
    try {
      return await start(await findFreePort());
    } catch (error) {
      if (starts >= startsMax) throw error;
    }
  }
}

/**
 * A loopback port outside the kernel's range for outgoing connections. Inside that range a client that reconnects to a
 * server that is down could be given the server's own port, connect to itself and keep the server from coming back.
 */
export async function findFreePort(): Promise<number> {
  const candidates = portsOutside(ephemeralRange());
  for (let probe = 0; candidates.length > 0 && probe < probesMax; probe += 1) {
    const port = candidates[randomInt(candidates.length)];
    if (port !== undefined && (await isFree(port))) return port;
  }
  throw new PlatformError("ServiceUnavailable", "No free port was found on the loopback address.");
}

function portsOutside({ low, high }: PortRange): readonly number[] {
  const all = Array.from({ length: highestPort - lowestPort + 1 }, (_, index) => lowestPort + index);
  return all.filter((port) => port < low || port > high);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen({ host: loopback, port, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

function ephemeralRange(): PortRange {
  try {
    const [low, high] = readFileSync("/proc/sys/net/ipv4/ip_local_port_range", "utf8").trim().split(/\s+/).map(Number);
    if (low !== undefined && high !== undefined) return { low, high };
  } catch {
    // Not readable in some sandboxes; then the kernel's default is the best guess.
  }
  return { low: 32_768, high: 60_999 };
}
