/**
 * The Linux system calls that node has no function for, by FFI on the calling thread: 3 to 6 ms cheaper than starting
 * mount(8), ip(8) or nsenter(1) (SANDBOX.md §0.7). Constants are of the generic ABI that x86_64 and aarch64 share.
 */
import koffi from "koffi";
import { closeSync } from "node:fs";
import { constants } from "node:os";
import { getSystemErrorName } from "node:util";

const libc = koffi.load(null);

/** A system call that failed; `code` is the errno's name, like EPERM. */
class SystemCallError extends Error {
  readonly code: string;
  readonly call: string;

  constructor(call: string, errno: number) {
    const code = getSystemErrorName(-errno);
    super(`${call}: ${code}`);
    this.name = "SystemCallError";
    this.call = call;
    this.code = code;
  }
}

const native = {
  unshare: libc.func("int unshare(int flags)"),
  setns: libc.func("int setns(int fd, int type)"),
  mount: libc.func("int mount(const char *source, const char *target, const char *type, unsigned long flags, const char *data)"),
  umount2: libc.func("int umount2(const char *target, int flags)"),
  mkfifo: libc.func("int mkfifo(const char *path, unsigned int mode)"),
  socket: libc.func("int socket(int domain, int type, int protocol)"),
  bind: libc.func("int bind(int fd, const void *address, unsigned int length)"),
  listen: libc.func("int listen(int fd, int backlog)"),
  connect: libc.func("int connect(int fd, const void *address, unsigned int length)"),
  ioctl: libc.func("int ioctl(int fd, unsigned long request, void *argument)"),
  ioctlNumber: libc.func("ioctl", "int", ["int", "unsigned long", "unsigned long"]),
  socketpair: libc.func("int socketpair(int domain, int type, int protocol, _Out_ int *fds)"),
  memfdCreate: libc.func("int memfd_create(const char *name, unsigned int flags)"),
  setrlimit: libc.func("int setrlimit(int resource, const void *limits)"),
  // open_tree, move_mount and mount_setattr, which older C libraries do not wrap.
  openTree: libc.func("syscall", "long", ["long", "int", "const char *", "unsigned int"]),
  moveMount: libc.func("syscall", "long", ["long", "int", "const char *", "int", "const char *", "unsigned int"]),
  mountSetattr: libc.func("syscall", "long", ["long", "int", "const char *", "unsigned int", "const void *", "unsigned long"]),
  fcntl: libc.func("fcntl", "int", ["int", "int", "int"]),
  prctl: libc.func("int prctl(int option, unsigned long value)"),
  schedSetscheduler: libc.func("int sched_setscheduler(int pid, int policy, const void *parameters)"),
  waitpid: libc.func("int waitpid(int pid, _Out_ int *status, int options)"),
  lseek: libc.func("int64 lseek(int fd, int64 offset, int whence)"),
};

/** Flags of unshare(2) and setns(2). */
export const namespaceFlags = { mount: 0x0002_0000, network: 0x4000_0000 } as const;

/** Flags of mount(2). */
export const mountFlags = {
  readOnly: 1,
  noSetuid: 2,
  noDevices: 4,
  noExec: 8,
  remount: 32,
  noAccessTime: 1024,
  bind: 4096,
  move: 8192,
  recursive: 16384,
  private: 1 << 18,
  slave: 1 << 19,
  shared: 1 << 20,
} as const;

const umountDetach = 2;
const addressFamilyUnix = 1;
const addressFamilyInet = 2;
const socketStream = 1;
const socketDatagram = 2;
const socketCloseOnExec = 0o2000000;
const socketNonBlocking = 0o4000;
const memfdCloseOnExec = 1;

/** Resource numbers of setrlimit(2). */
export const resourceLimits = { coreBytes: 4, processes: 6, openFiles: 7, lockedBytes: 8 } as const;

/** koffi gives results without a type. */
function check(call: string, result: unknown): number {
  const value = Number(result);
  if (value < 0) throw new SystemCallError(call, koffi.errno());
  return value;
}

