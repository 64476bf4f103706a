import { z } from "zod";

/** Where a process listens; spread into its schema, whose `refine` takes `mayListen`. */
export const listenSettings = {
  listenHost: z.string().default("127.0.0.1").describe("the address that the ports are opened on"),
  allowInsecureListen: z.stringbool().default(false).describe("true to listen beyond loopback although nothing is encrypted"),
} as const;

/** False for an address beyond loopback that was not asked for explicitly (DESIGN §2). */
export function mayListen(config: { readonly listenHost: string; readonly allowInsecureListen: boolean }): boolean {
  return config.allowInsecureListen || isLoopback(config.listenHost);
}

/** What to say where `mayListen` is false. */
export const mayListenError =
  "MAYFLY_LISTEN_HOST is not a loopback address, and nothing would be encrypted. Use 127.0.0.1, or set MAYFLY_ALLOW_INSECURE_LISTEN=true";

/** True if only this machine can connect to the address. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127\.\d+\.\d+\.\d+$/.test(host);
}
