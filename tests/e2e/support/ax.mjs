// Drives a page through the browser's accessibility tree, as a screen reader would: closed shadow roots are no obstacle to it.

export async function accessibility(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("Accessibility.enable");
  await session.send("DOM.enable");

  const nodes = async () => {
    const { nodes: all } = await session.send("Accessibility.getFullAXTree");
    return all
      .filter((node) => !node.ignored)
      .map((node) => ({
        role: node.role?.value,
        name: node.name?.value ?? "",
        properties: Object.fromEntries((node.properties ?? []).map(({ name, value }) => [name, value?.value])),
        backend: node.backendDOMNodeId,
      }));
  };

  const named = (wanted, name) => (wanted instanceof RegExp ? wanted.test(name) : wanted === undefined || wanted === name);

  return {
    nodes,
    all: async (role, name) => (await nodes()).filter((node) => node.role === role && named(name, node.name)),
    async one(role, name, timeout = 15_000) {
      const until = Date.now() + timeout;
      for (;;) {
        const [found] = await this.all(role, name);
        if (found) return found;
        if (Date.now() > until)
          throw new Error(
            `no ${role} named ${name}; there are: ${(await nodes())
              .filter((node) => node.role === role)
              .map((node) => node.name)
              .join(" | ")}`,
          );
        await page.waitForTimeout(50);
      }
    },
    /** Where an element stands in the window: its four corners, x before y. */
    async quad({ backend }) {
      const { quads } = await session.send("DOM.getContentQuads", { backendNodeId: backend });
      return quads[0];
    },
    /** A real click with the mouse at the middle of the element. */
    async click(role, name, index = 0) {
      await this.one(role, name);
      const found = (await this.all(role, name))[index];
      await session.send("DOM.scrollIntoViewIfNeeded", { backendNodeId: found.backend });
      const [x1, y1, , , x2, y2] = await this.quad(found);
      await page.mouse.click((x1 + x2) / 2, (y1 + y2) / 2);
    },
    /** Everything that is read out, as one text. */
    text: async () => (await nodes()).map((node) => node.name).join("\n"),
  };
}
