import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { LambdaClient, ListFunctionsCommand } from "@aws-sdk/client-lambda";
import { describe, expect, test } from "vitest";
import { clientConfig, type System } from "./support/system.ts";
import { shapes, useSystem } from "./support/shape.ts";

describe.each(shapes)("who may ask, $shape", ({ start }) => {
  const system = useSystem(start);

  test.each([
    ["a wrong secret", (s: System) => ({ credentials: { accessKeyId: s.accessKeyId, secretAccessKey: "wrong" } }), "InvalidSignatureException"],
    ["an unknown key", () => ({ credentials: { accessKeyId: "AKIAUNKNOWNUNKNOWN00", secretAccessKey: "wrong" } }), "UnrecognizedClientException"],
    ["a clock that is an hour off", () => ({ systemClockOffset: -3_600_000 }), "InvalidSignatureException"],
  ])("%s is answered 403 with AWS's error name", async (_name, settings, errorName) => {
    const client = new LambdaClient({ ...clientConfig(system()), ...settings(system()) });

    await expect(client.send(new ListFunctionsCommand({}))).rejects.toMatchObject({ name: errorName, $metadata: { httpStatusCode: 403 } });
    client.destroy();
  });

  test("a request without a signature is answered 403, the health page without one 200", async () => {
    const [endpoint] = system().httpEndpoints;
    const unsigned = await fetch(`${endpoint}/2015-03-31/functions`);

    expect(unsigned.status).toBe(403);
    expect(unsigned.headers.get("x-amzn-errortype")).toBe("MissingAuthenticationTokenException");
    expect((await fetch(`${endpoint}/_mayfly/health`)).status).toBe(200);
  });

  test("garbage on the HTTP and gRPC ports is answered or hung up on, and both keep serving", async () => {
    const { hostname, port } = new URL(system().httpEndpoints[0] ?? "");
    const [grpcHost, grpcPort] = (system().grpcAddresses[0] ?? "").split(":");
    for (const garbage of [
      "\0\x01\x02garbage\r\n\r\n",
      "GET /\x80\xff HTTP/9.9\r\n\r\n",
      "POST /2015-03-31/functions HTTP/1.1\r\ncontent-length: -5\r\n\r\n",
    ]) {
      expect(await exchange(hostname, Number(port), garbage)).toMatch(/^(HTTP\/1\.1 4\d\d |$)/);
      await exchange(grpcHost ?? "", Number(grpcPort), garbage);
    }

    const client = new LambdaClient(clientConfig(system()));
    expect((await client.send(new ListFunctionsCommand({}))).$metadata.httpStatusCode).toBe(200);
    client.destroy();
  });
});

/** Sends bytes, closes its side and reads what comes until the other side closes too. */
async function exchange(host: string, port: number, bytes: string): Promise<string> {
  const socket = connect({ host, port, timeout: 10_000 });
  socket.on("timeout", () => socket.destroy(new Error("no end within 10 s")));
  socket.end(Buffer.from(bytes, "latin1"));
  return text(socket).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ECONNRESET" || error.code === "EPIPE") return "";
    throw error;
  });
}
