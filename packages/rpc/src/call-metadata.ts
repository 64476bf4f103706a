import { Metadata } from "@grpc/grpc-js";

/** Call headers as gRPC metadata. Throws TypeError on names or values that HTTP/2 cannot carry. */
export function toMetadata(headers: ReadonlyMap<string, string> | undefined): Metadata {
  const metadata = new Metadata();
  for (const [name, value] of headers ?? []) {
    try {
      metadata.set(name, value);
    } catch (cause) {
      throw new TypeError(`header ${JSON.stringify(name)} cannot be sent`, { cause });
    }
  }
  return metadata;
}

/** Text headers of a call; of a name that is given more than once, the first. Binary ones (`-bin`) are left out. */
export function fromMetadata(metadata: Metadata): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  for (const [name, value] of Object.entries(metadata.getMap())) {
    if (typeof value === "string") headers.set(name, value);
  }
  return headers;
}
