"use strict";
// The Node runtime inside a sandbox: loads the function and runs its invocations, told by the agent over file descriptor 3.
// The frames are described in packages/runtimes/src/frame-protocol.ts; this is the sandbox half. One CommonJS file that needs
// only built-in modules which `net` has loaded anyway: that is why it is ready in 27 ms (SANDBOX.md §1). Runs on Node 20, 22
// and 24. What the function sees (names, texts, traces, log lines) follows AWS's Node runtime client (behaviours.md §10).
const net = require("node:net");
const fs = require("node:fs");
const path = require("node:path");
const util = require("node:util");
const { Writable } = require("node:stream");
const { createRequire } = require("node:module");
const { pathToFileURL } = require("node:url");

const CHANNEL = 3;
const STDOUT = 1;
const HEADER_BYTES = 5;
const CHUNK_BYTES_MAX = 64 * 1024;
const toSandbox = { init: 1, invoke: 2 };
const toAgent = { ready: 16, initialized: 17, initError: 18, response: 19, error: 20, streamHead: 21, streamChunk: 22, streamEnd: 23, next: 24 };
const WITH_NEXT = 1;

const nodeMajor = Number(process.versions.node.split(".", 1)[0]);
const takesCallbacks = nodeMajor < 24;
const loadsTypeScript = nodeMajor >= 24;
const STREAMING = Symbol.for("aws.lambda.runtime.handler.streaming");
const HIGH_WATER_MARK = Symbol.for("aws.lambda.runtime.handler.streaming.highWaterMark");
const REQUEST_ID = Symbol.for("aws.lambda.runtime.requestId");
const exitCodes = { uncaughtException: 129, unhandledRejection: 128 };

// ---- errors ----

/** Makes an error class whose instances are named Runtime.NAME, also in their stacks. */
function runtimeErrorClass(name) {
  const made = { [name]: class extends Error {} }[name];
  made.prototype.name = `Runtime.${name}`;
  return made;
}

const ImportModuleError = runtimeErrorClass("ImportModuleError");
const HandlerNotFound = runtimeErrorClass("HandlerNotFound");
const MalformedHandlerName = runtimeErrorClass("MalformedHandlerName");
const UserCodeSyntaxError = runtimeErrorClass("UserCodeSyntaxError");
const MalformedStreamingHandler = runtimeErrorClass("MalformedStreamingHandler");
const InvalidStreamingOperation = runtimeErrorClass("InvalidStreamingOperation");
const CallbackHandlerDeprecated = runtimeErrorClass("CallbackHandlerDeprecated");
const JSONStringifyError = runtimeErrorClass("JSONStringifyError");
const NodeJsExit = runtimeErrorClass("NodeJsExit");
class UnhandledPromiseRejection extends Error {
  constructor(reason, promise) {
    super(reason);
    this.reason = reason;
    this.promise = promise;
  }
}
UnhandledPromiseRejection.prototype.name = "Runtime.UnhandledPromiseRejection";

const callbackHandlerText =
  "ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. You need to modify this function to use a supported handler signature to use Node.js 24 or later. For more information see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.";
const nodeExitText =
  "The Lambda runtime client detected an unexpected Node.js exit code. This is most commonly caused by a Promise that was never settled. For more information, see https://nodejs.org/docs/latest/api/process.html#exit-codes";

function looksLikeError(value) {
  return (
    util.types.isNativeError(value) ||
    (value &&
      typeof value.name === "string" &&
      value.name &&
      typeof value.message === "string" &&
      value.message &&
      typeof value.stack === "string" &&
      value.stack)
  );
}

/** The error document that clients see. Reading a hostile error must not fail. */
function errorDocument(error) {
  try {
    if (looksLikeError(error)) return { errorType: error.name, errorMessage: error.message, trace: error.stack.split("\n") };
    return { errorType: typeof error, errorMessage: error.toString(), trace: [] };
  } catch {
    return {
      errorType: "handled",
      errorMessage: "callback called with Error argument, but there was a problem while retrieving one or more of its message, name, and stack",
    };
  }
}

