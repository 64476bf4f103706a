/** `YYYY-MM-DDThh:mm:ss.SSS+0000` (behaviours.md §6). */
export function formatTime(epochMs: number): string {
  return new Date(epochMs).toISOString().replace("Z", "+0000");
}
