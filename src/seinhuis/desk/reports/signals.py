"""The signal catalogue: what people may notice, per setting. Codes are stable; texts are in two languages.

No single signal proves anything and a missing one proves nothing: an analyst looks for combinations and
change. There is no signal on nationality, ethnicity or clothing, and none will be added.
"""

from dataclasses import dataclass
from enum import StrEnum

from seinhuis.desk.reports.signal_texts_en import TEXTS as ENGLISH
from seinhuis.desk.reports.signal_texts_nl import TEXTS as DUTCH

CATALOGUE_VERSION = 1
SOMETHING_ELSE = "X01"


class Setting(StrEnum):
    """Where something was noticed."""

    YOUNG_PERSON = "young_person"
    RECEPTION = "reception"
    HOUSEKEEPING = "housekeeping"
    SURROUNDINGS = "surroundings"
    ONLINE = "online"
    OTHER = "other"


@dataclass(frozen=True)
class Signal:
    """One signal: a stable code and the setting under which it is shown."""

    code: str
    setting: Setting

    def text(self, language: str, *, about_oneself: bool = False) -> str:
        """The signal in plain words; ``about_oneself`` speaks to a young person who reports for
        themselves.
        """
        texts = DUTCH if language == "nl" else ENGLISH
        third_person, second_person = texts[self.code]
        return second_person if about_oneself and second_person else third_person


def _series(letter: str, setting: Setting, last: int) -> tuple[Signal, ...]:
    return tuple(Signal(f"{letter}{number:02d}", setting) for number in range(1, last + 1))


CATALOGUE: tuple[Signal, ...] = (
    *_series("Y", Setting.YOUNG_PERSON, 13),
    *_series("R", Setting.RECEPTION, 14),
    *_series("C", Setting.HOUSEKEEPING, 9),
    *_series("P", Setting.SURROUNDINGS, 3),
    *_series("O", Setting.ONLINE, 1),
    Signal(SOMETHING_ELSE, Setting.OTHER),
)
SIGNALS: dict[str, Signal] = {signal.code: signal for signal in CATALOGUE}


def signals_of(setting: Setting) -> tuple[Signal, ...]:
    """The signals shown for one setting, in catalogue order."""
    return tuple(signal for signal in CATALOGUE if signal.setting == setting)


def signal_text(code: str, language: str) -> str:
    """The words of one signal; a code that this version does not know is shown as it is, never dropped."""
    signal = SIGNALS.get(code)
    return code if signal is None else signal.text(language)
