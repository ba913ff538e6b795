// What is answered in every run, and the form's parts.
export const CHOICES = [
  [0, "aim-2"],
  [1, "horizon-3"],
  [4, "loss-1"],
  [5, "income-4"],
];
export const FIELDS = [
  [2, "name", "Margaret Ellison"],
  [2, "email", "m.ellison@example.org"],
  [3, "employer", "Harbour Lane Clinic"],
  [3, "remark", "saving towards a house"],
];
export const STEPS = 6;

/** Every step in order: `choose(label)`, `enter(id, text)`, then `go(step)`. */
export async function walk({ choose, enter, go, read = async () => {} }) {
  for (let step = 0; step < STEPS; step += 1) {
    await read(step);
    for (const [at, id] of CHOICES) if (at === step) await choose(id);
    for (const [at, id, text] of FIELDS) if (at === step) await enter(id, text);
    await go(step);
  }
}
