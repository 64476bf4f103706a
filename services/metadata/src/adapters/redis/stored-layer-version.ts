import type { LayerKey } from "@mayfly/domain/layer-name";
import type { LayerVersionRecord, NewLayerVersion } from "@mayfly/domain/layer-record";
import { versionedValue } from "@mayfly/domain/versioned-value";
import { z } from "zod";

type StoredContent = Omit<NewLayerVersion, keyof LayerKey>;

const parser = z.object({
  content: z.object({ sha256: z.string(), sizeBytes: z.number().int(), unpackedBytes: z.number().int().optional() }),
  description: z.string(),
  createdAt: z.number(),
  compatibleRuntimes: z.array(z.string()),
  compatibleArchitectures: z.array(z.string()),
  license: z.string().optional(),
});

const storedLayerVersion = versionedValue<StoredContent>({ name: "layer version", schema: 1, parser });

/** The version as JSON with its schema number; layer and number are in its key and field. */
export function encodeLayerVersion(version: NewLayerVersion): string {
  const { content, description, createdAt, compatibleRuntimes, compatibleArchitectures, license } = version;
  return storedLayerVersion.encode({ content, description, createdAt, compatibleRuntimes, compatibleArchitectures, license });
}

/** The version as it was stored. Throws PlatformError Service if a newer Mayfly wrote it. */
export function decodeLayerVersion(text: string, { region, account, layerName }: LayerKey, version: number): LayerVersionRecord {
  return { ...storedLayerVersion.decode(text), region, account, layerName, version };
}
