import type { Codec } from "@mayfly/contracts/codec";
import type { InvokerFrame__Output } from "@mayfly/contracts/generated/mayfly/agent/v1/InvokerFrame";
import type { InvokeStart__Output } from "@mayfly/contracts/generated/mayfly/agent/v1/InvokeStart";
import { WireReader } from "./wire-reader.ts";
import { WireWriter } from "./wire-writer.ts";

/** What an invoker sends: the first frame has `invoke`, later ones a chunk or credit. */
export type OutgoingInvokerFrame = Partial<InvokerFrame__Output>;

const nothing = Buffer.alloc(0);
const writer = new WireWriter();

/** Frames from whoever invokes to the agent (proto/mayfly/agent/v1/agent.proto). `decode` throws on other bytes. */
export const invokerFrameCodec: Codec<OutgoingInvokerFrame, InvokerFrame__Output> = {
  encode({ invoke, chunk, credit_bytes }) {
    writer.begin();
    if (invoke !== undefined && invoke !== null) writer.message(1, () => writeStart(invoke));
    if (chunk !== undefined) writer.bytes(2, chunk);
    if (credit_bytes !== undefined) writer.integer(3, credit_bytes);
    return writer.finish();
  },
  decode(bytes) {
    const reader = new WireReader(bytes);
    const frame: InvokerFrame__Output = { invoke: null, chunk: nothing, credit_bytes: 0 };
    for (let tag = reader.tag(); tag !== 0; tag = reader.tag()) {
      if (tag === 10) frame.invoke = readStart(reader.message());
      else if (tag === 18) frame.chunk = reader.bytes();
      else if (tag === 24) frame.credit_bytes = reader.integer();
      else reader.skip(tag);
    }
    return frame;
  },
};

function writeStart(start: InvokeStart__Output): void {
  writer.string(1, start.environment_id);
  writer.string(2, start.lease_id);
  writer.integer(3, start.epoch_term);
  writer.integer(4, start.epoch_counter);
  writer.string(5, start.request_id);
  writer.string(6, start.invoked_function_arn);
  writer.string(7, start.trace_header);
  writer.string(8, start.client_context);
  writer.integer(9, start.payload_bytes);
  writer.bool(10, start.log_tail);
  writer.integer(11, start.initial_credit_bytes);
  writer.string(12, start.trace_parent);
  writer.string(13, start.channel_id);
  writer.bool(14, start.response_stream);
}

function readStart(reader: WireReader): InvokeStart__Output {
  const start: InvokeStart__Output = {
    environment_id: "",
    lease_id: "",
    epoch_term: 0,
    epoch_counter: 0,
    request_id: "",
    invoked_function_arn: "",
    trace_header: "",
    client_context: "",
    payload_bytes: 0,
    log_tail: false,
    initial_credit_bytes: 0,
    trace_parent: "",
    channel_id: "",
    response_stream: false,
  };
  for (let tag = reader.tag(); tag !== 0; tag = reader.tag()) readStartField(reader, tag, start);
  return start;
}

function readStartField(reader: WireReader, tag: number, start: InvokeStart__Output): void {
  switch (tag) {
    case 10:
      start.environment_id = reader.string();
      return;
    case 18:
      start.lease_id = reader.string();
      return;
    case 24:
      start.epoch_term = reader.integer();
      return;
    case 32:
      start.epoch_counter = reader.integer();
      return;
    case 42:
      start.request_id = reader.string();
      return;
    case 50:
      start.invoked_function_arn = reader.string();
      return;
    case 58:
      start.trace_header = reader.string();
      return;
    case 66:
      start.client_context = reader.string();
      return;
    case 72:
      start.payload_bytes = reader.integer();
      return;
    case 80:
      start.log_tail = reader.bool();
      return;
    case 88:
      start.initial_credit_bytes = reader.integer();
      return;
    case 98:
      start.trace_parent = reader.string();
      return;
    case 106:
      start.channel_id = reader.string();
      return;
    case 112:
      start.response_stream = reader.bool();
      return;
    default:
      reader.skip(tag);
  }
}
