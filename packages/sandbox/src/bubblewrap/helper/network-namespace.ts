/**
 * Network namespaces of sandboxes. Between entering and leaving one nothing asynchronous may run: a thread that libuv
 * starts there would stay there, and a socket opened there by accident would be on the wrong network.
 */
import { closeSync, openSync } from "node:fs";
import { connectTcp, createControlSocket, encodeInetAddress, ioctl, listenTcp, namespaceFlags, setns, unshare } from "../../linux/system-calls.ts";
import { runtimeApiAddress } from "../../runtime-api-address.ts";

const hostBytes = runtimeApiAddress.host.split(".").map(Number);

const setInterfaceFlags = 0x8914;
const setInterfaceAddress = 0x8916;
const setInterfaceNetmask = 0x891c;
const interfaceUp = 0x1;
const interfaceRunning = 0x40;
const interfaceNameBytes = 16;
const interfaceRequestBytes = 40;

/** A new network namespace to start a process in, and the Runtime API's listening socket in it. */
export interface NetworkWindow<Result> {
  readonly listenerFd: number;
  readonly result: Result;
}

/** The helper's own network namespace, and the way into new ones and back. */
export class NetworkNamespaces {
  readonly #hostFd = openSync("/proc/self/ns/net", "r");

  /**
   * Runs `spawn` synchronously inside a new namespace that has only `lo` (127.0.0.1 and the Runtime API's address). The
   * namespace lives as long as a process or socket of it. Ends this process if there is no way back.
   */
  inside<Result>(spawn: () => Result): NetworkWindow<Result> {
    unshare(namespaceFlags.network);
    try {
      raiseLoopback();
      const listenerFd = listenTcp(hostBytes, runtimeApiAddress.port);
      try {
        return { listenerFd, result: spawn() };
      } catch (error) {
        closeSync(listenerFd);
        throw error;
      }
    } finally {
      this.#leave();
    }
  }

  /** A TCP connection to a port at the Runtime API's address in the namespace of `pid`. See connectTcp. */
  connect(pid: number, port: number): number {
    const namespaceFd = openSync(`/proc/${pid}/ns/net`, "r");
    try {
      setns(namespaceFd, namespaceFlags.network);
    } finally {
      closeSync(namespaceFd);
    }
    try {
      return connectTcp(hostBytes, port);
    } finally {
      this.#leave();
    }
  }

  #leave(): void {
    try {
      setns(this.#hostFd, namespaceFlags.network);
    } catch {
      process.abort();
    }
  }
}

function raiseLoopback(): void {
  const control = createControlSocket();
  try {
    ioctl(control, setInterfaceFlags, interfaceRequest("lo", flagsOf(interfaceUp | interfaceRunning)));
    // An alias is the only way to a second IPv4 address without netlink.
    ioctl(control, setInterfaceAddress, interfaceRequest("lo:1", encodeInetAddress(hostBytes, 0)));
    ioctl(control, setInterfaceNetmask, interfaceRequest("lo:1", encodeInetAddress([255, 255, 255, 255], 0)));
  } finally {
    closeSync(control);
  }
}

function flagsOf(flags: number): Buffer {
  const encoded = Buffer.alloc(2);
  encoded.writeUInt16LE(flags);
  return encoded;
}

function interfaceRequest(name: string, value: Buffer): Buffer {
  const request = Buffer.alloc(interfaceRequestBytes);
  request.write(name, 0, "latin1");
  value.copy(request, interfaceNameBytes);
  return request;
}