function withOwnProperties(value) {
  if (!(value instanceof Error)) return value;
  const shown = Object.assign({ errorType: value.name, errorMessage: value.message, code: value.code }, value);
  if (typeof value.stack === "string") shown.stack = value.stack.split("\n");
  return shown;
}

function formattedError(error) {
  try {
    return `\t${JSON.stringify(error, (_key, value) => withOwnProperties(value))}`;
  } catch {
    return `\t${JSON.stringify(errorDocument(error))}`;
  }
}

function stringifyResult(result) {
  try {
    return JSON.stringify(result === undefined ? null : result) ?? "null";
  } catch {
    throw new JSONStringifyError("Unable to stringify response body");
  }
}

// ---- log lines ----

/** Writes everything now: what is in the pipe is not lost when the sandbox is frozen or killed. */
function writeFully(descriptor, bytes) {
  let offset = 0;
  while (offset < bytes.length) {
    try {
      offset += fs.writeSync(descriptor, bytes, offset);
    } catch (error) {
      if (error.code !== "EAGAIN") return;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}

function jsonErrorReplacer(_key, value) {
  if (!(value instanceof Error)) return value;
  const stackTrace = typeof value.stack === "string" ? value.stack.split("\n") : value.stack;
  return Object.assign({ errorType: value.constructor?.name ?? "UnknownError", errorMessage: value.message, stackTrace }, value);
}

function jsonLine(level, parameters) {
  const entry = { timestamp: new Date().toISOString(), level, requestId: globalThis[REQUEST_ID] };
  if (parameters.length === 1) {
    try {
      return JSON.stringify({ ...entry, message: parameters[0] }, jsonErrorReplacer);
    } catch {
      return JSON.stringify({ ...entry, message: util.format(parameters[0]) });
    }
  }
  entry.message = util.format(...parameters);
  const error = parameters.find((parameter) => parameter instanceof Error);
  if (error !== undefined) Object.assign(entry, jsonErrorReplacer("", error));
  return JSON.stringify(entry);
}

function textLine(level, parameters) {
  return `${new Date().toISOString()}\t${globalThis[REQUEST_ID]}\t${level}\t${util.format(...parameters)}`;
}

const levels = ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"];
let asJson = false;

/** A line feed ends an event, so those inside a message become carriage returns. */
function patchConsole() {
  asJson = process.env.AWS_LAMBDA_LOG_FORMAT?.toUpperCase() === "JSON";
  const lowest = Math.max(0, levels.indexOf(process.env.AWS_LAMBDA_LOG_LEVEL?.toUpperCase()));
  const line = asJson ? jsonLine : textLine;
  for (const [rank, level] of levels.entries()) {
    const write = (...parameters) => writeFully(STDOUT, Buffer.from(`${line(level, parameters).replace(/\n/g, "\r")}\n`));
    console[level.toLowerCase()] = rank < lowest && level !== "FATAL" ? () => {} : write;
  }
  console.log = console.info;
}

function toError(thrown) {
  try {
    return thrown instanceof Error ? thrown : new Error(thrown);
  } catch {
    return new Error("the thrown value cannot be read");
  }
}

function logError(phrase, thrown) {
  const error = toError(thrown);
  if (asJson) console.error(error);
  else console.error(phrase, formattedError(error));
}

// ---- the channel ----

const channel = new net.Socket({ fd: CHANNEL, readable: true, writable: true });

function frame(type, payload) {
  const bytes = Buffer.allocUnsafe(HEADER_BYTES + Buffer.byteLength(payload));
  const length = typeof payload === "string" ? bytes.write(payload, HEADER_BYTES) : payload.copy(bytes, HEADER_BYTES);
  bytes.writeUInt32BE(length, 0);
  bytes[4] = type;
  return bytes;
}

function send(type, payload, whenTaken) {
  return channel.write(frame(type, payload), whenTaken);
}

/** Sends also when the process ends right after. */
function sendNow(type, payload) {
  if (channel.writableLength === 0) writeFully(CHANNEL, frame(type, payload));
  else send(type, payload);
}

function flagged(withNext, text) {
  return `${String.fromCharCode(withNext ? WITH_NEXT : 0)}${text}`;
}

// While an invocation runs the channel does not keep the process alive, so that `beforeExit` tells when the function has
// nothing left to do (callbackWaitsForEmptyEventLoop); between invocations it does.
let whenLoopIsEmpty;

function beginWork() {
  channel.unref();
}

function awaitNext() {
  whenLoopIsEmpty = undefined;
  channel.ref();
}

process.on("beforeExit", () => {
  const act = whenLoopIsEmpty;
  whenLoopIsEmpty = undefined;
  channel.ref();
  if (act !== undefined) setImmediate(act);
});

// ---- streamed answers ----

class ResponseStream extends Writable {
  #contentType = "application/octet-stream";
  #begun = false;
  #failure = "";

  constructor(highWaterMark) {
    super({ ...(highWaterMark === undefined ? {} : { highWaterMark }), decodeStrings: true });
  }

  setContentType(contentType) {
    if (this.#begun) throw new InvalidStreamingOperation("Cannot set content-type, too late.");
    this.#contentType = String(contentType);
  }

  write(chunk, encoding, callback) {
    const plain = typeof chunk === "string" || Buffer.isBuffer(chunk) || chunk?.constructor === Uint8Array;
    return super.write(plain ? chunk : JSON.stringify(chunk), encoding, callback);
  }

  fail(error) {
    this.#failure = JSON.stringify(errorDocument(error));
    if (!this.writableEnded) this.end();
  }

  #begin() {
    if (this.#begun) return;
    this.#begun = true;
    send(toAgent.streamHead, this.#contentType);
    this._onBeforeFirstWrite?.((bytes) => send(toAgent.streamChunk, Buffer.from(bytes)));
  }

  _write(chunk, _encoding, callback) {
    this.#begin();
    let offset = 0;
    for (; chunk.length - offset > CHUNK_BYTES_MAX; offset += CHUNK_BYTES_MAX) send(toAgent.streamChunk, chunk.subarray(offset, offset + CHUNK_BYTES_MAX));
    send(toAgent.streamChunk, chunk.subarray(offset), callback);
  }

  _final(callback) {
    this.#begin();
    send(toAgent.streamEnd, this.#failure, callback);
  }
}

class HttpResponseStream {
  static from(underlyingStream, prelude) {
    underlyingStream.setContentType("application/vnd.awslambda.http-integration-response");
    const text = JSON.stringify(prelude);
    underlyingStream._onBeforeFirstWrite = (write) => {
      write(text);
      write(new Uint8Array(8));
    };
    return underlyingStream;
  }
}

// ---- loading the function ----

const requireFromRuntime = createRequire("/var/runtime/index.mjs");

function requireIfThere(file) {
  return fs.existsSync(file) ? requireFromRuntime(file) : undefined;
}

async function importIfThere(file) {
  return fs.existsSync(file) ? await import(pathToFileURL(file).href) : undefined;
}

/** True if the nearest package.json says that .js files are ES modules. */
function isModuleFolder(folder) {
  if (folder.endsWith("/node_modules")) return false;
  const file = path.join(folder, "package.json");
  if (fs.existsSync(file)) {
    try {
      return JSON.parse(fs.readFileSync(file, "utf8"))?.type === "module";
    } catch (error) {
      console.warn(`${file} cannot be read, it will be ignored for ES module detection purposes.`, error);
      return false;
    }
  }
  return folder === "/" ? false : isModuleFolder(path.dirname(folder));
}

async function loadModule(taskRoot, folder, name) {
  const file = path.resolve(taskRoot, folder, name);
  const asModule = isModuleFolder(path.dirname(file));
  const attempts = [
    () => requireIfThere(file),
    () => (asModule ? importIfThere(`${file}.js`) : requireIfThere(`${file}.js`)),
    () => importIfThere(`${file}.mjs`),
    () => requireIfThere(`${file}.cjs`),
  ];
  if (loadsTypeScript) {
    attempts.push(
      () => (asModule ? importIfThere(`${file}.ts`) : requireIfThere(`${file}.ts`)),
      () => importIfThere(`${file}.mts`),
      () => requireIfThere(`${file}.cts`),
    );
  }
  for (const attempt of attempts) {
    const loaded = await attempt();
    if (loaded) return loaded;
  }
  return requireFromRuntime(requireFromRuntime.resolve(name, { paths: [taskRoot, folder] }));
}

async function loadUserModule(taskRoot, folder, name) {
  const noGlobal = process.env.AWS_LAMBDA_NODEJS_NO_GLOBAL_AWSLAMBDA;
  if (noGlobal !== "1" && noGlobal !== "true") {
    globalThis.awslambda = {
      streamifyResponse(handler, options) {
        handler[STREAMING] = "response";
        if (typeof options?.highWaterMark === "number") handler[HIGH_WATER_MARK] = Math.trunc(options.highWaterMark);
        return handler;
      },
      HttpResponseStream,
    };
  }
  try {
    return await loadModule(taskRoot, folder, name);
  } catch (error) {
    if (error instanceof SyntaxError) throw new UserCodeSyntaxError(error);
    if (error?.code === "MODULE_NOT_FOUND") throw new ImportModuleError(error);
    throw error;
  }
}

/** Finds `dir/file.name.sub` and checks that the runtime can call it. */
async function loadHandler(taskRoot, handlerName) {
  if (handlerName.includes("..")) {
    throw new MalformedHandlerName(`'${handlerName}' is not a valid handler name. Use absolute paths when specifying root directories in handler names.`);
  }
  const base = path.basename(handlerName);
  const match = /^([^.]*)\.(.*)$/.exec(base);
  if (match === null) throw new MalformedHandlerName("Bad handler");
  const exported = await loadUserModule(taskRoot, handlerName.slice(0, handlerName.indexOf(base)), match[1]);
  const handler = match[2].split(".").reduce((nested, key) => nested && nested[key], exported);
  if (!handler) throw new HandlerNotFound(`${handlerName} is undefined or not exported`);
  if (typeof handler !== "function") throw new HandlerNotFound(`${handlerName} is not a function`);
  return handler;
}

// ---- running invocations ----

let reportFailure;

function parseOptional(text, name) {
  if (!text) return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`Cannot parse ${name} as json: ${error.toString()}`);
  }
}

/** Fills in what every context has. */
function describeInvocation(context, invocation) {
  if (invocation.traceHeader) process.env._X_AMZN_TRACE_ID = invocation.traceHeader;
  else if (process.env._X_AMZN_TRACE_ID !== undefined) delete process.env._X_AMZN_TRACE_ID;
  context.functionVersion = process.env.AWS_LAMBDA_FUNCTION_VERSION;
  context.functionName = process.env.AWS_LAMBDA_FUNCTION_NAME;
  context.memoryLimitInMB = process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE;
  context.logGroupName = process.env.AWS_LAMBDA_LOG_GROUP_NAME;
  context.logStreamName = process.env.AWS_LAMBDA_LOG_STREAM_NAME;
  context.clientContext = parseOptional(invocation.clientContext, "ClientContext");
  context.identity = parseOptional(invocation.cognitoIdentity, "CognitoIdentity");
  context.invokedFunctionArn = invocation.invokedFunctionArn;
  context.awsRequestId = invocation.requestId;
  context.getRemainingTimeInMillis = () => invocation.deadlineMs - Date.now();
  return context;
}

/** Named so because functions' stack traces begin with `Runtime.handler`, as on AWS. */
class Runtime {
  constructor(handler) {
    this.handler = handler;
    this.streaming = this.#isStreaming();
    this.isAsync = handler.constructor?.name === "AsyncFunction";
    if (!takesCallbacks && !this.streaming && handler.length >= 3) throw new CallbackHandlerDeprecated(callbackHandlerText);
  }

  #isStreaming() {
    const mark = this.handler[STREAMING];
    if (mark === undefined || mark === null || mark === false) return false;
    if (mark !== "response") throw new MalformedStreamingHandler("Only response streaming is supported.");
    return true;
  }

  handleOnce(invocation, event) {
    globalThis[REQUEST_ID] = invocation.requestId;
    reportFailure = (error) => sendNow(toAgent.error, flagged(false, JSON.stringify(errorDocument(error))));
    beginWork();
    if (this.streaming) void this.handleOnceStreaming(invocation, event);
    else if (takesCallbacks) this.handleOnceNonStreaming(invocation, event);
    else void this.handleOnceAsync(invocation, event);
  }

  #fail(error) {
    logError("Invoke Error", error);
    send(toAgent.error, flagged(true, JSON.stringify(errorDocument(error))));
    awaitNext();
  }

  #succeed(result) {
    send(toAgent.response, flagged(true, stringifyResult(result)));
    awaitNext();
  }

  /** Node 24 and later: the result is what the handler returns or resolves to; nothing is waited for after it. */
  async handleOnceAsync(invocation, event) {
    whenLoopIsEmpty = () => this.#fail(new NodeJsExit(nodeExitText));
    try {
      this.#succeed(await this.handler(JSON.parse(event), describeInvocation({}, invocation)));
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Node 20 and 22: a promise, a callback, or context.succeed, fail and done. Only the first one that works counts. */
  handleOnceNonStreaming(invocation, event) {
    let over = false;
    let waits = true;
    const once =
      (act) =>
      (...values) => {
        if (over) return;
        act(...values);
        over = true;
      };
    const done = (error, result) => {
      whenLoopIsEmpty = undefined;
      if (error !== undefined && error !== null) this.#fail(error);
      else this.#succeed(result);
    };
    const answerWhenIdle = (result) => {
      // A result that cannot be sent is reported as the invocation's failure, not thrown into the event loop.
      try {
        this.#succeed(result);
      } catch (error) {
        this.#fail(error);
      }
    };
    const callback = once((error, result) => {
      if ((error !== undefined && error !== null) || !waits) done(error, result);
      else whenLoopIsEmpty = () => answerWhenIdle(result);
    });
    const context = {
      get callbackWaitsForEmptyEventLoop() {
        return waits;
      },
      set callbackWaitsForEmptyEventLoop(value) {
        waits = value;
      },
      succeed: once((result) => done(null, result)),
      fail: once((error) => done(error ?? "handled")),
      done: once(done),
    };
    whenLoopIsEmpty = () => {
      over = true;
      if (this.isAsync) this.#fail(new NodeJsExit(nodeExitText));
      else this.#succeed(null);
    };
    try {
      const result = this.handler(JSON.parse(event), describeInvocation(context, invocation), callback);
      if (typeof result?.then === "function") result.then(context.succeed, context.fail).catch(context.fail);
    } catch (error) {
      callback(error);
    }
  }

  async handleOnceStreaming(invocation, event) {
    const mark = this.handler[HIGH_WATER_MARK];
    const stream = new ResponseStream(Number.isInteger(mark) ? mark : undefined);
    let waits = takesCallbacks;
    let over = false;
    const finish = () => {
      if (over) return undefined;
      over = true;
      const next = () => {
        awaitNext();
        send(toAgent.next, "");
      };
      if (!waits) return next();
      beginWork();
      whenLoopIsEmpty = next;
    };
    const fail = (error) => {
      logError("Invoke Error", error);
      if (stream.closed) return finish();
      stream.once("close", finish);
      stream.fail(error);
    };
    reportFailure = (error) => {
      if (stream.writableFinished) return;
      const document = JSON.stringify(errorDocument(error));
      sendNow(toAgent.streamEnd, document);
    };
    whenLoopIsEmpty = () => fail("Response stream is not finished.");
    const context = {};
    if (takesCallbacks) {
      Object.defineProperty(context, "callbackWaitsForEmptyEventLoop", {
        enumerable: true,
        configurable: true,
        get: () => waits,
        set: (value) => void (waits = value),
      });
    }
    try {
      const result = this.handler(JSON.parse(event), stream, describeInvocation(context, invocation));
      if (typeof result?.then !== "function") return void fail("Streaming does not support non-async handlers.");
      if ((await result) !== undefined) console.warn("Streaming handlers ignore return values.");
      if (stream.writableFinished) finish();
      else stream.once("finish", finish);
    } catch (error) {
      fail(error);
    }
  }
}

// ---- life ----

let runtime;

function endProcess(kind, error) {
  reportFailure(error);
  process.exit(exitCodes[kind]);
}

const isPrewarmed = process.argv[2] === "prewarm";

/**
 * A process of the pool gets its function's environment; one of its own has it, and what an exec wrapper has added. Touches only what differs: setting TZ, even to what it is, costs 6 ms, because all time zones are then read anew.
 */
function replaceEnvironment(variables) {
  if (!isPrewarmed) return;
  for (const name of Object.keys(process.env)) if (!Object.hasOwn(variables, name)) delete process.env[name];
  for (const [name, value] of Object.entries(variables)) if (process.env[name] !== value) process.env[name] = value;
}

async function initialize({ variables }) {
  replaceEnvironment(variables);
  const taskRoot = variables.LAMBDA_TASK_ROOT;
  // The working directory was entered before the code was mounted there.
  process.chdir(taskRoot);
  patchConsole();
  reportFailure = (error) => sendNow(toAgent.initError, JSON.stringify(errorDocument(error)));
  beginWork();
  whenLoopIsEmpty = () => {
    logError("Init Error", new NodeJsExit(nodeExitText));
    endProcess("uncaughtException", new NodeJsExit(nodeExitText));
  };
  try {
    const loaded = new Runtime(await loadHandler(taskRoot, variables._HANDLER));
    // AWS's client asks for the first event in a turn of its own: a promise that the code's loading has rejected still fails the init phase.
    await new Promise(setImmediate);
    runtime = loaded;
    reportFailure = () => {};
    awaitNext();
    send(toAgent.initialized, "");
  } catch (error) {
    logError("Uncaught Exception", error);
    endProcess("uncaughtException", error);
  }
}

function take(type, payload) {
  if (type === toSandbox.init) return void initialize(JSON.parse(payload.toString()));
  if (type !== toSandbox.invoke || runtime === undefined) return void process.exit(1);
  const headerBytes = payload.readUInt32BE(0);
  const header = JSON.parse(payload.toString("utf8", 4, 4 + headerBytes));
  runtime.handleOnce(header, payload.toString("utf8", 4 + headerBytes));
}

let pending = [];
let pendingBytes = 0;
let neededBytes = HEADER_BYTES;

function onData(chunk) {
  pending.push(chunk);
  pendingBytes += chunk.length;
  while (pendingBytes >= neededBytes) {
    const bytes = pending.length === 1 ? pending[0] : Buffer.concat(pending, pendingBytes);
    const frameBytes = HEADER_BYTES + bytes.readUInt32BE(0);
    if (bytes.length < frameBytes) {
      pending = [bytes];
      neededBytes = frameBytes;
      return;
    }
    const rest = bytes.subarray(frameBytes);
    pending = rest.length > 0 ? [rest] : [];
    pendingBytes = rest.length;
    neededBytes = HEADER_BYTES;
    take(bytes[4], bytes.subarray(HEADER_BYTES, frameBytes));
  }
}

/** Does once, ahead of time, what the first invocation would otherwise pay for. */
function prewarm() {
  JSON.parse(JSON.stringify({ warmed: [util.format("%s", new Date().toISOString()), process.memoryUsage.rss()] }));
  requireFromRuntime.resolve("node:fs");
  errorDocument(new Error("warmed"));
  // The module loader's own start is half of what a first ES module costs.
  void import("data:text/javascript,");
}

process.on("uncaughtException", (error) => {
  logError("Uncaught Exception", error);
  endProcess("uncaughtException", error);
});
process.on("unhandledRejection", (reason, promise) => {
  const error = new UnhandledPromiseRejection(reason, promise);
  logError("Unhandled Promise Rejection", error);
  endProcess("unhandledRejection", error);
});
reportFailure = () => {};
channel.on("data", onData);
channel.on("error", () => process.exit(1));
channel.on("end", () => process.exit(0));
send(toAgent.ready, "");
for (const output of [process.stdout, process.stderr]) output._handle?.setBlocking?.(true);
if (isPrewarmed) prewarm();
