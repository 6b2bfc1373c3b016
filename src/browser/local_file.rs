//! Files of the user's disk by their `blob:` URLs, at which the page and its workers can read them.

use std::rc::Rc;

use web_sys::{File, Url};

use crate::port::LocalFile;

/// The `blob:` URL of a file, revoked when this is dropped.
struct FileUrl(String);

impl Drop for FileUrl {
    fn drop(&mut self) {
        // One that is gone already does no harm.
        let _ = Url::revoke_object_url(&self.0);
    }
}

/// An address at which nothing can be read. An empty one would be that of the program which reads it.
const UNREADABLE: &str = "blob:";

/// Makes a `blob:` URL for a file.
pub(super) fn local_file(file: &File) -> LocalFile {
    let url = Url::create_object_url_with_blob(file).unwrap_or_else(|_| UNREADABLE.to_owned());
    LocalFile {
        name: file.name(),
        bytes: as_bytes(file.size()),
        keeper: Rc::new(FileUrl(url.clone())),
        url,
    }
}

/// Returns what stands for a file or folder that the browser cannot open: it fails when it is read.
pub(super) fn unreadable(name: String) -> LocalFile {
    LocalFile {
        name,
        bytes: 0,
        url: UNREADABLE.to_owned(),
        keeper: Rc::new(()),
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "sizes are whole numbers below 2^53"
)]
fn as_bytes(size: f64) -> u64 {
    size as u64
}
