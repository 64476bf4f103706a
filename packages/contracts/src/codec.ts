import type { MethodDefinition } from "@grpc/proto-loader";
import { serviceMethods } from "./protos.ts";
import type { ServiceContract, StreamKinds } from "./service-contract.ts";

/** Turns one kind of message into bytes and back. `decode` throws on bytes that are no such message. */
export interface Codec<Input, Output> {
  encode(message: Input): Buffer;
  decode(bytes: Buffer): Output;
}

/** Codecs of one method's two messages. */
export interface MethodCodec<Request, Response, RequestOutput, ResponseOutput> {
  readonly request: Codec<Request, RequestOutput>;
  readonly response: Codec<Response, ResponseOutput>;
}

type CodecOf<M> = M extends MethodDefinition<infer Q, infer R, infer QO, infer RO> ? MethodCodec<Q, R, QO, RO> : never;

/** The codecs of a service's method: the serialisers that proto-loader makes for it (DESIGN §1, the bus contract). */
export function methodCodec<Definition, Streams extends StreamKinds, Name extends keyof Definition & string>(
  contract: ServiceContract<Definition, Streams>,
  method: Name,
): CodecOf<Definition[Name]> {
  const found = serviceMethods(contract.name)[method];
  if (found === undefined) throw new Error(`${contract.name} has no method ${method}`);
  const codec = {
    request: { encode: found.requestSerialize, decode: found.requestDeserialize },
    response: { encode: found.responseSerialize, decode: found.responseDeserialize },
  };
  // The generated definition types describe exactly what proto-loader builds from the same file; the drift check keeps them equal.
  return codec as unknown as CodecOf<Definition[Name]>;
}
