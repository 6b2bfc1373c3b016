#![allow(missing_docs)]
use igsr_fetch::{search::*, snapshot::*};
use std::time::Instant;
fn main() {
    let d = std::env::args().nth(1).unwrap();
    let m = std::fs::read(format!("{d}/manifest.json")).unwrap();
    let mut r = SnapshotReader::new(&m, "manifest.json").unwrap();
    while let Some(p) = r.next_part() {
        let f = std::fs::read(format!("{d}/{}", p.file)).unwrap();
        for c in f.chunks(1 << 16) {
            r.push(c).unwrap();
        }
        r.end_part().unwrap();
    }
    let s = r.finish(false).unwrap();
    let t = Instant::now();
    let mut e = Engine::new(s);
    println!("engine {:?}", t.elapsed());
    // brute force corpus
    let mut all = Vec::new();
    for i in 0..e.list().len() {
        let mut v = Vec::new();
        e.list().write_path(i, &mut v);
        v.make_ascii_lowercase();
        all.push(v);
    }
    let qs = [
        "n",
        "na",
        "na1",
        "na12",
        "na128",
        "na1287",
        "na12878",
        "c",
        "ch",
        "chr",
        "chr2",
        "chr22",
        "chr22 phased tbi",
        "ceu cram",
        "low_coverage bam",
        "20130502 genotypes",
        "vcf.gz.tbi chrx",
        "vcf",
        "gz",
        "e",
        "1",
        "err",
        "_1.filt.fastq.gz",
        "phase3/data/na12878",
        "data/h",
        "alignment/na1",
        "30x cram ceu",
        "collection:30x pop:CEU type:cram with:index",
        "phse3 chr22",
        "genotypes -supporting",
        "zzzz",
        "\"phase3_shapeit2\"",
        "shapeit2_mvncall_integrated_v5b.20130502.genotypes.vcf.gz",
        "size:>1G",
        "date:>2020 bam",
        "all CEU 30x CRAMs",
        "r",
        "super:AFR sex:female",
        "",
        "release/20130502/",
        "s",
        "_",
        ".",
    ];
    for q in qs {
        let v = View {
            query: q.into(),
            ..View::default()
        };
        let mut best = u128::MAX;
        let mut f = 0;
        let mut notes = vec![];
        let mut first = String::new();
        let mut ft = 0;
        for _ in 0..5 {
            e.clear();
            let t = Instant::now();
            let rows = e.rows(&v, &[], 0..50).unwrap();
            let el = t.elapsed().as_micros();
            best = best.min(el);
            let t = Instant::now();
            let g = e.find(&v, &[], 0..50).unwrap();
            ft = t.elapsed().as_micros();
            f = g.files;
            notes = g.notes;
            first = rows
                .first()
                .map(|r| r.at.path.to_string())
                .unwrap_or_default();
        }
        let words: Vec<_> = q.split(' ').collect();
        let plain = !q.contains(':') && !q.contains('-') && !q.contains('"');
        let brute = if plain {
            all.iter()
                .filter(|p| {
                    words
                        .iter()
                        .all(|w| memchr::memmem::find(p, w.to_lowercase().as_bytes()).is_some())
                })
                .count()
        } else {
            0
        };
        println!(
            "{best:>6} us +facets {ft:>6} us  {f:>7} brute {brute:>7}  {q:40} {first} {notes:?}"
        );
    }
    for (o, d) in [
        (Order::Size, true),
        (Order::Date, false),
        (Order::Path, false),
        (Order::Rank, false),
    ] {
        let v = View {
            query: "".into(),
            order: o,
            descending: d,
        };
        for _ in 0..2 {
            e.clear();
            let t = Instant::now();
            let n = e.numbers(&v).unwrap().len();
            println!("{o:?} {n} {:?}", t.elapsed());
        }
    }
}
