import { PlatformError } from "@mayfly/errors/platform-error";
import type { Bus } from "./bus.ts";

/** Throws as `Bus.publish` promises unless the connection can send a message of so many bytes now. */
export function requireSendable(bus: Pick<Bus, "connected" | "payloadBytesMax">, bytes: number): void {
  if (!bus.connected) throw notConnected();
  const { payloadBytesMax } = bus;
  if (bytes > payloadBytesMax)
    throw new PlatformError("RequestTooLarge", `A message of ${bytes} bytes is larger than the bus takes (${payloadBytesMax} bytes).`);
}

/** The failure of whatever needs a connection while there is none. */
export function notConnected(): PlatformError {
  return new PlatformError("ServiceUnavailable", "The bus is not connected.");
}
