//! Reads JSON data files into types that derive `Deserialize`, and names the place of what is wrong.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;
use std::rc::Rc;

use serde::de::{DeserializeOwned, Error, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::visible;

/// Why a data file cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum JsonError {
    /// The text is not JSON.
    #[error("not JSON: {0}")]
    Syntax(#[source] serde_json::Error),
    /// A value is missing, unknown, repeated, of another type, or refused.
    #[error("{path}: {reason}")]
    Value {
        /// Where it stands: `releases[2].samples[0].value`.
        path: String,
        /// What is wrong with it.
        reason: String,
    },
}

impl JsonError {
    /// Reports a field that must be there.
    pub(crate) fn missing(path: String) -> Self {
        let reason = "missing, add it".to_owned();
        Self::Value { path, reason }
    }

    /// Describes an error in a text that is JSON.
    fn new(root: &str, error: serde_path_to_error::Error<serde_json::Error>) -> Self {
        let path = match error.path().to_string() {
            path if path == "." => root.to_owned(),
            path if path.starts_with('[') => format!("{root}{path}"),
            path => below(root, &path),
        };
        let error = error.into_inner();
        let text = error.to_string();
        let place = format!(" at line {} column {}", error.line(), error.column());
        let reason = text.strip_suffix(&place).unwrap_or(&text);
        // Serde names these fields in words only, and at the place of the object.
        let field = |words: &str| reason.strip_prefix(words)?.strip_suffix('`');
        if let Some(name) = field("missing field `") {
            return Self::missing(below(&path, name));
        }
        let (path, reason) = match field("duplicate field `") {
            Some(name) => (below(&path, name), "stands twice"),
            None => (path, reason),
        };
        let reason = reason.to_owned();
        Self::Value { path, reason }
    }
}

/// Reads a document. `root` is how paths in errors begin; it may be empty.
///
/// # Errors
///
/// The text is not JSON, or a value in it does not fit the type.
pub(crate) fn from_json<T: DeserializeOwned>(root: &str, text: &str) -> Result<T, JsonError> {
    // Editors of Windows write a byte order mark.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    // First by itself, as a value of another type can be a fault of syntax to serde.
    serde_json::from_str::<IgnoredAny>(text).map_err(JsonError::Syntax)?;
    let mut reader = serde_json::Deserializer::from_str(text);
    serde_path_to_error::deserialize(&mut reader).map_err(|error| JsonError::new(root, error))
}

/// A way to read documents.
pub(crate) trait ReadJson {
    /// Reads a document; `root` as for [`from_json`].
    fn read<T: DeserializeOwned>(root: &str, text: &str) -> Result<T, JsonError>;
}

/// Reads what people write: an error names its place.
pub(crate) struct WithPlaces;

/// Reads what ships with the app, without the code that follows places: it is as large as that which reads. Tests read the same
/// texts, so that a mistake is found before it ships.
pub(crate) struct Shipped;

impl ReadJson for WithPlaces {
    fn read<T: DeserializeOwned>(root: &str, text: &str) -> Result<T, JsonError> {
        from_json(root, text)
    }
}

impl ReadJson for Shipped {
    fn read<T: DeserializeOwned>(_: &str, text: &str) -> Result<T, JsonError> {
        serde_json::from_str(text).map_err(JsonError::Syntax)
    }
}

fn below(path: &str, name: &str) -> String {
    if path.is_empty() {
        return name.to_owned();
    }
    format!("{path}.{name}")
}

/// The number of a file's format: only this one is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Format<const NUMBER: u64>;

impl<const NUMBER: u64> Serialize for Format<NUMBER> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u64(NUMBER)
    }
}

impl<'de, const NUMBER: u64> Deserialize<'de> for Format<NUMBER> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if u64::deserialize(deserializer)? == NUMBER {
            return Ok(Self);
        }
        let reason = format_args!("not {NUMBER}, which this app reads");
        Err(D::Error::custom(reason))
    }
}

