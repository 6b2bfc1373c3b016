//! The part of the data that names files and directories.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::{FileFamily, KnownFile};
use crate::mirror::RemotePath;
use crate::mirror::json::Item;

/// What `files.json` holds.
pub(super) struct FilesPart {
    pub(super) companions: BTreeMap<String, Rc<str>>,
    pub(super) directories: BTreeMap<RemotePath, String>,
    pub(super) families: Vec<FileFamily>,
    pub(super) known: Vec<(RemotePath, KnownFile)>,
}

impl FilesPart {
    pub(super) fn read(item: Item<'_>) -> Self {
        let mut part = Self {
            companions: BTreeMap::new(),
            directories: BTreeMap::new(),
            families: Vec::new(),
            known: Vec::new(),
        };
        item.object(|fields| {
            fields
                .required("companions")
                .each_entry(&mut |suffix, item| {
                    part.companions.insert(suffix, item.text().into());
                });
            fields.required("directories").object(|fields| {
                // Only data files speak of it: the app shows directories without their source.
                drop(fields.text("source"));
                fields.required("paths").each_entry(&mut |path, item| {
                    if let Some(path) = item.checked(RemotePath::parse(&path)) {
                        part.directories.insert(path, item.text());
                    }
                });
            });
            part.families = fields.required("families").list(FileFamily::read);
            fields.required("known").each_entry(&mut |path, item| {
                if let Some(path) = item.checked(RemotePath::parse(&path)) {
                    part.known.push((path, KnownFile::read(item)));
                }
            });
        });
        part
    }
}
