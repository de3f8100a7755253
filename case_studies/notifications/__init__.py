"""Who is notified of what, and how it reaches them: the inbox, the outbox of mails, the mailer."""
