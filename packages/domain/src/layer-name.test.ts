import { expect, test } from "vitest";
import { layerVersionArn, parseLayerName } from "./layer-name.ts";

const owner = { region: "eu-central-1", account: "123456789012" };

test.each([
  ["tools", { owner: undefined, layerName: "tools", version: undefined }],
  ["arn:aws:lambda:eu-central-1:123456789012:layer:tools", { owner, layerName: "tools", version: undefined }],
  ["arn:aws:lambda:eu-central-1:123456789012:layer:tools:17", { owner, layerName: "tools", version: 17 }],
])("%s names a layer", (text, expected) => {
  expect(parseLayerName(text)).toEqual(expected);
});

test.each(["", "tools:1", "a b", "arn:aws:lambda:eu-central-1:123456789012:function:tools", "arn:aws:lambda:eu-central-1:1:layer:tools", "x".repeat(141)])(
  "%j names none",
  (text) => {
    expect(parseLayerName(text)).toBeUndefined();
  },
);

test("the ARN of a version can be read again", () => {
  const arn = layerVersionArn({ ...owner, layerName: "tools" }, 3);
  expect(arn).toBe("arn:aws:lambda:eu-central-1:123456789012:layer:tools:3");
  expect(parseLayerName(arn)).toEqual({ owner, layerName: "tools", version: 3 });
});
