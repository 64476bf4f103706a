/** How many places there are. */
export interface PlaceLimits {
  /** Places that a member may have in any case. */
  readonly guaranteed: number;
  /** Places that a member may have at most. */
  readonly ownMax: number;
  /** Places above their guaranteed ones that all members together may have. */
  readonly sharedMax: number;
}

/** One of those who share. */
export interface PlaceMember {
  /** Takes a place; false if there is none for this member. */
  take(): boolean;
  /** Gives one back. */
  free(): void;
}

/** Places that many share, so that nobody is left without any by others who take all they can get. */
export class SharedPlaces {
  readonly #limits: PlaceLimits;
  #shared = 0;
  #taken = 0;

  constructor(limits: PlaceLimits) {
    this.#limits = limits;
  }

  /** Places taken now by all. */
  get taken(): number {
    return this.#taken;
  }

  /** Another one who shares. */
  join(): PlaceMember {
    const { guaranteed, ownMax, sharedMax } = this.#limits;
    let own = 0;
    return {
      take: () => {
        if (own >= ownMax || (own >= guaranteed && this.#shared >= sharedMax)) return false;
        if (own >= guaranteed) this.#shared += 1;
        own += 1;
        this.#taken += 1;
        return true;
      },
      free: () => {
        own -= 1;
        this.#taken -= 1;
        if (own >= guaranteed) this.#shared -= 1;
      },
    };
  }
}
