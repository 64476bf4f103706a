import { randomUUID } from "node:crypto";
import { extensionTransition, type ExtensionEvent, type ExtensionState } from "../core/extension-state.ts";

/** AWS's limit: external and internal extensions together. */
export const extensionsMax = 10;

/** What extensions may subscribe to. */
export type ExtensionSubscription = "INVOKE" | "SHUTDOWN";

/** One extension of an environment. */
export interface Extension {
  readonly name: string;
  readonly isExternal: boolean;
  /** What it identifies itself by once it is registered. */
  readonly id: string;
  state: ExtensionState;
  subscriptions: readonly ExtensionSubscription[];
  /** What it says of its failure, or why it was not started. */
  errorType: string;
  /** Answers its request for the next event, while it waits for one. */
  deliver: ((event: object) => void) | undefined;
  /** An event that came while it did not wait for one. */
  undelivered: object | undefined;
}

/** Why an internal extension is not taken. */
export type RegistrationRefusal = "closed" | "too-many" | "name-taken";

/** Who is told of what extensions do. */
export interface RegistryListener {
  /** Every external extension has registered. Called once. */
  onExternalsRegistered(): void;
  /** Every extension waits for its next event. */
  onAllReady(): void;
}

const nobody: RegistryListener = { onExternalsRegistered() {}, onAllReady() {} };

/** The extensions of one environment (behaviours.md §14). External ones are known by their files before they register; others register from within the runtime. */
export class ExtensionRegistry {
  listener: RegistryListener = nobody;
  readonly #extensions: Extension[] = [];
  #isClosed = false;

  /** Adds an external extension, before its process is started. */
  expect(name: string): Extension {
    const extension = newExtension(name, true);
    this.#extensions.push(extension);
    return extension;
  }

  get all(): readonly Extension[] {
    return this.#extensions;
  }

  /** True once no further extension can register. */
  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** True if every extension waits for its next event. */
  get allReady(): boolean {
    return this.#extensions.every((extension) => extension.state === "Ready");
  }

  findExternal(name: string): Extension | undefined {
    return this.#extensions.find((extension) => extension.isExternal && extension.name === name);
  }

  findById(id: string): Extension | undefined {
    return this.#extensions.find((extension) => extension.id === id && extension.state !== "Started");
  }

  /** Makes a place for an extension inside the runtime's process. */
  addInternal(name: string): Extension | RegistrationRefusal {
    if (this.#isClosed) return "closed";
    if (this.#extensions.length >= extensionsMax) return "too-many";
    if (this.#extensions.some((extension) => extension.name === name)) return "name-taken";
    const extension = newExtension(name, false);
    this.#extensions.push(extension);
    return extension;
  }

  /** Goes on to the next state; false, and nothing happens, if the extension's state does not allow it. */
  step(extension: Extension, event: ExtensionEvent): boolean {
    const next = extensionTransition(extension.state, event);
    if (next === undefined) return false;
    const before = extension.state;
    extension.state = next;
    if (event === "register" && extension.isExternal && this.#externalsRegistered()) this.listener.onExternalsRegistered();
    if (next === "Ready" && before !== "Ready" && this.allReady) this.listener.onAllReady();
    return true;
  }

  /** The runtime is initialized: no further extension can register. */
  close(): void {
    this.#isClosed = true;
  }

  /**
   * It asks for its next event, which `deliver` answers. False if its state does not allow that. One whose connection has broken
   * while it waited may ask again, which AWS's emulator refuses: HTTP clients give up while an environment is frozen.
   */
  next(extension: Extension, deliver: (event: object) => void): boolean {
    const { undelivered } = extension;
    if (extension.state === "Ready" && extension.deliver === undefined) {
      extension.deliver = deliver;
      return true;
    }
    if (extensionTransition(extension.state, "next") === undefined) return false;
    if (undelivered !== undefined) {
      extension.undelivered = undefined;
      extension.state = "Running";
      deliver(undelivered);
      return true;
    }
    extension.deliver = deliver;
    return this.step(extension, "next");
  }

  /** Gives an event to those that subscribed to its kind. One that does not wait yet gets it when it asks. */
  publish(subscription: ExtensionSubscription, event: object): void {
    for (const extension of this.#extensions) {
      if (!extension.subscriptions.includes(subscription)) continue;
      const { deliver } = extension;
      extension.deliver = undefined;
      this.step(extension, "event");
      if (deliver === undefined) extension.undelivered = event;
      else deliver(event);
    }
  }

  #externalsRegistered(): boolean {
    return this.#extensions.every((extension) => !extension.isExternal || extension.state !== "Started");
  }
}

function newExtension(name: string, isExternal: boolean): Extension {
  return { name, isExternal, id: randomUUID(), state: "Started", subscriptions: [], errorType: "", deliver: undefined, undelivered: undefined };
}
