//! The real clients of S3, Aspera and Globus, as scripts/setup brings them: on an S3 server of this machine, up to the log-in of an SSH
//! server of this machine, and as far as the parser of globus-cli.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Lines, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use super::support::{Folder, NASTY, content, md5_of, nasty, tool};

/// A program that ends with the test, and answers lines by lines.
struct Helper {
    child: Child,
    input: ChildStdin,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Helper {
    fn start(command: &mut Command) -> Self {
        let command = command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().expect("the helper starts");
        let input = child.stdin.take().expect("a pipe");
        let lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
        Self {
            child,
            input,
            lines,
        }
    }

    fn line(&mut self) -> String {
        let line = self.lines.next().expect("the helper says something");
        line.expect("UTF-8")
    }
}

impl Drop for Helper {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// S3 by moto: prints its port, then puts what each line says, and prints how many objects that were.
const S3: &str = r#"
import json, sys
from moto.backends import get_backend
from moto.core import DEFAULT_ACCOUNT_ID
from moto.s3.models import get_canned_acl
from moto.server import ThreadedMotoServer
s3 = get_backend("s3")[DEFAULT_ACCOUNT_ID]["aws"]
s3.create_bucket("1000genomes", "us-east-1")
server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
print(server.get_host_and_port()[1], flush=True)
for line in sys.stdin:
    objects = json.loads(line)
    for name, text in objects.items():
        s3.put_object("1000genomes", name, text.encode()).set_acl(get_canned_acl("public-read"))
    print(len(objects), flush=True)
"#;

struct Bucket {
    helper: Helper,
    endpoint: String,
}

impl Bucket {
    fn start() -> Option<Self> {
        let python = tool("python/bin/python")?;
        tool("python/bin/moto_server")?;
        let mut command = Command::new(python);
        command.args(["-c", S3]).stderr(Stdio::null());
        let mut helper = Helper::start(&mut command);
        let endpoint = format!("http://127.0.0.1:{}", helper.line());
        Some(Self { helper, endpoint })
    }

    fn put(&mut self, objects: &BTreeMap<&str, String>) {
        let line = serde_json::to_string(objects).expect("JSON");
        writeln!(self.helper.input, "{line}").expect("it reads");
        assert_eq!(self.helper.line(), objects.len().to_string());
    }
}

#[test]
fn aws_and_s5cmd_fetch_every_name_and_a_corrupt_file_is_named() {
    let (Some(mut bucket), Some(programs)) = (Bucket::start(), tool("engines/bin")) else {
        return;
    };
    let text = |path: &str| String::from_utf8(content(path)).expect("UTF-8");
    let names = nasty();
    for tool in ["aws", "s5cmd"] {
        // s5cmd adds to a name while it writes, so that the longest is too long for it.
        let is_for = |path: &str| tool == "aws" || path.len() <= 245;
        let has = names.iter().filter(|path| is_for(path));
        let has = has.map(|path| ((*path).to_owned(), content(path)));
        let files: BTreeMap<String, Vec<u8>> = has.collect();
        let mut objects: BTreeMap<&str, String> =
            names.iter().map(|path| (*path, text(path))).collect();
        objects.insert("[x]{y,z}", text("[x]{y,z}").replacen('c', "C", 1));
        bucket.put(&objects);
        let folder = Folder::new();
        let planned = folder.plan_files(&files, &["--mirror", "s3", "--tool", tool]);
        assert_eq!(planned.code, 0, "{tool}: {}", planned.words);
        assert!(files.len() >= NASTY.len());
        let endpoint = bucket.endpoint.clone();
        let run = || {
            let line = format!("PATH='{}':\"$PATH\"; {}", programs.display(), planned.out);
            let mut command = folder.command(&["sh"], &line);
            command
                .env("AWS_ENDPOINT_URL", &endpoint)
                .env("S3_ENDPOINT_URL", &endpoint);
            crate::command::Ran::from(command.output().expect("sh starts"))
        };
        let ran = run();
        assert_ne!(ran.code, 0, "{tool}\n{}{}", ran.out, ran.words);
        assert_eq!(folder.failed(), ["[x]{y,z}"], "{tool}\n{}", ran.words);
        bucket.put(&BTreeMap::from([("[x]{y,z}", text("[x]{y,z}"))]));
        let again = run();
        assert_eq!(again.code, 0, "{tool}\n{}{}", again.out, again.words);
        assert!(folder.files("out/igsr") == files, "{tool}");
    }
}

#[test]
fn the_real_ascp_reads_options_and_list_and_asks_for_each_path() {
    let (Some(ascp), Some(python)) = (tool("ascp"), tool("python/bin/python")) else {
        return;
    };
    let folder = Folder::new();
    let key = folder.join("key with a space");
    let login = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/e2e/support/aspera_login.py"
    );
    let mut server = Helper::start(Command::new(python).arg(login).arg(&key));
    let port = server.line().replace("port ", "");
    let paths = [
        "a b/c d.vcf.gz",
        "a#b",
        "100% + more",
        "~root/x",
        "-rf",
        "é/日本",
    ];
    let files = paths.map(|path| (path.to_owned(), content(path)));
    let key = key.to_str().expect("UTF-8");
    let planned = folder.plan_files(&BTreeMap::from(files), &["--tool", "ascp", "--key", key]);
    assert_eq!(planned.code, 0, "{}", planned.words);
    let run = folder.join("out/run.sh");
    let text = folder.read("out/run.sh");
    // The host is the only thing of the command that is not as people have it.
    let here = text
        .replace("--host=fasp.1000genomes.ebi.ac.uk", "--host=127.0.0.1")
        .replace("-P 33001", &format!("-P {port}"));
    assert_ne!(here, text);
    std::fs::write(run, here).expect("written");
    let line = format!("PATH='{}':\"$PATH\"; {}", ascp.display(), planned.out);
    let ran = folder.run(&["sh"], &line);
    let said = format!("{}{}", ran.out, ran.words);
    // What follows the log-in would need a licensed server.
    assert!(said.contains("Session initiation failed"), "{said}");
    assert_ne!(ran.code, 0, "what did not come is missed");
    assert_eq!(folder.failed().len(), paths.len());
    let asked: serde_json::Value = serde_json::from_str(&server.line()).expect("JSON");
    let login = [&asked["user"], &asked["command"]].map(|text| text.as_str().unwrap_or_default());
    assert_eq!(login, ["fasp-g1k", "ascp -S. -V1"]);
    let input = asked["input"].as_str().expect("a text");
    for path in paths {
        assert!(
            input.contains(&format!("vol1/ftp/{path}")),
            "{path} in {input}"
        );
    }
}

/// Names of letters that a reader of lists could take for something else, the same on every machine.
fn random_names(count: usize) -> Vec<String> {
    let letters: Vec<char> = "ab é日 '\"$`#[]{}%+&;!~*?<>|\\()=,^@:-.0".chars().collect();
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = |below: usize| {
        // Xorshift, by Marsaglia.
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % below as u64).expect("it is small")
    };
    let mut name = |number: usize| {
        let length = 1 + next(12);
        let text: String = (0..length).map(|_| letters[next(letters.len())]).collect();
        match number % 4 {
            0 => format!("d{number}/{text}x"),
            1 => format!("{text}{number}"),
            2 => format!("-{text}/{number}"),
            _ => format!("#{text}{number}.vcf.gz"),
        }
    };
    (0..count).map(&mut name).collect()
}

