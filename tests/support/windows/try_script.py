"""Runs a script that `igsr-fetch plan --tool script` wrote, in a shell that is not on every machine, against a mirror on loopback that
has one file wrong at first; then again, when it has it right.

    python3 tests/support/windows/try_script.py target/debug/igsr-fetch powershell pwsh -NoProfile -File fetch.ps1
"""

import hashlib
import http.server
import os
import pathlib
import subprocess
import sys
import tempfile
import threading
import urllib.parse

NAMES = ["a b/c d.vcf.gz", "it's", "‘curly’ ‚quotes‛", "$(touch x)", "`x`", "$HOME", "a#b", "[x]{y,z}", "%41", "100% + more",
         "%PATH%", "a&b;c^d!e!", "(x)/=,y", "~", "-rf", "é/日本", "con:lon|*?<>", "AUX.txt", "trailing.", "IGSR_FETCH_LIST", "half"]
BROKEN = "it's"


def content(name):
    return f"content of {name}\n".encode() * 40


class Mirror(http.server.BaseHTTPRequestHandler):
    healed = False
    asked = []

    def do_GET(self):
        name = urllib.parse.unquote(self.path).removeprefix("/vol1/ftp/")
        Mirror.asked.append(name)
        body = content(name)
        if name == BROKEN and not Mirror.healed:
            body = body.upper()
        begin = int(self.headers.get("Range", "bytes=0-")[6:].rstrip("-"))
        self.send_response(206 if begin else 200)
        if begin:
            self.send_header("Content-Range", f"bytes {begin}-{len(body) - 1}/{len(body)}")
        self.send_header("Content-Length", str(len(body) - begin))
        self.end_headers()
        self.wfile.write(body[begin:])

    def log_message(self, *words):
        pass


def main(program, shell, *command):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Mirror)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    folder = pathlib.Path(tempfile.mkdtemp())
    (folder / "paths.txt").write_bytes("\n".join(NAMES).encode())
    sums = [f"{hashlib.md5(content(name)).hexdigest()}  {name}\n" for name in NAMES]
    (folder / "sums.md5").write_bytes("".join(sums).encode())
    base = f"http://127.0.0.1:{server.server_port}/vol1/ftp/"
    subprocess.run([os.path.abspath(program), "plan", "--paths", "paths.txt", "--md5", "sums.md5", "--base-url", base,
                    "--tool", "script", "--shell", shell, "--out", "out"], cwd=folder, check=True)
    environment = {**os.environ, "IGSR_FETCH_WAIT": "0"}

    def run():
        Mirror.asked.clear()
        return subprocess.run(command, cwd=folder / "out", env=environment, stdin=subprocess.DEVNULL).returncode

    assert run() == 1, "a wrong file is no success"
    assert (folder / "out/failed.txt").read_text(encoding="utf-8").splitlines() == [BROKEN]
    Mirror.healed = True
    assert run() == 0, "all is right at last"
    assert Mirror.asked == [BROKEN], f"only what failed is fetched again, not {Mirror.asked}"
    assert not (folder / "out/failed.txt").exists()
    here = [path for path in (folder / "out/igsr").rglob("*") if path.is_file()]
    found = sorted(hashlib.md5(path.read_bytes()).hexdigest() for path in here)
    assert found == sorted(line[:32] for line in sums), f"another set of files is here: {here}"
    assert run() == 0 and Mirror.asked == [], "nothing is left to do"
    print(f"{len(NAMES)} passed, 0 failed")


if __name__ == "__main__":
    main(*sys.argv[1:])
