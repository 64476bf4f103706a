/** A parsed IAM policy (IAM User Guide, "JSON policy element reference"). Plain data; `parsePolicy` makes it, `evaluateAccess` reads it. */
export interface PolicyDocument {
  /** Policies of 2012-10-17 have policy variables; the older language has none. */
  readonly version: PolicyVersion;
  readonly id: string | undefined;
  readonly statements: readonly PolicyStatement[];
}

/** Versions of the policy language. */
export type PolicyVersion = "2008-10-17" | "2012-10-17";

/** One statement; what it applies to is the conjunction of its parts. */
export interface PolicyStatement {
  readonly sid: string | undefined;
  readonly effect: "Allow" | "Deny";
  /** Absent in identity policies, present in resource and trust policies. */
  readonly principals: PrincipalElement | undefined;
  readonly actions: PatternElement;
  /** Absent in trust policies, whose resource is the role that has them. */
  readonly resources: PatternElement | undefined;
  readonly conditions: readonly Condition[];
}

/** Action or Resource; `inverted` is NotAction or NotResource. */
export interface PatternElement {
  readonly inverted: boolean;
  readonly patterns: readonly string[];
}

/** Principal; `inverted` is NotPrincipal. `"Principal": "*"` is the AWS principal `*`. */
export interface PrincipalElement {
  readonly inverted: boolean;
  readonly names: readonly PrincipalName[];
}

/** One principal as a policy names it. */
export interface PrincipalName {
  readonly type: PrincipalType;
  readonly name: string;
}

/** Keys of a Principal element. */
export type PrincipalType = "AWS" | "Service" | "Federated" | "CanonicalUser";

/** One condition key under one operator: true if the key's values in the request match one of `values`, as the operator says. */
export interface Condition {
  /** Without set qualifier and IfExists. */
  readonly operator: ConditionOperator;
  readonly qualifier: "ForAnyValue" | "ForAllValues" | undefined;
  readonly ifExists: boolean;
  /** Lower case: condition keys are told apart regardless of case. */
  readonly key: string;
  readonly values: readonly string[];
}

/** Condition operators, spelled as AWS does. */
export const conditionOperators = [
  "StringEquals",
  "StringNotEquals",
  "StringEqualsIgnoreCase",
  "StringNotEqualsIgnoreCase",
  "StringLike",
  "StringNotLike",
  "NumericEquals",
  "NumericNotEquals",
  "NumericLessThan",
  "NumericLessThanEquals",
  "NumericGreaterThan",
  "NumericGreaterThanEquals",
  "DateEquals",
  "DateNotEquals",
  "DateLessThan",
  "DateLessThanEquals",
  "DateGreaterThan",
  "DateGreaterThanEquals",
  "Bool",
  "BinaryEquals",
  "IpAddress",
  "NotIpAddress",
  "ArnEquals",
  "ArnLike",
  "ArnNotEquals",
  "ArnNotLike",
  "Null",
] as const;

/** A condition operator. */
export type ConditionOperator = (typeof conditionOperators)[number];
