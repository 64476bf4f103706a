/**
 * Network namespaces of sandboxes. Between entering and leaving one nothing asynchronous may run: a thread that libuv
 * starts there would stay there, and a socket opened there by accident would be on the wrong network.
 */
import { closeSync, openSync, writeFileSync } from "node:fs";
import { connectTcp, createControlSocket, encodeInetAddress, ioctl, listenTcp, namespaceFlags, setns, unshare } from "../../linux/system-calls.ts";
import { doorAddress } from "../../door-address.ts";
import { runtimeApiAddress } from "../../runtime-api-address.ts";

const hostBytes = runtimeApiAddress.host.split(".").map(Number);

const setInterfaceFlags = 0x8914;
const setInterfaceAddress = 0x8916;
const setInterfaceNetmask = 0x891c;
const addRoute = 0x890b;
const routeUp = 0x1;
const routeGateway = 0x2;
const interfaceUp = 0x1;
const interfaceRunning = 0x40;
const interfaceNameBytes = 16;
const interfaceRequestBytes = 40;

/** A new network namespace to start a process in, and the listening sockets of the Runtime API and of the door in it. */
export interface NetworkWindow<Result> {
  readonly runtimeApiFd: number;
  readonly doorFd: number;
  readonly result: Result;
}

/** An interface inside a namespace. */
export interface InterfaceAddress {
  readonly name: string;
  readonly address: readonly number[];
  readonly mask: readonly number[];
  readonly gateway: readonly number[];
}

/** The helper's own network namespace, and the way into new ones and back. */
export class NetworkNamespaces {
  readonly #hostFd = openSync("/proc/self/ns/net", "r");

  /** A new namespace that has only `lo` (127.0.0.1 and the Runtime API's address), as a descriptor that keeps it alive. */
  create(): number {
    unshare(namespaceFlags.network);
    try {
      raiseLoopback();
      return openSync("/proc/thread-self/ns/net", "r");
    } finally {
      this.#leave();
    }
  }

  /** Gives an interface in a namespace its IPv4 address and the way out; IPv6 it does not speak. */
  configure(namespaceFd: number, { name, address, mask, gateway }: InterfaceAddress): void {
    setns(namespaceFd, namespaceFlags.network);
    try {
      disableIpv6(name);
      const control = createControlSocket();
      try {
        ioctl(control, setInterfaceAddress, interfaceRequest(name, encodeInetAddress(address, 0)));
        ioctl(control, setInterfaceNetmask, interfaceRequest(name, encodeInetAddress(mask, 0)));
        ioctl(control, setInterfaceFlags, interfaceRequest(name, flagsOf(interfaceUp | interfaceRunning)));
        ioctl(control, addRoute, defaultRoute(gateway));
      } finally {
        closeSync(control);
      }
    } finally {
      this.#leave();
    }
  }

  /**
   * Runs `spawn` synchronously inside a namespace of `create`, whose descriptor it closes. The namespace lives as long as a process or
   * socket of it. Ends this process if there is no way back.
   */
  inside<Result>(namespaceFd: number, spawn: () => Result): NetworkWindow<Result> {
    try {
      setns(namespaceFd, namespaceFlags.network);
    } finally {
      closeSync(namespaceFd);
    }
    try {
      using listeners = new DisposableStack();
      const listenAt = ({ port }: { readonly port: number }): number => listeners.adopt(listenTcp(hostBytes, port), closeSync);
      const window = { runtimeApiFd: listenAt(runtimeApiAddress), doorFd: listenAt(doorAddress), result: spawn() };
      listeners.move();
      return window;
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

/** A namespace has settings of its own, seen by whoever is in it. */
function disableIpv6(name: string): void {
  try {
    writeFileSync(`/proc/sys/net/ipv6/conf/${name}/disable_ipv6`, "1");
  } catch {
    // The kernel has no IPv6.
  }
}

/** `struct rtentry`: destination at 8, gateway at 24, mask at 40, flags at 56. */
function defaultRoute(gateway: readonly number[]): Buffer {
  const entry = Buffer.alloc(120);
  encodeInetAddress([0, 0, 0, 0], 0).copy(entry, 8);
  encodeInetAddress(gateway, 0).copy(entry, 24);
  encodeInetAddress([0, 0, 0, 0], 0).copy(entry, 40);
  entry.writeUInt16LE(routeUp | routeGateway, 56);
  return entry;
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
