//! Names of places, and short texts that stand in more than one of them.

use crate::search::Field;

/// The app's name.
pub const APP: &str = "igsr-fetch";
/// What the app is for, beside its name.
pub const APP_SUBTITLE: &str = "1000 Genomes downloads";
/// Name of the page.
pub const CATALOGUE_PAGE: &str = "Catalogue";
/// Name of the page.
pub const FILES_PAGE: &str = "Files";
/// Name of the page.
pub const FILE_PAGE: &str = "File";
/// Name of the page.
pub const SAMPLE_PAGE: &str = "Sample";
/// Name of the page.
pub const POPULATION_PAGE: &str = "Population";
/// Name of the page.
pub const BROWSE_PAGE: &str = "Browse";
/// Name of the page.
pub const POPULATIONS_PAGE: &str = "Populations";
/// Name of the page.
pub const GET_PAGE: &str = "Get";
/// Name of the page.
pub const DOWNLOADS_PAGE: &str = "Downloads";
/// Name of the page.
pub const HELP_PAGE: &str = "Help";
/// Label of the search box.
pub const SEARCH_LABEL: &str = "Search releases, populations and files";
/// What the box takes that goes to a path.
pub const GO_TO: &str = "A path, or an address: https, ftp, s3, Globus, Aspera";
/// Searches to try, each found in the catalogue that ships with the app.
pub const EXAMPLES: [&str; 4] = ["phase 3 chr22 vcf", "phase1 panel", "Toscani", "GRCh38 30x"];

/// Returns the title of the document: the place's name, in a directory with the directory's.
pub fn title(place: &str, shown: &str) -> String {
    if shown.is_empty() {
        format!("{place} · {APP}")
    } else {
        format!("{shown} · {place} · {APP}")
    }
}

/// Says that something in the address was left out, and why.
pub fn link_problem(reason: &str) -> String {
    format!("Not all of this link could be followed: {reason}.")
}

/// Says where a search word was found.
pub fn field(field: Field) -> &'static str {
    match field {
        Field::Name => "name",
        Field::Code => "code",
        Field::Directory => "directory",
        Field::Synonym => "other spelling",
        Field::Owner => "release or collection",
        Field::Assembly => "assembly",
        Field::DataType => "data type",
        Field::Chromosome => "chromosome",
        Field::Superpopulation => "superpopulation",
        Field::Description => "description",
    }
}
