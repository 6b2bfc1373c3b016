//! Files and folders of the File System standard, by path.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    FileSystemDirectoryHandle, FileSystemFileHandle, FileSystemGetDirectoryOptions,
    FileSystemGetFileOptions, FileSystemSyncAccessHandle, StorageManager,
};

use crate::browser::effects::scope;

/// The folder of the page's own storage that downloads are in.
pub const STORAGE_FOLDER: &str = "downloads";

/// Opens that folder.
pub(super) async fn storage() -> Result<FileSystemDirectoryHandle, JsValue> {
    let manager: StorageManager = scope().navigator().storage();
    let root: FileSystemDirectoryHandle = JsFuture::from(manager.get_directory())
        .await?
        .unchecked_into();
    directory(&root, STORAGE_FOLDER).await
}

async fn directory(
    parent: &FileSystemDirectoryHandle,
    name: &str,
) -> Result<FileSystemDirectoryHandle, JsValue> {
    let options = FileSystemGetDirectoryOptions::new();
    options.set_create(true);
    let found = parent.get_directory_handle_with_options(name, &options);
    Ok(JsFuture::from(found).await?.unchecked_into())
}

/// Returns the file at a path below a folder; it and the folders above it are made where they are missing.
pub(super) async fn file(
    folder: &FileSystemDirectoryHandle,
    path: &str,
) -> Result<FileSystemFileHandle, JsValue> {
    let mut folder = folder.clone();
    let mut names = path.split('/').peekable();
    while let Some(name) = names.next() {
        if names.peek().is_some() {
            folder = directory(&folder, name).await?;
            continue;
        }
        let options = FileSystemGetFileOptions::new();
        options.set_create(true);
        let found = folder.get_file_handle_with_options(name, &options);
        return Ok(JsFuture::from(found).await?.unchecked_into());
    }
    Err(JsValue::from_str("the path is empty"))
}

/// Opens a file of the page's own storage for writing in place.
pub(super) async fn open_in_place(
    file: FileSystemFileHandle,
) -> Result<FileSystemSyncAccessHandle, JsValue> {
    Ok(JsFuture::from(file.create_sync_access_handle())
        .await?
        .unchecked_into())
}
