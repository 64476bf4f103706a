import { setTimeout as pause } from "node:timers/promises";

/** Counts down, one line every 200 ms. Who streams gets each line when it is written; who does not gets all of them at the end. */
export const handler = awslambda.streamifyResponse(async (event, responseStream) => {
  responseStream.setContentType("text/plain");
  for (let left = event.from; left > 0; left -= 1) {
    responseStream.write(`${left}\n`);
    await pause(200);
  }
  responseStream.end("done\n");
});
