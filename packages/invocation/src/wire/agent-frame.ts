import type { Codec } from "@mayfly/contracts/codec";
import type { AgentFrame__Output } from "@mayfly/contracts/generated/mayfly/agent/v1/AgentFrame";
import type { AnswerEnd__Output } from "@mayfly/contracts/generated/mayfly/agent/v1/AnswerEnd";
import type { AnswerHead__Output } from "@mayfly/contracts/generated/mayfly/agent/v1/AnswerHead";
import type { InvocationDone__Output } from "@mayfly/contracts/generated/mayfly/agent/v1/InvocationDone";
import { WireReader } from "./wire-reader.ts";
import { WireWriter } from "./wire-writer.ts";

/** What an agent sends: any part of an answer, or all of it in one frame. */
export interface OutgoingAgentFrame {
  accepted?: boolean;
  refused?: string;
  head?: Partial<AnswerHead__Output>;
  chunk?: Uint8Array;
  end?: Partial<AnswerEnd__Output>;
  done?: Partial<InvocationDone__Output>;
}

const nothing = Buffer.alloc(0);
const writer = new WireWriter();

/** Frames from the agent to whoever invokes (proto/mayfly/agent/v1/agent.proto). `decode` throws on other bytes. */
export const agentFrameCodec: Codec<OutgoingAgentFrame, AgentFrame__Output> = {
  encode({ accepted, refused, head, chunk, end, done }) {
    writer.begin();
    if (accepted !== undefined) writer.bool(1, accepted);
    if (refused !== undefined) writer.string(2, refused);
    if (head !== undefined) writer.message(3, () => writeHead(head));
    if (chunk !== undefined) writer.bytes(4, chunk);
    if (end !== undefined) writer.message(5, () => writeEnd(end));
    if (done !== undefined) writer.message(6, () => writeDone(done));
    return writer.finish();
  },
  decode(bytes) {
    const reader = new WireReader(bytes);
    const frame: AgentFrame__Output = { accepted: false, refused: "", head: null, chunk: nothing, end: null, done: null };
    for (let tag = reader.tag(); tag !== 0; tag = reader.tag()) {
      if (tag === 8) frame.accepted = reader.bool();
      else if (tag === 18) frame.refused = reader.string();
      else if (tag === 26) frame.head = readHead(reader.message());
      else if (tag === 34) frame.chunk = reader.bytes();
      else if (tag === 42) frame.end = readEnd(reader.message());
      else if (tag === 50) frame.done = readDone(reader.message());
      else reader.skip(tag);
    }
    return frame;
  },
};

function writeHead({ content_type = "", streaming = false }: Partial<AnswerHead__Output>): void {
  writer.string(1, content_type);
  writer.bool(2, streaming);
}

function writeEnd({ function_error = "", stream_error_type = "", stream_error_body = "" }: Partial<AnswerEnd__Output>): void {
  writer.string(1, function_error);
  writer.string(2, stream_error_type);
  writer.string(3, stream_error_body);
}

function writeDone(done: Partial<InvocationDone__Output>): void {
  const { log_tail = nothing, duration_ms = 0, billed_ms = 0, memory_max_mib = 0, init_ms = 0, reusable = false } = done;
  writer.bytes(1, log_tail);
  writer.double(2, duration_ms);
  writer.integer(3, billed_ms);
  writer.integer(4, memory_max_mib);
  writer.double(5, init_ms);
  writer.bool(6, reusable);
}

function readHead(reader: WireReader): AnswerHead__Output {
  const head: AnswerHead__Output = { content_type: "", streaming: false };
  for (let tag = reader.tag(); tag !== 0; tag = reader.tag()) {
    if (tag === 10) head.content_type = reader.string();
    else if (tag === 16) head.streaming = reader.bool();
    else reader.skip(tag);
  }
  return head;
}

function readEnd(reader: WireReader): AnswerEnd__Output {
  const end: AnswerEnd__Output = { function_error: "", stream_error_type: "", stream_error_body: "" };
  for (let tag = reader.tag(); tag !== 0; tag = reader.tag()) {
    if (tag === 10) end.function_error = reader.string();
    else if (tag === 18) end.stream_error_type = reader.string();
    else if (tag === 26) end.stream_error_body = reader.string();
    else reader.skip(tag);
  }
  return end;
}

function readDone(reader: WireReader): InvocationDone__Output {
  const done: InvocationDone__Output = { log_tail: nothing, duration_ms: 0, billed_ms: 0, memory_max_mib: 0, init_ms: 0, reusable: false };
  for (let tag = reader.tag(); tag !== 0; tag = reader.tag()) {
    if (tag === 10) done.log_tail = reader.bytes();
    else if (tag === 17) done.duration_ms = reader.double();
    else if (tag === 24) done.billed_ms = reader.integer();
    else if (tag === 32) done.memory_max_mib = reader.integer();
    else if (tag === 41) done.init_ms = reader.double();
    else if (tag === 48) done.reusable = reader.bool();
    else reader.skip(tag);
  }
  return done;
}
