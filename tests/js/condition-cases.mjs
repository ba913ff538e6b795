// What a verifier has to know of the condition language, one rule and some sessions each. Every expectation was read off
// docs/pack-language.md by hand: `bars` are attested facts with which the rule certainly restricts, `passes` such with
// which it does not, an empty object among them where the person might still say otherwise.

const rule = (id, when, bars, passes, more = {}) => ({ id, when, bars, passes, ...more });

/** Facts that person and firm may give, by the word that their names begin with. */
export const FACTS = [
  { id: "status", type: "choice", options: ["retail", "expert", "staff"], provided_by: ["host", "person"] },
  { id: "region", type: "choice", options: ["north", "south", "abroad"], provided_by: ["host", "person"] },
  { id: "count", type: "integer", unit: "count", min: -10, max: 1000, provided_by: ["host", "person"] },
  { id: "other", type: "integer", unit: "count", min: -10, max: 1000, provided_by: ["host", "person"] },
  { id: "since", type: "date", provided_by: ["host", "person"] },
  { id: "flagged", type: "boolean", provided_by: ["host", "person"] },
  { id: "checked", type: "boolean", provided_by: ["host"] },
  { id: "held_since", type: "date", provided_by: ["host"] },
  { id: "years_held", type: "integer", unit: "years", derive: { age_on: "held_since" } },
  { id: "months_since", type: "integer", unit: "months", derive: { months_since: "since" } },
  { id: "least", type: "integer", unit: "count", derive: { min: ["count", "other"] } },
  { id: "most", type: "integer", unit: "count", derive: { max: ["count", "other"] } },
  { id: "share", type: "integer", unit: "basis_points", derive: { share_bp: { part: "count", whole: "other" } } },
];