/** Moves the calling thread into new namespaces. */
export function unshare(flags: number): void {
  check("unshare", native.unshare(flags));
}

/** Moves the calling thread into the namespace that `fd` refers to. */
export function setns(fd: number, flag: number): void {
  check("setns", native.setns(fd, flag));
}

/** What to mount; absent members are NULL. */
export interface MountRequest {
  readonly source?: string;
  readonly target: string;
  readonly type?: string;
  readonly flags?: number;
  readonly data?: string;
}

/** mount(2). */
export function mount(request: MountRequest): void {
  const { source, target, type, flags, data } = request;
  check(`mount ${target}`, native.mount(source ?? null, target, type ?? null, flags ?? 0, data ?? null));
}

/** Takes a mount away at once, also while it is in use (MNT_DETACH). */
export function unmount(target: string): void {
  check(`umount ${target}`, native.umount2(target, umountDetach));
}

const syscallNumbers = { openTree: 428, moveMount: 429, mountSetattr: 442 } as const;
const currentDirectory = -100;
const emptyPath = 0x1000;

/** A copy of the mount at `source` that is nowhere yet, and gone with its descriptor unless it is attached (Linux 5.2). */
export function cloneMount(source: string): number {
  const cloneTree = 1;
  return check(`open_tree ${source}`, native.openTree(syscallNumbers.openTree, currentDirectory, source, cloneTree | socketCloseOnExec));
}

/** A copy of the mount at `source` that is nowhere yet: read-only, without setuid programs and devices (Linux 5.12). */
export function cloneMountReadOnly(source: string): number {
  const fd = cloneMount(source);
  try {
    const attributes = Buffer.alloc(32);
    attributes.writeBigUInt64LE(BigInt(mountFlags.readOnly | mountFlags.noSetuid | mountFlags.noDevices), 0);
    attributes.writeBigUInt64LE(BigInt(mountFlags.private), 16);
    const { mountSetattr } = syscallNumbers;
    check("mount_setattr", native.mountSetattr(mountSetattr, fd, "", emptyPath, attributes, attributes.length));
    return fd;
  } catch (error) {
    closeSync(fd);
    throw error;
  }
}

/** Puts a copied mount somewhere; from there it propagates with its flags. */
export function attachMount(fd: number, target: string): void {
  const fromEmptyPath = 0x4;
  const { moveMount } = syscallNumbers;
  check(`move_mount ${target}`, native.moveMount(moveMount, fd, "", currentDirectory, target, fromEmptyPath));
}

/** Makes a FIFO. */
export function makeFifo(path: string, mode: number): void {
  check(`mkfifo ${path}`, native.mkfifo(path, mode));
}

/** A pair of connected AF_UNIX stream sockets, closed on exec. */
export function createSocketPair(): readonly [number, number] {
  const fds = [-1, -1];
  check("socketpair", native.socketpair(addressFamilyUnix, socketStream | socketCloseOnExec, 0, fds));
  const [left, right] = fds;
  if (left === undefined || right === undefined) throw new Error("socketpair gave no descriptors");
  return [left, right];
}

/** An anonymous file in memory that holds `content`, positioned at its start for a child to read. Closed on exec. */
export function createMemoryFile(name: string): number {
  return check("memfd_create", native.memfdCreate(name, memfdCloseOnExec));
}

/** A datagram socket to send interface ioctls through. */
export function createControlSocket(): number {
  return check("socket", native.socket(addressFamilyInet, socketDatagram | socketCloseOnExec, 0));
}

/** A TCP socket that listens at this IPv4 address in the calling thread's network namespace. */
export function listenTcp(address: readonly number[], port: number): number {
  const fd = check("socket", native.socket(addressFamilyInet, socketStream | socketCloseOnExec | socketNonBlocking, 0));
  check("bind", native.bind(fd, encodeInetAddress(address, port), 16));
  check("listen", native.listen(fd, 128));
  return fd;
}

