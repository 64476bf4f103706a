const initialBytes = 4096;
/** A scratch buffer that one large message has grown beyond this is given back. */
const keptBytesMax = 64 * 1024;

/**
 * Writes a protobuf message field by field into a scratch buffer that is used again and again. As proto3 has it, a field
 * with its default value is left out. Numbers are whole and at most 2^53 in size where the field is an integer.
 */
export class WireWriter {
  #bytes = Buffer.allocUnsafe(initialBytes);
  #end = 0;

  /** Begins a message; one that was not finished is forgotten. */
  begin(): void {
    this.#end = 0;
  }

  bool(field: number, value: boolean): void {
    if (!value) return;
    this.#reserve(12);
    this.#varint(field << 3);
    this.#bytes[this.#end++] = 1;
  }

  integer(field: number, value: number): void {
    if (value === 0) return;
    this.#reserve(22);
    this.#varint(field << 3);
    if (value > 0) this.#varint(value);
    else this.#negative(value);
  }

  double(field: number, value: number): void {
    if (Object.is(value, 0)) return;
    this.#reserve(20);
    this.#varint((field << 3) | 1);
    this.#end = this.#bytes.writeDoubleLE(value, this.#end);
  }

  string(field: number, value: string): void {
    const { length } = value;
    if (length === 0) return;
    this.#reserve(length * 3 + 20);
    this.#varint((field << 3) | 2);
    // Up to 42 characters the length takes one byte whatever they are.
    if (length * 3 < 0x80) {
      const written = this.#bytes.write(value, this.#end + 1, "utf8");
      this.#bytes[this.#end] = written;
      this.#end += 1 + written;
      return;
    }
    this.#varint(Buffer.byteLength(value));
    this.#end += this.#bytes.write(value, this.#end, "utf8");
  }

  bytes(field: number, value: Uint8Array): void {
    if (value.length === 0) return;
    this.#reserve(value.length + 20);
    this.#varint((field << 3) | 2);
    this.#varint(value.length);
    this.#bytes.set(value, this.#end);
    this.#end += value.length;
  }

  /** A message within this one, also an empty one: `write` writes its fields. */
  message(field: number, write: () => void): void {
    this.#reserve(20);
    this.#varint((field << 3) | 2);
    const start = this.#end;
    write();
    const length = this.#end - start;
    const lengthBytes = varintBytes(length);
    this.#reserve(lengthBytes);
    this.#bytes.copyWithin(start + lengthBytes, start, this.#end);
    this.#end = start;
    this.#varint(length);
    this.#end += length;
  }

  /** The message, as a copy. */
  finish(): Buffer {
    const message = Buffer.from(this.#bytes.subarray(0, this.#end));
    if (this.#bytes.length > keptBytesMax) this.#bytes = Buffer.allocUnsafe(initialBytes);
    return message;
  }

  #reserve(bytes: number): void {
    if (this.#end + bytes <= this.#bytes.length) return;
    const grown = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#end + bytes));
    this.#bytes.copy(grown, 0, 0, this.#end);
    this.#bytes = grown;
  }

  #varint(value: number): void {
    let rest = value;
    while (rest >= 0x80) {
      this.#bytes[this.#end++] = (rest % 0x80) | 0x80;
      rest = Math.floor(rest / 0x80);
    }
    this.#bytes[this.#end++] = rest;
  }

  /** Two's complement of 64 bits, as protobuf has it for every signed integer. */
  #negative(value: number): void {
    let rest = BigInt.asUintN(64, BigInt(value));
    while (rest >= 0x80n) {
      this.#bytes[this.#end++] = Number(rest & 0x7fn) | 0x80;
      rest >>= 7n;
    }
    this.#bytes[this.#end++] = Number(rest);
  }
}

function varintBytes(value: number): number {
  let bytes = 1;
  for (let rest = value; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes += 1;
  return bytes;
}
