/** Variables that belong to the platform. */
export const reservedVariables = { AWS_REGION: "x", AWS_LAMBDA_RUNTIME_API: "y" };

/** What AWS says of them (behaviours.md §7). */
export const reserved =
  "Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: AWS_REGION, AWS_LAMBDA_RUNTIME_API";

/** What AWS says of a runtime that it has no more (behaviours.md §4.3). */
export const deprecated =
  "The runtime parameter of nodejs14.x is no longer supported for creating or updating AWS Lambda functions. We recommend you use a supported runtime while creating or updating functions.";