const connecting = { inProgress: 115, already: 114, connected: 106 } as const;

/**
 * A TCP socket connected to this IPv4 address of the calling thread's network namespace, or about to be: a peer whose queue is full
 * must not make the thread wait. Throws ECONNREFUSED where nobody listens, which a loopback interface tells at once.
 */
export function connectTcp(address: readonly number[], port: number): number {
  const fd = check("socket", native.socket(addressFamilyInet, socketStream | socketCloseOnExec | socketNonBlocking, 0));
  try {
    const underWay: readonly number[] = Object.values(connecting);
    // The first call begins, the second tells how it went.
    for (let call = 0; call < 2; call += 1) {
      if (Number(native.connect(fd, encodeInetAddress(address, port), 16)) === 0) return fd;
      if (!underWay.includes(koffi.errno())) throw new SystemCallError("connect", koffi.errno());
    }
    return fd;
  } catch (error) {
    closeSync(fd);
    throw error;
  }
}

/** A `sockaddr_in`. */
export function encodeInetAddress(address: readonly number[], port: number): Buffer {
  const encoded = Buffer.alloc(16);
  encoded[0] = addressFamilyInet;
  encoded.writeUInt16BE(port, 2);
  encoded.set(address, 4);
  return encoded;
}

/** ioctl(2) with a structure in memory. */
export function ioctl(fd: number, request: number, argument: Buffer): number {
  return check(`ioctl 0x${request.toString(16)}`, native.ioctl(fd, request, argument));
}

/** ioctl(2) with a number. */
export function ioctlNumber(fd: number, request: number, argument: number): number {
  return check(`ioctl 0x${request.toString(16)}`, native.ioctlNumber(fd, request, argument));
}

/** Lowers a resource limit of this process, soft and hard; children inherit it. */
export function setResourceLimit(resource: number, value: number): void {
  const limits = Buffer.alloc(16);
  limits.writeBigUInt64LE(BigInt(value), 0);
  limits.writeBigUInt64LE(BigInt(value), 8);
  check("setrlimit", native.setrlimit(resource, limits));
}

/** Keeps a descriptor from being inherited by programs that this process starts. */
export function closeOnExec(fd: number): void {
  const setDescriptorFlags = 2;
  check("fcntl", native.fcntl(fd, setDescriptorFlags, 1));
}

/** lseek(2) to the next data or hole at or after `offset`; undefined past the last data. */
export function seekSparse(fd: number, offset: number, target: "data" | "hole"): number | undefined {
  const result = Number(native.lseek(fd, offset, target === "data" ? 3 : 4));
  if (result >= 0) return result;
  if (getSystemErrorName(-koffi.errno()) === "ENXIO") return undefined;
  throw new SystemCallError("lseek", koffi.errno());
}

const schedBatch = 3;

/**
 * Makes this thread, and every process that it starts from here on, one that does not preempt others when it wakes (SCHED_BATCH):
 * its part of the processors stays the same. Without it each answer of a runtime can push the agent off its processor.
 */
export function yieldOnWakeUp(): void {
  check("sched_setscheduler", native.schedSetscheduler(0, schedBatch, Buffer.alloc(4)));
}

/** Makes this process the parent of the orphans among its descendants. */
export function adoptOrphans(): void {
  const setChildSubreaper = 36;
  check("prctl", native.prctl(setChildSubreaper, 1));
}

/** How a child has ended, which is then forgotten by the kernel; undefined while it has not. */
export function waitForChild(pid: number): { readonly exitCode: number | undefined; readonly signal: string | undefined } | undefined {
  const noHang = 1;
  const status = [0];
  if (check("waitpid", native.waitpid(pid, status, noHang)) === 0) return undefined;
  const [word = 0] = status;
  const signal = word & 0x7f;
  if (signal === 0) return { exitCode: (word >> 8) & 0xff, signal: undefined };
  return { exitCode: undefined, signal: Object.entries(constants.signals).find(([, number]) => number === signal)?.[0] ?? `signal ${signal}` };
}
