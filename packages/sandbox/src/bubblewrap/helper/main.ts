/**
 * The resident helper of a bubblewrap driver: the one process that enters namespaces, mounts, writes cgroups and starts
 * sandboxes. It ends, with all its sandboxes, when its agent goes away; when it dies itself, the next helper goes on with them.
 */
import { Server, Socket } from "node:net";
import type { ExitReport, HelperMessage, HelperMethod, HelperMethods, HelperRequest } from "../helper-messages.ts";
import type { SocketDescriptors } from "./sandbox-host.ts";
import { startHelper, type RunningHelper } from "./start-helper.ts";

type Response = HelperMethods[HelperMethod]["response"];

type Handlers = {
  readonly [Method in HelperMethod]: (body: HelperMethods[Method]["request"]) => HelperMethods[Method]["response"] | Promise<HelperMethods[Method]["response"]>;
};

let running: RunningHelper | undefined;
let isEnding = false;

/** How often the helper looks whether its agent is still there. */
const agentCheckMs = 500;
/** Milliseconds after its agent in which a helper ends, whatever happens. */
const endMsMax = 10_000;

function helper(): RunningHelper {
  if (running === undefined) throw new Error("the helper has not been started");
  return running;
}

const handlers: Handlers = {
  start: async (start) => {
    running = await startHelper(start, { sendSockets, reportExit, warn: (text) => process.stderr.write(`${text}\n`) });
    if (start.succession === undefined) await renewAnchor();
    return { capabilities: running.capabilities, adopted: running.adopted };
  },
  ping: () => undefined,
  anchor: () => renewAnchor(),
  create: (spec) => helper().host.create(spec),
  outputOpened: ({ sandboxId }) => void helper().host.outputOpened(sandboxId),
  bind: ({ sandboxId, ...binding }) => void helper().host.bind(sandboxId, binding),
  limitProcessor: async ({ sandboxId, processors }) => void helper().host.limitProcessor(sandboxId, processors),
  freeze: async ({ sandboxId }) => void (await helper().host.freeze(sandboxId)),
  thaw: ({ sandboxId }) => void helper().host.thaw(sandboxId),
  kill: ({ sandboxId }) => void helper().host.kill(sandboxId),
  terminate: ({ sandboxId }) => void helper().host.terminate(sandboxId),
  connect: async ({ sandboxId, port, connectionId }) => {
    const connection = passingSocket(helper().host.connect(sandboxId, port));
    await send({ kind: "connection", connectionId }, connection);
    return undefined;
  },
  dispose: async ({ sandboxId }) => void (await helper().host.dispose(sandboxId)),
  stop: async () => void (await running?.stop()),
};

function send(message: HelperMessage, handle?: Server | Socket): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  // The channel is closed when the agent is gone; then 'disconnect' ends this process.
  if (process.connected) process.send?.(message, handle, {}, () => resolve());
  else resolve();
  return promise;
}

async function sendSockets(sandboxId: string, sockets: SocketDescriptors): Promise<void> {
  const listeners = (["runtimeApi", "door"] as const).map((part) => ({ part, listener: new Server().listen({ fd: sockets[part] }) }));
  await Promise.all([
    send({ kind: "handle", sandboxId, part: "channel" }, passingSocket(sockets.channel)),
    ...listeners.map(({ part, listener }) => send({ kind: "handle", sandboxId, part }, listener)),
    ...(sockets.control === undefined ? [] : [send({ kind: "handle", sandboxId, part: "control" }, passingSocket(sockets.control))]),
  ]);
  for (const { listener } of listeners) listener.close();
}

/** Starts an anchor and gives the agent its lifeline. */
async function renewAnchor(): Promise<undefined> {
  const { identity, lifelineFd } = helper().startAnchor();
  await send({ kind: "lifeline", anchor: identity }, passingSocket(lifelineFd));
  return undefined;
}

/** A socket on its way to the agent. */
function passingSocket(fd: number): Socket {
  // `pauseOnCreate`, which net.Server uses and the types leave out, keeps this process from reading what is the agent's.
  const options = { fd, readable: true, writable: true, pauseOnCreate: true };
  return new Socket(options);
}

function reportExit(sandboxId: string, report: ExitReport): void {
  void send({ kind: "exit", sandboxId, report });
}

async function answer(request: HelperRequest): Promise<void> {
  const { requestId, method, body } = request;
  try {
    // `method` chooses the type of `body`; the pairing is fixed by HelperClient.request.
    const handler = handlers[method] as (body: HelperRequest["body"]) => Response | Promise<Response>;
    await send({ kind: "answer", requestId, response: await handler(body) });
  } catch (error) {
    await send({ kind: "failure", requestId, message: error instanceof Error ? error.message : String(error) });
  }
}

async function endWithAgent(): Promise<void> {
  if (isEnding) return;
  isEnding = true;
  // What does not end is left to the next start, which waits for nothing.
  setTimeout(() => process.exit(0), endMsMax).unref();
  try {
    await running?.stop();
  } finally {
    process.exit(0);
  }
}

// Sent by the agent's HelperClient, which shares these types.
process.on("message", (message) => void answer(message as HelperRequest));
process.once("disconnect", () => void endWithAgent());
// The channel does not tell of an agent that was killed while a socket was on its way to it.
const agentPid = process.ppid;
setInterval(() => process.ppid !== agentPid && void endWithAgent(), agentCheckMs).unref();
// Ctrl-C reaches the whole process group; the agent decides when its sandboxes end.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => {});
