import type { Socket } from "node:net";
import { constants } from "node:os";
import type { Supervision } from "@mayfly/sandbox/sandbox-driver";

/** How one supervised process ended. */
export interface ProcessExit {
  readonly exitCode: number | undefined;
  /** Like SIGKILL. */
  readonly signal: string | undefined;
}

/** What to start inside a supervised sandbox. */
export interface SupervisedProgram {
  /** Program and arguments. */
  readonly command: readonly string[];
  /** The whole environment. */
  readonly variables: Readonly<Record<string, string>>;
  /** Has descriptor 3 and writes to the function's outputs; others write to that of the companions. */
  readonly isRuntime: boolean;
}

/**
 * The first process of a supervised sandbox: a shell that takes its commands from descriptor 8. What it is told is made here from
 * quoted words only; what it answers counts as said by the function.
 */
export const supervisorCommand: readonly string[] = ["/bin/sh", "-c", "exec /bin/sh -s <&8"];

const answerBytesMax = 4096;
const signalNames = new Map(Object.entries(constants.signals).map(([name, number]) => [number, name]));

interface Watched {
  pid: number | undefined;
  /** Signals that were sent before its pid was known. */
  readonly waiting: string[];
  readonly resolve: (exit: ProcessExit) => void;
}

/** Starts processes inside a supervised sandbox, each in a process group of its own, and tells how they end. */
export class ProcessSupervisor {
  readonly #control: Socket;
  readonly #watched = new Map<string, Watched>();
  #lastNumber = 0;
  #unfinished = "";

  constructor({ control }: Supervision) {
    this.#control = control;
    control.on("data", (chunk: Buffer) => this.#take(chunk.toString("latin1")));
    // Where setsid(1) is missing, only the process itself is signalled and not its children.
    // The shell's own words, as about processes that were killed, are nobody's.
    control.write("exec 7>&2 2>/dev/null; s=; [ -x /usr/bin/setsid ] && s=/usr/bin/setsid; cd /var/task\n");
  }

  /** Starts a program. `exited` never settles if the sandbox ends first. */
  start(program: SupervisedProgram): { readonly exited: Promise<ProcessExit>; signal(name: "TERM" | "KILL"): void } {
    this.#lastNumber += 1;
    const number = String(this.#lastNumber);
    const { promise, resolve } = Promise.withResolvers<ProcessExit>();
    this.#watched.set(number, { pid: undefined, waiting: [], resolve });
    this.#control.write(startCommand(number, program));
    return { exited: promise, signal: (name) => this.#signal(number, name) };
  }

  #signal(number: string, name: string): void {
    const watched = this.#watched.get(number);
    if (watched === undefined) return;
    if (watched.pid === undefined) watched.waiting.push(name);
    else if (this.#control.writable) this.#control.write(`kill -${name} -- -${watched.pid} 2>/dev/null || kill -${name} ${watched.pid} 2>/dev/null\n`);
  }

  #take(text: string): void {
    const lines = (this.#unfinished + text).split("\n");
    this.#unfinished = (lines.pop() ?? "").slice(0, answerBytesMax);
    for (const line of lines) this.#takeLine(line);
  }

  #takeLine(line: string): void {
    const [, word, number = "", value] = /^(started|ended) (\d{1,9}) (\d{1,9})$/.exec(line) ?? [];
    const watched = this.#watched.get(number);
    if (watched === undefined) return;
    if (word === "started") {
      watched.pid = Number(value);
      for (const name of watched.waiting.splice(0)) this.#signal(number, name);
    } else {
      this.#watched.delete(number);
      watched.resolve(describeStatus(Number(value)));
    }
  }
}

/** One line of shell: a subshell that starts the program, tells its pid, waits for it and tells its status. */
function startCommand(number: string, { command, variables, isRuntime }: SupervisedProgram): string {
  const environment = Object.entries(variables).map(([name, value]) => quote(`${name}=${value}`));
  const words = ["/usr/bin/env", "-i", ...environment, ...command.map(quote)].join(" ");
  const outputs = isRuntime ? "2>&7 7>&- 8>&- 9>&-" : ">&9 2>&9 3<&- 7>&- 8>&- 9>&-";
  // The shell itself keeps no descriptor of the runtime, whose end then shows on its channel.
  const letGo = isRuntime ? "exec 3<&-; " : "";
  return `( $s ${words} ${outputs} & p=$!; ${letGo}echo "started ${number} $p" >&8; wait $p; echo "ended ${number} $?" >&8 ) &\n${letGo}\n`;
}

function quote(word: string): string {
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/** A shell's status: 128 + n for signal n; but 129 is what AWS's runtime clients for Node end with after an uncaught exception. */
function describeStatus(status: number): ProcessExit {
  const signal = status > 129 ? signalNames.get(status - 128) : undefined;
  return signal === undefined ? { exitCode: status, signal: undefined } : { exitCode: undefined, signal };
}
