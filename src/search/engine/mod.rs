//! The search over all files of a snapshot.
//!
//! A query is split into terms; each gives a set of files, one bit a file, and the sets are combined. A word is looked up
//! in the different directory names and in the skeletons and words of file names, of which there are few, never in
//! all paths.

mod answer;
mod bits;
mod blocks;
mod copies;
mod details;
mod directory;
#[expect(
    clippy::module_inception,
    reason = "the engine is what the folder makes"
)]
mod engine;
mod facets;
mod kinds;
mod md5s;
mod meant;
mod memory;
mod names;
mod near;
mod negated;
mod order;
mod parts;
mod pasted;
mod paths;
mod pattern;
mod places;
mod relax;
mod terms;
mod used;
mod values;
mod weights;
mod word_form;

pub use engine::Engine;
pub use md5s::Md5Search;
