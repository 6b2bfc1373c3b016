//! The app natively: pages rendered to HTML, and what they do with scripted ports.

mod fake_ports;
mod render;
mod state;
