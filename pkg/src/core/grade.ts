/** Which of a product's two grades counts. */
import type { ProductSheet } from "./types.js";

/** The higher of issuer's and seller's grade, in the pack's order of grades. */
export const countingGrade = (product: Pick<ProductSheet, "issuer_grade" | "seller_grade">, grades: readonly string[]): string =>
  grades.indexOf(product.issuer_grade) > grades.indexOf(product.seller_grade) ? product.issuer_grade : product.seller_grade;
