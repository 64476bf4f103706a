/** Told when a handler threw although it must not: the message is lost to that handler, the bus goes on. */
export type HandlerFailureListener = (error: unknown, subject: string) => void;

/** Warns on standard error through Node's process warnings. */
export const warnOfHandlerFailure: HandlerFailureListener = (error, subject) => {
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.emitWarning(`a bus handler threw on ${subject}: ${reason}`, { type: "MayflyBusWarning" });
};
