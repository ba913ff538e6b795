/** What is said of a person and a feature, in the words of GrowthBook's SDKs and of OpenFeature. */

export type JsonValue = string | number | boolean | null | JsonValue[] | { [name: string]: JsonValue };

/** Whom features are evaluated for: the context of GrowthBook's SDKs. Any part may be left out. */
export interface Context {
  /** What is known of the person, any JSON. Who lacks the attribute that an experiment hashes is not in it. */
  attributes?: Record<string, unknown>;
  /** The page; its query may ask for a variation (`?EXPERIMENT=1`). */
  url?: string;
  /** Variations by experiment that somebody asked to see, counted from 0. They do not count. */
  forcedVariations?: Record<string, number>;
  /** `false`: nobody is in an experiment. */
  enabled?: boolean;
  /** `true`: only who asked for a variation is in an experiment. */
  qaMode?: boolean;
  /** The person's sticky buckets, a list or an object by name. Left out, none are read and none are kept. */
  stickyBucketAssignmentDocs?: StickyDocuments | StickyDocument[];
}

/** What a person was given, by one attribute. */
export interface StickyDocument {
  attributeName: string;
  attributeValue: string;
  /** The variation's key by `EXPERIMENT__VERSION`. */
  assignments: Record<string, string>;
}

/** Documents by their names, `ATTRIBUTE||VALUE`. */
export type StickyDocuments = Record<string, StickyDocument>;

/** Where a feature's value stands. */
export type FeatureSource = "unknownFeature" | "defaultValue" | "force" | "experiment" | "prerequisite" | "cyclicPrerequisite";

/** What a feature's value depends on, in OpenFeature's words. */
export type FeatureReason = "STATIC" | "DEFAULT" | "TARGETING_MATCH" | "SPLIT" | "DISABLED" | "ERROR";

/** A feature for a person, as every SDK says it. */
export interface FeatureResult {
  /** `null` where there is none. */
  value: JsonValue;
  on: boolean;
  off: boolean;
  source: FeatureSource;
  /** Empty where no rule decided, or one without an id. */
  ruleId: string;
  /** The experiment that decided, as its rule states it. */
  experiment?: { key: string; variations: JsonValue[]; [part: string]: JsonValue };
  experimentResult?: AssignmentResult;
}

/** A person in an experiment, or not, as every SDK says it. */
export interface AssignmentResult {
  /** The variation's key. */
  key: string;
  featureId: string | null;
  inExperiment: boolean;
  /** Whether the variation is the hash's or a sticky bucket's: what was forced does not count. */
  hashUsed: boolean;
  /** The variation's number from 0. */
  variationId: number;
  value: JsonValue;
  hashAttribute: string;
  hashValue: JsonValue;
  stickyBucketUsed: boolean;
  name?: string;
  /** In [0, 1). */
  bucket?: number;
  passthrough?: boolean;
  /** Of a contextual bandit. */
  leafId?: number;
  variationWeights?: number[];
  banditVersion?: JsonValue;
}

export interface Evaluated {
  result: FeatureResult;
  reason: FeatureReason;
}

/** Sticky documents that changed: for the host to store. */
export interface Kept {
  kept: StickyDocuments;
}

/** A page that an experiment leads away from. */
export interface Redirected {
  result: AssignmentResult;
  /** Where the variation leads, as it is written. */
  to: string;
  /** The same with the query of the page, where the experiment keeps it. */
  url: string;
}
