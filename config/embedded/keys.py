"""The keys of an installation, kept outside its database."""

import secrets

from cryptography.fernet import Fernet

from config.embedded.run_folder import RunFolder
from config.embedded.trouble import Trouble

_FILE = "secrets.json"


def make_keys(folder: RunFolder, *, lost_is_fatal: bool) -> None:
    """Make the keys once; refuse to replace those that existing data was encrypted under."""
    if folder.read(_FILE):
        return
    if lost_is_fatal:
        path = folder.path / _FILE
        raise Trouble(
            f"密钥文件 {path} 不见了，加密字段无法读取，请从备份恢复，或 make clean 后重来",
            f"{path} is gone, and encrypted fields with it: restore it, or make clean",
        )
    content = {
        "secret_key": secrets.token_urlsafe(50),
        "field_keys": [Fernet.generate_key().decode()],
        "index_keys": {kind: secrets.token_hex(32) for kind in ("whole", "last4")},
    }
    folder.write(_FILE, content)