#[test]
fn globus_cli_reads_source_destination_and_checksum_of_a_thousand_names() {
    let Some(python) = tool("python/bin/python") else {
        return;
    };
    let names = random_names(1000);
    let files: BTreeMap<String, Vec<u8>> = names
        .iter()
        .map(|path| (path.clone(), content(path)))
        .collect();
    assert_eq!(files.len(), 1000, "all differ");
    let folder = Folder::new();
    let planned = folder.plan_files(&files, &["--tool", "globus"]);
    assert_eq!(planned.code, 0, "{}", planned.words);
    let dry_run = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/e2e/support/globus_dry_run.py"
    );
    let program = format!(
        "#!/bin/sh\ncase $1 in endpoint) echo 00000000-0000-4000-8000-000000000000 ;;\n\
         *) exec '{}' '{dry_run}' \"$@\" >task.json ;; esac\n",
        python.display()
    );
    folder.program("globus", &program);
    let line = format!("PATH={}:\"$PATH\" {}", folder.bin(), planned.out);
    let ran = folder.run(&["sh"], &line);
    assert_eq!(ran.code, 0, "{}", ran.words);
    assert!(ran.out.contains("sh check.sh"), "the check comes later");
    assert!(!folder.join("out/igsr").exists(), "nothing is checked yet");
    let task = serde_json::from_str::<serde_json::Value>(&folder.read("out/task.json"));
    let task = task.unwrap_or_else(|error| panic!("{error}\n{}{}", ran.out, ran.words));
    let manifest: serde_json::Value =
        serde_json::from_str(&folder.read("out/manifest.json")).expect("JSON");
    let items =
        |document: &serde_json::Value, key: &str| document[key].as_array().expect("a list").clone();
    let text =
        |item: &serde_json::Value, key: &str| item[key].as_str().unwrap_or_default().to_owned();
    let wanted: Vec<[String; 3]> = items(&manifest, "files")
        .iter()
        .map(|file| {
            let (path, local) = (text(file, "path"), text(file, "local_path"));
            let md5 = md5_of(&files[&path]);
            [
                format!("/1000g/ftp/{path}"),
                format!("/~/igsr/{local}"),
                md5,
            ]
        })
        .collect();
    let read: Vec<[String; 3]> = items(&task, "DATA")
        .iter()
        .map(|item| {
            ["source_path", "destination_path", "external_checksum"].map(|key| text(item, key))
        })
        .collect();
    assert_eq!(wanted.len(), 1000);
    for (wanted, read) in wanted.iter().zip(&read) {
        assert_eq!(wanted, read);
    }
    assert_eq!(wanted.len(), read.len());
}

#[test]
fn a_name_that_is_too_long_for_s5cmd_is_said() {
    let folder = Folder::new();
    let (longest, long) = ("n".repeat(246), "n".repeat(245));
    let files = [&longest, &long].map(|path| (path.clone(), content(path)));
    let planned = folder.plan_files(
        &BTreeMap::from(files),
        &["--mirror", "s3", "--tool", "s5cmd"],
    );
    assert_eq!(planned.code, 4);
    let said = format!("{longest} is left out: this tool cannot give it its name");
    assert!(planned.words.contains(&said), "{}", planned.words);
    assert_eq!(folder.read("out/files.s5cmd").lines().count(), 1);
}
