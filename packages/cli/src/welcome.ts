import { defaultDataDirectory } from "@mayfly/config/default-directories";
import { processEnvironment } from "@mayfly/config/process-environment";
import type { Standalone } from "@mayfly/standalone/standalone";
import { shellQuote } from "./shell-quote.ts";

/** Tells on standard error which promises do not hold on this host, and what mends that. */
export function printWarnings({ warnings }: Standalone): void {
  for (const warning of warnings) process.stderr.write(`warning: ${warning}\n`);
}

/** Prints where Mayfly listens and lines that work when pasted: calls of the example function where it was deployed. */
export function printWelcome(standalone: Standalone, { hasExample }: { readonly hasExample: boolean }): void {
  const { addresses, credentials } = standalone;
  const elsewhere = standalone.dataDirectory === defaultDataDirectory(processEnvironment()) ? "" : ` --data-dir ${shellQuote(standalone.dataDirectory)}`;
  process.stdout.write(`
Mayfly is up.
  HTTP API  ${addresses.http}     (every AWS SDK and the AWS CLI)
  gRPC      ${addresses.grpc}
  URLs      ${addresses.urls}     (function URLs, told apart by their host names)
  metrics   ${addresses.metrics}/metrics
  data      ${standalone.dataDirectory}
${standalone.warnings.map((warning) => `  warning   ${warning}\n`).join("")}
Use it from this shell, in the clone:

  eval "$(npx --no mayfly env${elsewhere})"
${hasExample ? exampleCalls(standalone) : "  aws lambda list-functions\n\nREADME.md shows how to deploy a function and call it through every door.\n"}
Access key ${credentials.accessKeyId}. Ctrl-C stops Mayfly.
`);
}

function exampleCalls({ addresses, account, region }: Standalone): string {
  const event = '{"name":"you"}';
  return `  echo '${event}' | aws lambda invoke --function-name hello --payload fileb:///dev/stdin /dev/stdout
  curl --aws-sigv4 aws:amz:${region}:lambda --user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY" -d '${event}' ${addresses.http}/2015-03-31/functions/hello/invocations
  grpcurl -plaintext -H "authorization: Bearer $MAYFLY_TOKEN" -d '{"function_name":"hello","payload":"${Buffer.from(event).toString("base64")}"}' ${addresses.grpc} mayfly.invocation.v1.Invocation/Invoke
  nats request mayfly.invoke.${account}.hello '${event}'
`;
}
