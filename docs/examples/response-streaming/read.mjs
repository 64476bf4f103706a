// node read.mjs FUNCTION EVENT: invokes with a streamed answer and prints each piece with the milliseconds since the call.
import { InvokeWithResponseStreamCommand, LambdaClient } from "@aws-sdk/client-lambda";

const [functionName, event] = process.argv.slice(2);
const client = new LambdaClient();
const startedAt = performance.now();
const { EventStream } = await client.send(new InvokeWithResponseStreamCommand({ FunctionName: functionName, Payload: event }));
for await (const { PayloadChunk, InvokeComplete } of EventStream) {
  const elapsedMs = String(Math.round(performance.now() - startedAt)).padStart(5);
  if (PayloadChunk !== undefined) console.log(`${elapsedMs} ms  ${new TextDecoder().decode(PayloadChunk.Payload).trimEnd()}`);
  if (InvokeComplete !== undefined) console.log(`${elapsedMs} ms  complete${InvokeComplete.ErrorCode === undefined ? "" : `: ${InvokeComplete.ErrorCode}`}`);
}
client.destroy();
