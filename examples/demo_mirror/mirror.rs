//! The mirror: `/vol1/ftp/` over HTTP as Apache serves it, with knobs that break it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use percent_encoding::percent_decode_str;

use super::answer;
use super::knobs::{HELP, Knobs};
use super::listing::{self, Order};
use super::tree::{Directory, Found};

/// Where the site root lies, as on the main site.
pub(crate) const ROOT: &str = "/vol1/ftp/";

/// Where knobs stand in an address.
const KNOB: &str = "/_knob/";

/// What all requests share.
struct Mirror {
    tree: Directory,
    /// How often each path was asked for with each set of knobs that has a `times`.
    seen: Mutex<HashMap<String, u32>>,
}

/// Returns the mirror of a tree as a service.
pub(crate) fn router(tree: Directory) -> Router {
    let mirror = Arc::new(Mirror {
        tree,
        seen: Mutex::default(),
    });
    Router::new().fallback(serve).with_state(mirror)
}

/// One request, taken apart.
pub(crate) struct PageRequest<'request> {
    /// The method.
    pub(crate) method: &'request Method,
    /// The headers.
    pub(crate) headers: &'request HeaderMap,
    /// The query, without `?`.
    pub(crate) query: &'request str,
    /// The decoded path with knobs and site root: what links to the parent are made from.
    pub(crate) whole: String,
    /// The decoded path below the site root.
    pub(crate) path: String,
    /// The path below the site root as it was sent.
    pub(crate) raw: &'request str,
}

async fn serve(State(mirror): State<Arc<Mirror>>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let (spec, raw) = match split(&parts.uri) {
        Some(found) => found,
        None if parts.uri.path() == "/" => return answer::redirect(StatusCode::FOUND, ROOT),
        None if parts.uri.path().starts_with("/icons/") => return answer::icon(),
        None => return answer::error(StatusCode::NOT_FOUND),
    };
    let Ok(mut knobs) = Knobs::parse(spec) else {
        return (StatusCode::BAD_REQUEST, HELP).into_response();
    };
    let decode = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    let asked = PageRequest {
        method: &parts.method,
        headers: &parts.headers,
        query: parts.uri.query().unwrap_or_default(),
        whole: decode(parts.uri.path()),
        path: decode(raw),
        raw,
    };
    if !knobs.hold_for(&asked.path) || mirror.worn_out(&knobs, spec, &asked.path) {
        knobs = Knobs {
            style: knobs.style,
            ..Knobs::default()
        };
    }
    if knobs.stall {
        std::future::pending::<()>().await;
    }
    let mut response = mirror.respond(&asked, &knobs);
    allow_pages(&mut response, &asked, &knobs);
    if knobs.no_length {
        response.headers_mut().remove(header::CONTENT_LENGTH);
    }
    response
}

/// Splits an address into knobs and the path below the site root.
fn split(uri: &Uri) -> Option<(&str, &str)> {
    let path = uri.path();
    let (spec, rest) = match path.strip_prefix(KNOB) {
        Some(rest) => rest.split_at(rest.find('/')?),
        None => ("", path),
    };
    Some((spec, rest.strip_prefix(ROOT)?))
}

/// Adds the headers that let pages of other origins read the answer.
fn allow_pages(response: &mut Response, asked: &PageRequest<'_>, knobs: &Knobs) {
    if knobs.no_cors || (knobs.cors_on_success && !response.status().is_success()) {
        return;
    }
    let headers = response.headers_mut();
    headers.insert(
        header::ACCESS_CONTROL_ALLOW_ORIGIN,
        HeaderValue::from_static("*"),
    );
    if asked.method == Method::OPTIONS {
        headers.insert(
            header::ACCESS_CONTROL_ALLOW_METHODS,
            HeaderValue::from_static("GET, HEAD"),
        );
        headers.insert(
            header::ACCESS_CONTROL_ALLOW_HEADERS,
            HeaderValue::from_static("Range, If-Range"),
        );
    }
    if knobs.expose {
        let exposed = HeaderValue::from_static(
            "Accept-Ranges, Content-Length, Content-Range, ETag, Retry-After",
        );
        headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, exposed);
    }
}

impl Mirror {
    /// Counts a request, and says whether the knobs have held often enough.
    fn worn_out(&self, knobs: &Knobs, spec: &str, path: &str) -> bool {
        let Some(times) = knobs.times else {
            return false;
        };
        let mut seen = self
            .seen
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        let count = seen.entry(format!("{spec}/{path}")).or_default();
        *count += 1;
        *count > times
    }

    fn respond(&self, asked: &PageRequest<'_>, knobs: &Knobs) -> Response {
        if asked.method == Method::OPTIONS {
            return StatusCode::NO_CONTENT.into_response();
        }
        if asked.method != Method::GET && asked.method != Method::HEAD {
            return answer::error(StatusCode::METHOD_NOT_ALLOWED);
        }
        if knobs.redirect {
            return answer::redirect(StatusCode::FOUND, &format!("{ROOT}{}", asked.raw));
        }
        if knobs.elsewhere {
            let host = asked.headers.get(header::HOST);
            let port = host.and_then(|host| host.to_str().ok()?.rsplit_once(':'));
            let port = port.map_or("80", |(_, port)| port);
            let to = format!("http://localhost:{port}{ROOT}{}", asked.raw);
            return answer::redirect(StatusCode::FOUND, &to);
        }
        if let Some(code) = &knobs.s3_error {
            return answer::s3_error(code);
        }
        if let Some(status) = knobs
            .status
            .and_then(|code| StatusCode::from_u16(code).ok())
        {
            return answer::refusal(status, knobs);
        }
        if knobs.login {
            return answer::login();
        }
        if knobs.empty {
            return answer::html(Body::empty());
        }
        match self.tree.find(&asked.path).filter(|_| !knobs.missing) {
            None if knobs.html200 => self.nearest_directory(asked, knobs),
            None => answer::error(StatusCode::NOT_FOUND),
            // A file with a slash behind it is no directory.
            Some(Found::File(_)) if asked.path.ends_with('/') => {
                answer::error(StatusCode::NOT_FOUND)
            }
            Some(Found::File(file)) => answer::file(file, asked, knobs),
            Some(Found::Directory(_)) if !asked.whole.ends_with('/') => answer::redirect(
                StatusCode::MOVED_PERMANENTLY,
                &format!("{}/", asked.uri_path()),
            ),
            Some(Found::Directory(directory)) => answer::directory(directory, asked, knobs),
        }
    }

    /// What some servers do for a missing file: 200, and the index of the directory above.
    fn nearest_directory(&self, asked: &PageRequest<'_>, knobs: &Knobs) -> Response {
        let mut path = asked.path.as_str();
        loop {
            path = path
                .trim_end_matches('/')
                .rsplit_once('/')
                .map_or("", |(above, _)| above);
            if let Some(Found::Directory(directory)) = self.tree.find(path) {
                let uri = format!("{ROOT}{path}/").replace("//", "/");
                let page = listing::page(directory, &uri, knobs.style, Order::from_query(""));
                return answer::html(Body::from(page));
            }
        }
    }
}

impl PageRequest<'_> {
    /// Returns the path of the request for a `Location` header.
    fn uri_path(&self) -> String {
        let whole = self.whole.strip_suffix(self.path.as_str()).unwrap_or(ROOT);
        format!("{whole}{}", self.raw)
    }
}
