#!/usr/bin/env bash
# Makes the services' own role and database: the role owns that database and nothing else, and is no superuser.
set -euo pipefail

psql -v ON_ERROR_STOP=1 --no-psqlrc --quiet -U postgres -d postgres \
    -v password="$(head -n 1 /run/secrets/database-password)" <<'SQL'
CREATE ROLE shouwen LOGIN PASSWORD :'password';
CREATE DATABASE shouwen OWNER shouwen;
REVOKE ALL ON DATABASE shouwen FROM PUBLIC;
SQL
