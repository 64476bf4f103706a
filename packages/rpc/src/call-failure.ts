/** Told of an error of a handler that is no PlatformError: a bug, which the caller sees as a Service error without details. */
export type CallFailureListener = (error: unknown, method: string) => void;

/** For who does not want to know. */
export const reportNothing: CallFailureListener = () => undefined;
