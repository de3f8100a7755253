"""Due dates, absences, and the reminders that time makes due."""
