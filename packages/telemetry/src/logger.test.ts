import { describe, expect, it } from "vitest";
import { createLogger, type LogLevel } from "./logger.ts";

function capture(level: LogLevel) {
  const lines: string[] = [];
  const logger = createLogger({ component: "gateway", level, destination: { write: (line) => void lines.push(line) } });
  const entries = () => lines.map((line): unknown => JSON.parse(line));
  return { logger, entries };
}

describe("a logger", () => {
  it("writes one JSON line with component, phrase and fields", () => {
    const { logger, entries } = capture("info");
    logger.with({ requestId: "r1" }).info("invocation done", { durationMs: 1.5, tags: ["a"] });
    expect(entries()).toEqual([
      expect.objectContaining({ level: 30, component: "gateway", msg: "invocation done", requestId: "r1", durationMs: 1.5, tags: ["a"] }),
    ]);
  });

  it("writes an error with its type, message, stack and causes", () => {
    const { logger, entries } = capture("info");
    logger.error("it failed", { error: new TypeError("outer", { cause: new Error("inner") }) });
    expect(entries()).toEqual([
      expect.objectContaining({
        error: expect.objectContaining({ type: "TypeError", message: expect.stringContaining("inner"), stack: expect.stringContaining("outer") }),
      }),
    ]);
  });

  it("writes nothing below its level", () => {
    const { logger, entries } = capture("warn");
    logger.debug("a detail");
    logger.info("a fact");
    logger.warn("a warning");
    expect(entries()).toEqual([expect.objectContaining({ msg: "a warning" })]);
  });
});
