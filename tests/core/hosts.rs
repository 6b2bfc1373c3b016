//! Host names of URLs: in ASCII only, as `Cargo.toml` pins the edition of `idna_adapter` that knows no other letters.

use igsr_fetch::mirror::BaseUrl;
use url::Url;

fn host(name: &str) -> Option<String> {
    let url = Url::parse(&format!("https://{name}/vol1/ftp/")).ok()?;
    url.host_str().map(str::to_owned)
}

#[test]
fn names_in_ascii_become_small() {
    for (name, small) in [
        ("FTP.Example.ORG", "ftp.example.org"),
        ("xn--bcher-kva.example", "xn--bcher-kva.example"),
        ("a%2Dz.example", "a-z.example"),
        ("127.0.0.1", "127.0.0.1"),
        ("[::1]", "[::1]"),
    ] {
        assert_eq!(host(name).as_deref(), Some(small), "{name}");
    }
}

#[test]
fn what_cannot_be_a_host_is_refused() {
    for name in [
        "bücher.example",
        "b%C3%BCcher.example",
        "a b",
        "a%20b",
        "a%2Fb",
        "a%00b",
        "a%7Fb",
        "a^b",
        "a|b",
        "a<b",
        "1.2.3.4.5",
    ] {
        assert_eq!(host(name), None, "{name}");
    }
}

#[test]
fn a_mirror_on_a_host_in_other_letters_is_refused_in_words() {
    let error = BaseUrl::parse("https://bücher.example/vol1/ftp/").expect_err("not in ASCII");
    assert_eq!(
        error.to_string(),
        "the host is no name in ASCII letters; a name in others has a form that begins with xn--"
    );
}
