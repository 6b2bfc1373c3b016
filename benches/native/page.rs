//! A large page as Apache 2.4 writes it with `IndexOptions FancyIndexing HTMLTable`, the form of the main site.

use std::fmt::Write as _;

/// The bytes of each file's name.
pub(crate) const NAME_BYTES: usize = "NA000000.chrom20.bam".len();

/// Makes a page of so many rows, 220 bytes each.
pub(crate) fn apache(rows: usize) -> String {
    let mut page = String::with_capacity(rows * 225 + 2048);
    page.push_str(
        "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 3.2 Final//EN\">\n<html>\n <head>\n  <title>Index of /vol1/ftp/data</title>\n </head>\n \
         <body>\n<h1>Index of /vol1/ftp/data</h1>\n  <table>\n   <tr><th valign=\"top\"><img src=\"/icons/blank.gif\" alt=\"[ICO]\"></th>\
         <th><a href=\"?C=N;O=D\">Name</a></th><th><a href=\"?C=M;O=A\">Last modified</a></th><th><a href=\"?C=S;O=A\">Size</a></th>\
         <th><a href=\"?C=D;O=A\">Description</a></th></tr>\n   <tr><th colspan=\"5\"><hr></th></tr>\n\
         <tr><td valign=\"top\"><img src=\"/icons/back.gif\" alt=\"[PARENTDIR]\"></td><td><a href=\"/vol1/ftp/\">Parent Directory</a></td>\
         <td>&nbsp;</td><td align=\"right\">  - </td><td>&nbsp;</td></tr>\n",
    );
    for row in 0..rows {
        let name = format!("NA{row:06}.chrom20.bam");
        let (minute, size) = (row % 60, row % 900 + 10);
        // Writing to a `String` cannot fail.
        let _ = writeln!(
            page,
            "<tr><td valign=\"top\"><img src=\"/icons/unknown.gif\" alt=\"[   ]\"></td><td><a href=\"{name}\">{name}</a></td>\
             <td align=\"right\">2013-05-06 22:{minute:02}  </td><td align=\"right\">{size:>3}M</td><td>&nbsp;</td></tr>"
        );
    }
    page.push_str("   <tr><th colspan=\"5\"><hr></th></tr>\n</table>\n</body></html>\n");
    page
}
