/**
 * A decoded message that takes from `before`, an earlier one of the same kind, every string and every part that is equal:
 * many messages in a row that differ in little then take little memory. Changes `message`, and answers `before` itself if
 * both are equal.
 */
export function shareEqual<Message extends object>(message: Message, before: Message): Message {
  // A decoded message is a plain object of strings, numbers, flags, lists and such objects.
  return shared(message, before) as Message;
}

function shared(value: unknown, before: unknown): unknown {
  if (!isParts(value) || !isParts(before)) return value;
  let isEqual = Array.isArray(value) === Array.isArray(before);
  const names = Object.keys(value);
  for (const name of names) {
    const part = value[name];
    const partBefore = before[name];
    if (partBefore === undefined) {
      isEqual = false;
      continue;
    }
    const taken = shared(part, partBefore);
    if (taken === partBefore) value[name] = partBefore; // an equal string is another copy until then
    else isEqual = false;
  }
  return isEqual && names.length === Object.keys(before).length ? before : value;
}

function isParts(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Buffer.isBuffer(value);
}
