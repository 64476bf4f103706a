import { expect, test } from "vitest";
import { waitFor } from "./wait-for.ts";

test("the first value that is there is given back", async () => {
  const answers = [undefined, null, false, 0, "later"] as const;
  let asked = 0;

  expect(await waitFor(() => answers[asked++], { what: "a value" })).toBe(0);
});

test("after the deadline the error says what was waited for and why it did not come", async () => {
  const refused = new Error("refused");

  await expect(
    waitFor(
      () => {
        throw refused;
      },
      { deadlineMs: 20, what: "the connection" },
    ),
  ).rejects.toMatchObject({ message: "timed out waiting for the connection", cause: refused });
});
