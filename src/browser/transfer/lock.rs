//! One page of a browser has the downloads of earlier visits: the one that holds a lock.

use js_sys::{Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::browser::effects::scope;

/// The name of the lock.
const NAME: &str = "igsr-fetch downloads";

#[wasm_bindgen]
extern "C" {
    /// `LockManager`, which web-sys has only behind its unstable flag.
    type Locks;

    #[wasm_bindgen(method)]
    fn request(this: &Locks, name: &str, options: &Object, callback: &js_sys::Function) -> Promise;
}

/// Takes the lock for as long as this worker lives; returns whether it could. A browser without locks has no pages to tell apart.
pub(super) async fn take() -> bool {
    let navigator = scope().navigator();
    let locks = match Reflect::get(&navigator, &"locks".into()) {
        Ok(locks) if locks.is_object() => locks.unchecked_into::<Locks>(),
        _ => return true,
    };
    let options = Object::new();
    // A plain object takes any property.
    let _ = Reflect::set(&options, &"ifAvailable".into(), &JsValue::TRUE);
    let answered = Promise::new(&mut |resolve, _| {
        let granted = Closure::once_into_js(move |lock: JsValue| {
            let is_ours = !lock.is_null();
            // Whether it is ours is all that is told; the lock is held until its promise is settled, which is never.
            let _ = resolve.call1(&JsValue::NULL, &JsValue::from_bool(is_ours));
            if is_ours {
                return Promise::new(&mut |_, _| {});
            }
            Promise::resolve(&JsValue::NULL)
        });
        let asked = locks.request(NAME, &options, granted.unchecked_ref());
        // It is settled only where the lock is not ours.
        let _ = asked;
    });
    let answered = JsFuture::from(answered).await;
    answered.is_ok_and(|is_ours| is_ours.is_truthy())
}
