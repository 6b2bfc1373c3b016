//! What the pure core knows and does: mirrors, tables, catalogue, selection, walk, transfer; and the shape of the sources.

mod address;
mod architecture;
mod catalogue;
#[path = "../support/counted.rs"]
mod counted;
mod differences;
mod documents;
mod failover;
#[path = "../support/fixture.rs"]
mod fixture;
mod hosts;
mod mirror_lists;
mod mirrors;
mod page;
#[path = "../support/path.rs"]
mod path;
mod renamed;
mod samples;
mod selection;
mod table;
mod table_facts;
mod table_index;
mod table_kinds;
mod table_properties;
mod table_samples;
mod text;
mod walk;
