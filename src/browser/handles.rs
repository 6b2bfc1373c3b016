//! Files and folders that the user picked, and the records of downloads, in the browser's own database: they last between visits, and
//! the page and its worker both read them.

use idb::{Database, DatabaseEvent, Error, Factory, ObjectStoreParams, Query, TransactionMode};
use wasm_bindgen::JsValue;

use crate::transfer::HandleId;

/// The database's name.
const NAME: &str = "igsr-fetch downloads";

/// Picked files and folders, by numbers that the browser gives.
const HANDLES: &str = "handles";

/// Records of downloads, by their numbers.
const RECORDS: &str = "records";

async fn open() -> Result<Database, Error> {
    let mut request = Factory::new()?.open(NAME, Some(1))?;
    request.on_upgrade_needed(|event| {
        let Ok(database) = event.database() else {
            return;
        };
        let mut numbered = ObjectStoreParams::new();
        numbered.auto_increment(true);
        // What cannot be made fails again, and is told, when it is used.
        let _ = database.create_object_store(HANDLES, numbered);
        let _ = database.create_object_store(RECORDS, ObjectStoreParams::new());
    });
    request.await
}

/// Keeps a file or folder that was picked; returns its number.
#[cfg(feature = "web")]
pub(super) async fn add_handle(handle: &JsValue) -> Result<HandleId, Error> {
    let transaction = open()
        .await?
        .transaction(&[HANDLES], TransactionMode::ReadWrite)?;
    let key = transaction
        .object_store(HANDLES)?
        .add(handle, None)?
        .await?;
    // Whoever reads it later waits for the end of this transaction, as the standard orders them (IndexedDB, "Transaction scheduling").
    Ok(HandleId(number(&key)))
}

/// Returns a file or folder that was picked, if it was kept.
pub(super) async fn handle(id: HandleId) -> Result<Option<JsValue>, Error> {
    let transaction = open()
        .await?
        .transaction(&[HANDLES], TransactionMode::ReadOnly)?;
    let key = Query::Key(JsValue::from(id.0));
    transaction.object_store(HANDLES)?.get(key)?.await
}

/// Keeps records, or removes those without one.
pub(super) async fn put_records(records: Vec<(u32, Option<Vec<u8>>)>) -> Result<(), Error> {
    let transaction = open()
        .await?
        .transaction(&[RECORDS], TransactionMode::ReadWrite)?;
    let store = transaction.object_store(RECORDS)?;
    for (number, record) in records {
        let key = JsValue::from(number);
        match record {
            Some(record) => {
                let bytes = js_sys::Uint8Array::from(record.as_slice());
                store.put(&bytes, Some(&key))?;
            }
            None => {
                store.delete(Query::Key(key))?;
            }
        }
    }
    transaction.commit()?.await?;
    Ok(())
}

/// Returns all records, by their numbers.
pub(super) async fn records() -> Result<Vec<(u32, Vec<u8>)>, Error> {
    let transaction = open()
        .await?
        .transaction(&[RECORDS], TransactionMode::ReadOnly)?;
    let store = transaction.object_store(RECORDS)?;
    let keys = store.get_all_keys(None, None)?.await?;
    let values = store.get_all(None, None)?.await?;
    let bytes = values
        .iter()
        .map(|value| js_sys::Uint8Array::new(value).to_vec());
    Ok(keys.iter().map(number).zip(bytes).collect())
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the numbers count from 1"
)]
fn number(key: &JsValue) -> u32 {
    key.as_f64().unwrap_or_default() as u32
}
