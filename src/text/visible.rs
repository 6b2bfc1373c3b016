//! Names of servers for people.

use crate::common::visible;
use crate::mirror::name_text;

/// Returns a server's file name or path for display: hidden characters as escapes (see [`visible`]), bytes that are not UTF-8 as
/// `%FF`.
pub fn visible_name(name: &str) -> String {
    visible(&name_text(name)).into_owned()
}
