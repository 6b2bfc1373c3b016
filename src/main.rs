//! Starts the app.

use igsr_fetch::ui::app::App;

fn main() {
    let shell = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id("app"));
    if let Some(shell) = shell {
        // Yew adds to what is there.
        shell.set_text_content(None);
        shell.set_class_name("");
        yew::Renderer::<App>::with_root(shell).render();
    } else {
        yew::Renderer::<App>::new().render();
    }
}
