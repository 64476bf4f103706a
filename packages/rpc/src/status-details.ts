/** The rich error model of gRPC: google.rpc.Status with ErrorInfo and RetryInfo in the trailer grpc-status-details-bin (AIP-193). */
import type { MessageTypeDefinition } from "@grpc/proto-loader";
import { googleRpcMessage } from "./google-rpc.ts";

/** What travels in a status's details. */
export interface StatusDetails {
  readonly grpcStatus: number;
  readonly message: string;
  /** ErrorInfo.reason: the exception name that AWS clients know. */
  readonly reason: string;
  /** ErrorInfo.metadata. */
  readonly metadata: Readonly<Record<string, string>>;
  /** RetryInfo.retry_delay in seconds. */
  readonly retryAfterSeconds: number | undefined;
}

/** ErrorInfo.domain of every error of ours. */
const errorDomain = "mayfly";

const errorInfoUrl = "type.googleapis.com/google.rpc.ErrorInfo";
const retryInfoUrl = "type.googleapis.com/google.rpc.RetryInfo";

interface AnyMessage {
  readonly type_url: string;
  readonly value: Buffer;
}

interface StatusMessage {
  readonly code: number;
  readonly message: string;
  readonly details: readonly AnyMessage[];
}

interface ErrorInfoMessage {
  readonly reason: string;
  readonly domain: string;
  readonly metadata: Readonly<Record<string, string>>;
}

interface RetryInfoMessage {
  readonly retry_delay: { readonly seconds: number; readonly nanos: number } | null;
}

const statusType = googleRpcMessage<StatusMessage>("Status");
const errorInfoType = googleRpcMessage<ErrorInfoMessage>("ErrorInfo");
const retryInfoType = googleRpcMessage<RetryInfoMessage>("RetryInfo");

/** Bytes for the trailer grpc-status-details-bin. */
export function encodeStatusDetails(details: StatusDetails): Buffer {
  const errorInfo = errorInfoType.serialize({ reason: details.reason, domain: errorDomain, metadata: details.metadata });
  const parts: AnyMessage[] = [{ type_url: errorInfoUrl, value: errorInfo }];
  if (details.retryAfterSeconds !== undefined) {
    const seconds = Math.floor(details.retryAfterSeconds);
    const nanos = Math.round((details.retryAfterSeconds - seconds) * 1e9);
    parts.push({ type_url: retryInfoUrl, value: retryInfoType.serialize({ retry_delay: { seconds, nanos } }) });
  }
  return statusType.serialize({ code: details.grpcStatus, message: details.message, details: parts });
}

/** Reads what `encodeStatusDetails` wrote; undefined if the bytes are no such status or another domain's. */
export function decodeStatusDetails(bytes: Buffer): StatusDetails | undefined {
  try {
    const status = statusType.deserialize(bytes);
    const errorInfo = find(status, errorInfoUrl, errorInfoType);
    if (errorInfo === undefined || errorInfo.domain !== errorDomain) return undefined;
    const delay = find(status, retryInfoUrl, retryInfoType)?.retry_delay ?? undefined;
    return {
      grpcStatus: status.code,
      message: status.message,
      reason: errorInfo.reason,
      metadata: errorInfo.metadata,
      retryAfterSeconds: delay === undefined ? undefined : delay.seconds + delay.nanos / 1e9,
    };
  } catch {
    return undefined;
  }
}

function find<Message extends object>(status: StatusMessage, typeUrl: string, type: MessageTypeDefinition<Message, Message>): Message | undefined {
  const any = status.details.find((detail) => detail.type_url === typeUrl);
  return any === undefined ? undefined : type.deserialize(any.value);
}
