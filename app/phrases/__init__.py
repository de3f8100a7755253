"""The words that readers see: labels, headings and phrases, the same for pages, API and mails."""
