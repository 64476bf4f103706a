import type { StreamedAnswer } from "@mayfly/invocation/invoker";
import { expect, test } from "vitest";
import { beginUrlStream, UrlStreamFailed } from "./url-stream.ts";

const integration = "application/vnd.awslambda.http-integration-response";
const success = { function_error: "", stream_error_type: "", stream_error_body: "" };
const failure = { function_error: "Unhandled", stream_error_type: "Error", stream_error_body: "{}" };

interface Told {
  readonly answer: StreamedAnswer;
  /** True once the reader has said that it reads no more. */
  readonly returned: () => boolean;
}

function streamOf(chunks: readonly (string | Buffer)[], settings: { contentType?: string; streaming?: boolean; end?: typeof success } = {}): Told {
  let returned = false;
  async function* read(): AsyncGenerator<Buffer> {
    try {
      for (const chunk of chunks) yield Buffer.from(chunk);
    } finally {
      returned = true;
    }
  }
  const { contentType = integration, streaming = true, end = success } = settings;
  const done = { log_tail: Buffer.alloc(0), duration_ms: 1, billed_ms: 1, memory_max_mib: 1, init_ms: 0, reusable: true };
  return {
    answer: { head: { content_type: contentType, streaming }, chunks: read(), end: Promise.resolve(end), done: Promise.resolve(done) },
    returned: () => returned,
  };
}

async function textOf(body: AsyncIterable<Buffer> | undefined): Promise<string> {
  return Buffer.concat(await Array.fromAsync(body ?? [])).toString();
}

const prelude = Buffer.concat([Buffer.from('{"statusCode":201,"headers":{"x-a":"1"},"cookies":["c=1"]}'), Buffer.alloc(8)]);

test("status, headers and cookies come from what the stream begins with, however it is cut into pieces", async () => {
  const whole = Buffer.concat([prelude, Buffer.from("body")]);
  for (let cut = 1; cut < whole.length; cut += 1) {
    const begun = await beginUrlStream(streamOf([whole.subarray(0, cut), whole.subarray(cut)]).answer);
    expect(begun?.head).toEqual({ status: 201, headers: ["Content-Type", "application/octet-stream", "x-a", "1", "Set-Cookie", "c=1"] });
    expect(await textOf(begun?.body)).toBe("body");
  }
});

test("a stream without them is the body of 200 under its own content type, empty too", async () => {
  for (const chunks of [["one", "two"], []]) {
    const begun = await beginUrlStream(streamOf(chunks, { contentType: "text/html" }).answer);
    expect(begun?.head).toEqual({ status: 200, headers: ["Content-Type", "text/html"] });
    expect(await textOf(begun?.body)).toBe(chunks.join(""));
  }
});

test("a function that does not stream gives its bytes, whatever they say, unless it failed", async () => {
  const settings = { contentType: "application/json", streaming: false };
  const begun = await beginUrlStream(streamOf(['{"statusCode":404}'], settings).answer);
  expect(begun?.head.status).toBe(200);
  expect(await textOf(begun?.body)).toBe('{"statusCode":404}');
  expect(await beginUrlStream(streamOf(['{"errorType":"Error"}'], { ...settings, end: failure }).answer)).toBeUndefined();
});

test.each([
  ["nothing at all", []],
  ["no end of the prelude", ['{"statusCode":200}']],
  ["a prelude that is no JSON", [Buffer.concat([Buffer.from("nonsense"), Buffer.alloc(8)])]],
  ["a prelude that cannot be sent", [Buffer.concat([Buffer.from('{"statusCode":99}'), Buffer.alloc(8)])]],
  ["a prelude without end", Array.from({ length: 100 }, () => "x".repeat(1024))],
])("%s is no answer, and what follows is not read", async (_name, chunks) => {
  const told = streamOf(chunks);
  expect(await beginUrlStream(told.answer)).toBeUndefined();
  expect(told.returned()).toBe(true);
});

test("a failure before the first byte is no answer, one in the middle breaks the body off", async () => {
  expect(await beginUrlStream(streamOf([], { contentType: "text/plain", end: failure }).answer)).toBeUndefined();
  const begun = await beginUrlStream(streamOf(["part"], { contentType: "text/plain", end: failure }).answer);
  await expect(textOf(begun?.body)).rejects.toThrow(UrlStreamFailed);
});

test("whoever stops reading lets the rest go", async () => {
  const told = streamOf(["one", "two", "three"], { contentType: "text/plain" });
  const begun = await beginUrlStream(told.answer);
  for await (const chunk of begun?.body ?? []) {
    expect(chunk.toString()).toBe("one");
    break;
  }
  expect(told.returned()).toBe(true);
});
