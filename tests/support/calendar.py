"""Days that pass on a platform, the duties run on them, and who was notified of what."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import delete, select

from case_studies.models import Absence, Account, Notification
from case_studies.operations.accounts.accounts import find_account
from case_studies.operations.deadlines.reminders import EVENTS, send_reminders
from case_studies.vocabulary import NotificationEvent
from tests.support.world import World


@dataclass(frozen=True)
class SentNotification:
    """One notice of the duties."""

    day: date
    office: str
    event: NotificationEvent
    key: str
    facts: dict[str, Any]


@dataclass
class Calendar:
    """A platform's days."""

    world: World

    @property
    def today(self) -> date:
        return self.world.clock.moment.date()

    def day(self, number: int) -> date:
        """Return a day from today on."""
        return self.today + timedelta(number)

    def pass_days(self, number: int) -> None:
        self.world.clock.moment += timedelta(days=number)

    def run(self) -> dict[str, int]:
        """Run the duties and return what was done, without the zeros."""
        return {name: count for name, count in send_reminders(self.world.platform.work).items() if count}

    def run_daily(self, number: int) -> None:
        """Let days pass, with the duties run on each."""
        for _ in range(number):
            self.pass_days(1)
            self.run()

    def sent(self, *events: NotificationEvent) -> list[SentNotification]:
        """Return who was notified of these events; without any, of all that fall due."""
        query = select(Notification, Account.email).join(Account, Account.id == Notification.account_id)
        with self.world.platform.work.reading() as session:
            rows = session.execute(
                query.where(Notification.event.in_(events or EVENTS)).order_by(Notification.id)
            ).all()
        return [
            SentNotification(notice.at.date(), email.split("@")[0], notice.event, notice.key, notice.facts)
            for notice, email in rows
        ]

    def kinds(self, event: NotificationEvent) -> list[tuple[str, str]]:
        """Return the office and kind of each notification."""
        return [(sent.office, sent.facts["kind"]) for sent in self.sent(event)]

    def be_away(self, office: str, first: date, last: date) -> None:
        with self.world.platform.work.writing() as session:
            account_id = find_account(session, f"{office}@demo.example").id
            session.add(Absence(account_id=account_id, first_day=first, last_day=last))

    def come_back(self, office: str) -> None:
        """Strike out every absence."""
        with self.world.platform.work.writing() as session:
            account_id = find_account(session, f"{office}@demo.example").id
            session.execute(delete(Absence).where(Absence.account_id == account_id))

    def change_account(self, office: str, **values: Any) -> None:
        """Close an account, or give it other roles."""
        with self.world.platform.work.writing() as session:
            account = find_account(session, f"{office}@demo.example")
            for name, value in values.items():
                setattr(account, name, value)
