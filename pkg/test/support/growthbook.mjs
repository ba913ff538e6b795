// GrowthBook's shared cases through the entry for experiments, in Node or in a page.

const PAYLOAD = ["features", "experiments", "savedGroups", "contextualBandits"];
const CONTEXT = ["attributes", "url", "forcedVariations", "enabled", "qaMode"];
/** Documents in a case's context: the case's own stand in their place. */
const STORED = "stickyBucketAssignmentDocs";

/** How many cases of each group there are here. The other groups are of functions that no caller sees alone. */
export const COUNTS = { evalCondition: 248, feature: 55, contextualBandit: 35, run: 73, stickyBucket: 13, urlRedirect: 4 };

const picked = (from, names) => Object.fromEntries(names.filter((name) => name in from).map((name) => [name, from[name]]));
const nameOf = ({ attributeName, attributeValue }) => `${attributeName}||${attributeValue}`;

/** What comes of every case, and what the file expects: `{group, name, found, expected}`. */
export const allCases = ({ loadFeatures, unwrap }, { evalCondition, ...groups }) => {
  /** The features of a case, and whom they are asked for. */
  const taken = (context) => {
    const unread = Object.keys(context).filter((name) => ![...PAYLOAD, ...CONTEXT, STORED].includes(name));
    if (unread.length > 0) throw new Error(`a part of a case that is not read here: ${unread}`);
    return [unwrap(loadFeatures({ features: {}, ...picked(context, PAYLOAD) })), picked(context, CONTEXT)];
  };
  const asked = ([, context, name, expected]) => {
    const [features, person] = taken(context);
    return [unwrap(features.feature(name, person)).result, expected];
  };
  const evaluate = {
    feature: asked,
    contextualBandit: asked,
    run: ([, context, experiment, ...expected]) => {
      const [features, person] = taken(context);
      const { value, inExperiment, hashUsed } = unwrap(features.run(experiment, person)).result;
      return [[value, inExperiment, hashUsed], expected.slice(0, 3)];
    },
    urlRedirect: ([, context, expected]) => {
      const [features, person] = taken(context);
      const { redirect } = unwrap(features.redirect(person));
      const told = redirect && { inExperiment: redirect.result.inExperiment, urlRedirect: redirect.to, urlWithParams: redirect.url };
      return [told ? [told] : [], expected];
    },
    // The documents that a host would bring, and what it would store.
    stickyBucket: ([, context, stored, feature, result, after]) => {
      const [features, person] = taken(context);
      const keys = unwrap(features.stickyKeys(person.attributes));
      const own = stored.filter(({ attributeName, attributeValue }) => keys[attributeName] === attributeValue);
      const found = unwrap(features.feature(feature, { ...person, [STORED]: own }));
      const named = Object.fromEntries(own.map((document) => [nameOf(document), document]));
      return [
        [found.result.experimentResult ?? null, { ...named, ...found.kept }],
        [result, after],
      ];
    },
    // Each condition as the targeting of a feature.
    evalCondition: ([, condition, attributes, expected, savedGroups]) => {
      const features = { asked: { defaultValue: false, rules: [{ condition, force: true }] } };
      const loaded = unwrap(loadFeatures({ features, ...(savedGroups && { savedGroups }) }));
      const { value } = unwrap(loaded.feature("asked", { attributes })).result;
      loaded.dispose();
      return [value, expected];
    },
  };
  return Object.keys(COUNTS).flatMap((group) =>
    (group === "evalCondition" ? evalCondition : groups[group]).map((one) => {
      const [found, expected] = evaluate[group](one);
      return { group, name: one[0], found, expected };
    }),
  );
};

/** What every feature is for people, in the form of the lines of `prescreen experiment assign`. */
export const linesOf = ({ loadFeatures, unwrap }, payload, people) => {
  const features = unwrap(loadFeatures(payload));
  return people.map((attributes) => {
    const all = Object.entries(unwrap(features.all({ attributes })).features);
    return { id: attributes.id, ...Object.fromEntries(all.map(([name, { result }]) => [name, result.value])) };
  });
};
