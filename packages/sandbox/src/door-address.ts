/**
 * Where every sandbox finds Mayfly's own API, served by its agent. The port is one that no process inside can listen at, having no
 * capability: neither can a function take its place, nor does it ever take a port that a function wants.
 */
export const doorAddress = { host: "169.254.100.1", port: 80 } as const;

/** The same, as AWS SDKs want it. */
export const doorUrl = `http://${doorAddress.host}`;
