"""Fail where no test drove a browser: a missing Chromium must not look like success."""

import sys
from xml.etree import ElementTree

cases = ElementTree.parse(sys.argv[1]).iter("testcase")  # noqa: S314, our own pytest wrote it
ran = [
    case
    for case in cases
    if case.get("classname", "").startswith("tests.browser") and case.find("skipped") is None
]
print(f"ci: {len(ran)} browser tests ran")  # noqa: T201
if not ran:
    sys.exit("ci: no browser test ran, is Chromium installed?")
