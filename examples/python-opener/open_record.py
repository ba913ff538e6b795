"""Opens a sealed record with the archive's key file, and checks it; written from VERIFY.md, sections 1 to 3, 8 and 9.

    python3 open_record.py SEALED KEY > record.json

SEALED is a sealed record, or what `GET /v1/sessions/{id}/record` answers; KEY is the file of `prescreen record keygen`.
Needs Python 3.9 and the package `cryptography`. It does not write the access log, and checks no signature:
`prescreen record open` does both.
"""

import base64
import hashlib
import hmac
import json
import re
import sys

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEM = b"KEM" + (0x0010).to_bytes(2, "big")
HPKE = b"HPKE" + (0x0010).to_bytes(2, "big") + (0x0001).to_bytes(2, "big") + (0x0001).to_bytes(2, "big")


MEMBERS = set("arithmetic commit pack prescreen_record receipt seed session shown ticket values verdict".split())


class Refused(Exception):
    """What does not hold."""


def decode(text, length=None):
    """Strict base64url: one text for each value."""
    if not re.fullmatch(r"[A-Za-z0-9_-]*", text) or len(text) % 4 == 1:
        raise Refused("not base64url")
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if base64.urlsafe_b64encode(data).rstrip(b"=").decode() != text or (length is not None and len(data) != length):
        raise Refused("not the one base64url of so many bytes")
    return data


def canonical(value):
    """RFC 8785, of values whose numbers are integers."""
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: key.encode("utf-16-be", "surrogatepass"))
        return "{" + ",".join(canonical(key) + ":" + canonical(value[key]) for key in keys) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    return json.dumps(value)


def one_of_each(pairs):
    """A repeated key is an error."""
    if len({key for key, _ in pairs}) != len(pairs):
        raise Refused("a key stands twice")
    return dict(pairs)


def mac(key, *parts):
    return hmac.new(key, b"".join(parts), hashlib.sha256).digest()


def labeled_extract(suite, salt, label, ikm):
    return mac(salt or bytes(32), b"HPKE-v1", suite, label, ikm)


def labeled_expand(suite, prk, label, info, length):
    labeled = length.to_bytes(2, "big") + b"HPKE-v1" + suite + label + info
    made, last, count = b"", b"", 1
    while len(made) < length:
        last = mac(prk, last, labeled, bytes([count]))
        made, count = made + last, count + 1
    return made[:length]


def open_base(private, enc, info, aad, ciphertext):
    """OpenBase of RFC 9180, the first message of a context."""
    key = ec.derive_private_key(int.from_bytes(private, "big"), ec.SECP256R1())
    point = key.public_key().public_numbers()
    own = b"\x04" + point.x.to_bytes(32, "big") + point.y.to_bytes(32, "big")
    shared = key.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), enc))
    secret = labeled_expand(KEM, labeled_extract(KEM, b"", b"eae_prk", shared), b"shared_secret", enc + own, 32)
    context = b"\0" + labeled_extract(HPKE, b"", b"psk_id_hash", b"") + labeled_extract(HPKE, b"", b"info_hash", info)
    secret = labeled_extract(HPKE, secret, b"secret", b"")
    nonce = labeled_expand(HPKE, secret, b"base_nonce", context, 12)
    return AESGCM(labeled_expand(HPKE, secret, b"key", context, 16)).decrypt(nonce, ciphertext, aad)


def commitment(record, pack_hash, nonce):
    """The Merkle root that seed and values lead to."""
    seed = decode(record["seed"], 32)

    def leaf(name, value):
        name, value = name.encode(), canonical(value).encode()
        salt = mac(seed, b"prescreen/salt/1\0", name)[:16]
        head = b"\0prescreen/leaf/1" + pack_hash + nonce + len(name).to_bytes(2, "big") + name
        return hashlib.sha256(head + len(value).to_bytes(4, "big") + value + salt).digest()

    level = [leaf(one["id"], one["value"]) for one in record["values"]]
    while len(level) & (len(level) - 1):
        level.append(hashlib.sha256(b"\2prescreen/pad/1").digest())
    while len(level) > 1:
        level = [hashlib.sha256(b"\1" + level[n] + level[n + 1]).digest() for n in range(0, len(level), 2)]
    return level[0]


def claims(jws):
    """The claims of a signed object; its signature is not checked."""
    return json.loads(decode(jws.split(".")[1]))


def open_record(sealed, key):
    """The record, as text."""
    if sealed.get("prescreen_sealed_record") != 1 or sealed["suite"] != "prescreen-hpke-p256-1":
        raise Refused("another format or suite")
    if sealed["key"] != key["id"]:
        raise Refused("sealed to the key " + sealed["key"])
    pack_hash, nonce, root = (decode(sealed[name], 32) for name in ("pack", "nonce", "commitment"))

    def prefixed(name):
        return len(name).to_bytes(2, "big") + name.encode()

    info = b"prescreen/record/1\0" + pack_hash + prefixed(sealed["key"])
    aad = root + nonce + prefixed(sealed["session"])
    enc, ciphertext = decode(sealed["enc"], 65), decode(sealed["ciphertext"])
    opened = open_base(decode(key["private_key"], 32), enc, info, aad, ciphertext)
    if not 8192 <= len(opened) <= 131072:
        raise Refused("no length that a pack may state")
    text = opened.decode().rstrip(" ")
    record = json.loads(text, object_pairs_hook=one_of_each)
    if canonical(record) != text:
        raise Refused("the record is not in its one form, followed by spaces alone")
    if not set(record) <= MEMBERS:
        raise Refused("a member that a record does not have")
    if commitment(record, pack_hash, nonce) != root:
        raise Refused("seed and values do not lead to the commitment")
    verdict = claims(record["verdict"])
    told = (verdict["session"], verdict["nonce"], verdict["pack"]["hash"], verdict["commitment"])
    if told != tuple(sealed[name] for name in ("session", "nonce", "pack", "commitment")):
        raise Refused("the record is of another session")
    return text


def main():
    sealed, key = (json.load(open(path, encoding="utf-8")) for path in sys.argv[1:3])
    kept = sealed.get("record", sealed)
    text = open_record(kept, key)
    if kept is not sealed:
        record = json.loads(text)
        if record["verdict"] != sealed["verdict"]:
            raise Refused("the verdict that the firm keeps is another one")
        if canonical(record["session"]) != canonical(sealed["document"]):
            raise Refused("the session is not as the server issued it")
    print(text)


if __name__ == "__main__":
    main()
