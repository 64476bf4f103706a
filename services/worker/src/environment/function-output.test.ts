import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { FunctionOutput } from "./function-output.ts";
import { callbackLogSink } from "../ports/function-log-sink.ts";

const stream = { account: "000000000000", logGroup: "group", logStream: "stream" };

test("a character that a function writes in two pieces is kept whole", () => {
  const lines: string[] = [];
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const sink = callbackLogSink((_stream, more) => lines.push(...more));
  const output = new FunctionOutput({ stdout, stderr, drainOutput() {} }, { sink, stream });
  const bytes = Buffer.from("grüße\n");
  stdout.write(bytes.subarray(0, 3));
  output.drain();
  stdout.write(bytes.subarray(3));
  output.drain();
  expect(lines).toEqual(["grüße"]);
});
