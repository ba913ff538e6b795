//! The module of the teams who write packs, and of back ends in Node: the investor's whole module, and what checks,
//! proves and verifies.

mod days;
mod prove;
mod variant;
mod verify;
