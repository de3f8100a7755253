"""Pages about delegations: their records, leaving, the chair."""

from app.pages.delegations import chair, leaving, records

MODULES = (records, leaving, chair)
