// A function on aws-lambda-ric. What it does is said by its event; see official-clients.test.ts.
import { env, exit } from "node:process";
import { setTimeout } from "node:timers/promises";

/** The type that the failure's document names. */
class BrokenOnPurpose extends Error {
  name = "BrokenOnPurpose";
}

if (env.FAIL_INIT !== undefined) throw new BrokenOnPurpose("broken on purpose");

async function answer(event, context) {
  if (event.do === "fail") throw new BrokenOnPurpose("broken on purpose");
  if (event.do === "exit") exit(3);
  if (event.do === "sleep") await setTimeout(60_000);
  return {
    value: event.value,
    requestId: context.awsRequestId,
    functionArn: context.invokedFunctionArn,
    remainingMs: context.getRemainingTimeInMillis(),
  };
}

export const handler = async (event, context) => await answer(event, context);

export const streamingHandler = globalThis.awslambda.streamifyResponse(async (event, stream) => {
  stream.write("one ");
  if (event.do === "stream-fail") throw new BrokenOnPurpose("broken on purpose");
  stream.write("two ");
  stream.end("three");
});