/** Each rule stands in a pack of its own: nothing else bars. The session's day is 2026-09-21. */
export const RULES = [
  rule("value alone of a choice", { status: "staff" }, [{ status: "staff" }], [{ status: "retail" }, {}]),
  rule("value alone of an integer", { count: 0 }, [{ count: 0 }], [{ count: 1 }, {}]),
  rule("value alone of a boolean", { flagged: false }, [{ flagged: false }], [{ flagged: true }, {}]),
  rule("value alone of a date", { since: "2020-02-29" }, [{ since: "2020-02-29" }], [{ since: "2020-03-01" }]),
  rule("$eq", { status: { $eq: "staff" } }, [{ status: "staff" }], [{ status: "expert" }, {}]),
  rule("$eq of a date", { since: { $eq: "2020-02-29" } }, [{ since: "2020-02-29" }], [{ since: "2020-02-28" }]),
  rule("$ne", { status: { $ne: "retail" } }, [{ status: "staff" }], [{ status: "retail" }, {}]),
  rule("$ne of an integer", { count: { $ne: 3 } }, [{ count: 4 }], [{ count: 3 }, {}]),
  rule("$in", { status: { $in: ["staff", "expert"] } }, [{ status: "expert" }], [{ status: "retail" }, {}]),
  rule("$in of integers", { count: { $in: [1, 3] } }, [{ count: 3 }], [{ count: 2 }, {}]),
  rule("$in of dates", { since: { $in: ["2020-01-01", "2021-01-01"] } }, [{ since: "2021-01-01" }], [{ since: "2020-06-01" }]),
  rule("$nin", { status: { $nin: ["retail", "staff"] } }, [{ status: "expert" }], [{ status: "staff" }, {}]),
  rule("$nin of dates", { since: { $nin: ["2020-01-01"] } }, [{ since: "2020-01-02" }], [{ since: "2020-01-01" }, {}]),
  rule("$gt", { count: { $gt: 10 } }, [{ count: 11 }], [{ count: 10 }, {}]),
  rule("$gte", { count: { $gte: 10 } }, [{ count: 10 }], [{ count: 9 }, {}]),
  rule("$lt", { count: { $lt: 10 } }, [{ count: 9 }, { count: -10 }], [{ count: 10 }, {}]),
  rule("$lte", { count: { $lte: 10 } }, [{ count: 10 }], [{ count: 11 }, {}]),
  rule("$gt of a date", { since: { $gt: "2024-02-29" } }, [{ since: "2024-03-01" }], [{ since: "2024-02-29" }]),
  rule("$lte of a date", { since: { $lte: "2024-02-29" } }, [{ since: "2024-02-29" }], [{ since: "2024-03-01" }]),
  rule("several operators", { count: { $gte: 3, $lt: 10 } }, [{ count: 3 }, { count: 9 }], [{ count: 10 }, { count: 2 }]),
  rule("$not of operators", { count: { $not: { $gte: 3, $lt: 10 } } }, [{ count: 10 }, { count: 2 }], [{ count: 3 }, {}]),
  rule(
    "several keys",
    { status: "staff", flagged: true },
    [{ status: "staff", flagged: true }],
    [{ status: "staff", flagged: false }, { status: "staff" }, { status: "retail" }],
  ),
  rule(
    "$and",
    { $and: [{ status: "staff" }, { count: { $gt: 3 } }] },
    [{ status: "staff", count: 4 }],
    [{ status: "staff", count: 3 }, { count: 4 }],
  ),
  rule(
    "$or",
    { $or: [{ status: "staff" }, { count: { $gt: 3 } }] },
    [{ status: "staff" }, { count: 4 }, { status: "retail", count: 4 }],
    [{ status: "retail", count: 3 }, { status: "retail" }],
  ),
  rule(
    "$nor",
    { $nor: [{ status: "retail" }, { flagged: true }] },
    [{ status: "staff", flagged: false }],
    [{ status: "retail" }, { status: "staff", flagged: true }, { status: "staff" }],
  ),
  rule(
    "$not",
    { $not: { status: "retail", flagged: false } },
    [{ status: "staff" }, { flagged: true }],
    [{ status: "retail", flagged: false }, { flagged: false }],
  ),
  rule(
    "unknown does not cancel out",
    { $or: [{ flagged: true }, { $not: { flagged: true } }] },
    [{ flagged: true }, { flagged: false }],
    [{}],
  ),
  rule("$exists true", { checked: { $exists: true } }, [{ checked: false }], [{}]),
  rule("$exists false", { checked: { $exists: false } }, [{}], [{ checked: true }]),
  rule("$exists of what the person may give", { flagged: { $exists: false } }, [], [{}, { flagged: true }]),
  rule("what exists for certain needs steps", { checked: { $exists: false } }, [], [{}], {
    outcome: "proceed_after",
    flow: "board",
    claims: { outcome: "proceed_after", flows: ["board"] },
  }),
  rule("what only the firm has is missing for certain", { checked: false }, [{}, { checked: false }], [{ checked: true }]),
  rule("if_unknown leads elsewhere", { checked: false }, [{ checked: false }], [{}, { checked: true }], {
    if_unknown: { outcome: "proceed_after", flow: "board" },
    claims: { outcome: "proceed_after", flows: ["board"] },
  }),
  rule("unless lifts on true alone", { count: { $gt: 3 } }, [{ count: 4 }, { count: 4, checked: false }], [{ count: 4, checked: true }], {
    unless: { checked: true },
  }),
  rule(
    "unless of a tier that the person reaches",
    { count: { $gt: 3 } },
    [{ count: 4, flagged: false }],
    [{ count: 4 }, { count: 4, flagged: true }],
    {
      unless: { flagged: true },
      unless_tier: "declared",
    },
  ),
  rule("age_on", { years_held: { $lt: 3 } }, [{ held_since: "2023-09-22" }], [{ held_since: "2023-09-21" }, { held_since: "2020-02-29" }]),
  rule("age_on of a day to come", { years_held: { $lt: 3 } }, [{ held_since: "2026-09-22" }], [{ held_since: "2000-01-01" }]),
  rule("months_since", { months_since: { $lt: 7 } }, [{ since: "2026-02-22" }, { since: "2026-03-31" }], [{ since: "2026-02-21" }, {}]),
  rule("min", { least: { $lt: 3 } }, [{ count: 2, other: 9 }], [{ count: 3, other: 9 }, { count: 2 }]),
  rule("max", { most: { $gt: 8 } }, [{ count: 2, other: 9 }], [{ count: 8, other: 8 }, { other: 9 }]),
  rule(
    "share_bp",
    { share: { $gt: 3333 } },
    [
      { count: 334, other: 1000 },
      { count: 1, other: 3 },
    ],
    [{ count: 1, other: 4 }, { count: 1 }],
  ),
  rule("share_bp between two basis points", { share: { $lte: 3333 } }, [{ count: 1, other: 4 }], [{ count: 1, other: 3 }]),
  // Nobody can say otherwise: both are attested.
  rule("share_bp of nothing", { share: { $gt: 3333 } }, [{ count: 1, other: 0 }], [{ count: 0, other: 1 }]),
  rule("share_bp of a loss", { share: { $lt: -3333 } }, [{ count: -1, other: 3 }], [{ count: 0, other: 3 }]),
  rule("purposes", { flagged: true }, [], [{ flagged: true }], { purposes: ["assessment"] }),
];

