import { errorCatalogue, type ErrorCode, type ErrorDefinition } from "./catalogue.ts";

/** What a platform error may carry beside its message. */
export interface PlatformErrorOptions {
  /** Further members of the HTTP body and of the gRPC details, like AWS's `Reason`. */
  readonly details?: Readonly<Record<string, string>>;
  /** Seconds for the Retry-After header. */
  readonly retryAfterSeconds?: number;
  /** Overrides the catalogue where AWS sends no `Type` for this message. */
  readonly omitType?: boolean;
  readonly cause?: unknown;
}

/**
 * An error of the platform, as opposed to a function's (which is a result). `code` is one of the catalogue;
 * `publicMessage` may be shown to any client, `cause` never leaves the process but for its log.
 */
export class PlatformError extends Error {
  readonly code: ErrorCode;
  readonly publicMessage: string;
  readonly details: Readonly<Record<string, string>>;
  readonly retryAfterSeconds: number | undefined;
  readonly omitType: boolean;

  constructor(code: ErrorCode, publicMessage: string, options: PlatformErrorOptions = {}) {
    super(`${code}: ${publicMessage}`, { cause: options.cause });
    this.name = "PlatformError";
    this.code = code;
    this.publicMessage = publicMessage;
    this.details = options.details ?? {};
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.omitType = options.omitType ?? false;
  }

  /** How this error is answered. */
  get definition(): ErrorDefinition {
    return errorCatalogue[this.code];
  }

  get retryable(): boolean {
    return this.definition.retryable;
  }

  /** Gives back a PlatformError as it is; anything else becomes a Service error whose cause is the original. */
  static from(error: unknown): PlatformError {
    if (error instanceof PlatformError) return error;
    return new PlatformError("Service", "An error occurred and the request cannot be processed.", { cause: error });
  }
}
