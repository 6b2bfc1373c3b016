//! Files that a person has, checked against a list in memory by a worker in this thread.

use std::rc::Rc;

use md5::Digest;

use crate::engine_search::EngineSearch;
use crate::transfer_worker::TransferWorker;
use crate::tree_snapshot::tree_snapshot;
use igsr_fetch::client::{CheckError, check_file};
use igsr_fetch::port::scripted_fetch::{Answer, Response};
use igsr_fetch::port::{
    FetchError, LocalFile, OpenFrom, ScriptedTransfers, SearchFiles, VirtualClock,
};
use igsr_fetch::table::Md5;
use igsr_fetch::transfer::Verdict;
use igsr_fetch::worker::transfer::TransferClient;

const BODY: &[u8] = b"the bytes of a file";

fn md5(bytes: &[u8]) -> Md5 {
    Md5(md5::Md5::digest(bytes).into())
}

/// Checks a file of this name against a list of `names`, each with these bytes and this checksum.
fn checked(
    names: &[String],
    listed: (usize, Md5),
    name: &str,
    disk: fn() -> Answer,
) -> Result<Verdict, CheckError> {
    let (bytes, sum) = listed;
    let line = |name: &String| {
        format!("ftp/release/20130502/{name}\tfile\t{bytes}\t2013-05-02 12:00:00\t{sum}\t\n")
    };
    let tree: String = names.iter().map(line).collect();
    let search = EngineSearch {
        shipped: Some(tree_snapshot(tree.as_bytes())),
        ..EngineSearch::default()
    };
    let clock = VirtualClock::default();
    let worker = TransferWorker::new(ScriptedTransfers::new(&clock, move |_| disk()), &clock);
    let transfers = TransferClient::new(worker.clone());
    let file = LocalFile {
        name: name.to_owned(),
        bytes: BODY.len() as u64,
        url: "blob:https://example/1".to_owned(),
        keeper: Rc::new(()),
    };
    clock.run(async {
        let snapshot = OpenFrom::Snapshot("https://example/snapshot/".to_owned());
        search.open(snapshot, Rc::new(|_| {})).await.unwrap();
        let check = check_file(&file, &transfers, &search, |_| {});
        futures_util::future::join(check, worker.spawner.run())
            .await
            .0
    })
}

fn whole() -> Answer {
    Response::new(200, "", BODY).into()
}

#[test]
fn a_file_is_compared_with_the_list_by_its_checksum_then_by_its_name() {
    let names = ["a.vcf.gz".to_owned(), "aa.vcf.gz".to_owned()];
    let same = (BODY.len(), md5(BODY));
    let other = (BODY.len(), md5(b"as it should be"));
    let at = |verdict: &Verdict| match verdict {
        Verdict::Right { at, .. } | Verdict::OtherName(at) | Verdict::Wrong { at, .. } => {
            at.path.name().to_owned()
        }
        verdict => panic!("{verdict:?}"),
    };
    let right = checked(&names, same, "a.vcf.gz", whole).unwrap();
    assert!(matches!(right, Verdict::Right { .. }), "{right:?}");
    assert_eq!(at(&right), "a.vcf.gz");
    let renamed = checked(&names, same, "copy", whole).unwrap();
    assert!(matches!(renamed, Verdict::OtherName(_)), "{renamed:?}");
    let wrong = checked(&names, other, "a.vcf.gz", whole).unwrap();
    assert!(matches!(wrong, Verdict::Wrong { expected, .. } if expected == other.1));
    assert_eq!(at(&wrong), "a.vcf.gz");
    assert_eq!(checked(&names, other, "b", whole), Ok(Verdict::Unknown));
}

#[test]
fn what_cannot_be_read_or_compared_says_why() {
    let names = ["a.vcf.gz".to_owned()];
    let same = (BODY.len(), md5(BODY));
    let cut = || {
        let body = Response::new(200, "", BODY);
        body.chunks(5).break_after(10).into()
    };
    let broken = checked(&names, same, "a.vcf.gz", cut);
    let is_cut = |error: &_| matches!(error, CheckError::Unreadable(FetchError::Broken { .. }));
    assert!(broken.as_ref().is_err_and(is_cut), "{broken:?}");
    let many: Vec<_> = (0..5_001).map(|n| format!("{n}/README")).collect();
    let other = (BODY.len(), md5(b"as it should be"));
    for listed in [same, other] {
        assert_eq!(
            checked(&many, listed, "README", whole),
            Err(CheckError::TooManyAlike(5_001))
        );
    }
}
