import { PassThrough } from "node:stream";
import { waitFor } from "@mayfly/testkit/wait-for";
import { expect, test } from "vitest";
import { OutputAllowance, OutputShare } from "../core/output-allowance.ts";
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

test("one that wrote too much and then falls silent gives its part of the agent's time back", async () => {
  const share = new OutputShare();
  const another = new OutputAllowance(share, 0);
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const output = new FunctionOutput({ stdout, stderr, drainOutput() {} }, { sink: callbackLogSink(() => undefined), stream, share });
  stdout.write(Buffer.alloc(3 * 1024 * 1024, "x"));
  output.drain();
  expect(share.others(another)).toBe(1);
  await waitFor(() => share.others(another) === 0, { what: "the part to be given back" });
});
