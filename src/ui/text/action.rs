//! Names of places, and short texts that stand in more than one of them.

use crate::search::Field;
use crate::ui::route::Place;

/// The app's name.
pub const APP: &str = "igsr-fetch";
/// What the app is for, beside its name.
pub const APP_SUBTITLE: &str = "1000 Genomes downloads";
/// Label of the search box.
pub const SEARCH_LABEL: &str = "Search releases, populations and files";
/// Searches to try, each found in the catalogue that ships with the app.
pub const EXAMPLES: [&str; 4] = ["phase 3 chr22 vcf", "phase1 panel", "Toscani", "GRCh38 30x"];

/// Returns the name of a place.
pub fn place(place: Place) -> &'static str {
    match place {
        Place::Catalogue => "Catalogue",
        Place::Files => "Files",
        Place::Browse => "Browse",
        Place::Populations => "Populations",
        Place::Get => "Get",
        Place::Downloads => "Downloads",
        Place::Help => "Help",
    }
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
