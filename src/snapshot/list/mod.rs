//! The list of all files in memory: names by their parts, directories as a tree, and one column for each fact.

pub(super) mod builder;
pub(super) mod classify;
pub(super) mod directories;
pub(super) mod file_list;
pub(super) mod file_notes;
pub(super) mod names;
pub(super) mod path_facts;
pub(super) mod postings;
pub(super) mod rank;
pub(super) mod string_table;
pub(super) mod tokenize;
pub(super) mod vocabulary;
