"""Makes one file both PDF/A-3a, to keep, and PDF/UA-1, to read with a screen reader."""

from __future__ import annotations

from typing import Final

import pydyf

#: The PDF/UA mark, and the schema by which PDF/A allows it. Source: ISO 14289-1 clause 5, ISO 19005-3 6.6.2.3.
_ACCESSIBLE: Final = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""
_END: Final = b"</rdf:RDF>"


class NoPlace(RuntimeError):
    """The metadata has no closing rdf:RDF to stand before: WeasyPrint writes it differently now."""


def mark_accessible(pdf: pydyf.PDF) -> None:
    """Put the PDF/UA mark in the metadata that WeasyPrint made; raises NoPlace."""
    number = int(pdf.catalog["Metadata"].split()[0])
    metadata = pdf.objects[number]
    content = b"".join(metadata.stream)
    if content.count(_END) != 1:
        raise NoPlace
    metadata.stream = [content.replace(_END, _ACCESSIBLE + _END)]
    # Uncompressed, so that a tool that cannot read PDF finds it too.
    metadata.compress = False
