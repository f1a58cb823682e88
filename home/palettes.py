"""The colours an editor chooses among.

Each is a stylesheet made by the design system's generator, so text and what stands on it keep their contrast;
the test of accessibility sees the pages in all of them.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Palette:
    """Its name and, for what no stylesheet reaches (letters, the browser's own frame), its colours.

    Without a stylesheet it is the theme itself.
    """

    code: str
    label: str
    main: str
    dark: str
    link: str
    light: str
    tint: str
    accent: str
    stylesheet: str = ""
    icon: str = "img/ikon.svg"


def _variant(code, label, **colours):
    return Palette(code, label, **colours, stylesheet=f"css/palettes/{code}.css", icon=f"img/ikon-{code}.svg")


DEFAULT = Palette(
    "skog",
    _("Forest: green and coral"),
    main="#14553f",
    dark="#0c3225",
    link="#2e6754",
    light="#a9c1b9",
    tint="#f0f4f3",
    accent="#c8472b",
)
PALETTES = {
    palette.code: palette
    for palette in (
        DEFAULT,
        _variant(
            "fjord",
            _("Fjord: blue and orange"),
            main="#1d4a73",
            dark="#122d46",
            link="#396084",
            light="#adbecc",
            tint="#f1f4f6",
            accent="#b5501b",
        ),
        _variant(
            "lyng",
            _("Heather: plum and orange"),
            main="#5a2a5c",
            dark="#411e42",
            link="#775079",
            light="#c7b7c8",
            tint="#f5f3f6",
            accent="#b4501a",
        ),
        _variant(
            "bringebaer",
            _("Raspberry: red and petrol"),
            main="#7a1f35",
            dark="#521524",
            link="#914558",
            light="#d2b4bb",
            tint="#f7f2f3",
            accent="#1b6b70",
        ),
    )
}
CHOICES = [(palette.code, palette.label) for palette in PALETTES.values()]
