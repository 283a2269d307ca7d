"""What an organisation adds to the words of the package: synonyms, translated words and parts of compounds."""

from dataclasses import dataclass

_LONGEST = 100  # characters of one expression


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Words kept as data, added to those of the package; an index is built anew when they change.

    - `groups`: expressions that find each other (("badhus", "simhall"), ...).
    - `finds`: an expression and what it finds beside itself, not the other way (("simma", "badhus"), ...).
    - `translations`: a language code, an expression in it, and the Swedish one (("en", "bath house", "badhus"), ...).
    - `parts`: words that are found inside compounds ("lek" in lekpark).

    Any form of a word will do. Case, order and repetition make no difference, and expressions without letters or
    longer than 100 characters are left out, so nothing that staff can store breaks a search.
    """

    groups: tuple[tuple[str, ...], ...] = ()
    finds: tuple[tuple[str, ...], ...] = ()
    translations: tuple[tuple[str, str, str], ...] = ()
    parts: tuple[str, ...] = ()

    def sound(self) -> "Synonyms":
        """The same without what says nothing, in one order: equal meaning gives equal values."""
        return Synonyms(
            groups=tuple(sorted({row for group in self.groups if len(row := _row(sorted(group))) > 1})),
            finds=tuple(
                sorted(
                    {
                        (row[0], *sorted(row[1:]))
                        for found in self.finds
                        if found and _word(found[0]) and len(row := _row(found)) > 1
                    }
                )
            ),
            translations=tuple(
                sorted(
                    {
                        (code.lower(), _word(foreign), _word(swedish))
                        for code, foreign, swedish in self.translations
                        if code and _word(foreign) and _word(swedish)
                    }
                )
            ),
            parts=tuple(sorted({_word(part) for part in self.parts if _word(part).isalpha()})),
        )


def _word(expression: str) -> str:
    """The expression in lower case with single spaces, or nothing when it is none."""
    plain = " ".join(expression.lower().split())
    return plain if len(plain) <= _LONGEST and any(c.isalpha() for c in plain) else ""


def _row(expressions: "list[str] | tuple[str, ...]") -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for one in expressions if (word := _word(one))))
