"""Mails to the mailbox of an application, which has no account yet: their words, and the tokens in their links.

A link of proof works once: afterwards the application is proved. A link to answer works until everything is answered.
"""

from itsdangerous import BadData, URLSafeSerializer

from case_studies.errors import N_, NotVisible
from case_studies.models import Application, Mail
from case_studies.vocabulary import ApplicantMail

SALT = "application"
PATHS = {ApplicantMail.PROOF: "/join/proof/{token}", ApplicantMail.QUESTION: "/join/answer/{token}"}
SUBJECTS = {
    ApplicantMail.PROOF: "Prove your mailbox for your application to join the Group",
    ApplicantMail.QUESTION: "A question about your application to join the Group",
    ApplicantMail.DEFERRAL: "Your application to join the Group",
}
TEXTS = {
    ApplicantMail.PROOF: """Somebody gave this mailbox in an application to join the Group of Friends on the
Safety and Security of UN Peacekeepers. With this link you prove that your office reads it:

{link}

It works once, until {until} UTC. If your office did not apply, ignore this mail: nothing happens.
""",
    ApplicantMail.QUESTION: """A co-chair has a question about your application:

{question}

Answer it here:

{link}
""",
    ApplicantMail.DEFERRAL: """The co-chairs have deferred your application.

You can write to them, and you can apply again.
""",
}


class ApplicationLinkEnded(NotVisible):
    """The link was used, or its time is over, or it was never one."""

    message = N_("This link has ended or was used.")


def make_token(secret: str, application_id: int, purpose: ApplicantMail) -> str:
    """Return the token of an application for a purpose."""
    return str(URLSafeSerializer(secret, SALT).dumps([application_id, purpose.value]))


def read_token(secret: str, token: str, purpose: ApplicantMail) -> int:
    """Return the id of the application. Raises ApplicationLinkEnded for a forged token."""
    try:
        application_id, stated = URLSafeSerializer(secret, SALT).loads(token)
    except (BadData, ValueError, TypeError) as error:
        raise ApplicationLinkEnded() from error
    if stated != purpose.value or not isinstance(application_id, int):
        raise ApplicationLinkEnded()
    return application_id


def applicant_mail_text(mail: Mail, application: Application, address: str, secret: str) -> tuple[str, str]:
    """Return subject and text of a mail."""
    purpose = mail.purpose or ApplicantMail.DEFERRAL
    path = PATHS.get(purpose, "").format(token=make_token(secret, application.id, purpose))
    until = f"{mail.link_until.day} {mail.link_until:%B %Y, %H:%M}" if mail.link_until is not None else ""
    questions = [
        one.question or "" for one in application.opinions if one.question is not None and one.at <= mail.queued_at
    ]
    text = TEXTS[purpose].format(link=address + path, until=until, question=questions[-1] if questions else "")
    return SUBJECTS[purpose], text
