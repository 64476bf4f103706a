import { invocationService, packagesService } from "@mayfly/contracts/services";
import { createInProcessClient } from "./in-process-client.ts";
import { runRpcConformance } from "./rpc-conformance.ts";

runRpcConformance("in one process", async (handlers) => ({
  packages: createInProcessClient(packagesService, handlers.packages),
  invocation: createInProcessClient(invocationService, handlers.invocation),
  async [Symbol.asyncDispose]() {},
}));
