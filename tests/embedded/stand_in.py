"""`make run` with a small web server and an idle worker in the product's place."""

import sys
from pathlib import Path

from config.embedded import children as product_children
from config.embedded import supervisor
from config.embedded.address import Address
from config.embedded.children import Children
from config.embedded.run_folder import RunFolder
from config.embedded.trouble import Trouble

WEB = """
import http.server, sys
class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers()
    def log_message(self, *_): print("asked", self.path, flush=True)
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Answer).serve_forever()
"""
# As a worker with a task in its hands: it takes no notice of a polite request.
WORKER = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(300)"


def prepare(_folder: RunFolder, children: Children, _address: Address) -> None:
    """Run one step, or as many as it takes to be interrupted in one."""
    children.run("step", ["-c", f"import time; time.sleep({sys.argv[2]}); print('prepared')"])


def serve(folder: RunFolder, children: Children, address: Address) -> None:
    """Start what answers and what idles."""
    children.start("web", ["-c", WEB, str(address.port), str(folder.path)])
    children.start("worker", ["-c", WORKER, str(folder.path)])


if __name__ == "__main__":
    product_children.GRACE = 1
    try:
        sys.exit(supervisor.run(Path(sys.argv[1]), prepare=prepare, serve=serve))
    except Trouble as trouble:
        sys.exit(f"custos: {trouble}")
