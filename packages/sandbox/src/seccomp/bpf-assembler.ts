/** A small assembler for classic BPF, as seccomp(2) runs it: instructions with labels in, machine code out. */

/** One instruction. Jumps name labels; `jumpIf` goes on at the next instruction for the branch that it leaves out. */
export type BpfInstruction =
  | { readonly kind: "label"; readonly name: string }
  /** Loads the 32-bit word at this offset of `struct seccomp_data`. */
  | { readonly kind: "load"; readonly offset: number }
  | { readonly kind: "and"; readonly value: number }
  | { readonly kind: "jump"; readonly to: string }
  /** Compares the loaded word, unsigned, with `value`. Targets may be at most 255 instructions away. */
  | { readonly kind: "jumpIf"; readonly test: "equal" | "atLeast"; readonly value: number; readonly yes?: string; readonly no?: string }
  | { readonly kind: "return"; readonly value: number };

const opcodes = { load: 0x20, and: 0x54, jump: 0x05, equal: 0x15, atLeast: 0x35, return: 0x06 } as const;
const instructionBytes = 8;
/** The kernel's BPF_MAXINSNS. */
const instructionsMax = 4096;
const shortJumpMax = 255;

/** Throws on unknown labels, on jumps backwards or too far, and on programs that the kernel would refuse for their length. */
export function assembleBpf(instructions: readonly BpfInstruction[]): Uint8Array {
  const labels = new Map<string, number>();
  const code: Exclude<BpfInstruction, { kind: "label" }>[] = [];
  for (const instruction of instructions) {
    if (instruction.kind === "label") labels.set(instruction.name, code.length);
    else code.push(instruction);
  }
  if (code.length > instructionsMax) throw new Error(`a program of ${code.length} instructions is longer than ${instructionsMax}`);
  const output = Buffer.alloc(code.length * instructionBytes);
  const distance = (from: number, label: string | undefined, max: number): number => {
    if (label === undefined) return 0;
    const target = labels.get(label);
    if (target === undefined) throw new Error(`unknown label ${label}`);
    const skipped = target - from - 1;
    if (skipped < 0 || skipped > max) throw new Error(`label ${label} is ${skipped} instructions away`);
    return skipped;
  };
  for (const [index, instruction] of code.entries()) {
    const at = index * instructionBytes;
    const { opcode, yes, no, value } = encode(instruction, (label, max) => distance(index, label, max));
    output.writeUInt16LE(opcode, at);
    output.writeUInt8(yes, at + 2);
    output.writeUInt8(no, at + 3);
    output.writeUInt32LE(value >>> 0, at + 4);
  }
  return output;
}

function encode(
  instruction: Exclude<BpfInstruction, { kind: "label" }>,
  distance: (label: string | undefined, max: number) => number,
): { readonly opcode: number; readonly yes: number; readonly no: number; readonly value: number } {
  switch (instruction.kind) {
    case "load":
      return { opcode: opcodes.load, yes: 0, no: 0, value: instruction.offset };
    case "and":
      return { opcode: opcodes.and, yes: 0, no: 0, value: instruction.value };
    case "jump":
      return { opcode: opcodes.jump, yes: 0, no: 0, value: distance(instruction.to, instructionsMax) };
    case "return":
      return { opcode: opcodes.return, yes: 0, no: 0, value: instruction.value };
    case "jumpIf": {
      const yes = distance(instruction.yes, shortJumpMax);
      return { opcode: opcodes[instruction.test], yes, no: distance(instruction.no, shortJumpMax), value: instruction.value };
    }
  }
}
