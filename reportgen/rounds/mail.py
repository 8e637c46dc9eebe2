"""The words of the mails to chefer: with their file, and when they have not answered. Plain text, to be pasted."""

from __future__ import annotations

from datetime import date

from reportgen.exchange.responsibility import Chef
from reportgen.model.period import Period
from reportgen.workbook.part_sheets import answer_by
from reportgen.workbook.placing import period_text


def mail_with_part(chef: Chef, file: str, title: str, namnd: str, period: Period, contact: str) -> str:
    """The mail that a chef's file goes out with."""
    return _mail(
        chef.email,
        f"Underlag till {namnd}, {period_text(period)}",
        f"Här kommer ditt underlag: {title}, {period_text(period)}.",
        f"Öppna filen {file} och börja på bladet Läs först. Du fyller bara i de skuggade cellerna. När det står Klart vid varje "
        "blad är du färdig.",
        f"{answer_by(chef.due, contact)}. Spara filen och skicka den tillbaka med samma namn. Får du den i Teams räcker det att "
        "fylla i den där.",
    )


def reminder(chef: str, email: str, due: date | None, namnd: str, period: Period, *, is_late: bool) -> str:
    """The mail to a chef who has not answered; `is_late` when the last day has passed."""
    when = f" Sista dagen {'var' if is_late else 'är'} {due.isoformat()}." if due else ""
    return _mail(
        email,
        f"Påminnelse: underlag till {namnd}, {period_text(period)}",
        f"Jag saknar ditt svar, {chef}.{when}",
        "Har du inte hunnit med allt, skicka det du har. Hittar du inte filen, säg till så skickar jag den igen.",
    )


def _mail(to: str, subject: str, *paragraphs: str) -> str:
    head = f"Till: {to}\nÄmne: {subject}\n" if to else f"Ämne: {subject}\n"
    return head + "\nHej!\n\n" + "\n\n".join(paragraphs) + "\n"
