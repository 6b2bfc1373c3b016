//! Web interfaces that web-sys has only behind its unstable flag, or declares as always there.

use wasm_bindgen::prelude::*;
use web_sys::{Clipboard, Navigator, Window};

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

    #[wasm_bindgen(extends = Navigator, js_name = Navigator)]
    type ClipboardNavigator;

    #[wasm_bindgen(method, getter)]
    fn clipboard(this: &ClipboardNavigator) -> Option<Clipboard>;
}

/// Returns the window if it has a save picker.
fn picker_window() -> Option<PickerWindow> {
    let window: PickerWindow = web_sys::window()?.unchecked_into();
    window.picker().is_function().then_some(window)
}

/// Says whether the browser has a save picker.
pub(super) fn has_save_picker() -> bool {
    picker_window().is_some()
}

/// Opens the save picker; nothing if there is none.
pub(super) fn show_save_picker(suggested_name: &str) -> Option<Result<js_sys::Promise, JsValue>> {
    let window = picker_window()?;
    let options = js_sys::Object::new();
    if let Err(error) =
        js_sys::Reflect::set(&options, &"suggestedName".into(), &suggested_name.into())
    {
        return Some(Err(error));
    }
    Some(window.show_save_file_picker(&options))
}

/// Returns the clipboard, if the page has one.
pub(super) fn clipboard() -> Option<Clipboard> {
    let navigator: ClipboardNavigator = web_sys::window()?.navigator().unchecked_into();
    navigator.clipboard()
}
