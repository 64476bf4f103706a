/** A managed policy that every account has. */
export interface ManagedPolicy {
  readonly arn: string;
  readonly name: string;
  readonly path: string;
  readonly description: string;
  /** JSON text. */
  readonly document: string;
}

interface Statement {
  readonly Effect: "Allow";
  readonly Action: string | readonly string[];
  readonly Resource: string;
  readonly Condition?: object;
}

const allow = (...actions: readonly string[]): Statement => ({ Effect: "Allow", Action: actions, Resource: "*" });
const writeLogs = allow("logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents");
const passRoleToLambda: Statement = { ...allow("iam:PassRole"), Condition: { StringEquals: { "iam:PassedToService": "lambda.amazonaws.com" } } };

/**
 * AWS's managed policies that tools around Lambda attach, under their own ARNs. Statements on services that Mayfly does not have are left out where they are
 * long; what concerns lambda, logs, iam and sts is as AWS has it.
 */
const policies: readonly ManagedPolicy[] = [
  policy("AdministratorAccess", "Provides full access to all services and resources.", [allow("*")]),
  policy("PowerUserAccess", "Provides full access to services and resources, but does not allow management of users.", [
    { Effect: "Allow", Action: ["lambda:*", "logs:*", "sqs:*", "s3:*", "sts:*", "xray:*", "cloudwatch:*"], Resource: "*" },
    allow("iam:ListRoles"),
  ]),
  policy("ReadOnlyAccess", "Provides read-only access to services and resources.", [
    allow("lambda:Get*", "lambda:List*", "logs:Get*", "logs:Describe*", "logs:FilterLogEvents", "iam:Get*", "iam:List*", "sts:GetCallerIdentity"),
  ]),
  policy("AWSLambda_FullAccess", "Grants full access to AWS Lambda service, AWS Lambda console features, and other related AWS services.", [
    allow("iam:GetPolicy", "iam:GetPolicyVersion", "iam:GetRole", "iam:GetRolePolicy", "iam:ListAttachedRolePolicies", "iam:ListRolePolicies", "iam:ListRoles"),
    allow("lambda:*", "logs:DescribeLogGroups", "xray:GetTraceSummaries", "xray:BatchGetTraces"),
    passRoleToLambda,
    { Effect: "Allow", Action: ["logs:DescribeLogStreams", "logs:GetLogEvents", "logs:FilterLogEvents"], Resource: "arn:aws:logs:*:*:log-group:/aws/lambda/*" },
  ]),
  policy("AWSLambda_ReadOnlyAccess", "Grants read-only access to AWS Lambda service, AWS Lambda console features, and other related AWS services.", [
    allow("iam:GetPolicy", "iam:GetPolicyVersion", "iam:GetRole", "iam:GetRolePolicy", "iam:ListAttachedRolePolicies", "iam:ListRolePolicies", "iam:ListRoles"),
    allow("lambda:Get*", "lambda:List*", "logs:DescribeLogGroups"),
    { Effect: "Allow", Action: ["logs:DescribeLogStreams", "logs:GetLogEvents", "logs:FilterLogEvents"], Resource: "arn:aws:logs:*:*:log-group:/aws/lambda/*" },
  ]),
  policy("AWSLambdaExecute", "Provides Put, Get access to S3 and full access to CloudWatch Logs.", [
    { Effect: "Allow", Action: ["logs:*"], Resource: "arn:aws:logs:*:*:*" },
    { Effect: "Allow", Action: ["s3:GetObject", "s3:PutObject"], Resource: "arn:aws:s3:::*" },
  ]),
  policy("AWSXRayDaemonWriteAccess", "Allow the AWS X-Ray Daemon to relay raw trace segments data to the service's API and retrieve sampling data.", [
    allow("xray:PutTraceSegments", "xray:PutTelemetryRecords", "xray:GetSamplingRules", "xray:GetSamplingTargets", "xray:GetSamplingStatisticSummaries"),
  ]),
  policy("CloudWatchLambdaInsightsExecutionRolePolicy", "Policy required for the Lambda Insights Extension.", [writeLogs]),
  policy("AmazonS3ReadOnlyAccess", "Provides read only access to all buckets.", [allow("s3:Get*", "s3:List*")]),
  policy("AmazonDynamoDBFullAccess", "Provides full access to Amazon DynamoDB.", [allow("dynamodb:*")]),
  policy("AmazonSQSFullAccess", "Provides full access to Amazon SQS.", [allow("sqs:*")]),
  servicePolicy("AWSLambdaBasicExecutionRole", "Provides write permissions to CloudWatch Logs.", [writeLogs]),
  servicePolicy("AWSLambdaVPCAccessExecutionRole", "Provides minimum permissions for a Lambda function to execute while accessing a resource within a VPC.", [
    writeLogs,
    allow(
      "ec2:CreateNetworkInterface",
      "ec2:DescribeNetworkInterfaces",
      "ec2:DescribeSubnets",
      "ec2:DeleteNetworkInterface",
      "ec2:AssignPrivateIpAddresses",
      "ec2:UnassignPrivateIpAddresses",
    ),
  ]),
  servicePolicy(
    "AWSLambdaSQSQueueExecutionRole",
    "Provides receive message, delete message, and read attribute access to SQS queues, and write permissions to CloudWatch logs.",
    [allow("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents")],
  ),
  servicePolicy("AWSLambdaDynamoDBExecutionRole", "Provides list and read access to DynamoDB streams and write permissions to CloudWatch logs.", [
    allow(
      "dynamodb:DescribeStream",
      "dynamodb:GetRecords",
      "dynamodb:GetShardIterator",
      "dynamodb:ListStreams",
      "logs:CreateLogGroup",
      "logs:CreateLogStream",
      "logs:PutLogEvents",
    ),
  ]),
  servicePolicy("AWSLambdaKinesisExecutionRole", "Provides list and read access to Kinesis streams and write permissions to CloudWatch logs.", [
    allow(
      "kinesis:DescribeStream",
      "kinesis:DescribeStreamSummary",
      "kinesis:GetRecords",
      "kinesis:GetShardIterator",
      "kinesis:ListShards",
      "kinesis:ListStreams",
      "kinesis:SubscribeToShard",
      "logs:CreateLogGroup",
      "logs:CreateLogStream",
      "logs:PutLogEvents",
    ),
  ]),
  servicePolicy("AWSLambdaMSKExecutionRole", "Provides permissions required to access MSK clusters within a VPC and write permissions to CloudWatch Logs.", [
    allow("kafka:DescribeCluster", "kafka:DescribeClusterV2", "kafka:GetBootstrapBrokers", "logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"),
  ]),
  servicePolicy("AWSLambdaRole", "Default policy for AWS Lambda service role.", [allow("lambda:InvokeFunction")]),
];

