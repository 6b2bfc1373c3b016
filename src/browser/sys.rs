//! Web interfaces that web-sys has only behind its unstable flag, or declares as always there.

use wasm_bindgen::prelude::*;
use web_sys::{Clipboard, Navigator, StorageManager, Window};

#[wasm_bindgen]
extern "C" {
    /// The window, seen through optional members.
    #[wasm_bindgen(extends = Window, js_name = Window)]
    type PickerWindow;

    #[wasm_bindgen(method, getter, js_name = showSaveFilePicker)]
    fn picker(this: &PickerWindow) -> JsValue;

    #[wasm_bindgen(method, catch, js_name = showSaveFilePicker)]
    fn show_save_file_picker(
        this: &PickerWindow,
        options: &js_sys::Object,
    ) -> Result<js_sys::Promise, JsValue>;

    #[wasm_bindgen(method, catch, js_name = showDirectoryPicker)]
    fn show_directory_picker(
        this: &PickerWindow,
        options: &js_sys::Object,
    ) -> Result<js_sys::Promise, JsValue>;

    /// A file or folder that the user picked, with what is only in Chromium.
    type PickedHandle;

    #[wasm_bindgen(method, catch, js_name = requestPermission)]
    fn request_permission(
        this: &PickedHandle,
        options: &js_sys::Object,
    ) -> Result<js_sys::Promise, JsValue>;

    #[wasm_bindgen(extends = Navigator, js_name = Navigator)]
    type OptionalNavigator;

    #[wasm_bindgen(method, getter)]
    fn storage(this: &OptionalNavigator) -> Option<StorageManager>;

    #[wasm_bindgen(method, getter)]
    fn clipboard(this: &OptionalNavigator) -> Option<Clipboard>;
}

/// Returns the window if it has a save picker.
fn picker_window() -> Option<PickerWindow> {
    let window: PickerWindow = web_sys::window()?.unchecked_into();
    window.picker().is_function().then_some(window)
}

/// Says whether the browser has pickers.
pub(super) fn has_pickers() -> bool {
    picker_window().is_some()
}

/// Opens the save picker; nothing if there is none.
pub(super) fn show_save_picker(suggested_name: &str) -> Option<Result<js_sys::Promise, JsValue>> {
    let window = picker_window()?;
    let options = with("suggestedName", suggested_name);
    Some(options.and_then(|options| window.show_save_file_picker(&options)))
}

/// Opens the folder picker; nothing if there is none.
pub(super) fn show_directory_picker() -> Option<Result<js_sys::Promise, JsValue>> {
    let window = picker_window()?;
    let options = with("mode", "readwrite");
    Some(options.and_then(|options| window.show_directory_picker(&options)))
}

/// Asks the user to allow writing to a file or folder.
pub(super) fn request_permission(handle: &JsValue) -> Result<js_sys::Promise, JsValue> {
    let handle: &PickedHandle = handle.unchecked_ref();
    handle.request_permission(&with("mode", "readwrite")?)
}

/// Makes options of one member.
fn with(name: &str, value: &str) -> Result<js_sys::Object, JsValue> {
    let options = js_sys::Object::new();
    js_sys::Reflect::set(&options, &name.into(), &value.into())?;
    Ok(options)
}

/// Returns the page's own storage, if the browser has one.
pub(super) fn storage() -> Option<StorageManager> {
    let navigator: OptionalNavigator = web_sys::window()?.navigator().unchecked_into();
    navigator.storage()
}

/// Returns the clipboard, if the page has one.
pub(super) fn clipboard() -> Option<Clipboard> {
    let navigator: OptionalNavigator = web_sys::window()?.navigator().unchecked_into();
    navigator.clipboard()
}
