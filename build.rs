//! Options of the linker that only one program needs.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    // wasm-split finds by the relocations what only the pages but the first one use.
    if std::env::var("CARGO_CFG_TARGET_FAMILY").as_deref() == Ok("wasm") {
        println!("cargo::rustc-link-arg-bin=app=--emit-relocs");
    }
}
