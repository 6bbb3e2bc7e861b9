"""Going through the pages of an import, as a browser without script does."""

import re
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

OPTION = re.compile(r'<(?:option|input)[^>]*value="([^"]*)"')


class ImportPages:
    """One import, page after page; every step asserts that the page let it pass."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.address = ""

    def upload(self, content: bytes, name: str = "file.csv") -> Any:
        file = SimpleUploadedFile(name, content, content_type="text/csv")
        answer = self.client.post("/imports/new/", {"file": file})
        if answer.status_code == 302:
            self.address = answer["Location"]
        return answer

    def settle(self, target: str, source: str = "northwind", **choices: str) -> Any:
        page = self.client.get(self.address)
        assert page.status_code == 200
        given = {
            "encoding": page.context["imported"].encoding,
            "delimiter": page.context["imported"].delimiter,
            "target": target,
            "source": source,
        }
        if page.context["imported"].has_heading:
            given["has_heading"] = "on"
        return self.client.post(self.address, given | choices)

    def columns(self, constants: dict[str, str], columns: dict[str, str], **more: str) -> Any:
        """Say for each field its constant, or the heading of its column; the rest as suggested."""
        address = f"{self.address}columns/"
        page = self.client.get(address)
        assert page.status_code == 200
        form = page.context["form"]
        places = {heading: str(at) for at, _, heading in form.columns}
        given: dict[str, str] = {"decimal_sign": form.mapping.decimal_sign}
        if form.mapping.empties:
            given["empties"] = "on"
        for row in form.rows:
            name = row.field.name
            given[f"from:{name}"] = row.chosen
            given[f"constant:{name}"] = row.constant
            given[f"form:{name}"] = row.form
        for name, constant in constants.items():
            given |= {f"from:{name}": "=", f"constant:{name}": constant}
        for name, heading in columns.items():
            given[f"from:{name}"] = places[heading] if heading else ""
        return self.client.post(address, given | {"joins": form.joins} | more)

    def values(self, **chosen: str) -> Any:
        """Take the suggestions, but for the values named."""
        address = f"{self.address}values/"
        page = self.client.get(address)
        assert page.status_code == 200
        rows = [row for group in page.context["form"].groups for row in group.rows]
        given = {row.name: chosen.get(row.value, row.chosen) for row in rows}
        return self.client.post(address, given)

    def start(self, *, leave_out: bool = False) -> Any:
        page = self.client.get(f"{self.address}check/")
        assert page.status_code == 200
        given = {"leave_out": "on"} if leave_out else {}
        return self.client.post(f"{self.address}start/", given)
