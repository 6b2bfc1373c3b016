//! Where keys lead in a grid of rows.

/// Returns the row that a key leads to from a row of `count`, of which `page` are seen at a time; nothing if it leads nowhere.
pub fn row_of_key(key: &str, at: usize, count: usize, page: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    let to = match key {
        "ArrowDown" => at + 1,
        "ArrowUp" => at.saturating_sub(1),
        "PageDown" => at + page,
        "PageUp" => at.saturating_sub(page),
        "Home" => 0,
        "End" => last,
        _ => return None,
    };
    Some(to.min(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_lead_to_rows_and_never_beyond_them() {
        for (key, at, expected) in [
            ("ArrowDown", 4, Some(5)),
            ("ArrowDown", 99, Some(99)),
            ("ArrowUp", 4, Some(3)),
            ("ArrowUp", 0, Some(0)),
            ("PageDown", 4, Some(24)),
            ("PageDown", 90, Some(99)),
            ("PageUp", 30, Some(10)),
            ("PageUp", 5, Some(0)),
            ("Home", 50, Some(0)),
            ("End", 50, Some(99)),
            ("Enter", 50, None),
        ] {
            assert_eq!(row_of_key(key, at, 100, 20), expected, "{key} at {at}");
        }
        assert_eq!(row_of_key("End", 0, 0, 20), None);
    }
}
