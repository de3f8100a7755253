"""Tests of the pages of joint texts."""
