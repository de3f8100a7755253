"""Pages about delegations: their records and offices, leaving, the chair."""

from app.pages.delegations import chair, leaving, offices, records

MODULES = (records, offices, leaving, chair)
