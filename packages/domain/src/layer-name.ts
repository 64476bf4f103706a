/** Names one layer, all versions together. */
export interface LayerKey {
  readonly region: string;
  /** Twelve digits. */
  readonly account: string;
  readonly layerName: string;
}

/** A layer, or one version of it, as a request names it. */
export interface ParsedLayerName {
  /** Undefined where only a name was given. */
  readonly owner: { readonly region: string; readonly account: string } | undefined;
  readonly layerName: string;
  /** Undefined unless the ARN ends in a version. */
  readonly version: number | undefined;
}

/** The model's LayerNameOrArn and LayerVersionArn patterns with their parts captured: region, account, name, version. */
const forms = /^(?:arn:(?:aws[a-zA-Z-]*)?:lambda:((?:eusc-)?[a-z]{2}(?:-gov|-iso[a-z]?)?-[a-z]+-\d):(\d{12}):layer:)?([a-zA-Z0-9-_]{1,140})(?::(\d{1,15}))?$/;

/** Reads a layer's name, its ARN or the ARN of one of its versions; undefined if it is none of them. */
export function parseLayerName(text: string): ParsedLayerName | undefined {
  const [, region, account, layerName, version] = forms.exec(text) ?? [];
  if (layerName === undefined || (region === undefined && version !== undefined)) return undefined;
  const owner = region === undefined || account === undefined ? undefined : { region, account };
  return { owner, layerName, version: version === undefined ? undefined : Number(version) };
}

/** ARN of a layer: `arn:aws:lambda:REGION:ACCOUNT:layer:NAME`. */
export function layerArn({ region, account, layerName }: LayerKey): string {
  return `arn:aws:lambda:${region}:${account}:layer:${layerName}`;
}

/** ARN of one version of a layer: `arn:aws:lambda:REGION:ACCOUNT:layer:NAME:VERSION`. */
export function layerVersionArn(key: LayerKey, version: number): string {
  return `${layerArn(key)}:${version}`;
}
