/** A longer content type is none. */
export const contentTypeCharactersMax = 512;

/** The content type of a streamed answer as its runtime names it. It becomes a header of an answer over HTTP: what could not be one is replaced. */
export function answerContentType(named: string): string {
  return named.length <= contentTypeCharactersMax && /^[\x20-\x7e]+$/.test(named) ? named : "application/octet-stream";
}
