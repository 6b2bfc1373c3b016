//! The head of a listing: which of its columns hold dates and sizes.

use crate::listing::Size;

/// Beginnings of a head's word for the name, ASCII in lower case, in the languages in which servers write heads.
const NAMES: [&str; 19] = [
    "name",
    "file",
    "nom",
    "datei",
    "fichier",
    "archivo",
    "arquivo",
    "naam",
    "namn",
    "navn",
    "nazwa",
    "plik",
    "Имя",
    "Файл",
    "名",
    "文件",
    "ファイル",
    "이름",
    "파일",
];

/// Parts of words for the date of the last change.
const DATES: [&str; 17] = [
    "modif",
    "date",
    "time",
    "changed",
    "änder",
    "Änder",
    "datum",
    "fecha",
    "gewijzigd",
    "ändra",
    "modyfik",
    "Измен",
    "Дата",
    "更新",
    "修改",
    "日期",
    "수정",
];

/// Parts of words for the size.
const SIZES: [&str; 15] = [
    "size",
    "length",
    "größe",
    "taille",
    "tamaño",
    "tamanho",
    "dimension",
    "grootte",
    "storlek",
    "rozmiar",
    "Размер",
    "размер",
    "サイズ",
    "大小",
    "크기",
];

/// Parts of words for what a file takes on the disk, or when it is packed.
const OTHER_SIZES: [&str; 14] = [
    "disk",
    "block",
    "compress",
    "pack",
    "deflate",
    "allocated",
    "stored",
    "datenträger",
    "komprim",
    "disque",
    "disco",
    "диск",
    "ディスク",
    "占用",
];

/// Parts of words that say that a size is given in bytes.
const BYTES: [&str; 5] = ["byte", "octet", "raw", "байт", "バイト"];

/// The head of a listing: how many columns it has, and which hold dates and sizes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Header {
    /// Number of cells; `None` if the listing has no head that was understood.
    cells: Option<usize>,
    /// Position of the column of dates; in text without cells, any number.
    pub(super) date: Option<usize>,
    /// Position of the column of sizes; in text without cells, any number.
    pub(super) size: Option<usize>,
    /// Whether it has Apache's wording, so that sizes are rounded as Apache does.
    pub(super) apache: bool,
    /// The unit that the head gives for its numbers: `Size (KB)`.
    unit: Option<&'static str>,
}

/// How a head names its column of sizes, the best last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum SizeName {
    /// What the file takes on the disk, or when it is packed.
    Other,
    Plain,
    /// In bytes, beside a column of rounded sizes.
    Bytes,
}

impl SizeName {
    /// Reads the name of a column, in lower case; `None` if it is no column of sizes.
    fn read(name: &str) -> Option<Self> {
        let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
        if name.contains("uncompress") {
            return Some(Self::Plain);
        }
        let is_bytes = has(&BYTES);
        if !(has(&SIZES) || name.trim() == "bytes") {
            return None;
        }
        Some(match has(&OTHER_SIZES) {
            true => Self::Other,
            false if is_bytes => Self::Bytes,
            false => Self::Plain,
        })
    }
}

impl Header {
    /// Reads the cells of a row as the head of a listing, if they have its words.
    pub(super) fn read<'t>(cells: impl Iterator<Item = &'t str>) -> Option<Self> {
        let mut header = Self::default();
        let (mut count, mut named, mut modified, mut best) = (0, false, false, None);
        for (at, text) in cells.enumerate() {
            count = at + 1;
            let lower = text.trim_start().to_ascii_lowercase();
            named |= NAMES.iter().any(|word| lower.starts_with(word));
            modified |= text.contains("Last modified");
            let size = SizeName::read(&lower);
            // German for a file and for a disk begins like a date.
            let is_german = lower.starts_with("datei") || size == Some(SizeName::Other);
            // A file is written after it is made and before it is read.
            let is_other = ["creat", "access"].iter().any(|word| lower.contains(word));
            let is_date = !is_german && !is_other && DATES.iter().any(|word| lower.contains(word));
            if header.date.is_none() && is_date {
                header.date = Some(at);
            }
            if size > best {
                best = size;
                header.size = (size != Some(SizeName::Other)).then_some(at);
                header.unit = unit_of(&lower);
            }
        }
        header.apache = modified && header.size.is_some();
        header.cells = Some(count);
        named.then_some(header)
    }

    /// Returns whether the listing has a head that was understood.
    pub(super) fn is_known(&self) -> bool {
        self.cells.is_some()
    }

    /// Returns whether the head names a column besides the name.
    pub(super) fn has_columns(&self) -> bool {
        self.date.is_some() || self.size.is_some()
    }

    /// Returns whether a row of `cells` cells has the head's columns.
    pub(super) fn fits(&self, cells: usize) -> bool {
        self.cells == Some(cells)
    }

    /// Reads a size in the head's column.
    pub(super) fn read_size(&self, text: &str) -> Option<Size> {
        if self.apache {
            return Size::from_apache(text);
        }
        let shown = Size::from_text(text);
        match self.unit {
            Some(unit) if shown.is_none_or(Size::is_exact) => {
                Size::from_text(&format!("{} {unit}", text.trim()))
            }
            _ => shown,
        }
    }
}

/// Returns the unit in the name of a column, beside bytes: `size (kb)`, `size in mib`.
fn unit_of(name: &str) -> Option<&'static str> {
    const UNITS: [&str; 8] = ["kb", "mb", "gb", "tb", "kib", "mib", "gib", "tib"];
    let mut words = name.split(|letter: char| !letter.is_ascii_alphabetic());
    words.find_map(|word| UNITS.into_iter().find(|unit| *unit == word))
}
