//! Directory indexes: pages of real servers, the laws of reading them, and the demonstration mirror that writes them.

mod demo_mirror;
#[path = "../support/fixture.rs"]
mod fixture;
mod html_tokens;
mod kinds;
mod pages;
mod properties;
mod properties_forms;
mod servers;
mod xml;
