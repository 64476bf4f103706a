/** ARN of a function, with its qualifier if one is given: `arn:aws:lambda:REGION:ACCOUNT:function:NAME[:QUALIFIER]`. */
export function functionArn(owner: { readonly region: string; readonly account: string }, functionName: string, qualifier?: string): string {
  const unqualified = `arn:aws:lambda:${owner.region}:${owner.account}:function:${functionName}`;
  return qualifier === undefined ? unqualified : `${unqualified}:${qualifier}`;
}
