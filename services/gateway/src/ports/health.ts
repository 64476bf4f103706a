/** Tells why the process cannot serve; an empty list means that it can. Must answer within a second. */
export type HealthCheck = () => Promise<readonly string[]>;
