//! Which mirror stands in for one that does not answer.

use igsr_fetch::mirror::{Mirror, MirrorId, MirrorRegistry, RemotePath};
use serde_json::{Value, json};

/// Makes a registry of mirrors `a`, `b` …, each with what sets it apart.
fn registry(differences: &[Value]) -> MirrorRegistry {
    let mirror = |(index, differences): (usize, &Value)| {
        let id = char::from(b'a' + u8::try_from(index).expect("few mirrors")).to_string();
        let mut mirror = json!({
            "id": id, "name": id, "organisation": "a test", "base_url": format!("https://{id}.example/ftp/"),
            "current": false, "index": "pages", "holds_catalogue_files": true, "connections": 2,
            "note": "A mirror.", "source": "The test itself.",
        });
        for (key, value) in differences.as_object().expect("an object") {
            mirror[key] = value.clone();
        }
        mirror
    };
    let mirrors: Vec<Value> = differences.iter().enumerate().map(mirror).collect();
    let text = json!({ "format": 3, "default": "a", "mirrors": mirrors, "aspera_keys": [] });
    MirrorRegistry::from_json(&text.to_string(), None).expect("a mirror list")
}

fn chosen<'a>(registry: &'a MirrorRegistry, id: &str) -> &'a Mirror {
    let id = MirrorId(id.to_owned());
    registry.get(&id).expect("a mirror of that name")
}

fn stand_ins(registry: &MirrorRegistry, id: &str, path: &str, loopback: bool) -> String {
    let path = RemotePath::parse(path).expect("a path");
    let found = registry.stand_ins(chosen(registry, id), &path, loopback);
    found.iter().map(|mirror| mirror.id.as_str()).collect()
}

#[test]
fn mirrors_that_follow_the_main_site_come_first_else_the_order_of_the_list() {
    let registry = registry(&[json!({}), json!({}), json!({ "current": true }), json!({})]);
    assert_eq!(stand_ins(&registry, "a", "release", false), "cbd");
    assert_eq!(stand_ins(&registry, "c", "release", false), "abd");
}

#[test]
fn a_mirror_that_cannot_have_or_show_the_path_does_not_stand_in() {
    let registry = registry(&[
        json!({}),
        json!({ "index": "none" }),
        json!({ "lacks": [{ "below": "data_collections", "reason": "It has none." }] }),
        json!({ "loopback_only": true }),
        json!({ "holds_catalogue_files": false }),
    ]);
    assert_eq!(stand_ins(&registry, "a", "release", false), "c");
    assert_eq!(stand_ins(&registry, "a", "release", true), "cd");
    assert_eq!(stand_ins(&registry, "a", "data_collections/x", true), "d");
    // Made-up files never stand in for true ones; the other way round they may.
    assert_eq!(stand_ins(&registry, "e", "release", true), "acd");
}

#[test]
fn on_the_real_list_ncbi_stands_in_for_what_it_is_known_to_have() {
    let registry = MirrorRegistry::built_in();
    let of_ebi = |path: &str| {
        let path = RemotePath::parse(path).expect("a path");
        let ebi = chosen(&registry, "ebi");
        let found = registry.stand_ins(ebi, &path, true);
        found.first().map(|mirror| mirror.id.as_str().to_owned())
    };
    assert_eq!(of_ebi("release/20130502").as_deref(), Some("ncbi"));
    let only_ebi =
        "data_collections/1000G_2504_high_coverage/working/20220422_3202_phased_SNV_INDEL_SV";
    assert_eq!(of_ebi(only_ebi), None);
}
