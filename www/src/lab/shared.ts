/** The later of two documents, with the parts that are as they were taken from the earlier: whoever asks whether a part changed compares it by `===`. */
export const shared = <T>(before: unknown, now: T): T => {
  if (before === now || typeof before !== "object" || typeof now !== "object" || before === null || now === null) return now;
  if (Array.isArray(before) !== Array.isArray(now)) return now;
  const [of, to] = [before as Record<string, unknown>, now as Record<string, unknown>];
  const keys = Object.keys(to);
  let same = keys.length === Object.keys(of).length;
  for (const key of keys) {
    // A name that only the later one has is of no other's prototype.
    to[key] = Object.hasOwn(of, key) ? shared(of[key], to[key]) : to[key];
    same &&= Object.hasOwn(of, key) && of[key] === to[key];
  }
  return same ? (before as T) : now;
};
