// Makes brands-cn.json, the names of merchants in China by category, from the npm package `name-suggestion-index`.
//
// Takes the package's `dist/json/nsi.min.json`, gives the rule file on standard output:
//
//   node categories/make-brands.mjs node_modules/name-suggestion-index/dist/json/nsi.min.json > categories/brands-cn.json
//
// A name that stands in two categories is in neither. Banks, lenders, lotteries and bookmakers are left out: what is
// income, debt or gambling never hangs on a brand.

import { readFileSync } from "node:fs";

/** OpenStreetMap's class of a brand, to the category of its goods. What is not here is left out. */
const CLASSES = {
  groceries: `shop/supermarket shop/convenience shop/bakery shop/greengrocer shop/deli shop/wholesale shop/pastry
    shop/butcher shop/chemist shop/dairy shop/seafood shop/frozen_food shop/food shop/general`,
  transport: `amenity/fuel amenity/charging_station man_made/charge_point shop/car_repair shop/tyres amenity/parking
    amenity/car_rental amenity/bicycle_rental amenity/car_wash shop/motorcycle_repair`,
  health: `amenity/pharmacy amenity/hospital amenity/clinic amenity/dentist amenity/doctors shop/optician
    shop/herbalist shop/medical_supply`,
  insurance: "office/insurance",
  education: `amenity/school amenity/language_school amenity/kindergarten amenity/training amenity/music_school
    amenity/college amenity/university amenity/prep_school amenity/driving_school`,
  communication: "shop/telecommunication amenity/post_office",
  utilities: "office/energy_supplier office/water_utility",
  discretionary: `amenity/restaurant amenity/cafe amenity/fast_food amenity/bar amenity/pub amenity/ice_cream
    amenity/cinema amenity/karaoke_box amenity/internet_cafe tourism/hotel tourism/motel tourism/hostel
    tourism/theme_park leisure/fitness_centre leisure/sports_centre leisure/indoor_play leisure/amusement_arcade
    shop/clothes shop/shoes shop/books shop/jewelry shop/electronics shop/cosmetics shop/beauty shop/sports shop/toys
    shop/travel_agency shop/stationery shop/furniture shop/bicycle shop/watches shop/tea shop/coffee shop/outdoor
    shop/musical_instrument shop/mobile_phone shop/mobile_phone_accessories shop/computer shop/photo shop/nuts
    shop/confectionery shop/chocolate shop/alcohol shop/beverages shop/tobacco shop/e-cigarette shop/variety_store
    shop/department_store shop/houseware shop/fashion_accessories shop/bag shop/perfumery shop/gift shop/kitchen
    shop/florist shop/pet shop/hairdresser shop/massage shop/video_games shop/baby_goods`,
};

/** The tags in which a brand's names stand. */
const NAMES = ["name", "name:zh", "name:zh-Hans", "name:en", "brand", "brand:zh", "brand:zh-Hans", "operator"];
NAMES.push("operator:zh", "short_name", "short_name:zh", "alt_name", "alt_name:zh", "official_name", "official_name:zh");

/** Names that are charging stations to the map and a supplier of electricity to a household. */
const LEFT_OUT = /电网|State Grid/;

const file = process.argv[2];
if (file === undefined) {
  throw new Error("no file named; expected the path of name-suggestion-index/dist/json/nsi.min.json");
}
const { _meta, nsi } = JSON.parse(readFileSync(file, "utf8"));
const categoryOf = new Map(Object.entries(CLASSES).flatMap(([category, classes]) => classes.split(/\s+/).map((name) => [name, category])));

/** Name to the categories in which it stands. */
const found = new Map();
const clean = (name) => name.normalize("NFKC").trim();
const key = (name) =>
  clean(name)
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}]/gu, "");

for (const [path, { items }] of Object.entries(nsi)) {
  const [tree, ...rest] = path.split("/");
  const category = categoryOf.get(rest.join("/"));
  if (tree !== "brands" && tree !== "operators") continue;
  for (const { locationSet, tags, matchNames = [] } of items) {
    const inChina = locationSet.include.some((place) => /^cn\b/.test(String(place)));
    const chinese = NAMES.some((name) => /zh/.test(name) && /\p{Script=Han}/u.test(tags[name] ?? ""));
    if (!inChina && !(chinese && locationSet.include.includes("001"))) continue;
    const names = NAMES.flatMap((name) => (tags[name] ?? "").split(";"));
    for (const name of [...names, ...(inChina ? matchNames : [])]) {
      const folded = key(name);
      if (folded.length < 2 || /^\d+$/.test(folded) || LEFT_OUT.test(name)) continue;
      const entry = found.get(folded) ?? { name: clean(name), categories: new Set() };
      found.set(folded, entry);
      entry.categories.add(category);
    }
  }
}

const merchants = {};
for (const { name, categories } of found.values()) {
  const [category, ...others] = categories;
  if (category !== undefined && others.length === 0) {
    merchants[category] ??= [];
    merchants[category].push(name);
  }
}
for (const category of Object.keys(merchants)) merchants[category].sort();
const sources = [`name-suggestion-index ${_meta.version}, BSD-3-Clause: see NOTICE.md`];
process.stdout.write(`${JSON.stringify({ id: "brands-cn", version: 1, sources, merchants }, null, 1)}\n`);
