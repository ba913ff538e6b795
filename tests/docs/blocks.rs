//! The fenced blocks of a page.

/// One fenced block.
pub struct Block {
    /// The words after the fence: the language first.
    pub info: Vec<String>,
    /// What stands between the fences.
    pub text: String,
    /// What stands between the block before and this one.
    pub before: String,
    /// The line of its opening fence, from 1.
    pub line: usize,
}

impl Block {
    /// The value of a word `name=value` of the fence.
    pub fn word(&self, name: &str) -> Option<&str> {
        self.info.iter().find_map(|word| word.strip_prefix(name)?.strip_prefix('='))
    }

    /// Whether a word stands at the fence.
    pub fn has(&self, word: &str) -> bool {
        self.info.iter().any(|other| other == word)
    }
}

/// The blocks of a language, in the order of the page.
pub fn of(page: &str, language: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut before = String::new();
    let mut lines = page.lines().enumerate();
    while let Some((n, line)) = lines.next() {
        let Some(info) = line.strip_prefix("```") else {
            before.push_str(line);
            before.push('\n');
            continue;
        };
        let info: Vec<String> = info.split_whitespace().map(String::from).collect();
        let text: Vec<&str> = lines.by_ref().map(|(_, line)| line).take_while(|line| *line != "```").collect();
        let before = std::mem::take(&mut before);
        if info.first().is_some_and(|first| first == language) {
            blocks.push(Block { info, text: text.join("\n"), before, line: n + 1 });
        }
    }
    blocks
}
