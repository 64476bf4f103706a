/** How to answer a stream of requests. */
export interface ConcurrentAnswersOptions<Request, Answer> {
  /** Answers one request; must not reject. */
  readonly answer: (request: Request) => Promise<Answer>;
  /** Requests that may be running or answered but not yet taken; no further one is read while there are as many. */
  readonly concurrencyMax: number;
}

/** Answers requests side by side, each as soon as it is ready, in any order. Ends when the requests have ended and all are answered; fails if the requests fail. */
export async function* concurrentAnswers<Request, Answer>(
  requests: AsyncIterable<Request>,
  options: ConcurrentAnswersOptions<Request, Answer>,
): AsyncGenerator<Answer, void, undefined> {
  const ready: Answer[] = [];
  let open = 0;
  let ended = false;
  let failure: { readonly error: unknown } | undefined;
  let wakeReader: (() => void) | undefined;
  let wakeWriter: (() => void) | undefined;

  const run = async (request: Request): Promise<void> => {
    ready.push(await options.answer(request));
    wakeWriter?.();
  };
  const read = async (): Promise<void> => {
    try {
      for await (const request of requests) {
        if (ended) return;
        open += 1;
        void run(request);
        if (open >= options.concurrencyMax) await new Promise<void>((resolve) => (wakeReader = resolve));
      }
    } catch (error) {
      failure = { error };
    }
    ended = true;
    wakeWriter?.();
  };
  void read();
  try {
    for (;;) {
      for (let next = ready.shift(); next !== undefined; next = ready.shift()) {
        open -= 1;
        wakeReader?.();
        yield next;
      }
      if (failure !== undefined) throw failure.error;
      if (ended && open === 0) return;
      await new Promise<void>((resolve) => (wakeWriter = resolve));
    }
  } finally {
    ended = true;
    wakeReader?.();
  }
}
