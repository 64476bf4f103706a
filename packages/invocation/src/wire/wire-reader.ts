/** Reads a protobuf message field by field. Every method throws RangeError on bytes that are cut off or no protobuf. */
export class WireReader {
  readonly #bytes: Buffer;
  readonly #end: number;
  #at: number;

  constructor(bytes: Buffer, start = 0, end: number = bytes.length) {
    this.#bytes = bytes;
    this.#at = start;
    this.#end = end;
  }

  /** The next field's tag, `number << 3 | wire type`; 0 at the end of the message. */
  tag(): number {
    if (this.#at === this.#end) return 0;
    const tag = this.#varint();
    if (tag < 8 || tag > 0xffff_ffff) throw malformed();
    return tag;
  }

  bool(): boolean {
    return this.#varint() !== 0;
  }

  /** A signed integer of 64 bits; beyond 2^53 it is rounded. */
  integer(): number {
    return this.#varint();
  }

  double(): number {
    const start = this.#take(8);
    return this.#bytes.readDoubleLE(start);
  }

  string(): string {
    const length = this.#varint();
    const start = this.#take(length);
    return length === 0 ? "" : this.#bytes.toString("utf8", start, start + length);
  }

  /** A view of the bytes: whoever keeps it longer than the message copies it. */
  bytes(): Buffer {
    const length = this.#varint();
    const start = this.#take(length);
    return this.#bytes.subarray(start, start + length);
  }

  /** A reader of the message within this one that stands here. */
  message(): WireReader {
    const length = this.#varint();
    const start = this.#take(length);
    return new WireReader(this.#bytes, start, start + length);
  }

  /** Passes over a field that a newer version may have added. */
  skip(tag: number): void {
    switch (tag & 7) {
      case 0:
        this.#varint();
        return;
      case 1:
        this.#take(8);
        return;
      case 2:
        this.#take(this.#varint());
        return;
      case 5:
        this.#take(4);
        return;
      default:
        throw malformed();
    }
  }

  #take(length: number): number {
    const start = this.#at;
    if (length < 0 || length > this.#end - start) throw malformed();
    this.#at = start + length;
    return start;
  }

  #varint(): number {
    const first = this.#byte();
    if (first < 0x80) return first;
    let value = first & 0x7f;
    let scale = 0x80;
    for (let index = 1; index < 9; index += 1) {
      const byte = this.#byte();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
      scale *= 0x80;
    }
    // Only a negative number has a tenth byte: its bits are those of the number less 2^64, told by the nine bytes before.
    if (this.#byte() !== 1) throw malformed();
    return this.#negative();
  }

  #negative(): number {
    let value = 0n;
    for (let index = 0; index < 10; index += 1) value |= BigInt((this.#bytes[this.#at - 10 + index] ?? 0) & 0x7f) << BigInt(7 * index);
    return Number(BigInt.asIntN(64, value));
  }

  #byte(): number {
    if (this.#at >= this.#end) throw malformed();
    return this.#bytes[this.#at++] ?? 0;
  }
}

function malformed(): RangeError {
  return new RangeError("The bytes are no protobuf message.");
}
