//! Letters of the scripts that records are written in: which characters are some, and their lower case.
//!
//! The standard library's tables of all scripts are a fiftieth of the module of statements each.

/// A letter in lower case, of the alphabets that layouts and names of this place are written in: Latin, Greek without
/// accents, Cyrillic. The table of all scripts is a fiftieth of the module.
#[must_use]
pub fn lower(letter: char) -> char {
    let code = u32::from(letter);
    let even = code % 2 == 0;
    let up = match letter {
        'A'..='Z' | 'À'..='Ö' | 'Ø'..='Þ' | 'Α'..='Ρ' | 'Σ'..='Ϋ' | 'А'..='Я' => 32,
        'Ѐ'..='Џ' => 80,
        'İ' => return 'i',
        'Ÿ' => return 'ÿ',
        'Ā'..='ķ' | 'Ŋ'..='ŷ' if even => 1,
        'Ĺ'..='Ň' | 'Ź'..='Ž' if !even => 1,
        _ => 0,
    };
    char::from_u32(code.saturating_add(up)).unwrap_or(letter)
}

/// A text in lower case, by [`lower`].
#[must_use]
pub fn lowered(text: &str) -> String {
    text.chars().map(lower).collect()
}

/// Whether a character is a letter or a digit rather than a sign: beyond ASCII, whatever is none of the signs, marks and
/// pictures that names are written with.
#[must_use]
pub fn is_alphanumeric(character: char) -> bool {
    match character {
        '\0'..='\x7f' => character.is_ascii_alphanumeric(),
        // Western signs, and accents that stand by themselves.
        '\u{80}'..='©' | '«'..='±' | '´' | '¶'..='¸' | '»' | '¿' | '×' | '÷' | '\u{300}'..='\u{344}' => false,
        // Punctuation, currencies, arrows, symbols; among them numbers in circles.
        '\u{2000}'..='\u{206f}' | '\u{20a0}'..='\u{2101}' | '№' | '™' => false,
        '\u{2190}'..='\u{245f}' | '\u{2500}'..='\u{2775}' | '\u{2794}'..='\u{2bff}' => false,
        // Punctuation of East Asia, and its companies' marks.
        '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{302a}'..='\u{3030}' | '\u{3036}'..='\u{3037}' => false,
        '\u{303d}'..='\u{3040}' | '\u{3097}'..='\u{309c}' | '\u{30a0}' | '・' => false,
        '\u{322a}'..='\u{3247}' | '\u{32c0}'..='\u{33ff}' => false,
        // Private use, half and full width, pictures.
        '\u{e000}'..='\u{f8ff}' | '\u{fe00}'..='\u{fe6f}' | '\u{feff}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}' => false,
        '\u{ff3b}'..='\u{ff40}' | '\u{ff5b}'..='\u{ff65}' | '\u{ffe0}'..='\u{ffff}' | '\u{1f200}'..='\u{1faff}' => {
            false
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the package's own layouts and rules are written in.
    fn of_files() -> String {
        let files = ["formats", "categories"].map(|folder| format!("{}/../../{folder}", env!("CARGO_MANIFEST_DIR")));
        let texts = files.iter().flat_map(|folder| std::fs::read_dir(folder).unwrap());
        texts.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap()).collect()
    }

    #[test]
    fn letters_are_lowered_as_the_standard_librarys_table_says() {
        let alphabets = ('\0'..='\u{17f}').chain('Α'..='ω').chain('Ѐ'..='џ').filter(|letter| *letter != 'İ');
        for letter in alphabets.chain(of_files().chars()) {
            assert_eq!(lower(letter).to_string(), letter.to_lowercase().to_string(), "{letter}");
        }
        assert_eq!(lowered("Überweisung ÉTÉ Ünal 转账 İ"), "überweisung été ünal 转账 i");
    }

    #[test]
    fn letters_and_digits_are_told_as_the_standard_librarys_tables_say() {
        let western =
            ('\0'..='\u{2c1}').chain('\u{300}'..='\u{344}').chain('Α'..='Ρ').chain('Σ'..='ϵ').chain('Ѐ'..='ҁ');
        let signs = ('\u{2000}'..='\u{2064}').chain('₠'..='₿').chain('←'..='⑳').chain('─'..='⯿');
        let eastern = ('\u{3000}'..='ヿ').chain('ㄅ'..='ㄯ').chain('㐀'..='䶿').chain('一'..='龥').chain('가'..='힣');
        let wide = ('！'..='ﾾ').chain('￠'..='￮').chain('㈪'..='㉇').chain('㌀'..='㏿');
        let pictures = '🌀'..='🙏';
        for character in western.chain(signs).chain(eastern).chain(wide).chain(pictures).chain(of_files().chars()) {
            assert_eq!(is_alphanumeric(character), character.is_alphanumeric(), "{:x}", u32::from(character));
        }
    }
}
