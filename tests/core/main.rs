//! What the pure core knows and does: mirrors, tables, catalogue, selection, walk, transfer; and the shape of the sources.

mod address;
mod architecture;
mod catalogue;
mod documents;
mod failover;
mod hosts;
mod mirror_lists;
mod mirrors;
mod page;
mod reading;
mod samples;
mod selection;
mod table;
mod table_index;
mod table_properties;
mod table_samples;
mod transfer;
#[path = "../support/virtual_time.rs"]
mod virtual_time;
mod walk;
