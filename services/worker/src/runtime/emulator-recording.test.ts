import { readFile } from "node:fs/promises";
import { waitFor } from "@mayfly/testkit/wait-for";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { header, RuntimeApiHarness } from "./runtime-api-harness.test-support.ts";

/**
 * What a runtime asked of AWS's own emulator, call after call, and what it was told. Recorded by a runtime that made these
 * calls under the emulator of that version; `{id}` and `{previous}` stand for the latest request ids.
 */
const recordingSchema = z.object({
  recordedFrom: z.string(),
  lives: z.array(
    z.object({
      title: z.string(),
      exchanges: z.array(
        z.object({
          request: z.object({
            method: z.string(),
            path: z.string(),
            body: z.string().default(""),
            /** The body is a letter so many times. */
            repeat: z.int().optional(),
            headers: z.record(z.string(), z.string()).default({}),
            trailers: z.record(z.string(), z.string()).optional(),
          }),
          answer: z.object({
            status: z.int(),
            body: z.string(),
            headers: z.record(z.string(), z.string()).default({}),
            /** Names only: their values differ from run to run. */
            runtimeHeaders: z.array(z.string()).default([]),
          }),
        }),
      ),
    }),
  ),
});

const recording = recordingSchema.parse(JSON.parse(await readFile(new URL("emulator-recording.json", import.meta.url), "utf8")));

describe(`the Runtime API answers as ${recording.recordedFrom} does`, () => {
  test.each(recording.lives)("in $title", async ({ exchanges }) => {
    await using api = await RuntimeApiHarness.start();
    const ids: string[] = [];
    let invocations = 0;
    for (const { request, answer } of exchanges) {
      const path = request.path.replace("{id}", ids.at(-1) ?? "none").replace("{previous}", ids.at(-2) ?? "none");
      const body = request.repeat === undefined ? request.body : "x".repeat(request.repeat);
      const heard = waits(api);
      const answered = api.call(request.method, path, body, request.headers, request.trailers);
      // The emulator has an invocation for everyone who waits for one.
      if (request.method === "GET" && path === "invocation/next" && answer.status === 200) {
        await Promise.race([answered, waitFor(() => waits(api) > heard, { what: "the session to hear of /next" })]);
        if (waits(api) > heard) api.session.invoke({ ...header, requestId: `id-${++invocations}` }, Buffer.from('{"e":1}'));
      }
      const { status, headers, body: told } = await answered;
      const call = `${request.method} ${request.path}`;
      expect({ call, status, body: told }).toEqual({ call, status: answer.status, body: answer.body });
      expect(headers).toMatchObject(answer.headers);
      expect(
        Object.keys(headers)
          .filter((name) => name.startsWith("lambda-"))
          .toSorted(),
      ).toEqual(answer.runtimeHeaders);
      const id = headers["lambda-runtime-aws-request-id"];
      if (typeof id === "string" && ids.at(-1) !== id) ids.push(id);
    }
  });
});

/** How often the session has told that the runtime waits for an invocation. */
function waits(api: RuntimeApiHarness): number {
  return api.told.filter((event) => event === "initialized" || event === "next").length;
}
