-- Two roles for Casebook on PostgreSQL. Run once in the empty database, as its administrator:
--   createdb casebook && psql casebook -f deploy/postgresql/roles.sql
-- Then give both a password: \password casebook_owner, \password casebook_web
--
-- casebook_owner owns the tables and brings the schema up to date (database upgrade).
-- casebook_web serves: web and worker read and write with it, and can't change tables, nor drop the history's triggers.

CREATE ROLE casebook_owner LOGIN;
CREATE ROLE casebook_web LOGIN;

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO casebook_owner;
GRANT USAGE ON SCHEMA public TO casebook_web;

ALTER DEFAULT PRIVILEGES FOR ROLE casebook_owner IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO casebook_web;
ALTER DEFAULT PRIVILEGES FOR ROLE casebook_owner IN SCHEMA public
    GRANT USAGE, SELECT ON SEQUENCES TO casebook_web;
