import { rmSync } from "node:fs";
import { expect, test, vi } from "vitest";
import { temporaryDirectory } from "../../sandbox-fixture.ts";
import { LoopTemporaryStorage } from "./loop-temporary-storage.ts";

test("images that cannot be made are told to whoever needs one, and end nothing when they are made for the stock", async () => {
  using directory = temporaryDirectory();
  const storage = new LoopTemporaryStorage(directory.path);
  rmSync(directory.path, { recursive: true });
  vi.useFakeTimers();
  try {
    await expect(storage.mount("/nowhere", 512)).rejects.toThrow("ENOENT");
    // Whatever the stock's own attempt throws would fail this test as an unhandled rejection.
    expect(vi.getTimerCount()).toBe(1);
    await vi.runAllTimersAsync();
  } finally {
    vi.useRealTimers();
    storage.close();
  }
});
