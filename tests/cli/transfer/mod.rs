//! `igsr-fetch plan` and `igsr-fetch verify`, run as people run them: the plans by the real tools, on servers of this machine.

mod clients;
mod engines;
mod interruption;
mod support;
mod tools;
mod windows;
