//! The app and a demonstration mirror, on this machine only.
//!
//! The mirror serves `/vol1/ftp/` as the main site does: directory index pages exactly as Apache writes them, `Range`,
//! `ETag`, CORS. Its files are small and made up, in the true formats and under the true names. Knobs in the address
//! break one thing each; `/_knob/help/vol1/ftp/` lists them. Tests use the same program.

mod answer;
mod app;
mod args;
mod content;
mod escape;
mod flow;
mod knobs;
mod listing;
mod mirror;
mod range;
mod tree;

use std::error::Error;
use std::net::Ipv4Addr;
use std::process::ExitCode;

use axum::Router;
use tokio::net::TcpListener;

use args::{Args, ArgsError, USAGE};
use tree::Directory;

#[tokio::main]
async fn main() -> ExitCode {
    let args = match Args::parse(std::env::args().skip(1)) {
        Ok(args) => args,
        Err(ArgsError::Help) => {
            print!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        Err(error) => {
            eprint!("{error}\n\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    match run(args).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("demo_mirror: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(args: Args) -> Result<(), Box<dyn Error>> {
    let tree = match &args.tree {
        Some(folder) => {
            Directory::scan(folder).map_err(|error| format!("{}: {error}", folder.display()))?
        }
        None => content::site(),
    };
    let mirror = listen(args.mirror_port).await?;
    let mirror_url = format!("http://{}{}", mirror.local_addr()?, mirror::ROOT);
    let mirror = serve(mirror, mirror::router(tree));
    let Some(folder) = args.app.clone() else {
        println!("mirror {mirror_url}");
        return Ok(mirror.await?);
    };
    if !folder.join("index.html").is_file() {
        return Err(format!("{}: no index.html, so no built app", folder.display()).into());
    }
    let app = listen(args.app_port).await?;
    let app_url = format!("http://{}{}", app.local_addr()?, args.app_path);
    let app = serve(app, app::router(folder, &args));
    println!("app    {app_url}\nmirror {mirror_url}");
    tokio::try_join!(mirror, app)?;
    Ok(())
}

async fn listen(port: u16) -> Result<TcpListener, String> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .await
        .map_err(|error| format!("port {port} of 127.0.0.1: {error}"))
}

/// Serves until Ctrl-C.
async fn serve(listener: TcpListener, router: Router) -> std::io::Result<()> {
    tokio::select! {
        ended = axum::serve(listener, router).into_future() => ended,
        _ = tokio::signal::ctrl_c() => Ok(()),
    }
}
