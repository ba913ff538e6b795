//! Arrows between rooms and between files, the floors they make, and what is wrong with them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// A file of one room that takes something from a file of another, or of its own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Arrow {
    /// The room that takes.
    pub from: String,
    /// The room that gives.
    pub to: String,
    /// The file that takes, as a reader opens it.
    pub file: String,
    /// The file that gives, where it is one file that is named.
    pub of: Option<String>,
}

/// The rooms of one part of the house on their floors.
pub struct Plan {
    title: &'static str,
    /// From the ground up.
    floors: Vec<Vec<String>>,
    arrows: Vec<Arrow>,
    /// Whether the floors were decided on, and not made by the arrows.
    declared: bool,
    /// Rooms that no floor can hold, because they stand in a circle or were never given one.
    homeless: Vec<String>,
}

impl Plan {
    /// With an order that was decided on.
    pub fn declared(title: &'static str, floors: &[&[&str]], arrows: Vec<Arrow>) -> Self {
        let floors: Vec<Vec<String>> =
            floors.iter().map(|floor| floor.iter().map(ToString::to_string).collect()).collect();
        let placed: BTreeSet<&String> = floors.iter().flatten().collect();
        let homeless = rooms(&arrows).into_iter().filter(|room| !placed.contains(room)).collect();
        Self { title, floors, arrows, declared: true, homeless }
    }

    /// With the order that the arrows themselves make: each room as low as it can stand.
    pub fn found(title: &'static str, arrows: Vec<Arrow>) -> Self {
        let mut waiting: BTreeMap<String, BTreeSet<String>> =
            rooms(&arrows).into_iter().map(|room| (room, BTreeSet::new())).collect();
        for arrow in arrows.iter().filter(|arrow| arrow.from != arrow.to) {
            waiting.entry(arrow.from.clone()).or_default().insert(arrow.to.clone());
        }
        let mut floors = Vec::new();
        loop {
            let ready: Vec<String> =
                waiting.iter().filter(|(_, on)| on.is_empty()).map(|(room, _)| room.clone()).collect();
            if ready.is_empty() {
                break;
            }
            waiting.retain(|room, on| {
                on.retain(|other| !ready.contains(other));
                !ready.contains(room)
            });
            floors.push(ready);
        }
        Self { title, floors, arrows, declared: false, homeless: waiting.into_keys().collect() }
    }

    /// A line for each thing that is wrong.
    pub fn wrong(&self) -> Vec<String> {
        let mut wrong = BTreeSet::new();
        for room in &self.homeless {
            wrong.insert(if self.declared {
                format!("{room} has no floor; give it one in xtask/src/house.rs")
            } else {
                format!("{room} stands in a circle of rooms: {}", self.homeless.join(", "))
            });
        }
        for arrow in self.upward() {
            wrong.insert(format!("{} takes from {}, which is not below {}", arrow.file, arrow.to, arrow.from));
        }
        for circle in self.circles() {
            wrong.insert(format!("files in a circle: {}", circle.join(" → ")));
        }
        wrong.into_iter().collect()
    }

    fn floor(&self, room: &str) -> Option<usize> {
        self.floors.iter().position(|floor| floor.iter().any(|other| other == room))
    }

    fn upward(&self) -> impl Iterator<Item = &Arrow> {
        self.arrows.iter().filter(|arrow| {
            let floors = self.floor(&arrow.from).zip(self.floor(&arrow.to));
            arrow.from != arrow.to && floors.is_some_and(|(from, to)| to >= from)
        })
    }

    /// Each way from a file back to itself, once.
    fn circles(&self) -> Vec<Vec<&str>> {
        let mut next: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for arrow in &self.arrows {
            if let Some(of) = arrow.of.as_deref().filter(|of| *of != arrow.file) {
                next.entry(&arrow.file).or_default().insert(of);
            }
        }
        let mut done = BTreeSet::new();
        let mut circles = Vec::new();
        for start in next.keys() {
            let mut way = Vec::new();
            follow(start, &next, &mut way, &mut done, &mut circles);
        }
        circles
    }
}

fn follow<'a>(
    file: &'a str,
    next: &BTreeMap<&'a str, BTreeSet<&'a str>>,
    way: &mut Vec<&'a str>,
    done: &mut BTreeSet<&'a str>,
    circles: &mut Vec<Vec<&'a str>>,
) {
    if let Some(start) = way.iter().position(|before| *before == file) {
        circles.push(way[start..].iter().copied().chain([file]).collect());
        return;
    }
    if done.contains(file) {
        return;
    }
    way.push(file);
    for other in next.get(file).into_iter().flatten() {
        follow(other, next, way, done, circles);
    }
    way.pop();
    done.insert(file);
}

fn rooms(arrows: &[Arrow]) -> BTreeSet<String> {
    arrows.iter().flat_map(|arrow| [arrow.from.clone(), arrow.to.clone()]).collect()
}

impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.title)?;
        for (n, floor) in self.floors.iter().enumerate().rev() {
            for room in floor {
                let below: BTreeSet<&str> = self
                    .arrows
                    .iter()
                    .filter(|arrow| arrow.from == *room && arrow.to != *room)
                    .map(|arrow| arrow.to.as_str())
                    .collect();
                let below: Vec<&str> = below.into_iter().collect();
                let arrow = if below.is_empty() { "" } else { " → " };
                writeln!(f, "  {:>2}  {room}{arrow}{}", n + 1, below.join(", "))?;
            }
        }
        for wrong in self.wrong() {
            writeln!(f, "  !!  {wrong}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arrow(from: &str, to: &str) -> Arrow {
        Arrow { from: from.into(), to: to.into(), file: format!("{from}/mod.rs"), of: None }
    }

    fn between(file: &str, of: &str) -> Arrow {
        Arrow { from: "room".into(), to: "room".into(), file: file.into(), of: Some(of.into()) }
    }

    #[test]
    fn an_arrow_to_a_lower_floor_is_in_order() {
        let floors: &[&[&str]] = &[&["ground"], &["first"], &["second"]];
        assert!(
            Plan::declared("", floors, vec![arrow("second", "ground"), arrow("first", "ground")]).wrong().is_empty()
        );
    }

    #[test]
    fn an_arrow_that_runs_up_is_named_with_its_file() {
        let floors: &[&[&str]] = &[&["ground", "beside"], &["first"]];
        let wrong = Plan::declared("", floors, vec![arrow("ground", "first")]).wrong();
        assert_eq!(wrong, ["ground/mod.rs takes from first, which is not below ground"]);
        assert_eq!(Plan::declared("", floors, vec![arrow("ground", "beside")]).wrong().len(), 1);
    }

    #[test]
    fn a_room_without_a_floor_is_named() {
        let wrong = Plan::declared("", &[&["ground"]], vec![arrow("attic", "ground")]).wrong();
        assert_eq!(wrong, ["attic has no floor; give it one in xtask/src/house.rs"]);
    }

    #[test]
    fn rooms_that_take_from_each_other_have_no_floor() {
        let plan = Plan::found("", vec![arrow("a", "b"), arrow("b", "a"), arrow("c", "a")]);
        assert_eq!(plan.wrong().len(), 3);
        assert!(Plan::found("", vec![arrow("a", "b"), arrow("c", "a")]).wrong().is_empty());
    }

    #[test]
    fn files_in_a_circle_are_named_in_their_order() {
        let plan = Plan::found("", vec![between("a", "b"), between("b", "c"), between("c", "a"), between("d", "a")]);
        assert_eq!(plan.wrong(), ["files in a circle: a → b → c → a"]);
    }
}
