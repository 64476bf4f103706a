/** Where every sandbox finds its agent: AWS's own link-local address, with the Runtime API at this port (DESIGN.md §10). */
export const runtimeApiAddress = { host: "169.254.100.1", port: 9001 } as const;
