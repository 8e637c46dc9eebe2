"""What the PDF says of itself in its metadata: that it is an archivable PDF (PDF/A-3a) and an accessible one (PDF/UA-1).

WeasyPrint writes one of the two. PDF/A asks that any property beyond its own list be described in the file (ISO 19005-3,
6.6.2.3), so the identification of PDF/UA comes with its description.
"""

from __future__ import annotations

from typing import Any, Final

_END: Final = b"</rdf:RDF>"

_PDF_UA: Final = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


def declare(pdf: Any) -> None:
    """Adds the identification of PDF/UA-1 to the metadata that WeasyPrint wrote for PDF/A, and leaves it uncompressed."""
    for item in pdf.objects:
        extra = getattr(item, "extra", None)
        if not isinstance(extra, dict) or extra.get("Type") != "/Metadata":
            continue
        item.compress = False
        whole = b"".join(part if isinstance(part, bytes) else str(part).encode() for part in item.stream)
        before, end, after = whole.rpartition(_END)
        if end:
            item.stream = [before + _PDF_UA + end + after]
