-- SPDX-FileCopyrightText: The Porchlight authors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The directory, version 4. Terms after the Human Services Data Specification 3.0; what HSDS has no word for
-- (evidence of a fact, words for people, who may see a row) stands in tables of our own: fact, phrase, source.
-- What belongs to a service lies side by side with it, by (service_id, id). A service's id is its rank: lower ids are offered first, so that every search can stop early.

CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE source (
  id TEXT PRIMARY KEY,
  publisher TEXT NOT NULL,
  kind TEXT NOT NULL,
  date TEXT NOT NULL,
  url TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE organization (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
);

CREATE TABLE service (
  id INTEGER PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  organization_id INTEGER REFERENCES organization (id),
  name TEXT NOT NULL,
  alternate_name TEXT,
  status TEXT NOT NULL,
  minimum_age INTEGER,
  maximum_age INTEGER,
  country TEXT NOT NULL,
  audiences INTEGER NOT NULL,
  authority INTEGER NOT NULL,
  priority INTEGER NOT NULL,
  peer INTEGER NOT NULL,
  confirmed INTEGER NOT NULL,
  region TEXT NOT NULL, -- the part of the country, '' for all of it
  topics TEXT NOT NULL, -- terms, separated by spaces
  digest BLOB, -- BLAKE2b of all that is said of it: an altered number is refused, not shown
  spoken TEXT NOT NULL DEFAULT '' -- codes of languages, separated by spaces; * for interpreters
);

-- Numbers: called, texted, typed.
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

-- Mailboxes: a role, never a named person.
CREATE TABLE contact (
  id INTEGER NOT NULL,
  slug TEXT NOT NULL UNIQUE,
  service_id INTEGER NOT NULL REFERENCES service (id),
  email TEXT NOT NULL,
  kind TEXT NOT NULL,
  authority INTEGER NOT NULL,
  PRIMARY KEY (service_id, id)
) WITHOUT ROWID;

-- Virtual places only: chats, forms, pages, apps. Street addresses are never kept.
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

CREATE TABLE language (
  id INTEGER NOT NULL,
  service_id INTEGER NOT NULL REFERENCES service (id),
  contact_slug TEXT,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  note TEXT,
  PRIMARY KEY (service_id, id)
) WITHOUT ROWID;

CREATE TABLE service_area (
  service_id INTEGER NOT NULL REFERENCES service (id),
  country TEXT NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (service_id, country)
) WITHOUT ROWID;

CREATE TABLE taxonomy_term (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL
) WITHOUT ROWID;

-- Where a fact was seen and how sure it is. subject is the slug of the service or of one of its contacts.
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

-- The words for people: what the source says, said plainly in a language.
CREATE TABLE phrase (
  language TEXT NOT NULL,
  field TEXT NOT NULL,
  value TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (language, field, value)
) WITHOUT ROWID;

-- What an exchange file carried beyond the columns here: given back on export.
CREATE TABLE hsds (
  service_id INTEGER PRIMARY KEY REFERENCES service (id),
  json TEXT NOT NULL
);

-- How numbers of a country are made: counts of digits.
CREATE TABLE numbering (
  country TEXT PRIMARY KEY,
  calling_code TEXT NOT NULL,
  after_lowest INTEGER NOT NULL,
  after_highest INTEGER NOT NULL,
  inside_lowest INTEGER NOT NULL,
  inside_highest INTEGER NOT NULL,
  codes_lowest INTEGER NOT NULL,
  codes_highest INTEGER NOT NULL
) WITHOUT ROWID;

-- Names of languages as the rows write them.
CREATE TABLE language_name (
  name TEXT PRIMARY KEY,
  code TEXT NOT NULL
) WITHOUT ROWID;

-- For choosing: one row for each country and topic ('' for all) of a service, in the order in which they are offered.
CREATE TABLE choice (
  country TEXT NOT NULL,
  term TEXT NOT NULL,
  service_id INTEGER NOT NULL REFERENCES service (id),
  audiences INTEGER NOT NULL,
  channels INTEGER NOT NULL,
  minimum_age INTEGER NOT NULL,
  maximum_age INTEGER NOT NULL,
  PRIMARY KEY (country, term, service_id)
) WITHOUT ROWID;

-- For searching: rowid is the service's id. Each token is a word behind its country ("us0", "int", "all") and its kind: 0 for a word that
-- stands anywhere, 1 in the name, 2 for a topic, 3 for a kind of contact. Beginnings of two to twelve letters stand behind these four.
CREATE VIRTUAL TABLE search USING fts5 (
  tokens, content = '', detail = none, columnsize = 0,
  tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co M*'", prefix = '6 7 8 9 10 11 12 13 14 15 16'
);
