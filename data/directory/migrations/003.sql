-- SPDX-FileCopyrightText: The Porchlight authors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- From version 2 to 3: what belongs to a service lies side by side with it, the languages it speaks stand in its row, and the index of
-- words is smaller. The index is made again from the facts.

ALTER TABLE phone RENAME TO old_phone;
CREATE TABLE phone (
  id INTEGER NOT NULL,
  slug TEXT NOT NULL UNIQUE,
  service_id INTEGER NOT NULL REFERENCES service (id),
  number TEXT NOT NULL,
  type TEXT NOT NULL,
  kind TEXT NOT NULL,
  authority INTEGER NOT NULL,
  PRIMARY KEY (service_id, id)
) WITHOUT ROWID;
INSERT INTO phone (id, slug, service_id, number, type, kind, authority)
SELECT id, slug, service_id, number, type, kind, authority FROM old_phone;
DROP TABLE old_phone;

ALTER TABLE contact RENAME TO old_contact;
CREATE TABLE contact (
  id INTEGER NOT NULL,
  slug TEXT NOT NULL UNIQUE,
  service_id INTEGER NOT NULL REFERENCES service (id),
  email TEXT NOT NULL,
  kind TEXT NOT NULL,
  authority INTEGER NOT NULL,
  PRIMARY KEY (service_id, id)
) WITHOUT ROWID;
INSERT INTO contact (id, slug, service_id, email, kind, authority)
SELECT id, slug, service_id, email, kind, authority FROM old_contact;
DROP TABLE old_contact;

ALTER TABLE location RENAME TO old_location;
CREATE TABLE location (
  id INTEGER NOT NULL,
  slug TEXT NOT NULL UNIQUE,
  service_id INTEGER NOT NULL REFERENCES service (id),
  location_type TEXT NOT NULL CHECK (location_type = 'virtual'),
  url TEXT NOT NULL,
  kind TEXT NOT NULL,
  authority INTEGER NOT NULL,
  PRIMARY KEY (service_id, id)
) WITHOUT ROWID;
INSERT INTO location (id, slug, service_id, location_type, url, kind, authority)
SELECT id, slug, service_id, location_type, url, kind, authority FROM old_location;
DROP TABLE old_location;

ALTER TABLE schedule RENAME TO old_schedule;
CREATE TABLE schedule (
  id INTEGER NOT NULL,
  service_id INTEGER NOT NULL REFERENCES service (id),
  contact_slug TEXT,
  byday TEXT,
  opens_at TEXT,
  closes_at TEXT,
  description TEXT NOT NULL,
  PRIMARY KEY (service_id, id)
) WITHOUT ROWID;
INSERT INTO schedule (id, service_id, contact_slug, byday, opens_at, closes_at, description)
SELECT id, service_id, contact_slug, byday, opens_at, closes_at, description FROM old_schedule;
DROP TABLE old_schedule;

ALTER TABLE language RENAME TO old_language;
CREATE TABLE language (
  id INTEGER NOT NULL,
  service_id INTEGER NOT NULL REFERENCES service (id),
  contact_slug TEXT,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  note TEXT,
  PRIMARY KEY (service_id, id)
) WITHOUT ROWID;
INSERT INTO language (id, service_id, contact_slug, code, name, note)
SELECT id, service_id, contact_slug, code, name, note FROM old_language;
DROP TABLE old_language;

ALTER TABLE fact RENAME TO old_fact;
CREATE TABLE fact (
  id INTEGER NOT NULL,
  service_id INTEGER NOT NULL REFERENCES service (id),
  subject TEXT NOT NULL,
  field TEXT NOT NULL,
  value TEXT NOT NULL,
  display TEXT,
  grade TEXT NOT NULL,
  state TEXT NOT NULL,
  date TEXT NOT NULL,
  checked TEXT NOT NULL,
  recheck TEXT NOT NULL,
  sources TEXT NOT NULL,
  PRIMARY KEY (service_id, id)
) WITHOUT ROWID;
INSERT INTO fact (id, service_id, subject, field, value, display, grade, state, date, checked, recheck, sources)
SELECT id, service_id, subject, field, value, display, grade, state, date, checked, recheck, sources FROM old_fact;
DROP TABLE old_fact;

ALTER TABLE service ADD COLUMN spoken TEXT NOT NULL DEFAULT '';
UPDATE service SET spoken = coalesce ((SELECT group_concat (DISTINCT code) FROM language WHERE service_id = service.id), '');
UPDATE service SET spoken = replace (spoken, ',', ' ');

DROP TABLE search;
CREATE VIRTUAL TABLE search USING fts5 (
  name, topics, description, place,
  content = '', detail = column, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3 4'
);
INSERT INTO search (rowid, name, topics, description, place)
SELECT id, name || ' ' || coalesce (alternate_name, ''), topics,
  coalesce ((SELECT group_concat (value, ' ') FROM fact WHERE service_id = service.id), ''),
  'ccALL ' || coalesce ((SELECT group_concat ('cc' || country, ' ') FROM service_area WHERE service_id = service.id), '')
FROM service;
