/** Answers with a greeting and what the execution environment knows about itself. */
export const handler = async (event, context) => {
  console.log("greeting", event.name ?? "world");
  return {
    message: `Hello, ${event.name ?? "world"}!`,
    requestId: context.awsRequestId,
    memoryLimitInMB: context.memoryLimitInMB,
    node: process.version,
  };
};
