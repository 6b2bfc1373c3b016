//! The files of what is dropped on the page: those of folders too, however deep.

use js_sys::{Array, Function, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DataTransfer, File, FileSystemDirectoryEntry, FileSystemDirectoryReader, FileSystemEntry,
    FileSystemFileEntry,
};

use super::local_file::{local_file, unreadable};
use crate::port::LocalFile;

/// What was dropped, taken from the event while it lasts.
pub(super) enum Dropped {
    /// A file or folder of the disk.
    Entry(FileSystemEntry),
    /// A file that a script made.
    File(File),
}

/// Returns what was dropped. Must be called within the event, which has nothing later.
pub(super) fn items_of(data: &DataTransfer) -> Vec<Dropped> {
    let items = data.items();
    let all = (0..items.length()).filter_map(|at| items.get(at));
    all.filter_map(|item| match item.webkit_get_as_entry() {
        Ok(Some(entry)) => Some(Dropped::Entry(entry)),
        _ => item.get_as_file().ok().flatten().map(Dropped::File),
    })
    .collect()
}

/// Finds the files. A file or folder that cannot be read stands for itself, and fails when it is read.
pub(super) async fn files_of(dropped: Vec<Dropped>) -> Vec<LocalFile> {
    let mut found = Vec::new();
    let mut waiting = dropped;
    waiting.reverse();
    while let Some(next) = waiting.pop() {
        match next {
            Dropped::File(file) => found.push(local_file(&file)),
            Dropped::Entry(entry) => match open(&entry).await {
                Ok(inner) => waiting.extend(inner.into_iter().rev()),
                Err(_) => found.push(unreadable(entry.name())),
            },
        }
    }
    found
}

/// Returns the file of an entry, or all entries of a folder.
async fn open(entry: &FileSystemEntry) -> Result<Vec<Dropped>, JsValue> {
    if entry.is_file() {
        let entry: &FileSystemFileEntry = entry.unchecked_ref();
        let file = called_back(|done, failed| {
            entry.file_with_callback_and_callback(done, failed);
            Ok(())
        });
        return Ok(vec![Dropped::File(file.await?.unchecked_into())]);
    }
    let folder: &FileSystemDirectoryEntry = entry.unchecked_ref();
    let reader: FileSystemDirectoryReader = folder.create_reader();
    let mut all = Vec::new();
    loop {
        // Browsers return them in pieces; the last piece is empty.
        let piece = called_back(|done, failed| {
            reader.read_entries_with_callback_and_callback(done, failed)
        });
        let piece: Array = piece.await?.unchecked_into();
        if piece.length() == 0 {
            return Ok(all);
        }
        all.extend(
            piece
                .iter()
                .map(|entry| Dropped::Entry(entry.unchecked_into())),
        );
    }
}

/// Waits for one of two callbacks: the first takes a value, the second an error.
fn called_back(start: impl Fn(&Function, &Function) -> Result<(), JsValue>) -> JsFuture {
    JsFuture::from(Promise::new(&mut |done, failed| {
        if let Err(error) = start(&done, &failed) {
            // A promise that is rejected takes its reason for good.
            let _ = failed.call1(&JsValue::NULL, &error);
        }
    }))
}
