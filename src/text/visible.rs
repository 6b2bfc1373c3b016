//! Names of servers for people.

use crate::common::visible;
use crate::mirror::name_text;

/// Returns a name or path of a server for people: hidden characters as escapes, bytes that are not UTF-8 as `%FF`.
pub fn visible_name(name: &str) -> String {
    visible(&name_text(name)).into_owned()
}
