import { connect } from "node:net";
import { once } from "node:events";
import { Client, credentials, status, type ServiceError } from "@grpc/grpc-js";
import { packagesService, invocationService } from "@mayfly/contracts/services";
import type { ServiceHandlers } from "@mayfly/contracts/service-contract";
import { PlatformError } from "@mayfly/errors/platform-error";
import { waitFor } from "@mayfly/testkit/wait-for";
import { describe, expect, it } from "vitest";
import { registration } from "./contract-methods.ts";
import { createGrpcClient } from "./grpc-client.ts";
import { createGrpcServer, type GrpcServerOptions } from "./grpc-server.ts";
import { runRpcConformance } from "./rpc-conformance.ts";
import { collect } from "./rpc-harness.test-support.ts";

const loopback = { host: "127.0.0.1", port: 0 };

runRpcConformance("over gRPC", async (handlers) => {
  await using stack = new AsyncDisposableStack();
  const services = [registration(packagesService, handlers.packages), registration(invocationService, handlers.invocation)];
  const server = stack.use(createGrpcServer({ services, reflection: false, drainTimeoutMs: 200 }));
  const address = `127.0.0.1:${await server.start(loopback)}`;
  const packages = stack.use(createGrpcClient(packagesService, { address }));
  const invocation = stack.use(createGrpcClient(invocationService, { address }));
  const owned = stack.move();
  return { packages, invocation, [Symbol.asyncDispose]: () => owned.disposeAsync() };
});

const echo: ServiceHandlers<typeof packagesService> = {
  PutPackage: async (requests) => ({ sha256: String((await collect(requests)).length) }),
  async *GetPackage() {},
  CopyPackage: () => Promise.reject(new Error("unused")),
  DescribePackage: async (request, call) => ({ sha256: call.headers.get("mayfly-principal") ?? request.sha256 }),
};

