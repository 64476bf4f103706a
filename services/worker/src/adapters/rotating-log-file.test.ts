import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createMetrics } from "@mayfly/telemetry/metrics";
import { captureLogger } from "@mayfly/testkit/capture-logger";
import { temporaryDirectory } from "@mayfly/testkit/temporary-directory";
import { waitFor } from "@mayfly/testkit/wait-for";
import { expect, test } from "vitest";
import { RotatingLogFile } from "./rotating-log-file.ts";

const stream = { account: "000000000000", logGroup: "/aws/lambda/fn", logStream: "2026/01/01/[$LATEST]a" };

const observed = () => ({ logger: captureLogger(), metrics: createMetrics() });

test("lines are written soon, together, in order, under their group and stream", async () => {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, "logs", "functions.log");
  {
    using log = new RotatingLogFile({ path, fileBytesMax: 1000, ...observed() });
    log.write(stream, ["one", "two"]);
    log.write(stream, ["three"]);
    expect(existsSync(path)).toBe(false);
    await waitFor(() => existsSync(path), { what: "the file" });
    log.write(stream, ["four"]);
  }

  expect(readFileSync(path, "utf8")).toBe(["one", "two", "three", "four"].map((line) => `/aws/lambda/fn 2026/01/01/[$LATEST]a\t${line}\n`).join(""));
});

test("a full file is kept once and the older one is given up", async () => {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, "functions.log");
  for (const line of ["first", "second", "third"]) {
    using log = new RotatingLogFile({ path, fileBytesMax: 60, ...observed() });
    log.write(stream, [line]);
  }

  expect(readFileSync(path, "utf8")).toMatch(/third\n$/);
  expect(readFileSync(`${path}.1`, "utf8")).toMatch(/second\n$/);
  expect(readFileSync(path, "utf8") + readFileSync(`${path}.1`, "utf8")).not.toContain("first");
});

test("a file that follows a full one is filled before it gives way", async () => {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, "functions.log");
  using log = new RotatingLogFile({ path, fileBytesMax: 150, ...observed() });
  const written = async (line: string) => {
    log.write(stream, [line]);
    await waitFor(() => existsSync(path) && readFileSync(path, "utf8").endsWith(`\t${line}\n`), { what: line });
  };
  for (const line of ["1", "2", "3", "4", "5", "6"]) await written(line);

  expect(readFileSync(`${path}.1`, "utf8").match(/\t\d\n/g)).toEqual(["\t1\n", "\t2\n", "\t3\n"]);
  expect(readFileSync(path, "utf8").match(/\t\d\n/g)).toEqual(["\t4\n", "\t5\n", "\t6\n"]);
});

test("lines that cannot be kept are counted and warned of once a minute, and nothing throws", async () => {
  await using directory = await temporaryDirectory();
  writeFileSync(join(directory.path, "no-folder"), "");
  const { logger, metrics } = observed();
  using log = new RotatingLogFile({ path: join(directory.path, "no-folder", "functions.log"), fileBytesMax: 60, logger, metrics });
  const dropped = async (count: number) => (await metrics.text()).includes(`mayfly_function_log_lines_dropped_total ${count}\n`);
  log.write(stream, ["lost", "lost"]);
  await waitFor(() => dropped(2), { what: "two lines to be counted" });
  log.write(stream, ["lost"]);
  await waitFor(() => dropped(3), { what: "three lines to be counted" });

  expect(logger.entries.map(({ level, phrase }) => [level, phrase])).toEqual([["warn", "function logs not kept"]]);
});
