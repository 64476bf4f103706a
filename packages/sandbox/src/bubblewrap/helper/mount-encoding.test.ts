import { expect, test } from "vitest";
import { bubblewrapArguments } from "./bubblewrap-arguments.ts";
import { nonZeroBlocks } from "./loop-temporary-storage.ts";
import { overlayOptions } from "./slots.ts";

test("layers are merged with the last on top, whatever characters their paths have", () => {
  expect(overlayOptions(["/a", "/b,c", "/d:e\\f"])).toBe("lowerdir=/d\\:e\\\\f:/b\\,c:/a");
});

test("only blocks that are not zero are written into an image, neighbours together", () => {
  const content = Buffer.alloc(5 * 4096);
  content.fill(1, 4096, 3 * 4096);
  content.fill(2, 4 * 4096);
  const extents = nonZeroBlocks(8192, content).map(({ offset, content: { length } }) => [offset, length]);
  expect(extents).toEqual([
    [8192 + 4096, 8192],
    [8192 + 4 * 4096, 4096],
  ]);
});

test("bubblewrap is told everything that a sandbox promises", () => {
  const layout = { readOnly: [{ hostPath: "/usr", sandboxPath: "/usr" }], links: [], etcDirectory: "/s/etc", etc: [] };
  const words = bubblewrapArguments({
    ...{ layout, mounts: [], taskSlot: "/s/task", optSlot: "/s/opt", temporaryDirectory: "/s/tmp", ephemeralMib: 512 },
    ...{ environment: { A: "1" }, command: ["true"] },
  }).join(" ");
  for (const promise of [
    ...["--unshare-user", "--unshare-pid", "--unshare-ipc", "--unshare-uts", "--cap-drop ALL", "--new-session"],
    ...["--seccomp 5", "--block-fd 6", "--remount-ro /", "--clearenv --setenv A 1"],
    ...["--ro-bind /s/task /var/task", "--ro-bind /s/opt /opt", "--bind /s/tmp /tmp"],
  ]) {
    expect(words).toContain(promise);
  }
});
