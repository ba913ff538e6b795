/** Screens product sheets on this device: the pack, the profile on file and held facts are enough, no request is made. */
import { countingGrade, init, loadPack, screen, unwrap, type Assessment, type Pack, type Session } from "prescreen";
import type { Me, Product } from "./broker";
import { day } from "./format";
import { type PackTexts, readPack } from "./pack";

export interface Device extends PackTexts {
  pack: Pack;
  /** The session in which a purchase of the product is looked at. */
  purchase: (product: Product) => Session;
  screen: (product: Product) => Assessment;
  /** What applying for a permission would come to. */
  apply: (permission: string) => Assessment;
  /** The grade of a product that counts. */
  grade: (product: Product) => string;
}

export const readDevice = async (me: Me): Promise<Device> => {
  const [{ source, document, text }] = await Promise.all([readPack(me), init()]);
  const loaded = loadPack(source);
  if (!loaded.ok) throw new Error(loaded.error.code);
  const pack = loaded.value;
  const purchase = (product: Product): Session => ownSession(me, { purpose: "purchase", product: product.sheet });
  const screened = (session: Session): Assessment => {
    const of = screen(pack, session, { answers: {}, facts: {} });
    if (!of.ok) throw new Error(of.error.code);
    return of.value;
  };
  return {
    document,
    text,
    pack,
    purchase,
    screen: (product) => screened(purchase(product)),
    apply: (permission) => screened(ownSession(me, { purpose: "permission", permission })),
    grade: ({ sheet }) => unwrap(countingGrade(pack, sheet)) ?? "",
  };
};

/** A session that never meets a server: its nonce is zero and nothing is signed with it. */
const ownSession = (me: Me, what: Pick<Session, "purpose" | "product" | "permission">): Session => ({
  id: "shelf",
  nonce: "A".repeat(43),
  audience: location.origin,
  subject: "shelf",
  ...what,
  pack: me.pack,
  variant: "base",
  now: me.now,
  expires: me.now + 3600,
  profile: me.profile,
  facts: me.facts,
  earlier: earlierOf(me),
});

/** Classes that the person came to in assessments, as the server adds them to a purchase: what they lead to is told before it begins. */
const earlierOf = ({ records }: Me): NonNullable<Session["earlier"]> =>
  records.flatMap(({ purpose, class: found, at }) =>
    purpose === "purchase" || purpose === "permission" || found === null ? [] : [{ class: found, assessed_on: day(at) }],
  );
