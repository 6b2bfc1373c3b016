//! Reads data files: JSON in which every field has a name that this app knows.
//!
//! It is written out, and small on purpose: readers that `serde` derives took 105 kB of the app. A fault does not stop the
//! reading, which saves a branch per field: the first fault is kept, empty values stand in for what is wrong, and
//! [`read`] returns the fault in place of all that was read.

use std::cell::OnceCell;
use std::fmt;

use super::json_value::Json;
use super::{JsonError, RemotePath};

/// A value, and where it stands.
pub(crate) struct Item<'a> {
    json: Json,
    path: String,
    fault: &'a OnceCell<JsonError>,
}

/// The fields of an object that are not yet read.
pub(crate) struct Fields<'a> {
    left: Vec<(String, Json)>,
    path: String,
    fault: &'a OnceCell<JsonError>,
}

/// Reads a document with a function; `root` is how paths in errors begin.
pub(crate) fn read<T>(
    root: &str,
    text: &str,
    read: impl FnOnce(Item<'_>) -> T,
) -> Result<T, JsonError> {
    let fault = OnceCell::new();
    let value = read(Item {
        json: serde_json::from_str(text).map_err(JsonError::Syntax)?,
        path: root.to_owned(),
        fault: &fault,
    });
    fault.into_inner().map_or(Ok(value), Err)
}

impl<'a> Item<'a> {
    /// Says whether this is a list.
    pub(crate) fn is_list(&self) -> bool {
        matches!(self.json, Json::List(_))
    }

    /// Reads a text.
    pub(crate) fn text(self) -> String {
        match self.json {
            Json::Text(text) => text,
            _ => self.unlike("a text"),
        }
    }

    /// Reads a text that is not empty and can go into commands: it holds no control character.
    pub(crate) fn named(self) -> String {
        self.fitting("empty, or holds a control character", |text| {
            !text.contains(char::is_control)
        })
    }

    /// Reads a name of small letters, digits, dots and hyphens.
    pub(crate) fn label(self) -> String {
        self.fitting("not made of a-z, 0-9, dots and hyphens", |text| {
            let fits = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'-');
            text.bytes().all(fits)
        })
    }

    fn fitting(self, fault: &'static str, fits: fn(&str) -> bool) -> String {
        let check = |text: &str| {
            let fits = !text.is_empty() && fits(text);
            fits.then(|| text.to_owned()).ok_or(fault)
        };
        self.parsed(check).unwrap_or_default()
    }

    /// Reads a yes or no.
    pub(crate) fn boolean(self) -> bool {
        match self.json {
            Json::Boolean(value) => value,
            _ => self.unlike("true or false"),
        }
    }

    /// Reads a number, with or without decimals.
    pub(crate) fn decimal(self) -> f64 {
        match self.json {
            Json::Number(number) => number,
            Json::Whole(number) if u32::try_from(number).is_ok() => {
                u32::try_from(number).map_or(0.0, f64::from)
            }
            _ => self.unlike("a number"),
        }
    }

    /// Reads a whole number that is not negative and fits into the type.
    pub(crate) fn whole<N: TryFrom<u64> + Default>(self) -> N {
        match self.json {
            Json::Whole(number) if let Ok(number) = N::try_from(number) => number,
            _ => self.unlike("a whole number of that range"),
        }
    }

    /// Reads a whole number from 1 to `most`.
    pub(crate) fn up_to(self, most: u16) -> u16 {
        match self.json {
            Json::Whole(number)
                if let Ok(number @ 1..) = u16::try_from(number)
                    && number <= most =>
            {
                number
            }
            _ => {
                self.refuse(&format_args!("not a whole number from 1 to {most}"));
                most
            }
        }
    }

    /// Refuses all numbers but one.
    pub(crate) fn equal_to(self, number: u64) {
        if !matches!(self.json, Json::Whole(found) if found == number) {
            self.refuse(&format_args!("not {number}, which this app reads"));
        }
    }

    /// Reads a path below the site root.
    pub(crate) fn remote_path(self) -> RemotePath {
        self.parsed(RemotePath::parse).unwrap_or_default()
    }

    /// Reads what a text stands for; nothing after a fault.
    pub(crate) fn parsed<T, E: fmt::Display>(
        self,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        match &self.json {
            Json::Text(text) => self.checked(parse(text)),
            _ => self.unlike("a text"),
        }
    }

    /// Returns the value, or notes that this item is refused, and why.
    pub(crate) fn checked<T, E: fmt::Display>(&self, result: Result<T, E>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(error) => {
                self.refuse(&error);
                None
            }
        }
    }

    /// Reads a list, each item with that function.
    pub(crate) fn list<T>(self, read: fn(Item<'a>) -> T) -> Vec<T> {
        let mut items = Vec::new();
        self.each(&mut |item| items.push(read(item)));
        items
    }

    /// Reads a list of so many whole numbers.
    pub(crate) fn wholes<N: TryFrom<u64> + Default + Copy, const LEN: usize>(self) -> [N; LEN] {
        let mut numbers = [N::default(); LEN];
        if !matches!(&self.json, Json::List(items) if items.len() == LEN) {
            self.unlike::<()>("a list of that many numbers");
            return numbers;
        }
        let mut places = numbers.iter_mut();
        self.each(&mut |item| {
            if let Some(place) = places.next() {
                *place = item.whole();
            }
        });
        numbers
    }

    /// Hands on each item of a list.
    pub(crate) fn each(self, take: &mut dyn FnMut(Item<'a>)) {
        let Json::List(items) = self.json else {
            return self.unlike("a list");
        };
        for (index, json) in items.into_iter().enumerate() {
            take(Item {
                json,
                path: format!("{}[{index}]", self.path),
                fault: self.fault,
            });
        }
    }

    /// Hands on each entry of an object whose names are data, in the file's order.
    pub(crate) fn each_entry(self, take: &mut dyn FnMut(String, Item<'a>)) {
        let fields = self.fields();
        for (name, json) in fields.left {
            let path = below(&fields.path, &name);
            let fault = fields.fault;
            take(name, Item { json, path, fault });
        }
    }

    /// Reads an object with a function that takes each of its fields; one that is left is a fault.
    pub(crate) fn object<T>(self, read: impl FnOnce(&mut Fields<'a>) -> T) -> T {
        let mut fields = self.fields();
        let value = read(&mut fields);
        fields.finish();
        value
    }

    fn fields(self) -> Fields<'a> {
        let (path, fault) = (self.path, self.fault);
        let left = match self.json {
            Json::Object(left) => left,
            json => Item {
                json,
                path: path.clone(),
                fault,
            }
            .unlike("an object"),
        };
        Fields { left, path, fault }
    }

    /// Notes that the value is of another type, and returns an empty one.
    fn unlike<T: Default>(self, expected: &'static str) -> T {
        note(
            self.fault,
            JsonError::Type {
                path: self.path,
                expected,
            },
        );
        T::default()
    }

    fn refuse(&self, reason: &dyn fmt::Display) {
        note(
            self.fault,
            JsonError::Refused {
                path: self.path.clone(),
                reason: reason.to_string(),
            },
        );
    }
}

impl<'a> Fields<'a> {
    /// Takes a field that may be missing or null.
    pub(crate) fn optional(&mut self, name: &str) -> Option<Item<'a>> {
        let index = self.left.iter().position(|(field, _)| field == name)?;
        let (_, json) = self.left.swap_remove(index);
        if matches!(json, Json::Null) {
            return None;
        }
        Some(Item {
            json,
            path: below(&self.path, name),
            fault: self.fault,
        })
    }

    /// Takes a field that must be there.
    pub(crate) fn required(&mut self, name: &str) -> Item<'a> {
        if let Some(item) = self.optional(name) {
            return item;
        }
        let path = below(&self.path, name);
        note(self.fault, JsonError::Missing { path: path.clone() });
        Item {
            json: Json::Null,
            path,
            fault: self.fault,
        }
    }

    /// Reads a text.
    pub(crate) fn text(&mut self, name: &str) -> String {
        self.required(name).text()
    }

    /// Reads a text that may be missing.
    pub(crate) fn optional_text(&mut self, name: &str) -> Option<String> {
        self.optional(name).map(Item::text)
    }

    /// Reads a path below the site root.
    pub(crate) fn remote_path(&mut self, name: &str) -> RemotePath {
        self.required(name).remote_path()
    }

    /// Reads a list that may be missing, which is as good as an empty one.
    pub(crate) fn optional_list<T>(&mut self, name: &str, read: fn(Item<'a>) -> T) -> Vec<T> {
        match self.optional(name) {
            Some(item) => item.list(read),
            None => Vec::new(),
        }
    }

    /// Takes all that is left, whatever it is.
    pub(crate) fn skip(&mut self) {
        self.left.clear();
    }

    fn finish(self) {
        if let Some((name, _)) = self.left.first() {
            let path = below(&self.path, name);
            note(self.fault, JsonError::Unknown { path });
        }
    }
}

/// Keeps a fault if it is the first.
fn note(fault: &OnceCell<JsonError>, error: JsonError) {
    drop(fault.set(error));
}

fn below(path: &str, name: &str) -> String {
    if path.is_empty() {
        return name.to_owned();
    }
    format!("{path}.{name}")
}
