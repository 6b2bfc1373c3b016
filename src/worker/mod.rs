//! What runs in the page's web workers: reading directory indexes, and searching the list of all files.

pub mod index;
pub mod search;