/// Reads an object whose names are data. A name that stands twice is refused.
pub(crate) fn unique_entries<'de, D, K, V>(deserializer: D) -> Result<BTreeMap<K, V>, D::Error>
where
    D: Deserializer<'de>,
    K: Deserialize<'de> + fmt::Display + Ord,
    V: Deserialize<'de>,
{
    struct Entries<K, V>(PhantomData<(K, V)>);

    impl<'de, K, V> Visitor<'de> for Entries<K, V>
    where
        K: Deserialize<'de> + fmt::Display + Ord,
        V: Deserialize<'de>,
    {
        type Value = BTreeMap<K, V>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
            let mut entries = BTreeMap::new();
            while let Some(key) = access.next_key::<K>()? {
                if entries.contains_key(&key) {
                    return Err(A::Error::custom(format_args!("duplicate field `{key}`")));
                }
                entries.insert(key, access.next_value()?);
            }
            Ok(entries)
        }
    }

    deserializer.deserialize_map(Entries(PhantomData))
}

/// Reads a text that copies share, or none.
pub(crate) fn optional_text<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Rc<str>>, D::Error> {
    let text: Option<String> = Option::deserialize(deserializer)?;
    Ok(text.map(Rc::from))
}

/// Reads a text that is not empty and can go into commands: it holds no control character.
pub(crate) fn name<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    checked_name(String::deserialize(deserializer)?)
}

/// Reads a name as [`name`] does, and escapes its hidden characters: for names that are only displayed.
pub(crate) fn shown_name<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    name(deserializer).map(|text| visible(&text).into_owned())
}

/// Reads a text as [`name`] does, or none.
pub(crate) fn optional_name<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<String>, D::Error> {
    let text = Option::deserialize(deserializer)?;
    text.map(checked_name).transpose()
}

fn checked_name<E: Error>(text: String) -> Result<String, E> {
    if text.is_empty() || text.contains(char::is_control) {
        return Err(E::custom("empty, or holds a control character"));
    }
    Ok(text)
}

/// Reads a name of small letters, digits, dots and hyphens.
pub(crate) fn label<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: From<String>,
{
    let text = String::deserialize(deserializer)?;
    let fits = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'-');
    if text.is_empty() || !text.bytes().all(fits) {
        return Err(D::Error::custom("not made of a-z, 0-9, dots and hyphens"));
    }
    Ok(text.into())
}

/// Reads a whole number from 1 to `MOST`.
pub(crate) fn up_to<'de, const MOST: u16, D>(deserializer: D) -> Result<u16, D::Error>
where
    D: Deserializer<'de>,
{
    match u16::deserialize(deserializer)? {
        number if (1..=MOST).contains(&number) => Ok(number),
        _ => {
            let reason = format_args!("not a whole number from 1 to {MOST}");
            Err(D::Error::custom(reason))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Document {
        #[expect(dead_code, reason = "only read")]
        format: Format<2>,
        #[serde(deserialize_with = "unique_entries")]
        sizes: BTreeMap<String, u8>,
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_a_document() {
        let text = "\u{feff}{\"format\":2,\"sizes\":{\"a\":1}}";
        let document = from_json::<Document>("doc", text).expect("a document");
        assert_eq!(document.sizes["a"], 1);
    }

    #[test]
    fn what_is_wrong_is_named_with_its_place() {
        for (text, words) in [
            (
                r#"{"format":1,"sizes":{}}"#,
                "doc.format: not 2, which this app reads",
            ),
            (r#"{"format":2}"#, "doc.sizes: missing, add it"),
            (
                r#"{"format":2,"sizes":{},"sizes":{}}"#,
                "doc.sizes: stands twice",
            ),
            (
                r#"{"format":2,"sizes":{"a":1,"a":2}}"#,
                "doc.sizes.a: stands twice",
            ),
            (
                r#"{"format":2,"sizes":{"a":256}}"#,
                "doc.sizes.a: invalid value: integer `256`, expected u8",
            ),
            (
                r#"{"format":2,"size":{}}"#,
                "doc.size: unknown field `size`, expected `format` or `sizes`",
            ),
            (
                "7",
                "doc: invalid type: integer `7`, expected struct Document",
            ),
            (
                r#"{"format":2,"sizes":{}} x"#,
                "not JSON: trailing characters at line 1 column 25",
            ),
        ] {
            let error = from_json::<Document>("doc", text).expect_err(text);
            assert_eq!(error.to_string(), words);
        }
    }
}
