import type { MethodDefinition } from "@grpc/proto-loader";
import { serviceMethods } from "@mayfly/contracts/protos";
import type { CallContext, CallOptions, ServiceClient, ServiceContract, ServiceHandlers, StreamKind, StreamKinds } from "@mayfly/contracts/service-contract";

/** Any service; the types of its messages do not matter to a transport. */
export type AnyContract = Pick<ServiceContract<unknown, StreamKinds>, "name" | "streams">;

/** One method as a transport sees it. */
export interface ContractMethod {
  readonly name: string;
  readonly kind: StreamKind | "unary";
  readonly definition: MethodDefinition<object, object>;
}

/** A handler of whichever kind, as a transport calls it. */
export interface AnyHandlers {
  readonly unary: (request: object, call: CallContext) => Promise<object>;
  readonly "client-stream": (requests: AsyncIterable<object>, call: CallContext) => Promise<object>;
  readonly "server-stream": (request: object, call: CallContext) => AsyncIterable<object>;
  readonly "bidi-stream": (requests: AsyncIterable<object>, call: CallContext) => AsyncIterable<object>;
}

/** A client's method of whichever kind, as a transport makes it. */
export interface AnyMethods {
  readonly unary: (request: object, options?: CallOptions) => Promise<object>;
  readonly "client-stream": (requests: AsyncIterable<object>, options?: CallOptions) => Promise<object>;
  readonly "server-stream": (request: object, options?: CallOptions) => AsyncIterable<object>;
  readonly "bidi-stream": (requests: AsyncIterable<object>, options?: CallOptions) => AsyncIterable<object>;
}

/** Milliseconds that a unary call has if its caller says nothing. */
export const unaryTimeoutMs = 10_000;

/** Largest message in bytes unless a server or client is told otherwise. */
export const defaultMessageBytesMax = 67_108_864;

/** The methods of a service. Throws if the contract's stream kinds are not those of `proto/`. */
export function contractMethods(contract: AnyContract): readonly ContractMethod[] {
  return Object.entries(serviceMethods(contract.name)).map(([name, definition]) => {
    const kind = kindOf(definition);
    if ((contract.streams[name] ?? "unary") !== kind) throw new Error(`${contract.name}.${name} is ${kind} in proto/, but not in its contract`);
    return { name, kind, definition };
  });
}

/** The handler of a method, which must be of the method's kind. */
export function handlerOf<Kind extends keyof AnyHandlers>(handlers: object, method: ContractMethod & { readonly kind: Kind }): AnyHandlers[Kind] {
  const handler: unknown = Reflect.get(handlers, method.name);
  if (typeof handler !== "function") throw new Error(`${method.name} has no handler`);
  // ServiceHandlers<Contract> has checked it where it was registered, and contractMethods that the kind is the contract's.
  return handler.bind(handlers) as AnyHandlers[Kind];
}

/** A service's handlers beside its contract, as a server takes them. */
export interface ServiceRegistration {
  readonly contract: AnyContract;
  readonly handlers: object;
}

/** Pairs a contract with handlers of its types. */
export function registration<Contract extends AnyContract>(contract: Contract, handlers: ServiceHandlers<Contract>): ServiceRegistration {
  return { contract, handlers };
}

/** Builds a typed client from one function per method. */
export function clientOf<Contract extends AnyContract>(
  contract: Contract,
  build: (method: ContractMethod) => AnyMethods[keyof AnyMethods],
): ServiceClient<Contract> {
  const methods = Object.fromEntries(contractMethods(contract).map((method) => [method.name, build(method)]));
  // The generated definition types say what proto-loader builds from the same file; contractMethods has checked the kinds.
  return methods as ServiceClient<Contract>;
}

function kindOf(definition: MethodDefinition<object, object>): StreamKind | "unary" {
  if (definition.requestStream) return definition.responseStream ? "bidi-stream" : "client-stream";
  return definition.responseStream ? "server-stream" : "unary";
}
