//! Which cells of a table are hidden, so that none of them can be computed from those that are shown.
//!
//! Cells and sums of a table with two sides, one of them in two levels, are flows in a network: its nodes are the sums that
//! have to agree, and every cell is an arc between two of them, so that what flows into a node flows out of it. A hidden
//! cell can be computed exactly when no other flow agrees with what is shown. Another one there is when the cell lies on a
//! cycle of hidden arcs along which one more may flow, or one less where at least two do: a cell that counts nobody is
//! shown, so that a hidden one is known to count somebody. Every arc lies on a cycle of arcs in its own direction, so that
//! such a cycle can always be had by hiding more.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use super::table::{Cell, Named, Of, Table};

/// The least count that is shown.
pub const LEAST_SHOWN: u64 = 10;

/// A sum that has to agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Node<'a> {
    /// The reasons of an outcome, in a class or all.
    Reasons(&'a Of<Named>, &'a str),
    /// The outcomes of a class or all.
    Outcomes(&'a Of<Named>),
    /// The classes with an outcome and a reason.
    Classes(&'a str, &'a Named),
    /// The classes with any outcome.
    Whole,
}

/// A cell as an arc.
struct Arc<'a> {
    cell: &'a Cell,
    count: u64,
    from: Node<'a>,
    to: Node<'a>,
}

impl<'a> Arc<'a> {
    fn of(cell: &'a Cell, count: u64) -> Self {
        let class = &cell.class;
        let (above, below) = match &cell.outcome {
            Of::All => (Node::Whole, Node::Outcomes(class)),
            Of::One((outcome, Of::All)) => (Node::Outcomes(class), Node::Reasons(class, outcome)),
            Of::One((outcome, Of::One(reason))) => (Node::Reasons(class, outcome), Node::Classes(outcome, reason)),
        };
        // All classes together flow down to the reasons, and from there through each class up again.
        let (from, to) = if *class == Of::All { (above, below) } else { (below, above) };
        Self { cell, count, from, to }
    }
}

/// The cells to hide: those that count fewer than are shown, and as few others as were found to be needed.
pub fn hidden(table: &Table) -> BTreeSet<Cell> {
    let arcs: Vec<Arc<'_>> = table.cells().map(|(cell, count)| Arc::of(cell, count)).collect();
    let mut network = Network::of(&arcs);
    let mut queue: Vec<usize> =
        arcs.iter().enumerate().filter(|(_, arc)| arc.count < LEAST_SHOWN).map(|(place, _)| place).collect();
    network.hidden.extend(&queue);
    // A cell that has its cycle keeps it when more are hidden.
    while let Some(place) = queue.pop() {
        for beside in network.cheapest_cycle(place) {
            if network.hidden.insert(beside) {
                queue.push(beside);
            }
        }
    }
    network.hidden.iter().filter_map(|place| arcs.get(*place)).map(|arc| arc.cell.clone()).collect()
}

struct Network<'n, 'a> {
    arcs: &'n [Arc<'a>],
    /// The arcs at each node.
    at: BTreeMap<Node<'a>, Vec<usize>>,
    hidden: BTreeSet<usize>,
}

impl<'n, 'a> Network<'n, 'a> {
    fn of(arcs: &'n [Arc<'a>]) -> Self {
        let mut at: BTreeMap<Node<'a>, Vec<usize>> = BTreeMap::new();
        for (place, arc) in arcs.iter().enumerate() {
            at.entry(arc.from).or_default().push(place);
            at.entry(arc.to).or_default().push(place);
        }
        Self { arcs, at, hidden: BTreeSet::new() }
    }

    /// The other arcs of the cycle along which the flow of an arc may change by one, that hides the fewest more.
    fn cheapest_cycle(&self, place: usize) -> Vec<usize> {
        let Some(arc) = self.arcs.get(place) else { return Vec::new() };
        let more = self.cheapest_path(arc.to, arc.from, place);
        let less = if arc.count > 1 { self.cheapest_path(arc.from, arc.to, place) } else { None };
        let cheapest = [more, less].into_iter().flatten().min_by_key(|(cost, _)| *cost);
        cheapest.map(|(_, path)| path).unwrap_or_default()
    }

    /// The arcs from one node to another along which one more may flow, forward, or one less, backward; never through one
    /// of them.
    fn cheapest_path(&self, from: Node<'a>, to: Node<'a>, without: usize) -> Option<(u64, Vec<usize>)> {
        let mut reached: BTreeMap<Node<'a>, (u64, Option<(usize, Node<'a>)>)> = BTreeMap::from([(from, (0, None))]);
        let mut next = BinaryHeap::from([Reverse((0_u64, from))]);
        while let Some(Reverse((cost, node))) = next.pop() {
            if node == to {
                break;
            }
            if reached.get(&node).is_some_and(|(least, _)| *least < cost) {
                continue;
            }
            for place in self.at.get(&node).into_iter().flatten().copied().filter(|place| *place != without) {
                let Some(arc) = self.arcs.get(place) else { continue };
                let over = if arc.from == node {
                    arc.to
                } else if arc.count > 1 {
                    arc.from
                } else {
                    continue;
                };
                let price = if self.hidden.contains(&place) { 0 } else { arc.count };
                let cost = cost.saturating_add(price);
                if reached.get(&over).is_none_or(|(least, _)| cost < *least) {
                    reached.insert(over, (cost, Some((place, node))));
                    next.push(Reverse((cost, over)));
                }
            }
        }
        let (cost, _) = *reached.get(&to)?;
        let mut path = Vec::new();
        let mut node = to;
        while let Some((_, Some((place, before)))) = reached.get(&node) {
            path.push(*place);
            node = *before;
        }
        Some((cost, path))
    }
}

#[cfg(test)]
#[path = "suppression_tests.rs"]
mod tests;
