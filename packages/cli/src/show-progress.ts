/** Tells the terminal of a step that may take long, on standard error, so that standard output stays what the command is for. */
export function showProgress(sentence: string): void {
  process.stderr.write(`${sentence} ...\n`);
}
