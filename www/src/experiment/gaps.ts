/** What a plan still lacks, and the same plan with every gap filled, so that what stands in it can be checked already. */

type Document = Record<string, unknown>;

/** Values that contradict nothing; nobody sees them. */
const FILLED: Document = {
  experiment: "experiment",
  looks: "once",
  smallest_effect_bp: 1000,
  baseline_bp: 5000,
  people_per_day: 100,
};

/** The pointers of what is required and not there. */
export const gaps = (plan: Document): string[] => {
  const found: string[] = [];
  const want = (there: unknown, at: string): void => {
    if (there === undefined || there === "") found.push(at);
  };
  want(plan.experiment, "/experiment");
  for (const [n, name] of (plan.variations as unknown[]).entries()) want(name, `/variations/${n}`);
  for (const [n, phase] of (plan.phases as Document[]).entries()) {
    for (const field of ["id", "from", "to"]) want(phase[field], `/phases/${n}/${field}`);
    for (const [place, weight] of (phase.weights as unknown[]).entries()) want(weight ?? undefined, `/phases/${n}/weights/${place}`);
  }
  want(plan.people_per_day, "/people_per_day");
  for (const [n, metric] of (plan.metrics as Document[]).entries()) {
    for (const field of ["id", "kind"]) want(metric[field], `/metrics/${n}/${field}`);
    if (metric.kind !== undefined && metric.kind !== "completion") want(metric.goal, `/metrics/${n}/goal`);
    if (metric.kind === "ratio") want(metric.per, `/metrics/${n}/per`);
  }
  for (const field of ["primary", "baseline_bp", "smallest_effect_bp", "looks"]) want(plan[field], `/${field}`);
  const decides = (plan.metrics as Document[]).find(({ id }) => id !== undefined && id === plan.primary);
  if (decides?.kind === "amount" || decides?.kind === "ratio") want(plan.deviation_bp, "/deviation_bp");
  return found;
};

/** A name that no other of a list has. */
const free = (n: number): string => `.gap-${n}`;

/** The plan with its gaps filled. */
export const bridged = (plan: Document): Document => {
  const metrics = (plan.metrics as Document[]).map((metric, n) => {
    const kind = metric.kind ?? "completion";
    // A metric whose goal is not chosen yet says nothing that could be wrong.
    const open = kind !== "completion" && (metric.goal === undefined || (kind === "ratio" && metric.per === undefined));
    return {
      ...metric,
      id: metric.id ?? free(n),
      ...(open ? { kind: "completion", goal: undefined, per: undefined, adjusted: undefined } : { kind }),
    };
  });
  let last = "1900-01-01";
  const phases = (plan.phases as Document[]).map((phase, n) => {
    const from = String(phase.from ?? last);
    const to = String(phase.to ?? dayAfter(from));
    last = to;
    return { id: free(n), ...phase, from, to, weights: (phase.weights as unknown[]).map((weight) => weight ?? 1) };
  });
  const share = !["amount", "ratio"].includes(String(metrics.find(({ id }) => id === plan.primary)?.kind));
  // What a metric that is not chosen whole would measure says nothing of the baseline.
  const decides = (plan.metrics as Document[]).find(({ id }) => id !== undefined && id === plan.primary);
  const known = decides?.kind !== undefined && (!share || ["completion", "goal"].includes(String(decides.kind)));
  return JSON.parse(
    JSON.stringify({
      ...FILLED,
      ...plan,
      variations: (plan.variations as string[]).map((name, n) => (name === "" ? free(n) : name)),
      phases,
      metrics,
      primary: plan.primary ?? metrics[0]?.id,
      ...(share ? { deviation_bp: undefined } : { deviation_bp: plan.deviation_bp ?? 1 }),
      ...(known ? {} : { baseline_bp: FILLED.baseline_bp }),
    }),
  ) as Document;
};

/** The day after a day; the same text where it is none. */
const dayAfter = (day: string): string => {
  const start = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(start) ? day : new Date(start + 86_400_000).toISOString().slice(0, 10);
};

/** Whether what is said of a place is true of the gaps before it only: a phase is held against the days of the one before. */
export const isOfGap = (at: string, lacking: readonly string[]): boolean => {
  const [, place] = /^\/phases\/(\d+)\/(?:from|to)$/.exec(at) ?? [];
  if (place === undefined) return false;
  const near = [Number(place) - 1, Number(place)];
  return lacking.some((gap) => near.some((n) => gap === `/phases/${n}/from` || gap === `/phases/${n}/to`));
};
