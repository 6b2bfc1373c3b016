//! The network of this computer.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use crate::browser::effects::scope;

/// Calls back whenever the network is there again, as long as this worker lives.
pub fn on_online(back: impl FnMut() + 'static) {
    let listener = Closure::<dyn FnMut()>::new(back);
    scope().set_ononline(Some(listener.as_ref().unchecked_ref()));
    listener.forget();
}
