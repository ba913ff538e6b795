//! The part of a list that a request asks for.
//!
//! Takes the query of an address, gives the cursor and the number, each read whole or refused.

use crate::problem::{Kind, Problem};
use crate::wire::answers::MAX_LISTED;

/// Where to go on, and how many to give.
#[derive(Debug, PartialEq, Eq)]
pub struct Page<C> {
    pub after: Option<C>,
    /// 1 to [`MAX_LISTED`].
    pub limit: u32,
}

impl<C> Page<C> {
    /// From a query, with the list's own cursors.
    pub fn of(query: &str, cursor: impl Fn(&str) -> Option<C>) -> Result<Self, Problem> {
        let mut page = Self { after: None, limit: MAX_LISTED };
        let mut named = Vec::new();
        for part in query.split('&').filter(|part| !part.is_empty()) {
            let name = part.split('=').next().unwrap_or_default();
            if named.contains(&name) {
                return Err(Problem::new(Kind::Malformed).detail("after or limit is given twice; give each once"));
            }
            named.push(name);
            let taken = match part.split_once('=') {
                Some(("after", text)) => cursor(text).map(|after| page.after = Some(after)),
                Some(("limit", limit)) => number(limit, 1, MAX_LISTED).map(|limit| page.limit = limit),
                _ => None,
            };
            taken.ok_or_else(|| {
                let detail = format!(
                    "after is the cursor of an earlier answer, and limit a number from 1 to {MAX_LISTED}; there is \
                     nothing else"
                );
                Problem::new(Kind::Malformed).detail(detail)
            })?;
        }
        Ok(page)
    }
}

/// A number in digits alone, within bounds.
pub fn number<N: std::str::FromStr + PartialOrd>(text: &str, least: N, most: N) -> Option<N> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|number| digits && least <= *number && *number <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_read_whole_or_refused() {
        let of = |query| Page::of(query, |text| number(text, 0, 99)).ok().map(|page| (page.after, page.limit));
        assert_eq!(of(""), Some((None, 100)));
        assert_eq!(of("after=17&limit=2"), Some((Some(17), 2)));
        for wrong in [
            "after=1&after=2",
            "limit=1&limit=1",
            "after=-1",
            "after=+1",
            "after=",
            "after=x",
            "limit=0",
            "limit=101",
            "before=1",
            "after",
        ] {
            assert_eq!(of(wrong), None, "{wrong}");
        }
    }
}
