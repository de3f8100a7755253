"""Who is told what, and how it reaches them: the inbox, the outbox of mails, the mailer."""
