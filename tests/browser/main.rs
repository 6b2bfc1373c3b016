//! What needs a real browser: the ports, and both workers of the built page. Elsewhere empty.
#![cfg(target_arch = "wasm32")]

use wasm_bindgen_test::wasm_bindgen_test_configure;

mod contexts;
mod file_search;
mod index_reader;
mod ports;
mod site;

wasm_bindgen_test_configure!(run_in_browser);
