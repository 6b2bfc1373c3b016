"""What `igsr-fetch plan` is measured beside: the same lines of the same manifest, written as people write such a script.

`lines.py MANIFEST` reads the manifest, then the names of tools from standard input, one a line. For each it writes that tool's lines in
memory and prints the milliseconds of the processor. After a name and a tab may stand a file, which gets the lines: those of each list
with NUL between. What does not grow with the files, such as the text of a script, is left out.
"""

import json
import shlex
import sys
import time

with open(sys.argv[1], encoding="utf-8") as text:
    MANIFEST = json.load(text)
FILES = MANIFEST["files"]
MAIN = "ftp.1000genomes.ebi.ac.uk"
HOSTS = list(dict.fromkeys([MAIN, *(file["host"] for file in FILES)]))
BUCKET = "https://1000genomes.s3.amazonaws.com/"


def join(lines):
    return "\n".join(lines) + "\n"


def of(host):
    """The files of a host, each with its path below the folder for them."""
    skip = 0 if host == MAIN else len(host) + 1
    return [(file, file["local_path"][skip:]) for file in FILES if file["host"] == host]


def md5s(file):
    return ",".join([file["md5"], *file.get("other_md5s", [])]) if file["md5"] else "-"


def facts(number, file):
    """What a script is told of a file: its number, MD5s, size and name."""
    return [str(number), md5s(file), "-" if file["size"] is None else str(file["size"]), file["local_path"]]


def to_check():
    return join("\t".join(facts(number, file)) for number, file in enumerate(FILES, 1))


def to_fetch():
    return join(
        "\t".join([*facts(number, file), *(source["url"] for source in file["sources"])]) for number, file in enumerate(FILES, 1)
    )


def md5_lines(files):
    return join(f"{file['md5']}  {path}" for file, path in files if file["md5"])


def double(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def python(text):
    return "'" + text.replace("'", "'\"'\"'") + "'"


def wget():
    for host in HOSTS:
        files = of(host)
        yield join(file["sources"][0]["url"] for file, _ in files)
        yield md5_lines(files)
    yield to_check()


def curl():
    yield join(f"url = {double(file['sources'][0]['url'])}\noutput = {double('./' + file['local_path'])}" for file in FILES)
    yield to_check()


def aria2():
    def entry(file):
        text = "\t".join(source["url"] for source in file["sources"]) + "\n  out=" + file["local_path"]
        return text + ("\n  checksum=md5=" + file["md5"] if file["md5"] else "")

    yield join(entry(file) for file in FILES)
    yield to_check()


def rclone():
    for host in HOSTS:
        yield join(path for _, path in of(host))
    yield to_check()


def lftp():
    def entry(file):
        path = "./" + file["local_path"]
        folder = f"local mkdir -p -f {double(path.rsplit('/', 1)[0])}\n" if "/" in file["local_path"] else ""
        return f"{folder}get -c {double(file['sources'][0]['url'])} -o {double(path)}"

    yield join(entry(file) for file in FILES)
    yield to_check()


def bucket():
    for file in FILES:
        for source in file["sources"]:
            if source["url"].startswith(BUCKET):
                yield file["local_path"], "s3://1000genomes/" + source["url"][len(BUCKET):]
                break


def aws():
    head = "aws s3 cp --no-sign-request --only-show-errors --region us-east-1"
    yield join(f"{head} {shlex.quote(key)} {shlex.quote('./igsr/' + path)}" for path, key in bucket())
    yield to_check()


def s5cmd():
    yield join(f"cp --raw --source-region 'us-east-1' {python(key)} {python(path)}" for path, key in bucket())
    yield to_check()


def globus():
    for host in HOSTS:
        yield join(f"--external-checksum {file['md5']} {python(file['path'])} {python(path)}" for file, path in of(host))
    yield to_check()


def ascp():
    for host, root in zip(HOSTS, ["vol1/ftp/", "vol1/"]):
        files = of(host)
        yield join(f"{root}{file['path']}\n{path}" for file, path in files)
        yield md5_lines(files)
    yield to_check()


def script():
    yield to_fetch()


def engine():
    yield to_fetch()
    yield to_check()


def md5():
    yield md5_lines([(file, file["local_path"]) for file in FILES])


def urls():
    yield join(file["sources"][0]["url"] for file in FILES)


def tsv():
    yield join(
        "\t".join([file["host"], file["path"], file["local_path"], "" if file["size"] is None else str(file["size"]), file["md5"] or "",
                   " ".join(source["url"] for source in file["sources"])])
        for file in FILES
    )


def manifest():
    yield ",\n    ".join(json.dumps(file, ensure_ascii=False, separators=(",", ":")) for file in FILES)


slurm = snakemake = nextflow = engine

for line in sys.stdin:
    tool, _, out = line.rstrip("\n").partition("\t")
    began = time.process_time()
    lists = list(globals()[tool]())
    took = time.process_time() - began
    if out:
        with open(out, "w", encoding="utf-8") as written:
            written.write("\0".join(lists))
    print(took * 1000, flush=True)
