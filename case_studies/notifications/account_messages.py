"""The text of notifications about no case: the security of an account, and applications.

`before` and `after` are what the history states.
"""

from case_studies.errors import N_
from case_studies.notifications.links import LinkTarget
from case_studies.notifications.message_template import MessageTemplate, MessageText
from case_studies.vocabulary import NotificationEvent, Role

LOOK_AT_ACCOUNT = N_("If it was not your office, sign out all other browsers and change the password.")
REPORT_IT = N_("If your office did not want this, report it to an administrator of Casebook.")


def _of_account(name: str, happened: str, to_do: str = LOOK_AT_ACCOUNT) -> MessageTemplate:
    """Return how something is reported that concerns the security of an account."""
    text = MessageText(happened, to_do, LinkTarget.ACCOUNT)
    return MessageTemplate(name, tuple(Role), text, for_outsiders=True, is_always_mailed=True)


def _of_application(name: str, happened: str, to_do: str) -> MessageTemplate:
    """Return how something is reported that editors of co-chairs have to answer."""
    text = MessageText(happened, to_do, LinkTarget.APPLICATIONS)
    return MessageTemplate(name, (Role.EDITOR,), text, for_outsiders=True, is_always_mailed=True)


ACCOUNT_MESSAGES: dict[NotificationEvent, MessageTemplate] = {
    NotificationEvent.SIGN_IN_FROM_NEW_BROWSER: _of_account(
        N_("Signed in from a new browser"), N_("Your office signed in from a browser that is new to it: %(after)s.")
    ),
    NotificationEvent.PASSWORD_CHANGED: _of_account(
        N_("Password changed"), N_("The password of your office was changed.")
    ),
    NotificationEvent.FACTORS_CHANGED: _of_account(
        N_("Second factor changed"), N_("The second factor of your office was changed: %(after)s.")
    ),
    NotificationEvent.FACTOR_RESET_ASKED: _of_account(
        N_("Reset of the second factor asked for"),
        N_("An administrator asked to remove the second factor of your office. Another has to confirm it."),
        N_("If your office did not ask for it, open Second factor under Account, and refuse it there."),
    ),
    NotificationEvent.FACTOR_RESET_WAITS: MessageTemplate(
        N_("Reset of a second factor to confirm"),
        (Role.ADMINISTRATOR,),
        MessageText(
            N_("An administrator asked to remove the second factor of an office."),
            N_("Make sure that the office asked for it, then confirm or refuse it."),
            LinkTarget.FACTOR_RESETS,
        ),
        for_outsiders=True,
        is_always_mailed=True,
    ),
    NotificationEvent.RECOVERY_CODE_USED: _of_account(
        N_("Recovery code used"), N_("Your office signed in with a recovery code. Codes left: %(after)s.")
    ),
    NotificationEvent.PROVIDER_ADDED: _of_account(
        N_("Sign-in provider added"),
        N_("Your office signed in with %(after)s for the first time. From now on, it opens this account."),
        N_("If it was not your office, sign out all other browsers and remove it from the page of the account."),
    ),
    NotificationEvent.PROVIDER_REMOVED: _of_account(
        N_("Sign-in provider removed"), N_("%(before)s no longer signs in to the account of your office.")
    ),
    NotificationEvent.ADDRESS_CHANGED: _of_account(
        N_("Address changed"),
        N_("The address of your office was changed from %(before)s to %(after)s."),
        REPORT_IT,
    ),
    NotificationEvent.OFFICE_HANDED_OVER: _of_account(
        N_("Office handed over"),
        N_("Your office was handed over from %(before)s to %(after)s."),
        REPORT_IT,
    ),
    NotificationEvent.TOKEN_CREATED: _of_account(
        N_("API token created"), N_("An API token of your office was created: %(after)s.")
    ),
    NotificationEvent.TOKEN_REVOKED: _of_account(
        N_("API token revoked"), N_("An API token of your office was revoked: %(before)s.")
    ),
    NotificationEvent.ROLES_CHANGED: _of_account(N_("Roles changed"), N_("The roles of your office were changed.")),
    NotificationEvent.TEST_MAIL: MessageTemplate(
        N_("Test mail"),
        (Role.ADMINISTRATOR,),
        MessageText(
            N_("Your office asked for a test mail on the page about mails."),
            N_("If you read this in your mailbox, mails arrive. There is nothing for you to do."),
            LinkTarget.MAILS,
        ),
        for_outsiders=True,
        is_always_mailed=True,
    ),
    NotificationEvent.APPLICATION_RECEIVED: _of_application(
        N_("Application to join the Group"),
        N_("An application to join the Group waits for the answer of your office."),
        N_("Say that your delegation supports it, or ask the applicant."),
    ),
    NotificationEvent.QUESTION_ANSWERED: _of_application(
        N_("Applicant answered"),
        N_("An applicant answered a question of your office or of another co-chair."),
        N_("Read the answer, and say whether your delegation supports the application."),
    ),
}
