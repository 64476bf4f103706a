/** A watcher of the change feed, as the registry has it. */
export interface WatcherEntry {
  readonly watcherId: string;
  /** The highest sequence that it has applied. */
  readonly acknowledged: number;
  /** Differs after every report, whatever the report said. */
  readonly mark: string;
}

/** Who watches a region's feed, seen by every metadata process. */
export interface WatcherRegistry {
  /** Notes that the watcher lives and what it has applied. `mark` must never have been used for this watcher. */
  report(region: string, entry: WatcherEntry): Promise<void>;
  list(region: string): Promise<readonly WatcherEntry[]>;
  /** Forgets the watcher, unless it has reported since `entry` was read. */
  drop(region: string, entry: WatcherEntry): Promise<void>;
  /** Forgets the watcher: it has said goodbye. */
  remove(region: string, watcherId: string): Promise<void>;
  /** Calls `listener` soon after a report that acknowledges more, or after a watcher has gone; a call may be missed. */
  onReport(region: string, listener: () => void): Promise<AsyncDisposable>;
}
