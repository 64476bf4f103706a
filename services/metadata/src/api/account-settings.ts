import type { GetAccountSettingsResponse } from "@mayfly/contracts/generated/mayfly/functions/v1/GetAccountSettingsResponse";
import { limits } from "@mayfly/domain/limits";
import { unreservedExecutions } from "../core/account-concurrency.ts";
import { readAccountConcurrency } from "./account-concurrency.ts";
import type { CallScope } from "./call-scope.ts";
import type { OperationContext } from "./operation-context.ts";

/** GetAccountSettings: limits, and what the account uses at this moment. */
export async function getAccountSettings(context: OperationContext, scope: CallScope): Promise<GetAccountSettingsResponse> {
  const concurrency = await readAccountConcurrency(context, scope);
  const usage = await context.usage.read(scope);
  return {
    account_limit: {
      total_code_size: context.accountCodeBytesMax,
      code_size_unzipped: limits.unzippedPackageBytesMax,
      code_size_zipped: limits.zippedPackageBytesMax,
      concurrent_executions: concurrency.executionsMax,
      unreserved_concurrent_executions: Math.max(0, unreservedExecutions(concurrency)),
    },
    account_usage: { total_code_size: usage.codeBytes, function_count: usage.functions },
  };
}