function policy(pathAndName: string, description: string, statements: readonly Statement[]): ManagedPolicy {
  const slash = pathAndName.lastIndexOf("/");
  const path = slash === -1 ? "/" : `/${pathAndName.slice(0, slash + 1)}`;
  const arn = `arn:aws:iam::aws:policy/${pathAndName}`;
  return { arn, name: pathAndName.slice(slash + 1), path, description, document: JSON.stringify({ Version: "2012-10-17", Statement: statements }) };
}

function servicePolicy(name: string, description: string, statements: readonly Statement[]): ManagedPolicy {
  return policy(`service-role/${name}`, description, statements);
}

/** The managed policies by their ARNs. */
export const managedPolicies: ReadonlyMap<string, ManagedPolicy> = new Map(policies.map((each) => [each.arn, each]));

/**
 * What a session of a role may do that Mayfly does not know: write logs and invoke functions of its own account. Without roles a function works as soon as it
 * names one; who wants AWS's strictness creates the role, or sets MAYFLY_REQUIRE_ROLES.
 */
export function unknownRolePolicy(account: string): string {
  const invoke = { Effect: "Allow", Action: ["lambda:InvokeFunction"], Resource: `arn:aws:lambda:*:${account}:function:*` };
  return JSON.stringify({ Version: "2012-10-17", Statement: [writeLogs, invoke] });
}
