"""Whether the web process in this container answers."""

import os
import urllib.request

urllib.request.urlopen(
    urllib.request.Request(
        "http://127.0.0.1:8000/health/",
        headers={"Host": os.environ["CUSTOS_HOSTS"].split(",")[0]},
    ),
    timeout=4,
)
