"""Pages of the site itself: home, about, health, the demonstration's mails."""
