"""The product on running servers: what must be done before it serves, and its processes."""

import hashlib
import os

from config.embedded.address import Address
from config.embedded.children import PROJECT, Children
from config.embedded.ledger import start_ledger
from config.embedded.run_folder import RunFolder
from config.embedded.trouble import Trouble

_COMPANY = "company"
_STATIC = "static-files"


def prepare_product(folder: RunFolder, children: Children, address: Address) -> None:
    """Bring schema, translations, static files and the first company up to this release."""
    _refuse_public_demo(folder, address)
    # Read once, by the migration that makes the ledger: a demo never becomes a real company.
    made_for = {"CUSTOS_SYNTHETIC": "0" if os.environ.get("EMPTY") == "1" else "1"}
    command = ["manage.py", "migrate", "--verbosity", "0"]
    children.run("migrate", command, CUSTOS_OWNER="1", **made_for)
    _compile_texts(children)
    _collect_static(folder, children)
    _first_company(folder, children, address)


def start_product(folder: RunFolder, children: Children, address: Address) -> None:
    """Start the ledger's own processes, the web, and the worker with its clock."""
    start_ledger(folder, children)
    # Both command lines name the run folder: by it the next start knows what is ours.
    web = f"gunicorn config.wsgi --bind {address.bind} --workers 2 --worker-class gthread"
    web += " --threads 4 --graceful-timeout 10 --no-control-socket --log-level warning --env"
    children.start("web", ["-m", *web.split(), f"CUSTOS_RUN={folder.path}"])
    worker = "celery --quiet -A config worker --beat --concurrency 2 --loglevel WARNING --schedule"
    children.start(
        "worker",
        ["-m", *worker.split(), str(folder.path / "beat-schedule")],
        # In a container everybody is root; tasks come from our own broker alone.
        PYTHONWARNINGS="ignore:You're running the worker with superuser privileges",
    )


def _compile_texts(children: Children) -> None:
    for source in PROJECT.glob("locale/*/*/LC_MESSAGES/django.po"):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            children.run("texts", ["-m", "config.translations"])
            return


def _collect_static(folder: RunFolder, children: Children) -> None:
    digest = _static_digest()
    if folder.text(_STATIC) != digest:
        command = ["manage.py", "collectstatic", "--noinput", "--clear", "--verbosity", "0"]
        children.run("static", command)
        folder.write_text(_STATIC, digest)


def _static_digest() -> str:
    digest = hashlib.sha256((PROJECT / "requirements" / "base.txt").read_bytes())
    for path in sorted((PROJECT / "static").rglob("*")):
        state = path.stat()
        digest.update(f"{path}\0{state.st_size}\0{state.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _first_company(folder: RunFolder, children: Children, address: Address) -> None:
    """Load the demo company on the first start, or leave the field to the wizard (EMPTY=1)."""
    if folder.has(_COMPANY):
        return
    if os.environ.get("EMPTY") == "1":
        children.run("code", ["manage.py", "first_run_code"])
        folder.write_text(_COMPANY, "empty")
        return
    children.run("demo", ["manage.py", "load_demo"], CUSTOS_OWNER="1")
    folder.write_text(_COMPANY, "demo, private" if address.is_private else "demo, public")


def _refuse_public_demo(folder: RunFolder, address: Address) -> None:
    # Its passwords stand in the documentation; only a public first start makes random ones.
    if folder.text(_COMPANY) == "demo, private" and not address.is_private:
        raise Trouble(
            f"演示公司的密码是公开的，不能在 HOST={address.host} 上开放；请先 make clean",
            f"the demo's passwords are public, so no HOST={address.host}: make clean first",
        )
