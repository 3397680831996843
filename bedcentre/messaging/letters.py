"""What a letter to a patient says: in both languages, with the family name alone."""

from __future__ import annotations

from bedcentre.domain.appointments import Notice, Subject
from bedcentre.usecases.notifier import Letter
from bedcentre.usecases.ports import Reader
from bedcentre.words import LANGUAGES, words_for


def letter_of(reader: Reader, notice: Notice, to: str, link: str) -> Letter:
    """The letter that asks what the notice asks; ``link`` leads to the answer."""
    patient = reader.patient(notice.patient_id)
    speaking = [words_for(language, reader.zone) for language in LANGUAGES]
    key = "letter.offer" if notice.subject is Subject.OFFER else "letter.reminder"
    gaps = {
        "name": patient.masked_name,
        "what": f"@appointment_kind.{notice.kind.value}",
        "at": notice.at,
        "until": notice.answer_by,
        "link": link,
    }
    return Letter(
        notice_id=notice.id,
        to=to,
        subject=" · ".join(words.say(f"{key}.subject", gaps) for words in speaking),
        body="\n\n".join(words.say(f"{key}.body", gaps) for words in speaking) + "\n",
        link=link,
    )
