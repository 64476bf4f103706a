import { PlatformError } from "@mayfly/errors/platform-error";

/** Writers that overtake us this often in a row are not an accident. */
const attemptsMax = 20;

/** Read, decide, write if nobody else has written meanwhile; else decide anew. `attempt` answers undefined if somebody has. */
export async function retryWrite<Answer>(attempt: () => Promise<Answer | undefined>): Promise<Answer> {
  for (let count = 1; count <= attemptsMax; count += 1) {
    const answer = await attempt();
    if (answer !== undefined) return answer;
  }
  throw new PlatformError("Service", "The function is changed too often at the same time. Try again.");
}
