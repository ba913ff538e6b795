/**
 * A provider of OpenFeature's web SDK over features that the host has loaded with `prescreen/experiment`: synchronous, without
 * a request and without a poll. Who has no id is in no experiment; nothing is drawn by chance.
 *
 * Not for a screening's own questionnaire: that variant is the server's word, in the session.
 */
import {
  ErrorCode,
  type EvaluationContext,
  type JsonValue,
  type Logger,
  OpenFeatureEventEmitter,
  type Provider,
  ProviderEvents,
  ProviderFatalError,
  type ResolutionDetails,
  StandardResolutionReasons,
  type TrackingEventDetails,
} from "@openfeature/web-sdk";
import type { Failure } from "./core/answer.js";
import type { Features } from "./experiment/features.js";
import type { AssignmentResult, Context, FeatureResult, StickyDocuments } from "./experiment/types.js";

/** That a person was given a variation: `experiment`, `unit` and `variation` are those of an event of the report. */
export interface Exposure {
  experiment: string;
  /** The value that was hashed, as text. */
  unit: string;
  /** The variation's key. */
  variation: string;
  /** The attribute that was hashed. */
  attribute: string;
  /** The feature that was asked for. */
  feature: string;
}

/** What the host tracks. */
export interface Tracked {
  name: string;
  /** The context's targeting key. */
  unit: string | undefined;
  /** As the host gave them. */
  details: TrackingEventDetails;
}

export interface ProviderOptions {
  /** What `loadFeatures` gave, or a promise of it; the provider is ready when it is there. The host disposes of it. */
  features: Features | PromiseLike<Features>;
  /** The attribute that the context's targeting key is, `id` where it is left out; one of the context's own comes first. */
  unit?: string;
  /**
   * Told before the value is given, once for each experiment, unit and variation: write it down before the page can be
   * left. Where it throws, it is told again the next time.
   */
  exposed?(exposure: Exposure): void;
  /** Told of `client.track`. */
  tracked?(tracked: Tracked): void;
  /** Sticky buckets: those that are known, and where those that change are kept. */
  sticky?: { documents: StickyDocuments; keep(changed: StickyDocuments): void };
  /** The page's address, for experiments that are on some pages. */
  url?(): string;
}

/** A value's type, as OpenFeature tells them apart. */
type Kind = "boolean" | "string" | "number" | "object";

export class PrescreenProvider implements Provider {
  readonly metadata = { name: "prescreen" } as const;
  readonly runsOn = "client";
  readonly events = new OpenFeatureEventEmitter();
  readonly #options: ProviderOptions;
  #given: ProviderOptions["features"];
  #features: Features | undefined;
  #context: EvaluationContext = {};
  #documents: StickyDocuments;
  readonly #told = new Set<string>();

  constructor(options: ProviderOptions) {
    this.#options = options;
    this.#given = options.features;
    this.#documents = { ...options.sticky?.documents };
  }

