/** Runs a seccomp program as the kernel would, so that tests can ask it about any system call. */

/** The fields of `struct seccomp_data` that a program may look at. */
export interface SeccompCall {
  readonly architecture: number;
  readonly number: number;
  readonly arguments?: readonly number[];
}

/** What the program returns for this call. */
export function runSeccompProgram(program: Uint8Array, call: SeccompCall): number {
  const code = Buffer.from(program);
  const call64 = encodeCall(call);
  let accumulator = 0;
  for (let at = 0; at < code.length; at += 8) {
    const value = code.readUInt32LE(at + 4);
    const [yes, no] = [code.readUInt8(at + 2), code.readUInt8(at + 3)];
    switch (code.readUInt16LE(at)) {
      case 0x20:
        accumulator = call64.readUInt32LE(value);
        break;
      case 0x54:
        accumulator = (accumulator & value) >>> 0;
        break;
      case 0x05:
        at += value * 8;
        break;
      case 0x15:
        at += (accumulator === value ? yes : no) * 8;
        break;
      case 0x35:
        at += (accumulator >= value ? yes : no) * 8;
        break;
      case 0x06:
        return value;
      default:
        throw new Error(`unknown instruction 0x${code.readUInt16LE(at).toString(16)}`);
    }
  }
  throw new Error("the program ran past its end");
}

function encodeCall(call: SeccompCall): Buffer {
  const encoded = Buffer.alloc(64);
  encoded.writeUInt32LE(call.number >>> 0, 0);
  encoded.writeUInt32LE(call.architecture >>> 0, 4);
  for (const [index, argument] of (call.arguments ?? []).entries()) {
    encoded.writeBigUInt64LE(BigInt.asUintN(64, BigInt(argument)), 16 + index * 8);
  }
  return encoded;
}
