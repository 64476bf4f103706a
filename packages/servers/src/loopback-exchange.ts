import { connect } from "node:net";

const exchangeTimeoutMs = 2_000;
const answerBytesMax = 64 * 1024;

/** Connects to a loopback port, sends `request` and resolves with what came back once `isWhole` says so; undefined if it never does within 2 s. */
export function exchangeOnLoopback(port: number, request: string, isWhole: (answer: string) => boolean): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port });
    let answer = "";
    const finish = (result: string | undefined): void => {
      socket.destroy();
      resolve(result);
    };
    socket.setEncoding("latin1");
    socket.setTimeout(exchangeTimeoutMs, () => finish(undefined));
    socket.once("error", () => finish(undefined));
    socket.once("close", () => finish(undefined));
    socket.once("connect", () => socket.write(request));
    socket.on("data", (chunk: string) => {
      answer += chunk;
      if (isWhole(answer)) finish(answer);
      else if (answer.length > answerBytesMax) finish(undefined);
    });
  });
}
