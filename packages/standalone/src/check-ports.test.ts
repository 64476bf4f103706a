import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { checkPorts } from "./check-ports.ts";

test("a port that is taken is named with the flag that chooses another; port 0 never is", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  // A TCP server that listens has an address with a port.
  const { port } = other.address() as AddressInfo;
  const config = { listenHost: "127.0.0.1", httpPort: 0, grpcPort: port, metricsPort: 0, urlPort: 0 };

  await expect(checkPorts(config)).rejects.toThrow(
    `Port ${port} on 127.0.0.1 is taken by another process. Choose another with --grpc-port (0 picks a free one).`,
  );
  other.close();
  await once(other, "close");
  await expect(checkPorts(config)).resolves.toBeUndefined();
});
