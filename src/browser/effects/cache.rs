//! The browser's own store of files, in the Cache API.

use js_sys::{Array, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsError, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Cache, Request, Response, Url};

use super::scope::scope;

/// Its name, the same for all builds of the page.
const NAME: &str = "igsr-fetch file list";

/// Returns a file, if there is one of that name.
pub(super) async fn get(file: &str) -> Result<Option<Response>, JsValue> {
    let found = JsFuture::from(open().await?.match_with_str(&address(file)?)).await?;
    Ok(found.dyn_into().ok())
}

/// Keeps a file.
pub(super) async fn put(file: &str, bytes: &[u8]) -> Result<(), JsValue> {
    let bytes = Uint8Array::from(bytes);
    let response = Response::new_with_opt_buffer_source(Some(&bytes))?;
    let cache = open().await?;
    JsFuture::from(cache.put_with_str(&address(file)?, &response)).await?;
    Ok(())
}

/// Removes all files but these.
pub(super) async fn retain(files: &[String]) -> Result<(), JsValue> {
    let cache = open().await?;
    let folder = address("")?;
    let kept = Array::from(&JsFuture::from(cache.keys()).await?);
    for request in kept.iter().map(Request::unchecked_from_js) {
        let url = request.url();
        let file = url.strip_prefix(&folder);
        if file.is_some_and(|file| !files.iter().any(|kept| kept == file)) {
            JsFuture::from(cache.delete_with_request(&request)).await?;
        }
    }
    Ok(())
}

async fn open() -> Result<Cache, JsValue> {
    let scope = scope();
    if Reflect::get(&scope, &"caches".into())?.is_undefined() {
        return Err(JsError::new("it is there for pages with https only").into());
    }
    let cache = JsFuture::from(scope.caches()?.open(NAME)).await?;
    Ok(cache.unchecked_into())
}

/// The address that a file has in the store: beside the folder of this build.
fn address(file: &str) -> Result<String, JsValue> {
    let folder = Url::new_with_base("../kept/", &scope().location().href())?;
    Ok(folder.href() + file)
}
