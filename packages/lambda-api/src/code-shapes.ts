import { fieldName } from "./message-mapping.ts";
import { blob, notYet, oneOf, string, type Member, type Shape } from "./shape.ts";

/** ZIP archive. */
export const zipFile = blob;

/** Where an archive may come from beside a ZIP in the request. */
export const s3Source = {
  S3Bucket: string({ min: 3, max: 63, pattern: "[0-9A-Za-z\\.\\-_]*(?<!\\.)" }),
  S3Key: string({ min: 1, max: 1024 }),
  S3ObjectVersion: string({ min: 1, max: 1024 }),
  S3ObjectStorageMode: oneOf("COPY", "REFERENCE"),
} satisfies Record<string, Shape>;

/** Where only a function's code may come from. */
export const otherCodeSources = { ImageUri: notYet(), SourceKMSKeyArn: notYet() } satisfies Record<string, Member>;

/** Members that are fields of the message in the request's field `holder`, where AWS has them beside the others. */
export function inMessage(holder: string, members: Readonly<Record<string, Shape>>): Record<string, Member> {
  return Object.fromEntries(Object.entries(members).map(([name, shape]) => [name, { shape, field: `${holder}.${fieldName(name)}` }]));
}
