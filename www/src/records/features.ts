/** Features of records as text: their value, or what is missing for it. */
import type { FeatureFound } from "prescreen/statements";
import { amount } from "./amount";
import { words } from "./words";

/** Features that are money, and those in ten-thousandths; the others are counts. */
const MONEY = ["outflow-monthly", "obligations-monthly", "liquid-balance"];
const SHARES = ["essential-share", "obligations-to-income", "confidence"];

export const lacking = (found: FeatureFound | undefined): string => {
  const text = words().joined;
  return found && "needs" in found ? text.notEnough(text.needs[found.of] ?? found.of, found.needs, found.has) : "";
};

/** A feature's value in its unit, or what is missing for it. */
export const featureText = (name: string, of: FeatureFound, currency: string): string => {
  if (!("value" in of)) return lacking(of);
  if (MONEY.includes(name)) return amount(of.value, currency);
  return SHARES.includes(name) ? `${(of.value / 100).toFixed(0)}%` : String(of.value);
};
