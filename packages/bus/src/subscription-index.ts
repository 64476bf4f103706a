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

/**
 * Finds the subscriptions of a subject by NATS's rules. A literal subscription is found by one Map look-up; one with
 * wildcards by its tokens before the first wildcard, so that a thousand agents' `agent.<id>.channel.*` cost no scan.
 */
export class SubscriptionIndex<S extends IndexedSubscription> {
  readonly #literals = new Map<string, S[]>();
  /** Keyed by what precedes the first wildcard, dot included: "" for `>` and `*`. */
  readonly #wildcards = new Map<string, WildcardEntry<S>[]>();
  #turn = 0;

  add(subscription: S): void {
    const prefix = literalPrefix(subscription.pattern);
    if (prefix === undefined) append(this.#literals, subscription.pattern, subscription);
    else append(this.#wildcards, prefix, { tokens: subscription.pattern.split("."), subscription });
  }

  remove(subscription: S): void {
    const prefix = literalPrefix(subscription.pattern);
    if (prefix === undefined) drop(this.#literals, subscription.pattern, (entry) => entry === subscription);
    else drop(this.#wildcards, prefix, (entry) => entry.subscription === subscription);
  }

  /** The subscriptions that one message on `subject` goes to: every one without a queue, and one of each queue. */
  receivers(subject: string): readonly S[] {
    const literals = this.#literals.get(subject);
    const only = literals?.[0];
    if (this.#wildcards.size === 0) {
      if (literals === undefined || only === undefined) return [];
      return literals.length === 1 ? literals : this.#oneOfEachQueue(literals);
    }
    const found = [...(literals ?? [])];
    this.#collectWildcards(subject, found);
    return found.length < 2 ? found : this.#oneOfEachQueue(found);
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
    if (found.every((subscription) => subscription.queue === undefined)) return found;
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
