-- SPDX-FileCopyrightText: The Porchlight authors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- From version 1 to 2: what an exchange file carried beyond the directory's own columns is kept, to be given back on export.

CREATE TABLE hsds (
  service_id INTEGER PRIMARY KEY REFERENCES service (id),
  json TEXT NOT NULL
);
