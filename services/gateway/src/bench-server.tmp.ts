process.on("SIGTERM", () => process.exit(0));
import { createServer } from "node:http";
import { CreateFunctionCommand } from "@aws-sdk/client-lambda";
import { startGateway } from "./testing/gateway-fixture.ts";
const gateway = await startGateway();
await gateway.client().send(new CreateFunctionCommand({ FunctionName: "echo", Runtime: "nodejs24.x", Handler: "index.handler", Role: "arn:aws:iam::000000000000:role/test", Code: { ZipFile: Buffer.from("x") } }));
gateway.backend.setState("echo", "Active");
gateway.invoker.requests.push = () => 0;
const bare = createServer((req, res) => {
  const chunks: Buffer[] = [];
  req.on("data", (c: Buffer) => chunks.push(c));
  req.on("end", () => { const b = Buffer.concat(chunks); res.writeHead(200, { "Content-Type": "application/json", "Content-Length": b.length }); res.end(b); });
});
bare.listen(0, "127.0.0.1", () => {
  console.log(JSON.stringify({ gateway: gateway.app.httpUrl, bare: `http://127.0.0.1:${(bare.address() as any).port}` }));
});
