"""The words of a workbook, which its cells point to by number (ISO/IEC 29500-1, 18.4)."""

from __future__ import annotations

import re
from typing import Final

from reportgen.office import OFFICE, OfficePackage, tree_of, xml_of

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
"""The namespace of workbooks; those in the strict form have another."""

SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"

_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_LOOKS_ESCAPED: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


class Strings:
    """The list, to which words are added that it does not have."""

    def __init__(self, package: OfficePackage, workbook: str) -> None:
        self.package, self.workbook = package, workbook
        self.part = package.related(workbook, f"{OFFICE}/sharedStrings")
        self.tree = tree_of(package.read(self.part) if self.part else f'<sst xmlns="{MAIN}"/>'.encode())
        self.ns = self.tree.tag.removesuffix("sst")
        items = self.tree.findall(f"{self.ns}si")
        self.size = len(items)
        plain = ((n, item[0].text or "") for n, item in enumerate(items) if [c.tag for c in item] == [f"{self.ns}t"])
        self.known = {text: n for n, text in reversed(list(plain))}

    def number(self, text: str) -> int:
        """The number of these words."""
        from lxml import etree

        text = written(text)
        if text not in self.known:
            inside = etree.SubElement(etree.SubElement(self.tree, f"{self.ns}si"), f"{self.ns}t")
            inside.text = text
            inside.set(SPACE, "preserve")
            self.known[text] = self.size
            self.size += 1
        return self.known[text]

    def save(self) -> None:
        """Puts the list back, without its counts, which are hints and would be wrong now."""
        for count in ("count", "uniqueCount"):
            if count in self.tree.attrib:
                del self.tree.attrib[count]
        if self.part:
            self.package.write(self.part, xml_of(self.tree))
        elif self.size:
            self.part = self.package.add("xl/sharedStrings.xml", xml_of(self.tree), _TYPE)
            self.package.relate(self.workbook, f"{OFFICE}/sharedStrings", self.part)


def written(text: str) -> str:
    """Words as the file can hold them: _x000D_ and the like would be read as the sign of that number."""
    return _LOOKS_ESCAPED.sub("_x005F_", _CONTROL.sub("", text))