const sheet = (tags, more = {}) => ({ issuer_grade: "R1", seller_grade: "R1", type: "fund", term: "long", tags, ...more });
const bought = (id, when, bars, passes, more = {}) => ({ id, when, bars, passes, bought: true, ...more });

/** The same over what is bought, by a person with class C2. */
export const PRODUCT_RULES = [
  bought("$in of a set", { tags: { $in: ["new", "odd"] } }, [sheet(["odd"])], [sheet(["old"]), sheet([])]),
  bought("$nin of a set", { tags: { $nin: ["old"] } }, [sheet(["odd"]), sheet([])], [sheet(["odd", "old"])]),
  bought("$all", { tags: { $all: ["new", "odd"] } }, [sheet(["odd", "new", "old"])], [sheet(["odd", "old"])]),
  bought("$size", { tags: { $size: 2 } }, [sheet(["odd", "new"])], [sheet(["odd"]), sheet(["new", "odd", "old"])]),
  bought(
    "$size between",
    { tags: { $size: { $gte: 1, $lte: 2 } } },
    [sheet(["odd"]), sheet(["odd", "new"])],
    [sheet([]), sheet(["new", "odd", "old"])],
  ),
  bought("$size at least", { tags: { $size: { $gte: 2 } } }, [sheet(["new", "odd", "old"])], [sheet(["odd"])]),
  bought("the higher grade counts", { grade: "R2" }, [sheet([], { issuer_grade: "R2" }), sheet([], { seller_grade: "R2" })], [sheet([])]),
  bought("grade_fits", { grade_fits: false }, [sheet([], { issuer_grade: "R3" })], [sheet([], { issuer_grade: "R2" })]),
  bought("class", { class: { $in: ["C1", "C2"] }, term: "short" }, [sheet([], { term: "short" })], [sheet([])]),
  bought(
    "earlier_fits",
    { earlier_fits: false },
    [
      sheet([], { issuer_grade: "R2", earlier: [["C1", "2026-08-22"]] }),
      sheet([], {
        issuer_grade: "R2",
        earlier: [
          ["C2", "2026-09-20"],
          ["C1", "2025-01-01"],
        ],
      }),
    ],
    [
      sheet([], { issuer_grade: "R2" }),
      sheet([], { earlier: [["C1", "2026-08-22"]] }),
      sheet([], {
        issuer_grade: "R2",
        earlier: [
          ["C2", "2026-08-21"],
          ["C1", "2025-01-01"],
        ],
      }),
    ],
    { earlier: 30 },
  ),
  bought("type", { type: { $ne: "note" } }, [sheet([])], [sheet([], { type: "note" })]),
];

/** Parts of the language, each of which a verifier may lack. */
export const LANGUAGE = [
  ..."$and $or $nor $not $eq $ne $in $nin $all $size $gt $gte $lt $lte $exists unless if_unknown dates".split(" "),
  ...["value alone", "several keys", "several operators", "$not of operators", "$in of a set", "$nin of a set", "$size between"],
];
