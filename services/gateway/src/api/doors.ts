/** The doors of a gateway. Disposing closes all of them at once, so that no work comes in through one while another drains; fails if one of them fails. */
export class Doors implements AsyncDisposable {
  readonly #doors: AsyncDisposable[] = [];

  /** Takes a door over and returns it. */
  use<Door extends AsyncDisposable>(door: Door): Door {
    this.#doors.push(door);
    return door;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = await Promise.allSettled(this.#doors.splice(0).map((door) => door[Symbol.asyncDispose]()));
    for (const outcome of closed) if (outcome.status === "rejected") throw outcome.reason;
  }
}
