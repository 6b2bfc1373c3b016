//! The text of each tool for plans of each kind, as a person sees it.

use std::fmt::Write;

use crate::fixture::{MD5, file, plan};
use crate::hosts::{MAIN, READS, on, plans};
use igsr_fetch::catalogue::RemoteFile;
use igsr_fetch::command::{BlockKind, CommandText, Note, Tool};
use igsr_fetch::listing::Size;
use igsr_fetch::plan::PlanOptions;
use insta::assert_snapshot;

const VCF: &str = "release/20130502/ALL.chr22.vcf.gz";
const INDEX: &str = "release/20130502/ALL.chr22.vcf.gz.tbi";

fn options(destination: &str, aspera_key: &str) -> PlanOptions {
    PlanOptions {
        destination: destination.to_owned(),
        aspera_key: aspera_key.to_owned(),
        ..PlanOptions::default()
    }
}

fn usual() -> PlanOptions {
    options("igsr", "~/.aspera/sdk/aspera_bypass_rsa.pem")
}

fn text(tool: Tool, files: &[RemoteFile], mirror: &str, options: &PlanOptions) -> CommandText {
    tool.render(&[plan(files, mirror, options)])
}

/// Returns all of a text as one page; `¶` marks where a block ends.
fn page(tool: Tool, files: &[RemoteFile], mirror: &str, options: &PlanOptions) -> String {
    page_of(&text(tool, files, mirror, options))
}

fn page_of(text: &CommandText) -> String {
    let mut page = String::new();
    for block in &text.blocks {
        let kind = match &block.kind {
            BlockKind::Command => "command".to_owned(),
            BlockKind::File { name } => format!("file {name}"),
        };
        writeln!(page, "== {} ({kind})\n{}¶", block.title, block.text).expect("a string grows");
    }
    if let Some((label, url)) = &text.link {
        writeln!(page, "== link: {label}\n{url}").expect("a string grows");
    }
    writeln!(page, "== notes\n{:#?}", text.notes).expect("a string grows");
    page
}

fn two() -> [RemoteFile; 2] {
    [file(VCF, None, Some(MD5)), file(INDEX, None, None)]
}

#[test]
fn wget_for_one_file_is_one_line_with_a_check() {
    assert_snapshot!(page(
        Tool::Wget,
        &[file(VCF, None, Some(MD5))],
        "main",
        &usual()
    ));
}

#[test]
fn wget_for_one_file_without_checksum_says_so() {
    assert_snapshot!(page(
        Tool::Wget,
        &[file(INDEX, None, None)],
        "main",
        &usual()
    ));
}

#[test]
fn wget_for_several_files_verifies_what_has_a_checksum() {
    assert_snapshot!(page(Tool::Wget, &two(), "main", &usual()));
}

#[test]
fn wget_is_told_the_path_where_it_would_choose_another() {
    let files = [
        file("data/plain.txt", None, None),
        file("data/a%41.txt", None, None),
        file("data/é.txt", None, Some(MD5)),
        file(&format!("data/{}", "n".repeat(240)), None, None),
    ];
    assert_snapshot!(page(Tool::Wget, &files, "main", &options("~/my data", "")));
}

#[test]
fn wget_drops_as_many_directories_as_the_mirror_has_above_its_root() {
    assert_snapshot!(page(
        Tool::Wget,
        &[file("data_collections/high/x", None, None)],
        "old",
        &usual()
    ));
}

#[test]
fn ascp_for_one_file_is_one_line_with_a_check() {
    assert_snapshot!(page(
        Tool::Ascp,
        &[file(VCF, None, Some(MD5))],
        "main",
        &usual()
    ));
}

#[test]
fn ascp_for_several_files_reads_pairs_of_paths() {
    assert_snapshot!(page(Tool::Ascp, &two(), "main", &usual()));
}

#[test]
fn ascp_without_key_stops_with_the_reason() {
    assert_snapshot!(page(
        Tool::Ascp,
        &[file(INDEX, None, None)],
        "main",
        &options("/scratch/me", "")
    ));
}

#[test]
fn ascp_from_another_mirror_uses_the_layouts_of_both() {
    let files = [
        file("data_collections/high/x.cram", None, Some(MD5)),
        file("a:b", None, None),
    ];
    assert_snapshot!(page(Tool::Ascp, &files, "old", &usual()));
}

#[test]
fn globus_for_one_file_is_one_line_and_a_link() {
    assert_snapshot!(page(
        Tool::Globus,
        &[file(VCF, None, Some(MD5))],
        "main",
        &usual()
    ));
}

#[test]
fn globus_for_several_files_is_a_batch() {
    let files = [two().to_vec(), vec![file("it's #1.txt", None, None)]].concat();
    assert_snapshot!(page(Tool::Globus, &files, "main", &usual()));
}

