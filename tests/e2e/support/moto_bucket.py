"""Plays S3 on loopback by moto, with one bucket that is full from the start: thousands of requests would take minutes.

    target/tools/python/bin/python tests/e2e/support/moto_bucket.py PORT BUCKET KEYS

KEYS is a file of JSON: a list of pairs, the name of a key and its size in bytes.
"""

import json
import sys

from moto.backends import get_backend
from moto.core import DEFAULT_ACCOUNT_ID
from moto.server import main

port, bucket, keys = sys.argv[1:]
s3 = get_backend("s3")[DEFAULT_ACCOUNT_ID]["aws"]
s3.create_bucket(bucket, "us-east-1")
with open(keys, encoding="utf-8") as file:
    for name, size in json.load(file):
        s3.put_object(bucket, name, b"x" * size)
main(["-H", "127.0.0.1", "-p", port])
