"""A real time stamp authority (openssl behind a small HTTP server) and packages built once."""

import http.server
import subprocess
import tarfile
import threading

import pytest

from seinhuis.engine.evidence.package import build_package
from seinhuis.engine.evidence.stamps import Stamper

from . import samples

_CONFIG = """
[req]
distinguished_name = dn
[dn]
[root]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign
[stamper]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
[tsa]
default_tsa = tsa_one
[tsa_one]
serial = serial
crypto_device = builtin
signer_cert = tsa.pem
signer_key = tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
"""


def run(command, folder, check=True):
    """Run a shell command in a folder and give what it printed."""
    done = subprocess.run(command, shell=True, cwd=folder, capture_output=True, text=True, check=False)
    if check:
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done


class Authority:
    """An authority whose answers can be spoiled on the way."""

    def __init__(self, folder):
        self.folder = folder
        self.status = 200
        self.spoil = lambda answer: answer
        (folder / "tsa.cnf").write_text(_CONFIG)
        (folder / "serial").write_text("01\n")
        make_chain(folder, "root", "tsa")

    @property
    def certificate(self):
        return (self.folder / "root.pem").read_bytes()

    def answer(self, query):
        (self.folder / "query.tsq").write_bytes(query)
        run("openssl ts -reply -config tsa.cnf -queryfile query.tsq -out reply.tsr", self.folder)
        return self.spoil((self.folder / "reply.tsr").read_bytes())


def make_chain(folder, root, leaf):
    """Make a root certificate and a time stamping certificate under it."""
    key = "openssl ecparam -name prime256v1 -genkey -noout -out"
    run(f"{key} {root}.key && {key} {leaf}.key", folder)
    run(
        f"openssl req -new -x509 -key {root}.key -subj /CN={root} -days 30 "
        f"-config tsa.cnf -extensions root -out {root}.pem",
        folder,
    )
    run(f"openssl req -new -key {leaf}.key -subj /CN={leaf} -config tsa.cnf -out {leaf}.csr", folder)
    run(
        f"openssl x509 -req -in {leaf}.csr -CA {root}.pem -CAkey {root}.key -CAcreateserial -days 30 "
        f"-extfile tsa.cnf -extensions stamper -out {leaf}.pem",
        folder,
    )


@pytest.fixture(scope="session")
def authority_server(tmp_path_factory):
    authority = Authority(tmp_path_factory.mktemp("authority"))

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            answer = authority.answer(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(authority.status)
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_):
            """Silent."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    authority.url = f"http://127.0.0.1:{server.server_port}/"
    yield authority
    server.shutdown()


@pytest.fixture
def authority(authority_server):
    yield authority_server
    authority_server.status = 200
    authority_server.spoil = lambda answer: answer


@pytest.fixture
def stamper(authority):
    return Stamper(authority.url, authority.certificate)


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """A small package, without a time stamp."""
    return build_package(samples.content(), tmp_path_factory.mktemp("built"), signer=samples.SIGNER)


@pytest.fixture
def unpacked(built, tmp_path):
    """The folder into which the small package was unpacked."""
    with tarfile.open(built.path) as archive:
        archive.extractall(tmp_path, filter="data")
    return tmp_path
