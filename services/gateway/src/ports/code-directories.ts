/** Directories of this host that functions may have as their code. */
export interface CodeDirectories {
  /** The directory's path without links. Throws InvalidParameterValue with a sentence if there is none. */
  resolve(path: string): Promise<string>;
}
