// Runs before the first paint, so that neither language nor theme flashes.
// With the size of the text, the only things that this site itself keeps in storage.
(() => {
  const root = document.documentElement;
  const read = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };
  const language = read("language") || (/^zh/i.test(navigator.language) ? "zh-CN" : "en");
  root.lang = language === "en" ? "en" : "zh-CN";
  const theme = read("theme");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  const size = read("size");
  if (size === "20" || size === "25" || size === "30") root.dataset.elder = size;
})();
