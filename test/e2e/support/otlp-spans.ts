/** Reads ExportTraceServiceRequest (opentelemetry-proto, collector/trace/v1) off the wire, without the exporter's own code. */

/** A span as it was exported. Ids are hex. */
export interface ExportedSpan {
  readonly service: string;
  readonly traceId: string;
  readonly spanId: string;
  /** Empty for a root. */
  readonly parentSpanId: string;
  readonly name: string;
  /** As SpanKind numbers them: 1 internal, 2 server, 3 client, 4 producer, 5 consumer. */
  readonly kind: number;
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
  readonly failed: boolean;
  readonly durationMs: number;
}

/** The spans of one export request. Throws if it is none. */
export function decodeSpans(request: Buffer): readonly ExportedSpan[] {
  return messages(request, 1).flatMap((resourceSpans) => {
    const service = messages(resourceSpans, 1).map((resource) => attributesOf(resource, 1)["service.name"])[0];
    return messages(resourceSpans, 2).flatMap((scopeSpans) => messages(scopeSpans, 2).map((span) => decodeSpan(String(service), span)));
  });
}

function decodeSpan(service: string, span: Buffer): ExportedSpan {
  const bytes = (field: number): Buffer => messages(span, field)[0] ?? Buffer.alloc(0);
  const number = (field: number): bigint => numbers(span, field)[0] ?? 0n;
  return {
    service,
    traceId: bytes(1).toString("hex"),
    spanId: bytes(2).toString("hex"),
    parentSpanId: bytes(4).toString("hex"),
    name: bytes(5).toString(),
    kind: Number(number(6)),
    attributes: attributesOf(span, 9),
    failed: numbers(bytes(15), 3)[0] === 2n,
    durationMs: Number(number(8) - number(7)) / 1e6,
  };
}

function attributesOf(message: Buffer, field: number): Record<string, string | number | boolean> {
  return Object.fromEntries(messages(message, field).map((pair) => [messages(pair, 1)[0]?.toString() ?? "", valueOf(messages(pair, 2)[0] ?? Buffer.alloc(0))]));
}

/** AnyValue: a string, a bool, an int or a double. */
function valueOf(value: Buffer): string | number | boolean {
  const [text] = messages(value, 1);
  if (text !== undefined) return text.toString();
  const [flag] = numbers(value, 2);
  if (flag !== undefined) return flag === 1n;
  return Number(numbers(value, 3)[0] ?? 0n);
}

function messages(message: Buffer, field: number): readonly Buffer[] {
  return [...fieldsOf(message)].flatMap((entry) => (entry.field === field && Buffer.isBuffer(entry.value) ? [entry.value] : []));
}

function numbers(message: Buffer, field: number): readonly bigint[] {
  return [...fieldsOf(message)].flatMap((entry) => (entry.field === field && typeof entry.value === "bigint" ? [entry.value] : []));
}

/** The fields of a protobuf message in their order (encoding.md of protobuf: varint, 64 bit, length-delimited, 32 bit). */
function* fieldsOf(message: Buffer): Generator<{ readonly field: number; readonly value: bigint | Buffer }, void, undefined> {
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = message.readUInt8(at);
      at += 1;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  while (at < message.length) {
    const tag = Number(varint());
    const wireType = tag & 7;
    const field = tag >>> 3;
    if (wireType === 0) yield { field, value: varint() };
    else if (wireType === 1) {
      yield { field, value: message.readBigUInt64LE(at) };
      at += 8;
    } else if (wireType === 2) {
      const length = Number(varint());
      yield { field, value: message.subarray(at, at + length) };
      at += length;
    } else if (wireType === 5) {
      yield { field, value: BigInt(message.readUInt32LE(at)) };
      at += 4;
    } else throw new Error(`wire type ${wireType} is none of OTLP`);
  }
}
