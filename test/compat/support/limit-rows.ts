import { CreateFunctionCommand, UpdateFunctionCodeCommand } from "@aws-sdk/client-lambda";
import { zipOf } from "@mayfly/testkit/zip-of";
import { files, freshName, invalid, newFunction, type Refusal, type Row, type Subject } from "./row.ts";

const zippedBytesMax = 52_428_800;
const requestBytesMax = 70_167_211;
const unzippedBytesMax = 262_144_000;

/** Without a Type (behaviours.md §4.1). */
const tooLarge = (message: string): Refusal => ({ name: "RequestEntityTooLargeException", status: 413, message, type: undefined });

const create = async ({ client, account }: Subject, ZipFile: Uint8Array) =>
  await client.send(new CreateFunctionCommand(await newFunction(account, freshName(), { Code: { ZipFile } })));
const update = ({ client, name }: Subject, ZipFile: Uint8Array) => client.send(new UpdateFunctionCodeCommand({ FunctionName: name, ZipFile }));

// 250 MiB of zeros take a while to pack: once is enough.
let zeros: Promise<Buffer> | undefined;
const packedZeros = (): Promise<Buffer> => (zeros ??= zipOf({ ...files, zeros: Buffer.alloc(unzippedBytesMax) }));

/** How large code may be. */
export const limitRows: readonly Row[] = (
  [
    ["CreateFunction", create],
    ["UpdateFunctionCode", update],
  ] as const
).flatMap(([operation, ask]): readonly Row[] => [
  {
    operation,
    when: "of an archive of more than 50 MiB is too large",
    ask: (subject) => ask(subject, Buffer.alloc(zippedBytesMax + 1)),
    refusal: () => tooLarge(`Zipped size must be smaller than ${zippedBytesMax} bytes`),
  },
  {
    operation,
    when: "of a request that is larger than any archive may be is too large",
    ask: (subject) => ask(subject, Buffer.alloc((requestBytesMax / 4) * 3)),
    refusal: () => tooLarge(`Request must be smaller than ${requestBytesMax} bytes for the ${operation} operation`),
  },
  {
    operation,
    when: "of more than 250 MiB unpacked is refused",
    ask: async (subject) => ask(subject, await packedZeros()),
    refusal: () => invalid(`Unzipped size must be smaller than ${unzippedBytesMax} bytes`),
  },
]);
