import type { ServiceClient, ServiceHandlers } from "@mayfly/contracts/service-contract";
import type { invocationService, packagesService } from "@mayfly/contracts/services";
import { PlatformError } from "@mayfly/errors/platform-error";
import { waitFor } from "@mayfly/testkit/wait-for";

/** The handlers that a test may replace. */
export type PackagesHandlers = ServiceHandlers<typeof packagesService>;
/** The handlers that a test may replace. */
export type InvocationHandlers = ServiceHandlers<typeof invocationService>;

/** A service with one method of each kind, put together from two real contracts. */
export interface ConformanceHandlers {
  readonly packages: PackagesHandlers;
  readonly invocation: InvocationHandlers;
}

/** Clients of what was started. */
export interface RpcHarness extends AsyncDisposable {
  readonly packages: ServiceClient<typeof packagesService>;
  readonly invocation: ServiceClient<typeof invocationService>;
}

const unused = async (): Promise<never> => {
  throw new Error("not used by this test");
};

async function* unusedStream(): AsyncGenerator<never> {
  yield await unused();
}

/** Handlers that fail when they are called. */
export const idle: ConformanceHandlers = {
  packages: { PutPackage: unused, CopyPackage: unused, GetPackage: unusedStream, DescribePackage: unused },
  invocation: { Invoke: unused, InvokeWithResponseStream: unusedStream, InvokeMany: unusedStream, Publish: unused },
};

/** All that comes. */
export async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const collected: Item[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

/** The PlatformError that a promise fails with; fails itself if there is none. */
export async function failureOf(promise: Promise<unknown>): Promise<PlatformError> {
  const outcome = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(outcome instanceof PlatformError)) throw new Error(`expected a PlatformError, got ${String(outcome)}`, { cause: outcome });
  return outcome;
}

/** Resolves with the abort. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

/** Yields nothing and ends with the abort. */
export async function* endless(signal: AbortSignal): AsyncGenerator<never> {
  await aborted(signal);
}

/** Resolves once `figure` has not moved for a while: what flows has been stopped by back-pressure. */
export async function settled(figure: () => number): Promise<void> {
  let last = figure();
  let since = performance.now();
  await waitFor(
    () => {
      if (figure() !== last) {
        last = figure();
        since = performance.now();
      }
      return performance.now() - since > 150;
    },
    { what: "the stream to stand still" },
  );
}