async function startServer(options: Partial<GrpcServerOptions> = {}) {
  await using stack = new AsyncDisposableStack();
  const server = stack.use(createGrpcServer({ services: [registration(packagesService, echo)], reflection: true, drainTimeoutMs: 200, ...options }));
  const port = await server.start(loopback);
  const client = stack.use(createGrpcClient(packagesService, { address: `127.0.0.1:${port}` }));
  const owned = stack.move();
  return { server, port, client, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

/** What a client that is not ours sees. */
function rawCall(port: number, path: string, message: Buffer): Promise<{ readonly error: ServiceError | null; readonly answer: Buffer | undefined }> {
  const client = new Client(`127.0.0.1:${port}`, credentials.createInsecure());
  const identity = (bytes: Buffer): Buffer => bytes;
  return new Promise((resolve) => {
    client.makeUnaryRequest(path, identity, identity, message, (error, answer) => {
      client.close();
      resolve({ error, answer });
    });
  });
}

describe("the gRPC server", () => {
  it("ends a streamed answer that its caller does not take", async () => {
    const ended = Promise.withResolvers<void>();
    async function* endless(): AsyncGenerator<{ chunk: Buffer }> {
      try {
        for (;;) yield { chunk: Buffer.alloc(256 * 1024) };
      } finally {
        ended.resolve();
      }
    }
    await using server = await startServer({ services: [registration(packagesService, { ...echo, GetPackage: endless })], stalledMs: 200 });
    const answers = server.client.GetPackage({})[Symbol.asyncIterator]();

    expect((await answers.next()).done).toBe(false);

    await ended.promise;
    await answers.return?.(undefined);
  });

  it("lets in whom authenticate lets in, with the headers that it adds", async () => {
    await using server = await startServer({
      authenticate({ headers, method }) {
        if (headers.get("authorization") !== "Bearer good") throw new PlatformError("UnrecognizedClient", "The token is not known.");
        return new Map([["mayfly-principal", `arn for ${method}`]]);
      },
    });
    const call = (token: string) =>
      server.client.DescribePackage(
        {},
        {
          headers: new Map([
            ["authorization", token],
            ["mayfly-principal", "a forged one"],
          ]),
        },
      );
    expect(await call("Bearer good")).toMatchObject({ sha256: "arn for mayfly.packages.v1.Packages/DescribePackage" });
    await expect(call("Bearer bad")).rejects.toMatchObject({ code: "UnrecognizedClient", publicMessage: "The token is not known." });
    await expect(collect(server.client.GetPackage({}))).rejects.toMatchObject({ code: "UnrecognizedClient" });
    await expect(server.client.PutPackage((async function* () {})())).rejects.toMatchObject({ code: "UnrecognizedClient" });
  });

  it("tells foreign clients the AWS exception name in trailers and details", async () => {
    const handlers = { ...echo, DescribePackage: () => Promise.reject(new PlatformError("ResourceNotFound", "Function not found: x")) };
    await using server = await startServer({ services: [registration(packagesService, handlers)] });
    const { error } = await rawCall(server.port, "/mayfly.packages.v1.Packages/DescribePackage", Buffer.alloc(0));
    expect(error).toMatchObject({ code: status.NOT_FOUND, details: "Function not found: x" });
    expect(error?.metadata.get("mayfly-error")).toEqual(["ResourceNotFoundException"]);
    expect(error?.metadata.get("mayfly-error-code")).toEqual(["ResourceNotFound"]);
    const [details] = error?.metadata.get("grpc-status-details-bin") ?? [];
    expect(String(details)).toContain("type.googleapis.com/google.rpc.ErrorInfo");
    expect(String(details)).toContain("ResourceNotFoundException");
  });

  it("answers health checks, also per service", async () => {
    await using server = await startServer({
      authenticate: () => {
        throw new PlatformError("AccessDenied", "nobody");
      },
    });
    const check = (service: string) =>
      rawCall(server.port, "/grpc.health.v1.Health/Check", Buffer.concat([Buffer.from([0x0a, service.length]), Buffer.from(service)]));
    const serving = Buffer.from([0x08, 1]);
    const notServing = Buffer.from([0x08, 2]);
    expect((await check("")).answer).toEqual(serving);
    expect((await check("mayfly.packages.v1.Packages")).answer).toEqual(serving);
    expect((await check("no.such.Service")).error).toMatchObject({ code: status.NOT_FOUND });
    server.server.setServing(false);
    expect((await check("")).answer).toEqual(notServing);
  });

  it("survives garbage, broken frames and messages that are none", async () => {
    await using server = await startServer();
    const greeting = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    for (const garbage of ["GET / HTTP/1.1\r\nHost: x\r\n\r\n", "\0".repeat(5_000), `${greeting}${"\xff".repeat(100)}`, greeting]) {
      const socket = connect(server.port, "127.0.0.1");
      socket.on("error", () => undefined);
      await once(socket, "connect");
      socket.end(Buffer.from(garbage, "latin1"));
      socket.resume();
      await once(socket, "close");
    }
    const path = "/mayfly.packages.v1.Packages/DescribePackage";
    expect((await rawCall(server.port, path, Buffer.from([0xff, 0xff, 0xff]))).error).toMatchObject({ code: status.INTERNAL });
    expect((await rawCall(server.port, "/mayfly.packages.v1.Packages/NoSuch", Buffer.alloc(0))).error).toMatchObject({ code: status.UNIMPLEMENTED });
    expect(await server.client.DescribePackage({ sha256: "alive" })).toMatchObject({ sha256: "alive" });
  });

  it("bounds messages", async () => {
    await using server = await startServer({ maxMessageBytes: 10_000 });
    await expect(server.client.DescribePackage({ sha256: "x".repeat(20_000) })).rejects.toMatchObject({ code: "RequestTooLarge" });
    expect(await server.client.DescribePackage({ sha256: "x".repeat(9_000) })).toMatchObject({ sha256: "x".repeat(9_000) });
  });

  it("lets running calls end when it is disposed, and cuts those that outlast the drain", async () => {
    const begun = Promise.withResolvers<void>();
    const handlers: ServiceHandlers<typeof packagesService> = {
      ...echo,
      async DescribePackage(_request, call) {
        begun.resolve();
        await new Promise((resolve) => call.draining?.addEventListener("abort", resolve));
        return { sha256: "finished" };
      },
      async *GetPackage() {
        yield { chunk: Buffer.from("first") };
        await new Promise(() => undefined);
      },
    };
    await using server = await startServer({ services: [registration(packagesService, handlers)] });
    const finishing = server.client.DescribePackage({});
    const stuck = collect(server.client.GetPackage({}));
    const cut = expect(stuck).rejects.toMatchObject({ code: "ServiceUnavailable" });
    await begun.promise;
    await server.server[Symbol.asyncDispose]();
    expect(await finishing).toMatchObject({ sha256: "finished" });
    await cut;
  });

  it("never takes half an upload for a whole one, whether the caller or its connection goes", async () => {
    const outcomes: string[] = [];
    const begun = new EventTarget();
    const handlers: ServiceHandlers<typeof packagesService> = {
      ...echo,
      async PutPackage(requests) {
        try {
          for await (const { chunk } of requests) if (chunk.length > 0) begun.dispatchEvent(new Event("chunk"));
          outcomes.push("whole");
        } catch {
          outcomes.push("broken");
        }
        return {};
      },
    };
    await using server = await startServer({ services: [registration(packagesService, handlers)] });
    for (let round = 0; round < 30; round += 1) {
      const client = createGrpcClient(packagesService, { address: `127.0.0.1:${server.port}` });
      const caller = new AbortController();
      const received = new Promise((resolve) => begun.addEventListener("chunk", resolve, { once: true }));
      async function* chunks() {
        yield { chunk: Buffer.alloc(1 + round * 5_000) };
        await new Promise(() => undefined);
      }
      const upload = expect(client.PutPackage(chunks(), { signal: caller.signal })).rejects.toMatchObject({ code: "ServiceUnavailable" });
      await received;
      if (round % 2 === 0) caller.abort();
      else await client[Symbol.asyncDispose]();
      await upload;
      await client[Symbol.asyncDispose]();
    }
    await waitFor(() => outcomes.length === 30, { what: "every upload's end" });
    expect(outcomes).toEqual(Array.from({ length: 30 }, () => "broken"));
  });

  it("says which port it cannot have", async () => {
    await using first = await startServer();
    await using second = createGrpcServer({ services: [], reflection: false });
    await expect(second.start({ host: "127.0.0.1", port: first.port })).rejects.toMatchObject({
      code: "ServiceUnavailable",
      publicMessage: expect.stringContaining(String(first.port)),
    });
  });

  it("tells of bugs in handlers, with their method", async () => {
    const failures: string[] = [];
    const handlers = { ...echo, DescribePackage: () => Promise.reject(new TypeError("a bug")) };
    await using server = await startServer({
      services: [registration(packagesService, handlers)],
      onCallFailure: (error, method) => failures.push(`${method}: ${String(error)}`),
    });
    await expect(server.client.DescribePackage({})).rejects.toMatchObject({ code: "Service" });
    expect(failures).toEqual(["mayfly.packages.v1.Packages/DescribePackage: TypeError: a bug"]);
  });
});

describe("the gRPC client", () => {
  it("waits for its server until the deadline", async () => {
    const closed = await startServer();
    const { port } = closed;
    await closed[Symbol.asyncDispose]();
    await using client = createGrpcClient(packagesService, { address: `127.0.0.1:${port}` });
    await expect(client.DescribePackage({}, { timeoutMs: 100 })).rejects.toMatchObject({ code: "DeadlineExceeded" });
    const waiting = client.DescribePackage({ sha256: "patient" });
    await using server = createGrpcServer({ services: [registration(packagesService, echo)], reflection: false, drainTimeoutMs: 200 });
    await server.start({ host: "127.0.0.1", port });
    expect(await waiting).toMatchObject({ sha256: "patient" });
  });

  it("fails at once without a server if it is told not to wait", async () => {
    const closed = await startServer();
    await closed[Symbol.asyncDispose]();
    await using client = createGrpcClient(packagesService, { address: `127.0.0.1:${closed.port}`, waitForReady: false });
    await expect(client.DescribePackage({})).rejects.toMatchObject({ code: "ServiceUnavailable", publicMessage: expect.not.stringContaining("127.0.0.1") });
  });

  it("ends its calls when it is closed", async () => {
    const begun = Promise.withResolvers<void>();
    const handlers: ServiceHandlers<typeof packagesService> = {
      ...echo,
      DescribePackage: () => {
        begun.resolve();
        return new Promise(() => undefined);
      },
    };
    await using server = await startServer({ services: [registration(packagesService, handlers)] });
    const client = createGrpcClient(packagesService, { address: `127.0.0.1:${server.port}` });
    const call = expect(client.DescribePackage({})).rejects.toMatchObject({ code: "ServiceUnavailable" });
    await begun.promise;
    await client[Symbol.asyncDispose]();
    await call;
    await expect(client.DescribePackage({})).rejects.toMatchObject({ code: "ServiceUnavailable" });
  });
});
