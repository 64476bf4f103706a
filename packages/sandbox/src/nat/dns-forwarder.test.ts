import { createSocket } from "node:dgram";
import { once } from "node:events";
import { expect, test } from "vitest";
import { DnsForwarder } from "./dns-forwarder.ts";

const [forwarderAddress, nameServerAddress] = ["127.53.0.1", "127.53.0.2"];
/** Nobody may connect to it: it is for broadcasts. */
const unreachable = "255.255.255.255";

test("a name server that cannot be reached costs the query alone, and the next one is answered", async () => {
  const nameServer = createSocket("udp4").on("message", (query, from) => nameServer.send(`answer to ${query.toString()}`, from.port, from.address));
  nameServer.bind(53, nameServerAddress);
  await once(nameServer, "listening");
  let asked = 0;
  using _forwarder = await DnsForwarder.open(forwarderAddress, () => {
    asked += 1;
    return asked === 1 ? unreachable : nameServerAddress;
  });
  const client = createSocket("udp4");
  client.send("lost", 53, forwarderAddress);
  client.send("second", 53, forwarderAddress);
  const [answer] = await once(client, "message", { signal: AbortSignal.timeout(5_000) });
  client.close();
  nameServer.close();
  expect([asked, String(answer)]).toEqual([2, "answer to second"]);
});
