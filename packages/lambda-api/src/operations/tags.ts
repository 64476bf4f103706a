import { limits } from "@mayfly/domain/limits";
import { tags } from "../function-shapes.ts";
import type { OperationModel } from "../operation.ts";
import { list, map, required, string, structure } from "../shape.ts";
import { at } from "./input-members.ts";

const region = "(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}";
const uuid = "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}";

const taggableResource = string({
  min: 1,
  max: 10_000,
  pattern: `arn:(aws[a-zA-Z-]*):lambda:${region}:\\d{12}:(function:[a-zA-Z0-9-_]+(:(\\$LATEST|[a-zA-Z0-9-_]+))?|code-signing-config:csc-[a-z0-9]{17}|event-source-mapping:${uuid}|(capacity-provider|network-connector):[a-zA-Z0-9-_]{1,64})`,
});
const named = at("path", { Resource: required(taggableResource) });

/** The operations on tags. */
export const tagOperations = {
  TagResource: { input: { ...named, ...at("body", { Tags: required(tags) }) }, bodyBytesMax: limits.controlPlaneBodyBytesMax },
  UntagResource: {
    input: { ...named, ...at("query", { TagKeys: required(list(tags.key)) }, { TagKeys: "tagKeys" }) },
    bodyBytesMax: limits.controlPlaneBodyBytesMax,
  },
  ListTags: { input: named, output: structure({ Tags: map(string(), string()) }), bodyBytesMax: 0 },
} satisfies Record<string, OperationModel>;
