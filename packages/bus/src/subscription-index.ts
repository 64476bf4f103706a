import { matchesTokens } from "./subject.ts";

/** What the index needs to know of a subscription. */
export interface IndexedSubscription {
  readonly pattern: string;
  readonly queue: string | undefined;
}

interface WildcardEntry<S> {
  readonly tokens: readonly string[];
  readonly subscription: S;
}

const none: readonly never[] = [];

/**
 * Finds the subscriptions of a subject by NATS's rules. A literal subscription is found by one Map look-up, one whose only
 * wildcard is a last `*`, as inboxes have it, by another; any other by its tokens before the first wildcard.
 */
export class SubscriptionIndex<S extends IndexedSubscription> {
  readonly #literals = new Map<string, S[]>();
  /** Those with a last `*` and no other wildcard, keyed by what precedes it, dot included. */
  readonly #lastTokens = new Map<string, S[]>();
  /** Keyed by what precedes the first wildcard, dot included: "" for `>` and `*`. */
  readonly #wildcards = new Map<string, WildcardEntry<S>[]>();
  #turn = 0;

  add(subscription: S): void {
    const prefix = literalPrefix(subscription.pattern);
    if (prefix === undefined) append(this.#literals, subscription.pattern, subscription);
    else if (subscription.pattern === `${prefix}*`) append(this.#lastTokens, prefix, subscription);
    else append(this.#wildcards, prefix, { tokens: subscription.pattern.split("."), subscription });
  }

  remove(subscription: S): void {
    const prefix = literalPrefix(subscription.pattern);
    if (prefix === undefined) drop(this.#literals, subscription.pattern, (entry) => entry === subscription);
    else if (subscription.pattern === `${prefix}*`) drop(this.#lastTokens, prefix, (entry) => entry === subscription);
    else drop(this.#wildcards, prefix, (entry) => entry.subscription === subscription);
  }

  /** The subscriptions that one message on `subject` goes to: every one without a queue, and one of each queue. */
  receivers(subject: string): readonly S[] {
    const literals = this.#literals.get(subject);
    const lastTokens = this.#lastTokens.size === 0 ? undefined : this.#lastTokens.get(subject.slice(0, subject.lastIndexOf(".") + 1));
    if (this.#wildcards.size === 0 && (literals === undefined || lastTokens === undefined)) return this.#oneOfEachQueue(literals ?? lastTokens ?? none);
    const found = [...(literals ?? none), ...(lastTokens ?? none)];
    if (this.#wildcards.size > 0) this.#collectWildcards(subject, found);
    return this.#oneOfEachQueue(found);
  }

  #collectWildcards(subject: string, found: S[]): void {
    let tokens: readonly string[] | undefined;
    for (let end = 0; ;) {
      const entries = this.#wildcards.get(subject.slice(0, end));
      if (entries !== undefined) {
        tokens ??= subject.split(".");
        for (const entry of entries) if (matchesTokens(entry.tokens, tokens)) found.push(entry.subscription);
      }
      const dot = subject.indexOf(".", end);
      if (dot < 0) return;
      end = dot + 1;
    }
  }

  #oneOfEachQueue(found: readonly S[]): readonly S[] {
    if (found.length < 2 || found.every((subscription) => subscription.queue === undefined)) return found;
    const queues = Map.groupBy(found, (subscription) => subscription.queue);
    const receivers = [...(queues.get(undefined) ?? [])];
    queues.delete(undefined);
    this.#turn += 1;
    for (const members of queues.values()) {
      const chosen = members[this.#turn % members.length];
      if (chosen !== undefined) receivers.push(chosen);
    }
    return receivers;
  }
}

function literalPrefix(pattern: string): string | undefined {
  const wildcard = /(?:^|\.)[*>](?=\.|$)/.exec(pattern);
  if (wildcard === null) return undefined;
  return wildcard.index === 0 && !wildcard[0].startsWith(".") ? "" : pattern.slice(0, wildcard.index + 1);
}

function append<V>(map: Map<string, V[]>, key: string, value: V): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else map.set(key, [...values, value]);
}

function drop<V>(map: Map<string, V[]>, key: string, isIt: (value: V) => boolean): void {
  const left = (map.get(key) ?? []).filter((value) => !isIt(value));
  if (left.length === 0) map.delete(key);
  else map.set(key, left);
}
