/** Bounds of a bus connection; every one has a default in `defaultBusLimits`. */
export interface BusLimits {
  /** Largest message in bytes. Over NATS the server's max_payload decides instead. */
  readonly payloadBytesMax: number;
  /** Messages sent but not yet delivered (memory) or not yet confirmed by the server (NATS); more are refused. */
  readonly pendingMessagesMax: number;
  /** The same in bytes. */
  readonly pendingBytesMax: number;
  /** Requests of one connection that may await their answers at once. */
  readonly pendingRequestsMax: number;
}

/** NATS's own default of 1 MiB a message, and as much in flight as NATS keeps for a slow consumer: 64 MiB. */
export const defaultBusLimits: BusLimits = {
  payloadBytesMax: 1_048_576,
  pendingMessagesMax: 65_536,
  pendingBytesMax: 67_108_864,
  pendingRequestsMax: 65_536,
};