  /** @throws `ProviderFatalError` for a payload that cannot be read; what else the promise is rejected with. */
  async initialize(context: EvaluationContext = {}): Promise<void> {
    this.#context = context;
    const given = this.#given;
    try {
      const features = await given;
      // A newer payload may have come meanwhile.
      if (given === this.#given) this.#features = features;
    } catch (error) {
      // Trying again gives the same: the payload is not of the form, or its key is another.
      throw error instanceof Error && error.name === "PrescreenError" ? new ProviderFatalError(error.message) : error;
    }
  }

  onContextChange(_: EvaluationContext, context: EvaluationContext): void {
    this.#context = context;
  }

  async onClose(): Promise<void> {
    this.#features = undefined;
    this.#told.clear();
  }

  /** Goes on with a newer payload; those who listen are told which flags have another value for the present context. */
  replace(features: Features): void {
    const before = this.#values();
    this.#given = features;
    this.#features = features;
    const after = this.#values();
    const names = new Set([...Object.keys(before), ...Object.keys(after)]);
    const flagsChanged = [...names].filter((name) => before[name] !== after[name]);
    this.events.emit(ProviderEvents.ConfigurationChanged, { flagsChanged });
  }

  resolveBooleanEvaluation(flag: string, usual: boolean, context: EvaluationContext, logger: Logger): ResolutionDetails<boolean> {
    return this.#resolve(flag, usual, "boolean", context, logger);
  }

  resolveStringEvaluation(flag: string, usual: string, context: EvaluationContext, logger: Logger): ResolutionDetails<string> {
    return this.#resolve(flag, usual, "string", context, logger);
  }

  resolveNumberEvaluation(flag: string, usual: number, context: EvaluationContext, logger: Logger): ResolutionDetails<number> {
    return this.#resolve(flag, usual, "number", context, logger);
  }

  resolveObjectEvaluation<T extends JsonValue>(flag: string, usual: T, context: EvaluationContext, logger: Logger): ResolutionDetails<T> {
    return this.#resolve(flag, usual, "object", context, logger);
  }

  track(name: string, context: EvaluationContext, details: TrackingEventDetails): void {
    this.#options.tracked?.({ name, unit: context.targetingKey, details });
  }

  #resolve<T extends JsonValue>(flag: string, usual: T, kind: Kind, context: EvaluationContext, logger: Logger): ResolutionDetails<T> {
    if (!this.#features) return failed(usual, ErrorCode.PROVIDER_NOT_READY, "the features are not there yet");
    const evaluated = this.#features.feature(flag, this.#contextOf(context));
    if (!evaluated.ok) return failed(usual, codeOf(evaluated), evaluated.error.message);
    const { result, reason, kept } = evaluated.value;
    if (result.source === "unknownFeature") return failed(usual, ErrorCode.FLAG_NOT_FOUND, "the payload has no such feature");
    if (result.source === "cyclicPrerequisite") {
      return failed(usual, ErrorCode.GENERAL, "the feature's prerequisites lead back to it");
    }
    const isNothing = result.value === null;
    if (!isNothing && typeof result.value !== kind) {
      return failed(usual, ErrorCode.TYPE_MISMATCH, `the feature's value is a ${typeof result.value}, not a ${kind}`);
    }
    this.#keep(kept, logger);
    if (result.experimentResult) this.#expose(flag, result.experimentResult, result.experiment?.key ?? flag, logger);
    // No value is no error: the caller's own stands, for who is in a variation without one too.
    if (!isNothing) return { value: result.value as T, reason, ...detailsOf(result) };
    return { value: usual, reason: reason === "STATIC" ? StandardResolutionReasons.DEFAULT : reason, ...experimentOf(result) };
  }

  /** The person, in the words of the evaluator. */
  #contextOf(context: EvaluationContext): Context {
    const { unit = "id", url, sticky } = this.#options;
    const attributes = { ...context, [unit]: context[unit] ?? context.targetingKey };
    return { attributes, ...(url && { url: url() }), ...(sticky && { stickyBucketAssignmentDocs: this.#documents }) };
  }

  #keep(changed: StickyDocuments, logger: Logger): void {
    if (Object.keys(changed).length === 0) return;
    this.#documents = { ...this.#documents, ...changed };
    guarded(() => this.#options.sticky?.keep(changed), "sticky buckets were not kept", logger);
  }

  #expose(feature: string, assignment: AssignmentResult, experiment: string, logger: Logger): void {
    // What somebody asked to see does not count.
    if (!assignment.inExperiment || !assignment.hashUsed || !this.#options.exposed) return;
    const { key: variation, hashAttribute: attribute, hashValue } = assignment;
    const unit = typeof hashValue === "string" ? hashValue : JSON.stringify(hashValue);
    const once = JSON.stringify([experiment, attribute, unit, variation]);
    if (this.#told.has(once)) return;
    const told = () => this.#options.exposed?.({ experiment, unit, variation, attribute, feature });
    if (guarded(told, "an exposure was not taken, and is told again", logger)) this.#told.add(once);
  }

  /** Every feature's value for the present context, as text. */
  #values(): Record<string, string> {
    const all = this.#features?.all(this.#contextOf(this.#context));
    const values = Object.entries(all?.ok ? all.value.features : {});
    return Object.fromEntries(values.map(([name, { result }]) => [name, JSON.stringify(result.value)]));
  }
}

/** Calls what is the host's: what it throws ends no evaluation. */
const guarded = (run: () => void, what: string, logger: Logger): boolean => {
  try {
    run();
    return true;
  } catch (error) {
    logger.error(`prescreen: ${what}`, error);
    return false;
  }
};

const failed = <T>(value: T, errorCode: ErrorCode, errorMessage: string): ResolutionDetails<T> => ({
  value,
  reason: StandardResolutionReasons.ERROR,
  errorCode,
  errorMessage,
});

const codeOf = ({ error }: Failure): ErrorCode => {
  if (error.code === "not-started") return ErrorCode.PROVIDER_NOT_READY;
  return error.code === "type" ? ErrorCode.INVALID_CONTEXT : ErrorCode.GENERAL;
};

type Details = Pick<ResolutionDetails<unknown>, "variant" | "flagMetadata">;

/** The variation's key, or the id of the rule that gives the value; of an experiment also which. */
const detailsOf = (result: FeatureResult): Details =>
  result.experiment || !result.ruleId ? experimentOf(result) : { variant: result.ruleId };

const experimentOf = ({ experiment, experimentResult }: FeatureResult): Details => {
  if (!experiment || !experimentResult) return {};
  const { key, variationId, hashAttribute, stickyBucketUsed } = experimentResult;
  return { variant: key, flagMetadata: { experiment: experiment.key, variationId, hashAttribute, stickyBucketUsed } };
};
