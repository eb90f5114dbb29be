"""The watermark of a draft in a Word document: pandoc has no setting for it."""

from __future__ import annotations

import zipfile
from pathlib import Path

DRAFT = "Draft"
NOT_SIGNED = "Draft: not signed yet. Figures and words may still change."
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
    }.items()
)
STYLE = (
    "position:absolute;width:440pt;height:170pt;rotation:315;z-index:-1;"
    "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
    "mso-position-vertical:center;mso-position-vertical-relative:margin"
)
HEADER = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<w:hdr {NAMESPACES}><w:p>
<w:r><w:t>{NOT_SIGNED}</w:t></w:r>
<w:r><w:pict>
<v:shapetype id="draft" coordsize="21600,21600" o:spt="136" path="m,l21600,m,21600l21600,21600e">
<v:path textpathok="t"/><v:textpath on="t" fitshape="t"/></v:shapetype>
<v:shape id="watermark" o:spid="_x0000_s2049" type="#draft" alt="{DRAFT}" style="{STYLE}" \
fillcolor="#c8c8c8" stroked="f"><v:fill opacity=".5"/>
<v:textpath style="font-family:Arial" string="{DRAFT.upper()}"/></v:shape>
</w:pict></w:r>
</w:p></w:hdr>
"""
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
ADDED = {
    "[Content_Types].xml": (
        "</Types>",
        f'<Override PartName="/word/draft.xml" ContentType="{TYPE}"/></Types>',
    ),
    "word/_rels/document.xml.rels": (
        "</Relationships>",
        f'<Relationship Id="draft" Type="{OFFICE}/header" Target="draft.xml"/></Relationships>',
    ),
    "word/document.xml": (
        "<w:sectPr>",
        f'<w:sectPr><w:headerReference xmlns:r="{OFFICE}" w:type="default" r:id="draft"/>',
    ),
}


def mark_draft(document: Path) -> None:
    """Give every page of a Word document a watermark, and a line at its head that says the same."""
    aside = document.with_name(f".{document.name}.new")
    with zipfile.ZipFile(document) as old, zipfile.ZipFile(aside, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            text = old.read(entry)
            if entry.filename in ADDED:
                end, added = ADDED[entry.filename]
                text = text.replace(end.encode(), added.encode())
            new.writestr(entry, text)
        header = zipfile.ZipInfo("word/draft.xml", old.infolist()[0].date_time)
        new.writestr(header, HEADER, zipfile.ZIP_DEFLATED)
    aside.replace(document)
