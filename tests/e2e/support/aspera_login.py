"""Plays the SSH server that ascp logs in to, on loopback, for one log-in; then says what the client asked for.

Prints `port N` at once. When the client has said what it wants, prints one line of JSON: user, key type, the command that it
runs on the server, and its standard input as text: the transfer's description, with the paths. No file is sent: that would
need a licensed server.

    target/tools/python/bin/python tests/e2e/support/aspera_login.py KEYFILE

A fresh client key is written to KEYFILE: those that come with ascp have a pass phrase that its users are not told.
"""

import asyncio
import json
import os
import sys
import warnings

# The exchanges that ascp knows are old, and the library says so at each.
warnings.simplefilter("ignore")

import asyncssh  # noqa: E402


class Login(asyncssh.SSHServer):
    """Accepts whoever shows a key, and remembers who."""

    def __init__(self, seen):
        self.seen = seen

    def begin_auth(self, username):
        self.seen["user"] = username
        return True

    def public_key_auth_supported(self):
        return True

    def validate_public_key(self, username, key):
        self.seen["key"] = key.get_algorithm()
        return True


def is_whole(message):
    """Says whether a message of the client has come to its end: its bytes 1 to 3 are its length, as a number."""
    return len(message) >= 4 and len(message) >= int.from_bytes(message[1:4], "big")


def write_client_key(path):
    """Writes an RSA key in the old form, which is the only one that ascp 3.9 reads."""
    asyncssh.generate_private_key("ssh-rsa", key_size=2048).write_private_key(path, "pkcs1-pem")
    os.chmod(path, 0o600)


async def main(keyfile):
    write_client_key(keyfile)
    seen = {}
    done = asyncio.get_running_loop().create_future()

    async def session(process):
        seen["command"] = process.command
        told = b""
        while not is_whole(told):
            try:
                piece = await process.stdin.read(65536)
            except asyncssh.Error:
                break
            if not piece:
                break
            told += piece
        seen["input"] = told.decode("utf-8", "backslashreplace")
        process.exit(1)
        if not done.done():
            done.set_result(None)

    # ascp 3.9 is of 2018: it knows ssh-rsa host keys and the older exchanges only.
    server = await asyncssh.listen(
        "127.0.0.1",
        0,
        server_factory=lambda: Login(seen),
        process_factory=session,
        encoding=None,
        server_host_keys=[asyncssh.generate_private_key("ssh-rsa", key_size=2048)],
        kex_algs="+diffie-hellman-group14-sha1",
        signature_algs="+ssh-rsa",
        encryption_algs="+aes128-cbc",
        mac_algs="+hmac-sha1",
    )
    print("port", server.sockets[0].getsockname()[1], flush=True)
    await done
    print(json.dumps(seen), flush=True)
    server.close()


if __name__ == "__main__":
    try:
        asyncio.run(main(sys.argv[1]))
    except KeyboardInterrupt:
        sys.exit(0)
