// The reference page of what Mayfly has of the Lambda API, from its model in packages/lambda-api.
import { table } from "./table.mjs";

const intro = `From the model in \`packages/lambda-api\`, which also routes, parses and validates, so that this page says what is true. Every operation of the Lambda API of November 2026 is here.
A parameter that is *refused* may be sent while it asks for nothing (false, empty, \`None\`); else the answer is 400 \`InvalidParameterValueException\`, which names it. Names and bounds of the others are AWS's,
and what breaks them is answered in AWS's words. An operation that is *not there* is answered 404 \`UnknownOperationException\`.`;

/** The text of the page. */
export async function compatibilityPage() {
  const { lambdaOperations } = await import("../../packages/lambda-api/src/lambda-operations.ts");
  const groups = Map.groupBy(lambdaOperations, (operation) => operation.group);
  const present = lambdaOperations.filter((operation) => operation.model !== undefined).length;
  const summary = [...groups].map(([group, operations]) => [
    `[${group}](#${group.toLowerCase().replaceAll(" ", "-")})`,
    `${operations.filter((operation) => operation.model !== undefined).length} of ${operations.length}`,
  ]);
  const sections = [...groups].map(([group, operations]) => `## ${group}\n\n${operations.map(section).join("\n\n")}`);
  return `# Compatibility with AWS Lambda\n\n${intro}\n\n${present} of ${lambdaOperations.length} operations:\n\n${table(["group", "operations"], summary)}\n\n${sections.join("\n\n")}\n`;
}

function section({ name, method, path, query, status, model }) {
  const request = `\`${method} ${path}${query === undefined ? "" : `?${query.join("=")}`}\``;
  if (model === undefined) return `### ${name}\n\n${request}: not there.`;
  const rows = parameters(model.input, "").map(({ path: parameter, location, member }) => [
    `\`${parameter}\`${member.required === true ? " (required)" : ""}`,
    location,
    describe(member.shape),
    member.notYet === true ? "refused" : "as AWS",
  ]);
  const head = `### ${name}\n\n${request}, answered ${status}.`;
  const differences = (model.differences ?? []).map((sentence) => `- ${sentence}`).join("\n");
  const parts = [head, rows.length === 0 ? "No parameters." : table(["parameter", "in", "value", "Mayfly"], rows), differences];
  return parts.filter((part) => part !== "").join("\n\n");
}

/** Members, and those of structures below them. */
function parameters(members, above) {
  return Object.entries(members).flatMap(([name, member]) => {
    const location = member.location ?? "";
    const here = { path: above + name, location, member };
    return member.shape.kind === "structure" ? [here, ...parameters(member.shape.members, `${above}${name}.`)] : [here];
  });
}

function describe(shape) {
  switch (shape.kind) {
    case "string":
      if (shape.values !== undefined) return shape.values.length > 8 ? `one of ${shape.values.length}` : shape.values.map((value) => `\`${value}\``).join(", ");
      return `string${bounds(shape, " of ", " characters")}`;
    case "integer":
      return `whole number${bounds(shape, " ", "")}`;
    case "double":
      return `number${bounds(shape, " ", "")}`;
    case "list":
      return `list${bounds(shape, " of ", "")}`;
    case "document":
      return "";
    default:
      return shape.kind;
  }
}

function bounds({ min, max }, before, after) {
  if (max === undefined) return min === undefined ? "" : `${before}at least ${min}${after}`;
  return `${before}${min === undefined ? `at most ${max}` : `${min} to ${max}`}${after}`;
}
