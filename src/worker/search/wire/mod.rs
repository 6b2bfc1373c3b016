//! What a page and its worker tell each other about the file search, as bytes.

mod fault;
mod form;
mod message;
mod parts;

pub use message::{Answer, Question};
