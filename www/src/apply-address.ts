/** Where a permission is applied for, and from which product: both stand after the hash sign, which no request carries. */

export const addressOf = (permission: string, product?: string): string =>
  `apply.html#${product === undefined ? permission : `${permission}/${product}`}`;

/** What the page's own address names. */
export const named = (): { permission: string; product: string | undefined } => {
  const [permission = "", product] = location.hash.slice(1).split("/");
  return { permission, product };
};
