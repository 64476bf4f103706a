import type { OperationModel } from "../operation.ts";
import { integer, structure } from "../shape.ts";

/** The operation on the account. */
export const accountOperations = {
  GetAccountSettings: {
    input: {},
    output: structure({
      AccountLimit: structure({
        TotalCodeSize: integer(),
        CodeSizeUnzipped: integer(),
        CodeSizeZipped: integer(),
        ConcurrentExecutions: integer(),
        UnreservedConcurrentExecutions: integer(),
      }),
      AccountUsage: structure({ TotalCodeSize: integer(), FunctionCount: integer() }),
    }),
    bodyBytesMax: 0,
  },
} satisfies Record<string, OperationModel>;
