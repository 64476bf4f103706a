/**
 * The resident helper of a bubblewrap driver: the one process that enters namespaces, mounts, writes cgroups and starts
 * sandboxes. It ends, with all its sandboxes, when its agent goes away.
 */
import { Server, Socket } from "node:net";
import type { ExitReport, HelperMessage, HelperMethod, HelperMethods, HelperRequest } from "../helper-messages.ts";
import { startHelper, type RunningHelper } from "./start-helper.ts";

type Response = HelperMethods[HelperMethod]["response"];

type Handlers = {
  readonly [Method in HelperMethod]: (body: HelperMethods[Method]["request"]) => HelperMethods[Method]["response"] | Promise<HelperMethods[Method]["response"]>;
};

let running: RunningHelper | undefined;

function helper(): RunningHelper {
  if (running === undefined) throw new Error("the helper has not been started");
  return running;
}

const handlers: Handlers = {
  start: async (settings) => {
    running = await startHelper(settings, { sendSockets, reportExit });
    return running.capabilities;
  },
  create: (spec) => helper().host.create(spec),
  outputOpened: ({ sandboxId }) => void helper().host.outputOpened(sandboxId),
  bind: ({ sandboxId, ...binding }) => void helper().host.bind(sandboxId, binding),
  freeze: async ({ sandboxId }) => void (await helper().host.freeze(sandboxId)),
  thaw: ({ sandboxId }) => void helper().host.thaw(sandboxId),
  kill: ({ sandboxId }) => void helper().host.kill(sandboxId),
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

async function sendSockets(sandboxId: string, channelFd: number, listenerFd: number): Promise<void> {
  // `pauseOnCreate`, which net.Server uses and the types leave out, keeps this process from reading what is the agent's.
  const options = { fd: channelFd, readable: true, writable: true, pauseOnCreate: true };
  const channel = new Socket(options);
  const runtimeApi = new Server();
  runtimeApi.listen({ fd: listenerFd });
  await Promise.all([send({ kind: "handle", sandboxId, part: "channel" }, channel), send({ kind: "handle", sandboxId, part: "runtimeApi" }, runtimeApi)]);
  runtimeApi.close();
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
  try {
    await running?.stop();
  } finally {
    process.exit(0);
  }
}

// Sent by the agent's HelperClient, which shares these types.
process.on("message", (message) => void answer(message as HelperRequest));
process.once("disconnect", () => void endWithAgent());
// Ctrl-C reaches the whole process group; the agent decides when its sandboxes end.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => {});
