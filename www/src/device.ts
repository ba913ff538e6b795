/** Screens product sheets on this device: the pack, the profile on file and held facts are enough, no request is made. */
import {
  countingGrade,
  init,
  loadPack,
  screen,
  unwrap,
  type Assessment,
  type Pack,
  type PackDocument,
  type Purpose,
  type Session,
} from "prescreen";
import { type Me, type Product, Trouble } from "./broker";
import { locale } from "./i18n";

/** A pack's document with its texts in the language of the page. */
export interface PackTexts {
  document: PackDocument;
  text: (key: string) => string | undefined;
}

export interface Device extends PackTexts {
  pack: Pack;
  /** The session in which a purchase of the product is looked at. */
  purchase: (product: Product) => Session;
  screen: (product: Product) => Assessment;
  /** The grade of a product that counts. */
  grade: (product: Product) => string;
  /** The code of the rule by which the firm's own facts bar an assessment, whatever would be answered; none where it is open. */
  barredBy: string | undefined;
}

export const readPack = async (me: Me): Promise<PackTexts & { source: string }> => {
  const response = await fetch(`/packs/${me.pack.hash}.json`).catch(() => undefined);
  if (!response?.ok) throw new Trouble("pack-missing", response?.status ?? 0);
  const source = await response.text();
  const document = JSON.parse(source) as PackDocument;
  return { source, document, text: (key) => document.texts[locale()]?.[key] };
};

export const readDevice = async (me: Me): Promise<Device> => {
  const [{ source, document, text }] = await Promise.all([readPack(me), init()]);
  const loaded = loadPack(source);
  if (!loaded.ok) throw new Error(loaded.error.code);
  const pack = loaded.value;
  const purchase = (product: Product): Session => ownSession(me, "purchase", product);
  const screened = (session: Session): Assessment => {
    const of = screen(pack, session, { answers: {}, facts: {} });
    if (!of.ok) throw new Error(of.error.code);
    return of.value;
  };
  const { outcome, reasons } = screened(ownSession(me, me.account === "open" ? "assessment" : "account_opening", null));
  const deciding = reasons.find((reason) => reason.deciding && !reason.unknown);
  return {
    document,
    text,
    barredBy: outcome === "refuse" && deciding?.part === "eligibility" ? deciding.code : undefined,
    pack,
    purchase,
    screen: (product) => screened(purchase(product)),
    grade: ({ sheet }) => unwrap(countingGrade(pack, sheet)) ?? "",
  };
};

/** A session that never meets a server: its nonce is zero and nothing is signed with it. */
const ownSession = (me: Me, purpose: Purpose, product: Product | null): Session => ({
  id: "shelf",
  nonce: "A".repeat(43),
  audience: location.origin,
  subject: "shelf",
  purpose,
  pack: me.pack,
  variant: "base",
  now: me.now,
  expires: me.now + 3600,
  product: product?.sheet ?? null,
  profile: me.profile,
  facts: me.facts,
});

/** A class as it stands in a sentence. */
export const className = (id: string, pack: PackTexts | undefined): string =>
  [shortClass(id, pack), pack?.text(`class.${id}`)].filter((part) => part !== undefined).join(" ");

/** A class as it stands on a tile. */
export const shortClass = (id: string, pack: PackTexts | undefined): string => pack?.text(`class.${id}.short`) ?? id;
