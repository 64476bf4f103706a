/** What a function claims of its account's concurrency. */
export interface ConcurrencyClaim {
  /** Environments kept for the function, and all that it may have; undefined if nothing is reserved. */
  readonly reserved: number | undefined;
  /** Environments kept initialised for its versions, all together. */
  readonly provisioned: number;
}

/** Whose limit forbids another environment to run. */
export type ConcurrencyLimit = "function" | "account";

interface FunctionUse extends ConcurrencyClaim {
  readonly account: string;
  /** Environments that run invocations or may at any moment. */
  running: number;
  /** Those of them that were not provisioned. */
  onDemand: number;
}

interface AccountUse {
  running: number;
  /** On-demand environments of functions without a reservation. */
  pooled: number;
  /** What reservations, and provisionings of functions without one, keep from the pool. */
  claimed: number;
}

/**
 * Who uses and who claims how much of the accounts' concurrency. A function with a reservation runs in it and nowhere else; all others share what is left.
 * What is provisioned is kept whether it runs or not (behaviours.md §9). Everything is known at once, whatever the number of functions.
 */
export class ConcurrencyBook {
  readonly #accountMax: number;
  readonly #functions = new Map<string, FunctionUse>();
  readonly #accounts = new Map<string, AccountUse>();

  constructor(accountMax: number) {
    this.#accountMax = accountMax;
  }

  /** Whose limit forbids one more environment of the function; undefined if none does. A provisioned one needs no more than is kept for it. */
  limitOf(functionKey: string, account: string, provisioned: boolean): ConcurrencyLimit | undefined {
    const of = this.#functions.get(functionKey);
    const all = this.#accounts.get(account) ?? unused;
    const reserved = of?.reserved;
    if (reserved !== undefined) {
      if ((of?.running ?? 0) >= reserved) return "function";
      if (!provisioned && (of?.onDemand ?? 0) >= reserved - (of?.provisioned ?? 0)) return "function";
    } else if (!provisioned && all.pooled >= this.#accountMax - all.claimed) return "account";
    return all.running >= this.#accountMax ? "account" : undefined;
  }

  /** Environments of an account that run invocations or may at any moment. */
  runningInAccount(account: string): number {
    return this.#accounts.get(account)?.running ?? 0;
  }

  /** The same of one function. */
  runningIn(functionKey: string): number {
    return this.#functions.get(functionKey)?.running ?? 0;
  }

  /** What a function has reserved; undefined if nothing. */
  reservedFor(functionKey: string): number | undefined {
    return this.#functions.get(functionKey)?.reserved;
  }

  /** Functions with a reservation. */
  *reservations(): Generator<{ readonly functionKey: string; readonly reserved: number }, void, undefined> {
    for (const [functionKey, { reserved }] of this.#functions) if (reserved !== undefined) yield { functionKey, reserved };
  }

  /** An environment of the function begins (1) or ceases (-1) to count. */
  count(environment: { readonly functionKey: string; readonly account: string; readonly provisioned: boolean }, sign: 1 | -1): void {
    const { functionKey, account, provisioned } = environment;
    this.#change(functionKey, account, (of) => {
      of.running += sign;
      if (!provisioned) of.onDemand += sign;
    });
  }

  /** What the function claims from now on. */
  claim(functionKey: string, account: string, claim: ConcurrencyClaim): void {
    this.#change(functionKey, account, (of) => void Object.assign(of, claim));
  }

  /** Every sum of the account loses what the function was and gains what it is. */
  #change(functionKey: string, account: string, change: (of: FunctionUse) => void): void {
    const of = this.#functions.get(functionKey) ?? { account, reserved: undefined, provisioned: 0, running: 0, onDemand: 0 };
    const all = this.#accounts.get(account) ?? { running: 0, pooled: 0, claimed: 0 };
    addTo(all, of, -1);
    change(of);
    addTo(all, of, 1);
    if (of.running === 0 && of.reserved === undefined && of.provisioned === 0) this.#functions.delete(functionKey);
    else this.#functions.set(functionKey, of);
    if (all.running === 0 && all.claimed === 0) this.#accounts.delete(account);
    else this.#accounts.set(account, all);
  }
}

const unused: Readonly<AccountUse> = { running: 0, pooled: 0, claimed: 0 };

function addTo(all: AccountUse, of: FunctionUse, sign: 1 | -1): void {
  all.running += sign * of.running;
  all.claimed += sign * (of.reserved ?? of.provisioned);
  if (of.reserved === undefined) all.pooled += sign * of.onDemand;
}