#[test]
fn globus_to_a_named_collection_shows_it_in_the_link() {
    let options = PlanOptions {
        globus_destination: "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee".to_owned(),
        ..options("/scratch/a b", "")
    };
    assert_snapshot!(page(
        Tool::Globus,
        &[
            file("release/x", None, None),
            file("release/y/z", None, None)
        ],
        "main",
        &options
    ));
}

/// Two files of the main site, two of an archive, one of a host that no data know.
fn several(tool: Tool) -> CommandText {
    let size = |bytes| Some(Size::Exact(bytes));
    let files = [
        on(
            READS,
            file("run/ERR323/a.cram", size(15_000_000_000), Some(MD5)),
        ),
        on(READS, file("run/ERR323/a.cram.crai", None, Some(MD5))),
        on(MAIN, file(VCF, size(1_234_567), Some(MD5))),
        on(MAIN, file(INDEX, size(999), None)),
        on("x.example.org", file("it's.txt", None, None)),
    ];
    tool.render(plans(&files, "main", &usual()).all())
}

#[test]
fn wget_for_several_hosts_asks_one_after_the_other() {
    assert_snapshot!(page_of(&several(Tool::Wget)));
}

#[test]
fn ascp_for_several_hosts_uses_the_account_of_each() {
    assert_snapshot!(page_of(&several(Tool::Ascp)));
}

#[test]
fn globus_for_several_hosts_says_what_it_leaves_out() {
    assert_snapshot!(page_of(&several(Tool::Globus)));
}

#[test]
fn a_way_that_no_host_offers_has_no_command() {
    let files = [
        on("x.example.org", file("a", None, None)),
        on(READS, file("a", None, None)),
    ];
    let globus = Tool::Globus.render(plans(&files, "main", &usual()).all());
    assert_eq!(
        (globus.blocks, globus.notes),
        (vec![], vec![Note::NotOffered])
    );
    let ascp = Tool::Ascp.render(plans(&files[..1], "main", &usual()).all());
    assert_eq!((ascp.blocks, ascp.notes), (vec![], vec![Note::NotOffered]));
    for tool in Tool::ALL {
        assert_eq!(tool.render(&[]).notes, [Note::NothingToMove]);
    }
}

#[test]
fn checksums_of_the_catalogue_are_not_said_of_files_from_elsewhere() {
    for tool in Tool::ALL {
        let text = text(tool, &two(), "own", &usual());
        assert!(text.notes.contains(&Note::NotVerified(2)), "{tool:?}");
        assert!(
            text.blocks.iter().all(|block| !block.text.contains(MD5)),
            "{tool:?}"
        );
    }
}

#[test]
fn without_files_there_is_no_command() {
    for tool in Tool::ALL {
        let text = text(tool, &[], "main", &usual());
        assert_eq!(
            (text.blocks, text.link, text.notes),
            (vec![], None, vec![Note::NothingToMove])
        );
    }
}

#[test]
fn commands_do_not_end_in_a_line_feed_and_files_do() {
    for tool in Tool::ALL {
        for files in [&two()[..], &two()[..1]] {
            for block in text(tool, files, "main", &usual()).blocks {
                let is_file = matches!(block.kind, BlockKind::File { .. });
                assert_eq!(
                    block.text.ends_with('\n'),
                    is_file,
                    "{tool:?}: {}",
                    block.text
                );
                assert!(
                    !block.text.contains(['\r', '\t']),
                    "{tool:?}: {}",
                    block.text
                );
            }
        }
    }
}

#[test]
fn a_file_named_as_the_end_of_a_here_document_does_not_end_it() {
    let files = [file("IGSR_EOF", None, None), file("IGSR_EOF_", None, None)];
    let ascp = text(Tool::Ascp, &files, "main", &usual());
    assert!(
        ascp.blocks[0].text.contains("<<'IGSR_EOF__'"),
        "{}",
        ascp.blocks[0].text
    );
}

#[test]
fn the_same_plan_gives_the_same_text() {
    let [vcf, index] = two();
    for tool in Tool::ALL {
        let forth = text(tool, &[vcf.clone(), index.clone()], "main", &usual());
        let back = text(
            tool,
            &[index.clone(), vcf.clone(), index.clone()],
            "main",
            &usual(),
        );
        assert_eq!(forth, back);
    }
}

#[test]
fn checksum_lines_have_the_form_that_md5sum_itself_writes() {
    for (path, line) in [
        ("a b/c", "MD5  a b/c"),
        ("a\\b", "\\MD5  a\\\\b"),
        ("-", "MD5  ./-"),
        (" x", "MD5   x"),
    ] {
        let files = [file(path, None, Some(MD5)), file("z", None, None)];
        let blocks = text(Tool::Wget, &files, "main", &usual()).blocks;
        let is_list = |kind: &BlockKind| {
            *kind
                == BlockKind::File {
                    name: "files.md5".to_owned(),
                }
        };
        let list = blocks
            .iter()
            .find(|block| is_list(&block.kind))
            .expect("a checksum file");
        assert_eq!(list.text, line.replace("MD5", MD5) + "\n");
    }
}
