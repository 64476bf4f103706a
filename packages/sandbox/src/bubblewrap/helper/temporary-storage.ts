/** Where sandboxes' /tmp comes from. */
export interface TemporaryStorage {
  /** False if what is written there counts against the function's memory. */
  readonly outsideMemory: boolean;
  /** Mounts an empty file system of this size at `target` and gives it back; undefined leaves it to a tmpfs of bubblewrap's. */
  mount(target: string, sizeMib: number): Promise<string | undefined>;
  /** Takes it away, if there is one. */
  unmount(target: string): void;
  /** Gives up what is kept ready. */
  close(): void;
}

/** A tmpfs inside the sandbox: size-limited, but in the function's memory. */
export class MemoryTemporaryStorage implements TemporaryStorage {
  readonly outsideMemory = false;

  async mount(): Promise<undefined> {
    return undefined;
  }

  unmount(): void {}
  close(): void {}
}
