//! The app's own files, as any web server would serve them.

use std::path::PathBuf;

use axum::Router;
use axum::http::{HeaderValue, header};
use axum::response::Redirect;
use axum::routing::get;
use tower_http::services::{ServeDir, ServeFile};
use tower_http::set_header::SetResponseHeaderLayer;

use crate::args::Args;

/// Returns the folder as a service below the app's path, which has a slash at both ends.
///
/// Nothing is kept by the browser without asking again, so that a new build shows at the next reload.
pub(crate) fn router(folder: PathBuf, args: &Args) -> Router {
    let path = args.app_path.as_str();
    let mut files = Router::new();
    if let Some(mirrors) = &args.mirrors {
        files = files.route_service("/static/mirrors.json", ServeFile::new(mirrors));
    }
    if let Some(snapshot) = &args.snapshot {
        files = files.nest_service("/snapshot", ServeDir::new(snapshot));
    }
    let files =
        files
            .fallback_service(ServeDir::new(folder))
            .layer(SetResponseHeaderLayer::overriding(
                header::CACHE_CONTROL,
                HeaderValue::from_static("no-cache"),
            ));
    if path == "/" {
        return files;
    }
    let to = path.to_owned();
    Router::new()
        .nest_service(path.trim_end_matches('/'), files)
        .route("/", get(|| async move { Redirect::temporary(&to) }))
}
