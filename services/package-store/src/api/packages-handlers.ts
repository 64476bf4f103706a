import { buffer } from "node:stream/consumers";
import type { BlobStore } from "@mayfly/blob-store/blob-store";
import type { ObjectSource } from "@mayfly/blob-store/object-source";
import type { CallContext, ServiceHandlers } from "@mayfly/contracts/service-contract";
import type { packagesService } from "@mayfly/contracts/services";
import type { CopyPackageRequest__Output } from "@mayfly/contracts/generated/mayfly/packages/v1/CopyPackageRequest";
import type { GetPackageRequest__Output } from "@mayfly/contracts/generated/mayfly/packages/v1/GetPackageRequest";
import type { PackageDescription } from "@mayfly/contracts/generated/mayfly/packages/v1/PackageDescription";
import type { PutPackageRequest__Output } from "@mayfly/contracts/generated/mayfly/packages/v1/PutPackageRequest";
import type { Extractor } from "@mayfly/deployment-package/extractor";
import { PlatformError } from "@mayfly/errors/platform-error";
import type { Clock } from "@mayfly/kernel/clock";
import { ArchiveCollector, type CollectedArchive } from "../core/archive-collector.ts";
import type { ArchiveSlots } from "../core/archive-slots.ts";
import { type PackageAddress, packageKey, type PackageOwner, parseAddress, parseOwner } from "../core/package-address.ts";
import { packagePieces } from "../core/package-pieces.ts";
import { RecentMap } from "../core/recent-map.ts";
import type { PackageStoreLimits } from "../limits.ts";
import { copiedPieces } from "./copied-pieces.ts";
import type { UploadObserver } from "./upload-observer.ts";

/** What the handlers work with. */
export interface PackagesHandlersDependencies {
  readonly blobs: BlobStore;
  /** Where archives can be copied from; undefined if nowhere. */
  readonly codeSource: ObjectSource | undefined;
  readonly extractor: Extractor;
  readonly slots: ArchiveSlots;
  readonly observer: UploadObserver;
  readonly clock: Clock;
  readonly limits: PackageStoreLimits;
}

/** The Packages service: validates archives and keeps them by content. */
export function createPackagesHandlers(dependencies: PackagesHandlersDependencies): ServiceHandlers<typeof packagesService> {
  const handlers = new PackagesHandlers(dependencies);
  return {
    PutPackage: (requests, call) => handlers.put(requests, call),
    CopyPackage: (request, call) => handlers.copy(request, call),
    GetPackage: (request) => handlers.get(request),
    DescribePackage: (request, call) => handlers.describe(request, call),
  };
}

interface Upload {
  readonly owner: PackageOwner;
  readonly archive: CollectedArchive;
}

class PackagesHandlers {
  readonly #dependencies: PackagesHandlersDependencies;
  /** Unpacked bytes by key; contents never change. */
  readonly #unpackedBytes: RecentMap<string, number>;

  constructor(dependencies: PackagesHandlersDependencies) {
    this.#dependencies = dependencies;
    this.#unpackedBytes = new RecentMap(dependencies.limits.describedMax);
  }

  async put(requests: AsyncIterable<PutPackageRequest__Output>, call: CallContext): Promise<PackageDescription> {
    const { observer, slots } = this.#dependencies;
    try {
      using _slot = await slots.acquire(call.signal);
      const upload = await this.#receive(requests, call.signal);
      const description = await this.#store(upload);
      observer.stored(description.size_bytes);
      return description;
    } catch (error) {
      const failure = PlatformError.from(error);
      observer.failed(failure);
      throw failure;
    }
  }

  async copy(request: CopyPackageRequest__Output, call: CallContext): Promise<PackageDescription> {
    return await this.put(copiedPieces(this.#dependencies.codeSource, request), call);
  }

  async *get(request: GetPackageRequest__Output): AsyncGenerator<{ chunk: Uint8Array }> {
    const address = parseAddress(request);
    const stored = await this.#dependencies.blobs.find(packageKey(address));
    if (stored === undefined) throw unknownPackage(address);
    for await (const chunk of packagePieces(stored, address.sha256)) yield { chunk };
  }

  async describe(request: GetPackageRequest__Output, call: CallContext): Promise<PackageDescription> {
    const address = parseAddress(request);
    const key = packageKey(address);
    const blob = await this.#dependencies.blobs.describe(key);
    if (blob === undefined) throw unknownPackage(address);
    const unpackedBytes = this.#unpackedBytes.find(key) ?? (await this.#measure(address, call.signal));
    return { sha256: address.sha256, size_bytes: blob.sizeBytes, unpacked_bytes: unpackedBytes };
  }

  /** Collects an upload; gives up when its time is over or the caller is gone, even if the caller just sends nothing. */
  async #receive(requests: AsyncIterable<PutPackageRequest__Output>, signal: AbortSignal): Promise<Upload> {
    const { clock, limits } = this.#dependencies;
    const { promise: stopped, reject } = Promise.withResolvers<never>();
    const stop = new AbortController();
    const cancel = () => reject(new PlatformError("ServiceUnavailable", "The upload was cancelled."));
    using _deadline = clock.after(limits.uploadMsMax, () => reject(new PlatformError("DeadlineExceeded", "The upload took too long.")));
    signal.addEventListener("abort", cancel, { once: true });
    if (signal.aborted) cancel();
    try {
      return await Promise.race([stopped, collectUpload(requests, limits.package.zippedBytesMax, stop.signal)]);
    } finally {
      stop.abort();
      signal.removeEventListener("abort", cancel);
    }
  }

  async #store({ owner, archive }: Upload): Promise<{ sha256: string; size_bytes: number; unpacked_bytes: number }> {
    const { blobs, extractor, observer } = this.#dependencies;
    const key = packageKey({ ...owner, sha256: archive.sha256 });
    const summary = await observer.inspection(() => extractor.inspect(archive.bytes));
    // Written even if it is there: that mends an object that was damaged.
    await blobs.put(key, archive.bytes);
    this.#unpackedBytes.put(key, summary.unpackedBytes);
    return { sha256: archive.sha256, size_bytes: archive.bytes.length, unpacked_bytes: summary.unpackedBytes };
  }

  /** The unpacked size is in no index: it is read off the archive itself after a restart. */
  async #measure(address: PackageAddress, signal: AbortSignal): Promise<number> {
    const { blobs, extractor, slots } = this.#dependencies;
    using _slot = await slots.acquire(signal);
    const key = packageKey(address);
    const stored = await blobs.find(key);
    if (stored === undefined) throw unknownPackage(address);
    const { unpackedBytes } = await extractor.inspect(await buffer(packagePieces(stored, address.sha256)));
    this.#unpackedBytes.put(key, unpackedBytes);
    return unpackedBytes;
  }
}

async function collectUpload(requests: AsyncIterable<PutPackageRequest__Output>, bytesMax: number, stop: AbortSignal): Promise<Upload> {
  const collector = new ArchiveCollector(bytesMax);
  let owner: PackageOwner | undefined;
  for await (const request of requests) {
    stop.throwIfAborted();
    owner ??= parseOwner(request);
    collector.add(request.chunk);
  }
  if (owner === undefined) throw new PlatformError("Validation", "the upload has no messages");
  return { owner, archive: collector.finish() };
}

function unknownPackage(address: PackageAddress): PlatformError {
  return new PlatformError("ResourceNotFound", `Deployment package not found: ${address.sha256}`);
}
