/** Why a text is no policy of its kind; the message is for whoever wrote it, in IAM's words where IAM has some. */
export class PolicyError extends Error {
  override readonly name = "PolicyError";
}
