//! HTML in which nothing from a pack can be markup: text is escaped, and only the program's own
//! literals are tags.

/// A page under construction.
#[derive(Default)]
pub struct Html {
    page: String,
}

impl Html {
    /// Adds markup of the program's own.
    pub fn markup(&mut self, markup: &'static str) {
        self.page.push_str(markup);
    }

    /// Adds an element; `tag` may carry attributes.
    pub fn put(&mut self, tag: &'static str, inside: impl FnOnce(&mut Self)) {
        self.page.push('<');
        self.page.push_str(tag);
        self.page.push('>');
        inside(self);
        self.close(tag);
    }

    /// Adds an element with one attribute whose value comes from a pack.
    pub fn put_with(&mut self, tag: &'static str, name: &'static str, value: &str, inside: impl FnOnce(&mut Self)) {
        self.page.push('<');
        self.page.push_str(tag);
        self.page.push(' ');
        self.page.push_str(name);
        self.page.push_str("=\"");
        self.text(value);
        self.page.push_str("\">");
        inside(self);
        self.close(tag);
    }

    /// Adds an element that holds one text.
    pub fn line(&mut self, tag: &'static str, text: &str) {
        self.put(tag, |html| html.text(text));
    }

    /// Adds text.
    pub fn text(&mut self, text: &str) {
        for character in text.chars() {
            match character {
                '&' => self.page.push_str("&amp;"),
                '<' => self.page.push_str("&lt;"),
                '>' => self.page.push_str("&gt;"),
                '"' => self.page.push_str("&quot;"),
                '\'' => self.page.push_str("&#39;"),
                other => self.page.push(other),
            }
        }
    }

    /// Adds paragraphs, which an empty line separates in the text.
    pub fn paragraphs(&mut self, text: &str) {
        for paragraph in text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty()) {
            self.put("p", |html| {
                for (n, line) in paragraph.lines().enumerate() {
                    if n > 0 {
                        html.markup("<br>");
                    }
                    html.text(line);
                }
            });
        }
    }

    /// Adds a link, or plain text when the address is not one of the web.
    pub fn link(&mut self, address: &str, text: &str) {
        if address.starts_with("https://") || address.starts_with("http://") {
            self.put_with("a", "href", address, |html| html.text(text));
        } else {
            self.text(text);
        }
    }

    /// The page.
    pub fn finish(self) -> String {
        self.page
    }

    fn close(&mut self, tag: &'static str) {
        self.page.push_str("</");
        self.page.push_str(tag.split(' ').next().unwrap_or(tag));
        self.page.push('>');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_packs_text_is_never_markup() {
        let mut html = Html::default();
        html.put_with("section", "lang", "\"><script>", |html| html.text("<b>'&"));
        html.link("javascript:alert(1)", "x");
        assert_eq!(html.finish(), "<section lang=\"&quot;&gt;&lt;script&gt;\">&lt;b&gt;&#39;&amp;</section>x");
    }

    #[test]
    fn an_element_closes_without_its_attributes() {
        let mut html = Html::default();
        html.put("td class=\"n\"", |html| html.text("1"));
        assert_eq!(html.finish(), "<td class=\"n\">1</td>");
    }
}
