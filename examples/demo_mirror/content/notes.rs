//! Prose of the made-up tree.

/// The site's list of changes, in its form.
pub(super) const CHANGELOG: &str = "\
2021-03-16

Modification to: release

Details can be found in
/ftp/changelog_details/changelog_details_20210316_replacement

2015-09-07

Modification to: data_collections

Details can be found in
/ftp/changelog_details/changelog_details_20150907_moved

";

/// Returns what stands in for a README or another text of the site.
pub(super) fn stand_in(path: &str) -> String {
    format!(
        "This is the demonstration mirror of igsr-fetch.\n\n\
         The file stands in for {path}\n\
         of the 1000 Genomes site. Its content is made up. Do not use it for anything but a try of the app.\n"
    )
}
